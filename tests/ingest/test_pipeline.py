"""From files to outcomes: each document's failure is its own, and what is held is not read again."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest

from ingest.errors import IngestError, UnreadableDocument
from ingest.pipeline import ingest, ingest_bytes, read_report, sources
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
    assert record == {
        "source": "a.html", "status": "added", "agency": REPORT.agency, "scope": None, "year": REPORT.year, "form": "2021",
        "facts": len(REPORT.figures), "unread": 0, "passages": outcome.passages, "findings": [], "error": None,
    }  # fmt: skip
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
