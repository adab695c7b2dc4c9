from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from sqlalchemy import create_engine, inspect, text

from ingest.errors import SchemaTooNew, StoreError
from ingest.fact import Finding, Point, Verdict
from ingest.held import ReportKey, finding_id
from ingest.reading import Reading
from ingest.stores import rows
from ingest.stores.archive import Archive
from ingest.stores.migrations import MIGRATIONS
from ingest.stores.tables import METADATA
from tests.ingest.readings import OTHER, PROSE, RESULTS, a_fact, a_reading, content_of

KEY = ReportKey("海州海关", "关区", 2023)


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    opened = Archive.open(tmp_path)
    yield opened
    opened.close()


def keep(archive: Archive, *args: object, **named: object) -> str:
    reading = a_reading(*args, **named)  # type: ignore[arg-type]
    return archive.write(reading, content_of(reading.report.document.name))


def originals(archive: Archive) -> set[str]:
    return {path.name for path in archive.originals.folder.iterdir()}


def test_what_was_written_comes_back_equal(archive: Archive) -> None:
    reading = a_reading()
    assert archive.write(reading, content_of("海州海关2023.pdf")) == "added"
    (held,) = archive.reports()
    assert (held.key, held.document) == (KEY, reading.report.document)
    assert (held.facts, held.unread, held.passages, held.findings) == (6, 1, 3, 1)
    assert tuple(archive.facts()) == tuple((held, fact) for fact in reading.facts)
    assert archive.findings(KEY) == reading.findings
    assert tuple(held.passage for held in archive.passages()) == reading.passages
    assert archive.original(reading.report.document.sha256) == content_of("海州海关2023.pdf")


@pytest.mark.parametrize("printed", ["0.10", "12345678901234567890.123", "-3", "1E+2"])
def test_a_decimal_keeps_every_digit_it_was_printed_with(archive: Archive, printed: str) -> None:
    keep(archive, withdrawn=printed)
    (fact,) = archive.select([KEY], ["disposition.other.own:4.申请人撤销申请"])
    assert str(fact.value) == printed


def test_the_same_bytes_again_change_nothing(archive: Archive) -> None:
    keep(archive)
    before = archive.fingerprint()
    assert keep(archive) == "unchanged"
    assert archive.fingerprint() == before
    assert len(archive.reports()) == 1


def test_a_corrected_edition_becomes_current_and_the_old_one_stays(archive: Archive) -> None:
    keep(archive, withdrawn="26")
    before = archive.fingerprint()
    assert keep(archive, name="更正.pdf", withdrawn="27") == "updated"
    assert [held.document.name for held in archive.versions(KEY)] == ["更正.pdf", "海州海关2023.pdf"]
    assert [held.document.name for held in archive.reports()] == ["更正.pdf"]
    assert [fact.value for fact in archive.select([KEY], ["disposition.other"])] == [Decimal(27)]
    assert archive.fingerprint() != before
    assert len(originals(archive)) == 2


def test_the_bytes_of_a_superseded_edition_are_known_and_do_not_come_back(archive: Archive) -> None:
    keep(archive)
    keep(archive, name="更正.pdf", withdrawn="27")
    assert keep(archive) == "unchanged"
    assert [held.document.name for held in archive.reports()] == ["更正.pdf"]
    old = a_reading().report.document.sha256
    assert archive.knows(old)
    assert (report := archive.report_of(old)) is not None
    assert report.document.name == "海州海关2023.pdf"


