"""Answers out of the tables of many reports: times, and the memory of the process that answers.

The reports are copies of invented ones under other offices and years with other figures, written into the archive by
statements of SQL; nothing of them was ever printed. `python -m benchmarks.scale FOLDER` measures a folder that holds such reports.
"""

from __future__ import annotations

import json
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from itertools import islice, product
from pathlib import Path
from random import Random

from benchmarks.held import wall
from ingest.agencies import listed_agencies
from ingest.environment import settle_environment
from ingest.intake import ingest_bytes
from ingest.stores.archive import Archive
from qa import Assistant, open_assistant
from samples import invent, print_html

YEARS = (2021, 2022, 2023, 2024, 2025)
DEPARTMENTS = (
    "教育局",
    "财政局",
    "审计局",
    "水利局",
    "民政局",
    "交通运输局",
    "农业农村局",
    "卫生健康委员会",
    "应急管理局",
    "统计局",
    "体育局",
)
MODELS = 40
QUESTIONS = (
    "{one}{year}年新收政府信息公开申请多少件？",
    "{one}{year}年不予公开一共多少件？",
    "{one}{year}年予以公开占办结的百分之几？",
    "{one}{year}年新收申请比上年增加了多少件？",
    "{one}{year}年行政处罚多少件？",
    "{one}{year}年行政复议维持了几件？",
    "{one}历年新收申请多少件？",
    "{one}{year}年自然人申请了多少件？",
    "{one}和{other}{year}年谁收到的申请多？",
    "{one}{year}年收到多少件，办结多少件？",
)
ASKED = 50
OVER_ALL = {
    "a sum over all offices": "2023年所有机关一共收到多少件申请？",
    "a group's sum over all offices": "2023年所有机关不予公开一共多少件？",
    "a ranking of all offices": "2023年收到申请最多的前十个机关是哪些？",
}
ROUNDS = 3
SMALLEST = 20
UNNEEDED = frozenset({"torch", "transformers", "gradio", "langchain", "langchain_core", "chromadb", "numpy"})
"""What prose, vectors or the page need, and no table."""


