"""From files to outcomes: each document's failure is its own, and what is held is not read again."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pypdfium2
import pytest

from ingest.errors import IngestError, UnreadableDocument
from ingest.intake import ingest, ingest_bytes
from ingest.pipeline import read_report
from ingest.sources import sources
from ingest.stores.archive import Archive
from samples import invent, print_docx, print_html, print_pdf, print_text

REPORT = invent(Random(21))
OTHER = invent(Random(22))


def a_folder(folder: Path) -> Path:
    """A folder with two reports, a novel, a hidden file and one report twice under another name."""
    (folder / "below" / ".hidden").mkdir(parents=True)
    (folder / "a.html").write_bytes(print_html(REPORT))
    (folder / "b.txt").write_text("话说天下大势，分久必合。", "utf-8")
    (folder / "below" / "c.docx").write_bytes(print_docx(OTHER))
    (folder / "below" / "d.html").write_bytes(print_html(REPORT))
    (folder / ".e.html").write_bytes(print_html(OTHER))
    (folder / "below" / ".hidden" / "f.html").write_bytes(print_html(OTHER))
    return folder


def test_the_files_of_a_folder_come_sorted_without_hidden_ones_each_once(tmp_path: Path) -> None:
    folder = a_folder(tmp_path)
    found = list(sources([folder, folder / "a.html"]))
    assert [str(path.relative_to(folder)) for path in found] == ["a.html", "b.txt", "below/c.docx", "below/d.html"]


@pytest.mark.parametrize("jobs", [1, 2])
def test_one_bad_file_stops_no_other(tmp_path: Path, jobs: int) -> None:
    archive = Archive.open(tmp_path / "data")
    outcomes = list(ingest(archive, [a_folder(tmp_path / "reports")], jobs=jobs))
    archive.close()
    assert [outcome.status for outcome in outcomes] == ["added", "failed", "added", "unchanged"]
    assert [outcome.key and outcome.key.agency for outcome in outcomes] == [REPORT.agency, None, OTHER.agency, REPORT.agency]
    assert outcomes[1].error is not None
    assert "看起来不是年度报告" in outcomes[1].error


def test_an_outcome_as_json_is_that_of_the_interface(tmp_path: Path) -> None:
    archive = Archive.open(tmp_path / "data")
    outcome = ingest_bytes(archive, "a.html", print_html(REPORT))
    record = outcome.to_json()
    archive.close()
    assert record.items() >= {
        "source": "a.html", "status": "added", "agency": REPORT.agency, "scope": None, "year": REPORT.year, "form": "2021",
        "facts": len(REPORT.figures), "unread": 0, "passages": outcome.passages, "findings": [], "error": None,
    }.items()  # fmt: skip
    assert outcome.passages > 3


def test_what_is_held_comes_back_with_its_counts(tmp_path: Path) -> None:
    archive = Archive.open(tmp_path / "data")
    first = ingest_bytes(archive, "a.html", print_html(REPORT))
    again = ingest_bytes(archive, "b.html", print_html(REPORT))
    archive.close()
    assert (again.status, again.key, again.facts, again.passages) == ("unchanged", first.key, first.facts, first.passages)


def test_a_missing_file_is_one_failed_outcome(tmp_path: Path) -> None:
    archive = Archive.open(tmp_path / "data")
    (outcome,) = ingest(archive, [tmp_path / "nowhere.pdf"])
    archive.close()
    assert (outcome.status, outcome.facts) == ("failed", 0)
    assert outcome.error is not None
    assert "找不到文件" in outcome.error


def test_a_folder_that_may_not_be_opened_is_one_failed_outcome(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = a_folder(tmp_path / "reports")
    closed = folder / "below"
    listed = Path.iterdir

    def as_others_see_it(path: Path) -> Iterator[Path]:
        if path == closed:
            raise PermissionError(13, "Permission denied")
        return listed(path)

    # Root, who runs tests in containers, may open every folder.
    monkeypatch.setattr(Path, "iterdir", as_others_see_it)
    archive = Archive.open(tmp_path / "data")
    outcomes = list(ingest(archive, [folder]))
    archive.close()
    assert [outcome.status for outcome in outcomes] == ["added", "failed", "failed"]
    assert outcomes[2].error == f"无法打开文件夹 {closed}：应为可读取的文件夹，请检查访问权限。"


def test_what_an_archive_file_holds_is_kept_in_the_order_of_its_names(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "档案.zip", "w") as packed:
        packed.writestr("子目录/a.html", print_html(REPORT))
        packed.writestr("b.txt", "话说天下大势，分久必合。")
        packed.writestr("a.docx", print_docx(OTHER))
    archive = Archive.open(tmp_path / "data")
    outcomes = list(ingest(archive, [tmp_path / "档案.zip", tmp_path / "nowhere.pdf"], jobs=2))
    names = [held.document.name for held in archive.reports()]
    archive.close()
    below = f"{tmp_path}/档案.zip"
    assert [(outcome.source, outcome.status) for outcome in outcomes] == [
        (f"{below}/a.docx", "added"), (f"{below}/b.txt", "failed"), (f"{below}/子目录/a.html", "added"), (f"{tmp_path}/nowhere.pdf", "failed"),
    ]  # fmt: skip
    assert sorted(names) == ["a.docx", "a.html"]


def test_a_bomb_keeps_nothing(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "bomb.zip", "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("a.html", print_html(REPORT))
        for number in range(2):
            packed.writestr(f"{number}.txt", bytes(40 * 1024 * 1024))
    archive = Archive.open(tmp_path / "data")
    (outcome,) = ingest(archive, [tmp_path / "bomb.zip"])
    assert archive.reports() == ()
    archive.close()
    assert "没有解压" in str(outcome.error)


LONG = {
    "a.html": "<table>" + "<tr><td>一</td><td>2</td></tr>" * 20_001,
    "a.txt": "一\t2\n" * 50_001,
}


@pytest.mark.parametrize("name", LONG)
def test_a_table_longer_than_any_reports_is_refused_before_it_is_parsed(name: str) -> None:
    with pytest.raises(UnreadableDocument, match=r"太长.*最多 .0,000行，实际 .0,001行"):
        read_report(name, LONG[name].encode())


def test_a_word_file_that_unfolds_to_more_than_a_report_is_refused_before_it_is_opened() -> None:
    with pytest.raises(UnreadableDocument, match="正文最多 32 MB，实际 57 MB"):
        read_report("a.docx", with_body(b"<w:tr><w:tc><w:p><w:r><w:t>1</w:t></w:r></w:p></w:tc></w:tr>" * 1_000_000))
    with pytest.raises(UnreadableDocument, match="表格最多 20,000行"):
        read_report("a.docx", with_body(b"<w:tr/>" + b"<w:tr >" * 20_000))


def with_body(added: bytes) -> bytes:
    """A Word file with something added to its first table."""
    changed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(print_docx(REPORT))) as before, zipfile.ZipFile(changed, "w", zipfile.ZIP_DEFLATED) as after:
        for name in before.namelist():
            content = before.read(name)
            after.writestr(name, content.replace(b"</w:tbl>", added + b"</w:tbl>", 1) if name == "word/document.xml" else content)
    return changed.getvalue()


def test_a_pdf_of_more_pages_than_any_report_is_refused_before_a_page_is_read() -> None:
    pages = pypdfium2.PdfDocument.new()
    for _ in range(501):
        pages.new_page(595, 842)
    content = io.BytesIO()
    pages.save(content)
    pages.close()
    with pytest.raises(UnreadableDocument, match="最多 500 页，实际 501 页"):
        read_report("a.pdf", content.getvalue())


def test_a_file_beyond_the_limit_is_refused_before_it_is_read(tmp_path: Path) -> None:
    big = tmp_path / "big.pdf"
    with big.open("wb") as file:
        file.truncate(101 * 1024 * 1024)
    with pytest.raises(UnreadableDocument, match="最多 100 MB，实际 101 MB"):
        read_report(big)


def test_the_same_report_in_four_carriers_states_the_same() -> None:
    read = [
        read_report("a.pdf", print_pdf(REPORT)),
        read_report("a.html", print_html(REPORT)),
        read_report("a.docx", print_docx(REPORT)),
        read_report("a.txt", print_text(REPORT, "cells").encode()),
        read_report("a.txt", print_text(REPORT, "tabs").encode()),
    ]
    stated = [[(fact.at, fact.state, fact.value, fact.unit) for fact in reading.facts] for reading in read]
    assert all(one == stated[0] for one in stated)
    assert {(reading.report.agency, reading.report.year, reading.report.form) for reading in read} == {(REPORT.agency, REPORT.year, "2021")}


def test_a_damaged_file_names_itself() -> None:
    with pytest.raises(IngestError, match="坏"):
        read_report("坏.pdf", b"%PDF-1.7 broken")