def test_what_an_older_program_read_is_read_again_in_its_old_place(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    keep(archive, withdrawn="26")
    keep(archive, name="更正.pdf", withdrawn="27")
    monkeypatch.setattr(rows, "READING_VERSION", rows.READING_VERSION + 1)
    old = a_reading().report.document.sha256
    assert not archive.knows(old)
    before = archive.fingerprint()
    assert keep(archive, withdrawn="26") == "updated"
    assert [held.document.name for held in archive.versions(KEY)] == ["更正.pdf", "海州海关2023.pdf"]
    assert archive.fingerprint() == before
    assert keep(archive, name="更正.pdf", withdrawn="28") == "updated"
    assert archive.fingerprint() != before
    assert [str(fact.value) for fact in archive.select([KEY], ["disposition.other"])] == ["28"]


def test_a_newer_reading_that_names_another_year_leaves_the_old_year_to_its_other_edition(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep(archive, name="甲.pdf")
    keep(archive, name="乙.pdf")
    monkeypatch.setattr(rows, "READING_VERSION", rows.READING_VERSION + 1)
    keep(archive, year=2022, name="乙.pdf")
    assert [(held.key.year, held.document.name) for held in archive.reports()] == [(2022, "乙.pdf"), (2023, "甲.pdf")]


def test_reports_of_two_scopes_are_two_reports(archive: Archive) -> None:
    assert keep(archive, scope="关区") == "added"
    assert keep(archive, scope="本级机关", name="本级.pdf") == "added"
    assert keep(archive, scope=None, name="无.pdf") == "added"
    assert [held.key.scope for held in archive.reports()] == [None, "关区", "本级机关"]
    assert {fact.at.scope for fact in archive.select([KEY], ["requests.received"])} == {"关区"}
    assert archive.findings(ReportKey("海州海关", None, 2023))[0].facts[0].at.scope is None


def test_reports_come_by_agency_scope_and_year(archive: Archive) -> None:
    for agency, year in (("b海关", 2021), ("a海关", 2023), ("a海关", 2020)):
        keep(archive, agency, year)
    assert [(held.key.agency, held.key.year) for held in archive.reports()] == [("a海关", 2020), ("a海关", 2023), ("b海关", 2021)]
    assert {held.key.year for held, _ in archive.facts(agency="a海关")} == {2020, 2023}
    assert {held.key.agency for held, _ in archive.facts(year=2021)} == {"b海关"}


def test_removing_leaves_no_trace_of_any_edition_and_none_of_the_neighbors_is_touched(archive: Archive) -> None:
    keep(archive, year=2022)
    alone, passages, files = archive.fingerprint(), archive.passages(), originals(archive)
    keep(archive)
    keep(archive, name="更正.pdf", withdrawn="27")
    keep(archive, scope=None, name="无.pdf")
    assert archive.remove("海州海关", 2023) == 2
    assert archive.fingerprint() == alone
    assert archive.passages() == passages
    assert originals(archive) == files
    assert archive.versions(KEY) == ()
    assert archive.remove("海州海关", 2023) == 0
    assert keep(archive) == "added"


def test_a_measure_brings_the_rows_that_only_this_agency_prints(archive: Archive) -> None:
    keep(archive)
    (own,) = archive.select([KEY], ["disposition.other"])
    assert own.row == (RESULTS, OTHER, "4.申请人撤销申请")
    assert archive.select([KEY], ["disposition"]) == ()
    assert archive.select([KEY], ["disposition.other.own:4.申请人撤销申请"]) == (own,)


def test_cells_of_applicants_come_without_the_other_columns_and_rows(archive: Archive) -> None:
    keep(archive)
    every = archive.select([KEY], ["requests.received", "disposition.other"])
    for applicants in (["total"], ["natural"], [None], ["total", None]):
        wanted = tuple(fact for fact in every if fact.at.measure == "requests.received" and fact.at.applicant in applicants)
        assert archive.select([KEY], ["requests.received", "disposition.other"], applicants) == wanted


def test_what_is_held_is_told_in_pieces_as_in_whole(archive: Archive) -> None:
    for agency, year in (("海州海关", 2022), ("海州海关", 2023), ("别处海关", 2023)):
        keep(archive, agency, year)
    reports = archive.reports()
    assert archive.keys() == tuple(held.key for held in reports)
    assert archive.agencies() == ("别处海关", "海州海关")
    assert archive.years() == (2022, 2023)
    assert archive.keys("海州海关") == (KEY._replace(year=2022), KEY)
    assert archive.keys("海州") == ()
    assert set(archive.held(archive.keys())) == set(reports)
    assert archive.held([KEY._replace(scope=None)]) == ()
    assert archive.own_rows() == ("disposition.other.own:4.申请人撤销申请",)
    assert archive.own_measures([KEY]) == {KEY: archive.own_rows()}
    archive.remove("海州海关", 2023)
    archive.remove("海州海关", 2022)
    archive.remove("别处海关", 2023)
    assert (archive.keys(), archive.agencies(), archive.own_rows()) == ((), (), ())


def test_the_revision_rises_with_the_reports_and_with_nothing_else(archive: Archive) -> None:
    seen = [archive.revision()]
    keep(archive)
    seen.append(archive.revision())
    keep(archive, year=2022)
    seen.append(archive.revision())
    archive.remove("海州海关", 2022)
    seen.append(archive.revision())
    assert seen == sorted(set(seen))
    archive.save_receipt("0" * 16, "{}")
    archive.judge(KEY, archive.findings(KEY)[0], Verdict("confirmed", "", None, "2024-01-01"))
    assert archive.revision() == seen[-1]


def test_an_archive_of_the_program_before_is_brought_up_to_date(tmp_path: Path) -> None:
    (tmp_path / "originals").mkdir()
    engine = create_engine(f"sqlite:///{tmp_path / 'archive.db'}")
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE migrations (number INTEGER PRIMARY KEY NOT NULL, name TEXT NOT NULL)"))
        for number, change in enumerate(MIGRATIONS[:3], start=1):
            change(connection)
            connection.execute(text("INSERT INTO migrations VALUES (:number, :name)"), {"number": number, "name": change.__name__})
        connection.execute(text("INSERT INTO documents VALUES ('ab', 'a.html', 'text/html', NULL)"))
        connection.execute(
            text("INSERT INTO reports VALUES (1, 'ab', '海州海关', '关区', 2023, 1, 1, 2, '年报', '2021', NULL, 1, 0, 0, 0)")
        )
        connection.execute(
            text(
                "INSERT INTO facts (report, ordinal, measure, own_of, applicant, table_number, row_labels, column_labels, state, printed, value)"
                " VALUES (1, 0, 'disposition.other.own:4.撤销', 'disposition.other', 'total', 3, '[]', '[]', 'number', '26', '26')"
            )
        )
    engine.dispose()
    archive = Archive.open(tmp_path)
    assert (archive.keys(), archive.own_rows()) == ((KEY,), ("disposition.other.own:4.撤销",))
    assert [fact.value for fact in archive.select([KEY], ["disposition.other"])] == [Decimal(26)]
    before = archive.revision()
    archive.remove("海州海关", 2023)
    assert archive.revision() > before
    archive.close()


def test_wildcards_of_the_database_are_plain_letters(archive: Archive) -> None:
    keep(archive)
    assert archive.select([KEY], ["disposition%", "disposition_other", "DISPOSITION.OTHER"]) == ()


def test_thousands_of_keys_select_only_the_reports_that_are_named(archive: Archive) -> None:
    for year in (2021, 2022, 2023):
        keep(archive, year=year)
    keep(archive, "别处海关", 2023)
    keys = [ReportKey(f"第{n}局", None, year) for n in range(20_000) for year in (2022, 2023)]
    facts = archive.select([*keys, KEY, KEY._replace(year=2022)], ["requests.received", "requests.received"])
    assert [(fact.at.agency, fact.at.year) for fact in facts] == [("海州海关", 2022), ("海州海关", 2023)]
    assert len(archive.passages([*keys, KEY])) == 3


def test_nothing_asked_is_nothing_answered(archive: Archive) -> None:
    keep(archive)
    assert archive.select([], ["requests.received"]) == ()
    assert archive.select([KEY], []) == ()
    assert archive.passages([]) == ()
    assert archive.passages_by_id([]) == ()


def test_two_passages_with_the_same_words_are_two(archive: Archive) -> None:
    keep(archive, texts=("无。", "无。"))
    first, second = archive.passages()
    assert first.id != second.id
    assert archive.passages_by_id([second.id, "没有", first.id]) == (second, first)


def test_passages_of_a_superseded_edition_are_not_found(archive: Archive) -> None:
    keep(archive)
    old = archive.passages()
    keep(archive, name="更正.pdf", withdrawn="27")
    assert archive.passages_by_id([held.id for held in old]) == ()
    assert len(archive.passages()) == len(PROSE)


def test_a_receipt_once_given_is_never_rewritten(archive: Archive) -> None:
    assert archive.receipt("r1") is None
    archive.save_receipt("r1", '{"text": "26件"}')
    archive.save_receipt("r1", "{}")
    assert archive.receipt("r1") == '{"text": "26件"}'


def test_bytes_that_are_not_the_document_are_refused_and_leave_nothing(archive: Archive) -> None:
    with pytest.raises(StoreError, match="校验值不符"):
        archive.write(a_reading(), b"other bytes")
    assert archive.reports() == ()
    assert archive.passages() == ()


def test_a_fact_of_another_report_is_refused(archive: Archive) -> None:
    reading = a_reading()
    stray = replace(reading, facts=(*reading.facts, a_reading(year=2022).facts[0]))
    with pytest.raises(StoreError, match="数据与所属报告不符"):
        archive.write(stray, content_of("海州海关2023.pdf"))
    assert archive.reports() == ()


def test_a_damaged_original_is_not_handed_out(archive: Archive) -> None:
    keep(archive)
    sha256 = a_reading().report.document.sha256
    (archive.originals.folder / sha256).write_bytes(b"damaged")
    with pytest.raises(StoreError, match="已损坏"):
        archive.original(sha256)


def test_an_archive_of_a_newer_program_is_not_opened(tmp_path: Path) -> None:
    opened = Archive.open(tmp_path)
    with opened.engine.begin() as connection:
        connection.execute(text("INSERT INTO migrations VALUES (99, 'm099_unheard_of')"))
    opened.close()
    with pytest.raises(SchemaTooNew, match="第99版"):
        Archive.open(tmp_path)


def test_the_migrations_end_in_the_tables_that_the_statements_use(archive: Archive, tmp_path: Path) -> None:
    declared = create_engine(f"sqlite:///{tmp_path / 'declared.db'}")
    METADATA.create_all(declared)
    for table in METADATA.tables:
        migrated, wanted = ({c["name"]: c["nullable"] for c in inspect(e).get_columns(table)} for e in (archive.engine, declared))
        assert migrated == wanted
    declared.dispose()


def test_opening_again_applies_no_migration_twice(archive: Archive, tmp_path: Path) -> None:
    keep(archive)
    again = Archive.open(tmp_path)
    with again.engine.connect() as connection:
        numbers = connection.execute(text("SELECT number FROM migrations")).scalars().all()
    assert numbers == list(range(1, len(MIGRATIONS) + 1))
    assert again.reports() == archive.reports()
    again.close()


WRITER = """
import sys
from pathlib import Path
from ingest.stores.archive import Archive
from tests.ingest.readings import a_reading, content_of
archive = Archive.open(Path(sys.argv[1]))
for year in range(1000, 9999):
    reading = a_reading(year=year, texts=tuple(f"第{n}段。" for n in range(40)))
    archive.write(reading, content_of(reading.report.document.name))
    print(year, flush=True)
"""


@pytest.mark.parametrize("writes", [3, 17, 40])
def test_a_writer_killed_at_any_moment_leaves_whole_reports_only(tmp_path: Path, writes: int) -> None:
    root = Path(__file__).resolve().parents[2]
    with subprocess.Popen([sys.executable, "-c", WRITER, str(tmp_path)], cwd=root, stdout=subprocess.PIPE, text=True) as writer:
        assert writer.stdout is not None
        acknowledged = [int(writer.stdout.readline()) for _ in range(writes)]
        time.sleep(writes % 7 / 1000)
        os.kill(writer.pid, signal.SIGKILL)
    opened = Archive.open(tmp_path)
    reports = opened.reports()
    assert {held.key.year for held in reports} >= set(acknowledged)
    for held in reports:
        assert len(tuple(opened.facts(year=held.key.year))) == held.facts == 6
        assert len(opened.passages([held.key])) == held.passages == 40
        assert len(opened.findings(held.key)) == held.findings == 1
        assert opened.original(held.document.sha256) == content_of(held.document.name)
    assert keep(opened, "重启海关", 2024) == "added"
    opened.close()


DOOMED = """
import os, signal, sys
from pathlib import Path
from sqlalchemy import event
from ingest.stores.archive import Archive
from tests.ingest.readings import a_reading, content_of
archive = Archive.open(Path(sys.argv[1]))
def die(connection, cursor, statement, *_):
    if statement.startswith(sys.argv[2]):
        os.kill(os.getpid(), signal.SIGKILL)
event.listen(archive.engine, "before_cursor_execute", die)
reading = a_reading(name="更正.pdf", withdrawn="27")
archive.write(reading, content_of(reading.report.document.name))
"""


@pytest.mark.parametrize("statement", ["INSERT INTO documents", "INSERT INTO facts", "INSERT INTO passages", "UPDATE reports"])
def test_a_writer_killed_between_two_statements_has_written_nothing(archive: Archive, tmp_path: Path, statement: str) -> None:
    keep(archive)
    before = (archive.versions(KEY), archive.fingerprint())
    root = Path(__file__).resolve().parents[2]
    died = subprocess.run([sys.executable, "-c", DOOMED, str(tmp_path), statement], cwd=root, check=False)
    assert died.returncode == -signal.SIGKILL
    assert (archive.versions(KEY), archive.fingerprint()) == before
    assert keep(archive, name="更正.pdf", withdrawn="27") == "updated"


def test_many_threads_write_and_read_at_once(archive: Archive) -> None:
    with ThreadPoolExecutor(8) as pool:
        written = list(pool.map(lambda year: keep(archive, year=year), [*range(2000, 2020), *range(2000, 2020)]))
    assert sorted(written) == ["added"] * 20 + ["unchanged"] * 20
    assert len(archive.reports()) == 20


def of_year(year: int, carried_in: str, carried_out: str, texts: tuple[str, ...] = PROSE, name: str = "") -> Reading:
    """A report with the two numbers that last year's and next year's reports print as well."""
    reading = a_reading(year=year, texts=texts, name=name)
    at = Point("海州海关", "关区", year, "requests.carried_in", "total")
    facts = (
        a_fact(at, ("二、上年结转政府信息公开申请数量",), carried_in),
        a_fact(replace(at, measure="requests.carried_out"), ("四、结转下年度继续办理",), carried_out),
    )
    return replace(reading, facts=facts, findings=())


def put(archive: Archive, reading: Reading) -> str:
    return archive.write(reading, content_of(reading.report.document.name))


def checks(archive: Archive, year: int) -> list[tuple[str, str, str]]:
    found = archive.findings(KEY._replace(year=year))
    held = next(held for held in archive.reports() if held.key.year == year)
    assert held.findings == len(found)
    return [(one.check, one.expected, one.found) for one in found]


@pytest.mark.parametrize("order", [(2022, 2023), (2023, 2022)])
def test_what_two_years_contradict_in_each_other_stands_with_both_whichever_came_first(archive: Archive, order: tuple[int, int]) -> None:
    readings = {2022: of_year(2022, "0", "4"), 2023: of_year(2023, "5", "1")}
    for year in order:
        put(archive, readings[year])
    assert checks(archive, 2022) == checks(archive, 2023) == [("carried_over", "4", "5")]
    (finding,) = archive.findings(KEY)
    assert {fact.at.year for fact in finding.facts} == {2022, 2023}
    assert archive.findings(KEY._replace(year=2022)) == (finding,)


def test_a_corrected_edition_of_either_year_takes_the_contradiction_away(archive: Archive) -> None:
    put(archive, of_year(2022, "0", "4"))
    put(archive, of_year(2023, "5", "1"))
    assert put(archive, of_year(2022, "0", "5", name="更正.pdf")) == "updated"
    assert checks(archive, 2022) == checks(archive, 2023) == []


def test_a_removed_year_contradicts_nothing_any_more(archive: Archive) -> None:
    put(archive, of_year(2022, "0", "4"))
    put(archive, of_year(2023, "5", "1"))
    archive.remove("海州海关", 2022)
    assert checks(archive, 2023) == []


def test_a_draft_is_held_against_the_year_before_and_not_kept(archive: Archive) -> None:
    put(archive, of_year(2022, "0", "4"))
    (finding,) = archive.beside(of_year(2023, "5", "1"))
    assert (finding.check, finding.expected, finding.found) == ("carried_over", "4", "5")
    assert len(archive.reports()) == 1
    assert checks(archive, 2022) == []


def test_a_part_larger_than_its_whole_is_found_when_either_comes(archive: Archive) -> None:
    whole, part = a_reading(), a_reading(scope="本级机关", name="本级.pdf")
    more = replace(part, facts=(replace(part.facts[0], printed="1,082", value=Decimal(1082)), *part.facts[1:]), findings=())
    put(archive, replace(whole, findings=()))
    put(archive, more)
    assert [one.check for one in archive.findings(KEY)] == ["part_of_whole"]
    assert [one.check for one in archive.findings(KEY._replace(scope="本级机关"))] == ["part_of_whole"]


VERDICT = Verdict("as_printed", "总计栏漏填，已电话核实", "张三", "2026-03-01T08:00:00+00:00")


def test_a_verdict_survives_a_new_reading_a_removal_and_a_new_version(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    keep(archive)
    (finding,) = archive.findings(KEY)
    assert finding.verdict is None
    archive.judge(KEY, finding, VERDICT)
    assert [one.verdict for one in archive.findings(KEY)] == [VERDICT]
    monkeypatch.setattr(rows, "READING_VERSION", rows.READING_VERSION + 1)
    assert keep(archive) == "updated"
    assert [one.verdict for one in archive.findings(KEY)] == [VERDICT]
    archive.remove("海州海关", 2023)
    keep(archive)
    assert [one.verdict for one in archive.findings(KEY)] == [VERDICT]


def test_a_verdict_is_replaced_and_withdrawn(archive: Archive) -> None:
    keep(archive)
    (finding,) = archive.findings(KEY)
    archive.judge(KEY, finding, VERDICT)
    archive.judge(KEY, finding, replace(VERDICT, judgement="misread", remark=""))
    assert [one.verdict.judgement for one in archive.findings(KEY) if one.verdict] == ["misread"]
    assert archive.withdraw(finding_id(KEY, finding))
    assert not archive.withdraw(finding_id(KEY, finding))
    assert archive.findings(KEY)[0].verdict is None


def test_a_verdict_is_on_this_contradiction_alone(archive: Archive) -> None:
    keep(archive)
    keep(archive, year=2022)
    (finding,) = archive.findings(KEY)
    archive.judge(KEY, finding, VERDICT)
    assert archive.findings(KEY._replace(year=2022))[0].verdict is None
    other = replace(a_reading(name="更正.pdf", withdrawn="27"), findings=(replace(finding, verdict=None, found="83"),))
    put(archive, other)
    assert [(one.found, one.verdict) for one in archive.findings(KEY)] == [("83", None)]


def test_the_same_report_in_another_carrier_is_no_new_edition_however_often_both_are_read(archive: Archive) -> None:
    keep(archive)
    page = a_reading(name="海州海关2023.html", texts=tuple(f" {text}" for text in PROSE))
    page = replace(page, report=replace(page.report, document=replace(page.report.document, media_type="text/html")))
    before = archive.fingerprint()
    for _ in range(2):
        assert put(archive, page) == "unchanged"
        assert keep(archive) == "unchanged"
    assert archive.knows(page.report.document.sha256)
    assert archive.fingerprint() == before
    (held,) = archive.versions(KEY)
    assert (held.document.name, archive.copies(held)) == ("海州海关2023.pdf", ("海州海关2023.html",))
    assert archive.report_of(page.report.document.sha256) == held
    archive.remove("海州海关", 2023)
    assert not archive.knows(page.report.document.sha256)


def test_another_carrier_with_another_figure_in_its_prose_is_a_new_edition(archive: Archive) -> None:
    keep(archive)
    page = a_reading(name="海州海关2023.html", texts=(PROSE[0], PROSE[1] * 9, PROSE[2]))
    page = replace(page, report=replace(page.report, document=replace(page.report.document, media_type="text/html")))
    assert put(archive, page) == "updated"
    other = a_reading(name="海州海关2023.txt", texts=(PROSE[0], PROSE[1] * 9 + "其中3件。", PROSE[2]))
    other = replace(other, report=replace(other.report, document=replace(other.report.document, media_type="text/plain")))
    assert put(archive, other) == "updated"


def test_two_contradictions_with_the_same_numbers_in_other_cells_have_ids_of_their_own() -> None:
    facts = a_reading().facts
    one, two = (Finding("applicants_add_up", "", "11", "0", (fact,)) for fact in facts[:2])
    assert finding_id(KEY, one) == finding_id(KEY, replace(one, message="换了说法")) != finding_id(KEY, two)


def test_the_same_bytes_printed_again_do_not_supersede_a_correction(archive: Archive) -> None:
    keep(archive)
    keep(archive, name="更正.pdf", withdrawn="27")
    assert keep(archive, name="第一版（重新导出）.pdf") == "unchanged"
    assert [held.document.name for held in archive.reports()] == ["更正.pdf"]


@pytest.mark.parametrize("texts", [(*PROSE[:2], PROSE[2].replace("业务", "专题")), (PROSE[0], PROSE[1].replace("五百", "六百"), PROSE[2])])
def test_a_correction_of_the_prose_alone_is_a_new_edition(archive: Archive, texts: tuple[str, ...]) -> None:
    keep(archive)
    assert keep(archive, name="更正.pdf", texts=texts) == "updated"
    assert [held.document.name for held in archive.reports()] == ["更正.pdf"]


def test_two_agencies_with_the_same_file_name_are_both_held(archive: Archive) -> None:
    one, two = a_reading(), a_reading("云溪海关")
    named = [replace(one, report=replace(one.report, document=replace(one.report.document, name="年度报告.pdf"))) for one in (one, two)]
    contents = [content_of("海州海关2023.pdf"), content_of("云溪海关2023.pdf")]
    assert [archive.write(reading, content) for reading, content in zip(named, contents, strict=True)] == ["added", "added"]
    assert [(held.key.agency, held.document.name) for held in archive.reports()] == [
        ("云溪海关", "年度报告.pdf"),
        ("海州海关", "年度报告.pdf"),
    ]