def scale(count: int) -> bool:
    """Print what answers take over a hundredth of so many reports, a tenth and all; whether none imports what only prose or the page needs.

    Raises SystemExit where a question gets no figure.
    """
    columns = {size: _of_size(size) for size in (count // 100, count // 10, count) if size >= SMALLEST}
    print("scale: answers out of the tables of so many reports; ms by the clock, in brackets of the processor")
    print(f"  {'reports':36}" + "".join(f"{size:>24,}" for size in columns))
    for name in next(iter(columns.values())):
        print(f"  {name:36}" + "".join(f"{column[name]:>24}" for column in columns.values()))
    return all(column["imported in vain"] == "nothing" for column in columns.values())


def _of_size(count: int) -> dict[str, str]:
    """What was measured over an archive of so many reports, line by line."""
    with tempfile.TemporaryDirectory() as folder:
        started = time.perf_counter()
        facts = write(Path(folder), count)
        written, size = time.perf_counter() - started, (Path(folder) / "archive.db").stat().st_size / 1e9
        asked = [sys.executable, "-m", "benchmarks.scale", folder]
        found = json.loads(subprocess.run(asked, check=True, capture_output=True, text=True).stdout)
        command = [sys.executable, "-m", "ui.cli", "ask", "--data-dir", folder, found["question"]]
        by_command = statistics.median(wall(command) for _ in range(ROUNDS))
    lines = {"facts": f"{facts:,}", "archive": f"{size:.2f} GB", "written in": f"{written:.0f} s"}
    lines |= {"first answer, by command": f"{by_command * 1000:.0f}", "first answer, program loaded": f"{found['first']:.0f}"}
    for name, times in found["times"].items():
        (middle, late), (busy, busy_late) = (_middle_and_late(kind) for kind in zip(*times, strict=True))
        lines |= {f"{name}, p50": f"{middle:.1f} ({busy:.1f})", f"{name}, p95": f"{late:.1f} ({busy_late:.1f})"}
    memory = {"memory, table questions": f"{found['megabytes']:.0f} MB", "memory, with those over all": f"{found['most']:.0f} MB"}
    return lines | memory | {"imported in vain": ", ".join(found["imported"]) or "nothing"}


def _middle_and_late(times: Sequence[float]) -> tuple[float, float]:
    return statistics.median(times), sorted(times)[int(len(times) * 0.95)]


def write(folder: Path, count: int) -> int:
    """Fill an archive with so many reports; how many facts they have."""
    archive = Archive.open(folder)
    for report in {(one.agency, one.year): one for one in (invent(Random(seed)) for seed in range(MODELS))}.values():
        ingest_bytes(archive, f"{report.agency}{report.year}.html", print_html(report))
    archive.close()
    connection = sqlite3.connect(folder / "archive.db")
    connection.executescript("PRAGMA synchronous = OFF; PRAGMA cache_size = -200000")
    _copy(connection, count)
    (facts,) = connection.execute("SELECT count(*) FROM facts").fetchone()
    connection.commit()
    connection.close()
    return int(facts)


def _copy(connection: sqlite3.Connection, count: int) -> None:
    """Put copies in the place of the models: other offices and years, every number moved by what its report and place give."""
    models = [row[0] for row in connection.execute("SELECT id FROM reports ORDER BY id")]
    first = models[-1] + 1
    connection.execute("UPDATE reports SET current = 0")
    named = ((first + at, agency, year, models[at % len(models)]) for at, (agency, year) in enumerate(islice(offices(), count)))
    connection.execute("CREATE TEMP TABLE copy (id INTEGER PRIMARY KEY, agency TEXT, year INTEGER, model INTEGER)")
    connection.executemany("INSERT INTO copy VALUES (?, ?, ?, ?)", named)
    connection.execute("INSERT INTO documents SELECT printf('%064x', id), agency || year || '.html', 'text/html', NULL FROM copy")
    connection.execute(
        "INSERT INTO reports (id, document, agency, scope, year, edition, current, read_by, title, form, contact, facts, unread, passages,"
        " findings) SELECT c.id, printf('%064x', c.id), c.agency, NULL, c.year, 1, 1, r.read_by, c.agency || c.year || '年报', r.form, NULL,"
        " r.facts, 0, 0, 0 FROM copy c JOIN reports r ON r.id = c.model"
    )
    moved = "CAST(CAST(f.value AS INTEGER) + (c.id * 7919 + f.ordinal * 104729) % 1009 AS TEXT)"
    connection.execute(
        "INSERT INTO facts (measure, own_of, applicant, year, table_number, row_labels, column_labels, state, printed, value, unit, page, ocr,"
        f" report, ordinal) SELECT f.measure, f.own_of, f.applicant, c.year, f.table_number, f.row_labels, f.column_labels, f.state, {moved}, {moved},"
        " f.unit, f.page, 0, c.id, f.ordinal FROM copy c JOIN facts f ON f.report = c.model ORDER BY c.id, f.ordinal"
    )
    for table in ("facts", "findings", "passages", "across"):
        connection.execute(f"DELETE FROM {table} WHERE report < ?", (first,))
    connection.execute("DELETE FROM reports WHERE id < ?", (first,))


def offices() -> Iterator[tuple[str, int]]:
    """Offices with years: the listed ones, then departments of the places that have a government."""
    listed = [agency.name for agency in listed_agencies()]
    places = [name.removesuffix("人民政府") for name in listed if name.endswith("人民政府")]
    departments = (place + department for department in DEPARTMENTS for place in places)
    yield from product(dict.fromkeys((*listed, *departments)), YEARS)


def questions(assistant: Assistant) -> list[str]:
    """As many different questions about offices that are held as are asked."""
    random = Random(5)
    agencies = assistant.catalog.agencies
    named = ((random.choice(agencies), random.choice(agencies), random.choice(YEARS[1:])) for _ in range(ASKED))
    return [QUESTIONS[number % len(QUESTIONS)].format(one=one, other=other, year=year) for number, (one, other, year) in enumerate(named)]


def measured(folder: Path) -> dict[str, object]:
    """Milliseconds from opening a folder to its answers, the most memory that they took, and what was imported that no table needs."""
    started = time.perf_counter()
    assistant = open_assistant(folder)
    asked = questions(assistant)
    _milliseconds(assistant, asked[0])
    first = time.perf_counter() - started
    times = {"table questions": _times(assistant, asked)}
    megabytes = _most_memory()
    times |= {name: _times(assistant, [question] * ROUNDS) for name, question in OVER_ALL.items()}
    imported = sorted(UNNEEDED & {name.partition(".")[0] for name in sys.modules})
    found = {"first": first * 1000, "times": times, "megabytes": megabytes, "most": _most_memory()}
    return found | {"question": asked[0], "imported": imported}


def _most_memory() -> float:
    """Megabytes at the most; the kernel's other measure counts the process that started this one."""
    status = Path("/proc/self/status").read_text("ascii")
    return int(status.partition("VmHWM:")[2].split()[0]) / 1000


def _times(assistant: Assistant, asked: Sequence[str]) -> list[tuple[float, float]]:
    return [_milliseconds(assistant, question) for question in asked]


def _milliseconds(assistant: Assistant, question: str) -> tuple[float, float]:
    """By the clock and of the processor."""
    wall, busy = time.perf_counter(), time.process_time()
    answer = assistant.ask(question)
    taken = (time.perf_counter() - wall) * 1000, (time.process_time() - busy) * 1000
    if answer.kind != "exact":
        raise SystemExit(f"no figure, so not measured: {question} → {answer.text}")
    return taken


if __name__ == "__main__":
    settle_environment()
    print(json.dumps(measured(Path(sys.argv[1]))))
