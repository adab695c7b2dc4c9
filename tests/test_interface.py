"""What the outside may rely on: every command, key, type, status and endpoint, as the interface states them.

Keys may be added freely; none may go, change its name or its type.
"""

from __future__ import annotations

import csv
import json
import os
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from contextlib import closing
from decimal import Decimal
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from types import NoneType
from typing import Any

import pytest
from click.testing import CliRunner, Result
from openpyxl import load_workbook
from pyarrow import parquet
from starlette.testclient import TestClient

from ingest.intake import ingest
from ingest.stores import embedders
from ingest.stores.archive import Archive
from qa import open_assistant
from tests.ui.conftest import composed
from ui.cli import app
from ui.evidence import Surroundings

ROOT = Path(__file__).resolve().parents[1]
SAMPLES = ROOT / "samples" / "reports"
GUANGZHOU, HONGZE, YUNXI = (SAMPLES / name for name in ("广州海关2023.pdf", "洪泽区人民政府2023.pdf", "云溪市市场监督管理局2022.html"))
WITHDRAWN = "广州海关2023年有多少申请被撤销?"
SHARE = "广州海关2023年撤销申请占办结总数的比例"

MAYBE_TEXT = str | None
CITATION: dict[str, Any] = {
    "document": str, "url": MAYBE_TEXT, "sha256": str, "agency": str, "year": int, "section": MAYBE_TEXT, "page": int | None, "table": int | None,
    "row": list | None, "column": list | None, "printed": MAYBE_TEXT, "quote": MAYBE_TEXT, "box": list | None, "ocr": bool,
}  # fmt: skip
FINDING = {"check": str, "message": str, "expected": str, "found": str, "facts": [CITATION]}
OUTCOME = {
    "source": str, "status": str, "agency": MAYBE_TEXT, "scope": MAYBE_TEXT, "year": int | None, "form": MAYBE_TEXT, "facts": int, "unread": int,
    "passages": int, "findings": [FINDING], "error": MAYBE_TEXT,
}  # fmt: skip
FACT = {
    "agency": str, "scope": MAYBE_TEXT, "year": int, "table": int, "row": [str], "column": [str], "state": str, "printed": str, "value": MAYBE_TEXT,
    "unit": MAYBE_TEXT, "citation": CITATION,
}  # fmt: skip
VALUE = {"agency": MAYBE_TEXT, "year": int | None, "label": str, "value": str, "exact": str, "unit": MAYBE_TEXT}
ANSWER = {
    "question": str, "kind": str, "text": str, "values": [VALUE], "formula": MAYBE_TEXT, "citations": [CITATION],
    "caveats": [{"kind": str, "text": str}], "missing": [{"agency": str, "year": int}], "choices": [str], "written_by": MAYBE_TEXT, "plan": dict, "receipt": MAYBE_TEXT,
    "milliseconds": float,
}  # fmt: skip
REPORT = {"agency": str, "scope": MAYBE_TEXT, "year": int}


def misshapen(found: Any, shape: Any, path: str = "$") -> Iterator[str]:
    """Where a JSON value differs from its shape; keys that the shape does not name are welcome."""
    if isinstance(shape, dict):
        if not isinstance(found, dict):
            yield f"{path} is no object: {found!r}"
            return
        for key, inner in shape.items():
            yield from misshapen(found[key], inner, f"{path}.{key}") if key in found else [f"{path}.{key} is missing"]
    elif isinstance(shape, list):
        if not isinstance(found, list):
            yield f"{path} is no list: {found!r}"
            return
        for place, one in enumerate(found):
            yield from misshapen(one, shape[0], f"{path}[{place}]")
    elif not isinstance(found, shape) or (isinstance(found, bool) and shape is int):
        yield f"{path} is {found!r}, expected {shape}"


def shaped(found: Any, shape: Any) -> Any:
    assert list(misshapen(found, shape)) == []
    return found


def test_the_checker_of_shapes_sees_what_is_wrong() -> None:
    assert list(misshapen({"a": "1"}, {"a": int, "b": MAYBE_TEXT})) == ["$.a is '1', expected <class 'int'>", "$.b is missing"]
    assert list(misshapen({"a": [None, "x"], "b": None, "c": 0}, {"a": [str | NoneType], "b": MAYBE_TEXT})) == []


def run(*arguments: object) -> Result:
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


def objects(result: Result) -> list[dict[str, Any]]:
    """The objects that a command printed, one a line."""
    return [json.loads(line) for line in result.stdout.splitlines()]


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with three reports and no search index."""
    folder = tmp_path_factory.mktemp("kept")
    archive = Archive.open(folder)
    assert [outcome.status for outcome in ingest(archive, [GUANGZHOU, HONGZE, YUNXI])] == ["added"] * 3
    archive.close()
    return folder


@pytest.fixture
def no_model(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine without the embedding model, on which prose is found by its words: indexing takes no minute there."""
    monkeypatch.setattr(embedders, "packed_weights", lambda: None)


# Command line


def test_results_go_to_stdout_as_utf8_and_the_data_folder_comes_from_the_environment(kept: Path) -> None:
    environment = os.environ | {"NIANBAO_DATA_DIR": str(kept), "LC_ALL": "C", "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-c", "from ui.cli import main; main()"]
    done = subprocess.run([*command, "ask", WITHDRAWN, "--json"], env=environment, cwd=ROOT, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()
    assert json.loads(done.stdout.decode("utf-8"))["values"][0]["value"] == "26"
    wrong = subprocess.run([*command, "no-such-command"], env=environment, cwd=ROOT, capture_output=True, check=False)
    assert (wrong.returncode, wrong.stdout) == (2, b"")


@pytest.mark.parametrize(
    "arguments",
    [["ingest"], ["ask"], ["facts", "--year", "x"], ["remove", "广州海关"], ["eval", "no-such-file.jsonl"], ["receipt"], ["serve", "--mode", "x"], ["export", "facts.doc"], ["check"], ["ingest", "x", "--jobs", "0"]],
)  # fmt: skip
def test_wrong_usage_is_status_2(arguments: list[str], kept: Path) -> None:
    result = run(*arguments, "--data-dir", kept)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr


def test_every_command_is_there_and_takes_a_data_folder() -> None:
    for command in ("ingest", "reports", "facts", "ask", "check", "serve", "eval", "export", "remove", "rebuild", "doctor", "receipt"):
        shown = run(command, "--help")
        assert shown.exit_code == 0
        assert "--data-dir" in shown.stdout, command
    for command in ("ingest", "reports", "facts", "ask", "check", "eval", "doctor", "receipt"):
        assert "--json" in run(command, "--help").stdout, command


def test_ingest_says_what_became_of_every_source(tmp_path: Path, no_model: None) -> None:
    wrong = tmp_path / "坏.pdf"
    wrong.write_bytes(b"%PDF-1.7 broken")
    result = run("ingest", GUANGZHOU, wrong, HONGZE, "--json", "--data-dir", tmp_path / "data")
    record = shaped(json.loads(result.stdout), {"reports": [OUTCOME], "seconds": float})
    assert result.exit_code == 1, "one of the three failed"
    first, broken, hongze = sorted(record["reports"], key=lambda one: [str(GUANGZHOU), str(wrong), str(HONGZE)].index(one["source"]))
    assert [first[key] for key in ("status", "agency", "scope", "year", "form", "facts", "unread", "error")] == [
        "added", "广州海关", "关区", 2023, "2021", 207, 0, None,
    ]  # fmt: skip
    assert first["passages"] > 0
    assert first["findings"] == []
    assert (broken["status"], broken["facts"]) == ("failed", 0)
    assert "坏.pdf" in broken["error"]
    assert {finding["found"] for finding in hongze["findings"]} == {"0"}
    assert {finding["facts"][0]["agency"] for finding in hongze["findings"]} == {"洪泽区人民政府"}
    held = objects(run("reports", "--json", "--data-dir", tmp_path / "data"))
    assert {report["agency"] for report in held} == {"广州海关", "洪泽区人民政府"}, "what failed leaves no trace"


def test_ingest_again_changes_nothing_and_a_correction_updates(tmp_path: Path, no_model: None) -> None:
    page = tmp_path / "报告.html"
    page.write_bytes(YUNXI.read_bytes())
    statuses = []
    for _ in range(2):
        statuses += [one["status"] for one in json.loads(run("ingest", page, "--json", "--data-dir", tmp_path / "data").stdout)["reports"]]
    page.write_bytes(YUNXI.read_bytes().replace(b"52310", b"52311"))
    statuses += [one["status"] for one in json.loads(run("ingest", page, "--json", "--data-dir", tmp_path / "data").stdout)["reports"]]
    assert statuses == ["added", "unchanged", "updated"]
    (value,) = objects(run("ask", "云溪市市场监管局2022年行政许可多少件", "--json", "--data-dir", tmp_path / "data"))[0]["values"]
    assert value["value"] == "52311"


def ingested(source: object, folder: Path) -> list[tuple[str, str | None, int | None]]:
    record = json.loads(run("ingest", source, "--json", "--data-dir", folder).stdout)
    return sorted((one["status"], one["agency"], one["year"]) for one in record["reports"])


def test_ingest_walks_folders_with_several_jobs(tmp_path: Path, no_model: None) -> None:
    folder = tmp_path / "reports" / "inner"
    folder.mkdir(parents=True)
    for path in (GUANGZHOU, YUNXI):
        (folder / path.name).write_bytes(path.read_bytes())
    record = json.loads(run("ingest", tmp_path / "reports", "--jobs", 2, "--json", "--data-dir", tmp_path / "data").stdout)
    assert sorted(one["agency"] for one in record["reports"]) == ["云溪市市场监督管理局", "广州海关"]


@pytest.mark.parametrize(
    ("sample", "name"),
    [
        (GUANGZHOU, "a.pdf"), (YUNXI, "a.html"), (YUNXI, "a.htm"), (SAMPLES / "福州海关2024.docx", "a.docx"), (GUANGZHOU, "a.txt"),
        (YUNXI, "a.doc"), (SAMPLES / "福州海关2024.docx", "a.doc"), (YUNXI, "a.pdf"),
    ],
    ids=lambda value: getattr(value, "name", value),
)  # fmt: skip
def test_a_report_is_read_whatever_the_ending_says(sample: Path, name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(sample.read_bytes())
    (record,) = json.loads(run("check", tmp_path / name, "--json").stdout)["reports"]
    assert (record["error"], record["agency"], str(record["year"])) == (None, sample.stem[:-4], sample.stem[-4:])


@pytest.mark.parametrize("name", ["a.txt", "a.md"])
def test_a_report_in_plain_text_is_read(name: str, tmp_path: Path) -> None:
    from samples import print_text
    from samples.shipped import SAMPLES as SHIPPED

    (tmp_path / name).write_text(print_text(SHIPPED[0].report, "tabs"), "utf-8")
    (record,) = json.loads(run("check", tmp_path / name, "--json").stdout)["reports"]
    assert (record["error"], record["agency"], record["facts"]) == (None, "广州海关", 207)


def test_ingest_reads_an_archive_file(tmp_path: Path, no_model: None) -> None:
    with zipfile.ZipFile(tmp_path / "报告.zip", "w") as packed:
        packed.write(GUANGZHOU, f"年报/{GUANGZHOU.name}")
        packed.write(YUNXI, YUNXI.name)
    assert ingested(tmp_path / "报告.zip", tmp_path / "data") == [("added", "云溪市市场监督管理局", 2022), ("added", "广州海关", 2023)]


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A web site with a list of two reports, on this machine, which may be read from here."""
    monkeypatch.setenv("NIANBAO_ALLOW_LOCAL_ADDRESSES", "1")
    folder = tmp_path / "site"
    folder.mkdir()
    (folder / "a.pdf").write_bytes(GUANGZHOU.read_bytes())
    (folder / "b.html").write_bytes(YUNXI.read_bytes())
    listed = '<ul><li><a href="a.pdf">广州海关关区2023年政府信息公开工作年度报告</a></li><li><a href="/b.html">云溪市市场监督管理局2022年政府信息公开工作年度报告</a></li></ul>'
    (folder / "list.html").write_text(f"<html><head><meta charset=utf-8><title>年报</title></head><body>{listed}</body></html>", "utf-8")

    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, format: str, *args: object) -> None: ...

    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder)))
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def test_ingest_reads_an_address(site: str, tmp_path: Path, no_model: None) -> None:
    assert ingested(f"{site}/a.pdf", tmp_path / "data") == [("added", "广州海关", 2023)]
    (citation,) = objects(run("ask", WITHDRAWN, "--json", "--data-dir", tmp_path / "data"))[0]["citations"]
    assert citation["url"] == f"{site}/a.pdf"


def test_ingest_reads_a_list_of_reports(site: str, tmp_path: Path, no_model: None) -> None:
    assert ingested(f"{site}/list.html", tmp_path / "data") == [("added", "云溪市市场监督管理局", 2022), ("added", "广州海关", 2023)]


def test_an_address_of_this_machine_is_refused_unless_allowed(site: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NIANBAO_ALLOW_LOCAL_ADDRESSES")
    assert ingested(f"{site}/a.pdf", tmp_path / "data") == [("failed", None, None)]


def test_reports_are_one_object_a_line(kept: Path) -> None:
    result = run("reports", "--json", "--data-dir", kept)
    assert result.exit_code == 0
    assert {(one["agency"], one["scope"], one["year"]) for one in shaped(objects(result), [REPORT])} == {
        ("广州海关", "关区", 2023), ("洪泽区人民政府", "全区", 2023), ("云溪市市场监督管理局", None, 2022),
    }  # fmt: skip


def test_facts_are_one_object_a_line(kept: Path) -> None:
    found = shaped(objects(run("facts", "--json", "--data-dir", kept)), [FACT])
    assert {fact["state"] for fact in found} <= {"number", "blank", "not_applicable", "unread"}
    assert {fact["table"] for fact in found} == {2, 3, 4}
    assert all((fact["value"] is None) == (fact["state"] != "number") for fact in found)
    assert all(Decimal(fact["value"]).is_finite() for fact in found if fact["value"] is not None)
    assert all(not any(character.isspace() for label in (*fact["row"], *fact["column"]) for character in label) for fact in found)
    states = {(fact["state"], fact["printed"]) for fact in found if fact["state"] != "number"}
    assert states >= {("blank", ""), ("not_applicable", "/")}


def test_facts_stand_under_their_printed_labels(kept: Path) -> None:
    found = objects(run("facts", "--agency", "广州海关", "--year", 2023, "--json", "--data-dir", kept))
    assert {(fact["agency"], fact["year"]) for fact in found} == {("广州海关", 2023)}
    by_place = {(fact["table"], *fact["row"], "|", *fact["column"]): fact for fact in found}
    withdrawn = by_place[3, "三、本年度办理结果", "(六)其他处理", "4.申请人撤销申请", "|", "总计"]
    assert [withdrawn[key] for key in ("scope", "state", "printed", "value", "unit")] == ["关区", "number", "26", "26", "件"]
    cited = withdrawn["citation"]
    assert [cited[key] for key in ("document", "section", "table", "row", "column", "printed", "quote")] == [
        "广州海关2023.pdf", "三", 3, withdrawn["row"], withdrawn["column"], "26", None,
    ]  # fmt: skip
    assert cited["page"] >= 1
    x0, top, x1, bottom = cited["box"]
    assert 0 <= x0 < x1
    assert 0 <= top < bottom
    assert by_place[3, "一、本年新收政府信息公开申请数量", "|", "法人或其他组织", "商业企业"]["value"] == "6"
    assert by_place[2, "第二十条第(一)项", "规章", "|", "本年制发件数"]["value"] == "0"
    assert by_place[4, "|", "行政诉讼", "复议后起诉", "总计"]["value"] == "1"


def test_a_source_without_pages_has_neither_page_nor_box(kept: Path) -> None:
    found = objects(run("facts", "--agency", "云溪市市场监督管理局", "--json", "--data-dir", kept))
    assert {(fact["citation"]["page"], fact["citation"]["box"]) for fact in found} == {(None, None)}


def test_ask_prints_one_answer_a_line_and_the_questions_are_one_conversation(kept: Path) -> None:
    questions = (
        WITHDRAWN,
        "占多少？",
        "洪泽区2023年行政复议总计多少",
        "广州海关2022年收到多少申请",
        "广州海关2023年公开多少件",
        "广州海关的联系电话",
    )
    result = run("ask", *questions, "--json", "--data-dir", kept)
    answers = shaped(objects(result), [ANSWER])
    assert result.exit_code == 0
    assert [answer["question"] for answer in answers] == list(questions)
    assert [answer["kind"] for answer in answers] == ["exact", "exact", "exact", "abstention", "clarification", "narrative"]
    plain, share, contradicted, missing, vague, phone = answers
    assert (plain["values"][0]["value"], plain["values"][0]["unit"], plain["formula"]) == ("26", "件", None)
    assert (share["values"][0]["value"], share["values"][0]["exact"], share["formula"]) == ("32.10", "26/81", "26 ÷ 81 = 32.10%")
    assert [caveat["kind"] for caveat in contradicted["caveats"]] == ["contradicted"]
    assert missing["missing"] == [{"agency": "广州海关", "year": 2022}]
    assert missing["values"] == []
    assert len(vague["choices"]) == 2
    assert phone["formula"] is None
    (quoted,) = phone["citations"]
    assert (quoted["row"], quoted["column"], quoted["printed"]) == (None, None, None)
    assert quoted["quote"] in phone["text"]
    assert all(answer["receipt"] for answer in answers if answer["kind"] == "exact")


def test_check_keeps_nothing_and_is_status_1_where_there_is_a_contradiction(tmp_path: Path) -> None:
    sound, contradicted = run("check", GUANGZHOU, "--json", "--data-dir", tmp_path), run("check", HONGZE, "--json", "--data-dir", tmp_path)
    assert (sound.exit_code, contradicted.exit_code) == (0, 1)
    (record,) = json.loads(contradicted.stdout)["reports"]
    findings = shaped(record["findings"], [FINDING])
    assert ("11", "0") in {(finding["expected"], finding["found"]) for finding in findings}
    assert run("reports", "--json", "--data-dir", tmp_path).stdout == ""


def test_eval_prints_the_scores_and_writes_the_run(tmp_path: Path, kept: Path) -> None:
    place = {"agency": "广州海关", "year": 2023, "row": ["三、本年度办理结果", "(六)其他处理", "4.申请人撤销申请"], "column": ["总计"]}
    examples = [
        {"id": "1", "turns": [WITHDRAWN], "kind": "exact", "values": ["26.0"], "unit": "件", "cites": [place], "tags": ["cell"]},
        {"id": "2", "turns": [WITHDRAWN, "占多少？"], "kind": "exact", "values": ["32.10"], "unit": "%", "tags": ["share"]},
        {"id": "3", "turns": ["广州海关2022年收到多少申请"], "kind": "abstention", "contains": ["2023"]},
        {"id": "4", "turns": ["广州海关2023年公开多少件"], "kind": "clarification"},
        {"id": "5", "turns": ["广州海关的联系电话"], "kind": "narrative", "contains": ["020-81103431"]},
        {"id": "6", "turns": ["广州海关2023年收到和办结分别多少件"], "kind": "exact", "values": ["81", "82"], "unit": "件"},
    ]
    questions = tmp_path / "题.jsonl"
    questions.write_text("\n".join(json.dumps(one, ensure_ascii=False) for one in examples), "utf-8")
    result = run("eval", questions, "--out", tmp_path / "run", "--json", "--data-dir", kept)
    shares = (
        "exact_accuracy", "wrong_numbers", "coverage", "clarification_accuracy", "abstention_recall", "false_abstentions", "citation_accuracy", "narrative_accuracy",
    )  # fmt: skip
    board = shaped(
        json.loads(result.stdout), {"n": int, "p50_ms": float, "p95_ms": float, "by_tag": dict} | {name: {"count": int} for name in shares}
    )
    assert (result.exit_code, board["n"], board["exact_accuracy"]["count"], board["wrong_numbers"]["count"]) == (0, 6, 3, 0)
    assert set(board["by_tag"]) == {"cell", "share"}
    assert all(len(board[name]["interval"]) == 2 for name in shares)
    assert list((tmp_path / "run").iterdir()) != []


def test_eval_of_a_wrong_number_is_status_1(tmp_path: Path, kept: Path) -> None:
    ranking = {"id": "1", "turns": ["2023年广州海关和洪泽区谁收到的申请多"], "kind": "exact", "values": ["21", "82"], "ordered": True}
    questions = tmp_path / "q.jsonl"
    for expected, status in ((ranking, 1), (ranking | {"ordered": False}, 0)):
        questions.write_text(json.dumps(expected), "utf-8")
        result = run("eval", questions, "--json", "--data-dir", kept)
        assert (result.exit_code, json.loads(result.stdout)["wrong_numbers"]["count"]) == (status, status)


def test_export_writes_all_facts_with_their_citations(tmp_path: Path, kept: Path) -> None:
    for ending in ("csv", "xlsx", "parquet"):
        assert run("export", tmp_path / f"facts.{ending}", "--data-dir", kept).exit_code == 0
    count = len(objects(run("facts", "--json", "--data-dir", kept)))
    with (tmp_path / "facts.csv").open(encoding="utf-8-sig", newline="") as file:
        lines = list(csv.DictReader(file))
    assert len(lines) == count
    assert {"agency", "year", "table", "row", "column", "value", "document", "sha256"} <= set(lines[0])
    with closing(load_workbook(tmp_path / "facts.xlsx", read_only=True)) as book:
        assert sum(1 for _ in book.worksheets[0].rows) == count + 1
    assert parquet.read_table(tmp_path / "facts.parquet").num_rows == count


def test_remove_takes_a_report_out_of_every_store(tmp_path: Path, no_model: None) -> None:
    folder = tmp_path / "data"
    assert run("ingest", GUANGZHOU, YUNXI, "--data-dir", folder).exit_code == 0
    assert run("remove", "广州海关", 2023, "--data-dir", folder).exit_code == 0
    assert [report["agency"] for report in objects(run("reports", "--json", "--data-dir", folder))] == ["云溪市市场监督管理局"]
    assert run("facts", "--agency", "广州海关", "--json", "--data-dir", folder).stdout == ""
    (answer,) = objects(run("ask", WITHDRAWN, "--json", "--data-dir", folder))
    assert (answer["kind"], answer["missing"]) == ("abstention", [{"agency": "广州海关", "year": 2023}])
    assert run("remove", "广州海关", 2023, "--data-dir", folder).exit_code == 1


def test_rebuild_and_doctor(tmp_path: Path, no_model: None) -> None:
    folder = tmp_path / "data"
    assert run("ingest", YUNXI, "--data-dir", folder).exit_code == 0
    whole = run("doctor", "--json", "--data-dir", folder)
    assert (whole.exit_code, type(json.loads(whole.stdout))) == (0, dict)
    archive = Archive.open(folder)
    assert [outcome.status for outcome in ingest(archive, [HONGZE])] == ["added"]
    archive.close()
    assert run("doctor", "--json", "--data-dir", folder).exit_code == 1, "the index knows nothing of the second report"
    assert run("rebuild", "--data-dir", folder).exit_code == 0
    assert run("doctor", "--data-dir", folder).exit_code == 0


def test_a_receipt_is_printed_and_computed_again(kept: Path) -> None:
    (answer,) = objects(run("ask", SHARE, "--json", "--data-dir", kept))
    (again,) = objects(run("ask", "广州海关2023年有百分之几的申请被撤销，占办结总数", "--json", "--data-dir", kept))
    result = run("receipt", answer["receipt"], "--json", "--data-dir", kept)
    record = json.loads(result.stdout)
    assert result.exit_code == 0
    assert record["plan"] == answer["plan"]
    assert [fact["printed"] for fact in record["facts"]] == ["26", "81"]
    assert "26 ÷ 81 = 32.10%" in result.stdout
    assert answer["citations"][0]["sha256"] in result.stdout
    assert "version" in result.stdout
    assert record["agrees"] is True
    if again["plan"] == answer["plan"]:
        assert again["receipt"] == answer["receipt"]
    assert run("receipt", "nothing", "--json", "--data-dir", kept).exit_code == 1


# HTTP and MCP

MCP = {"accept": "application/json, text/event-stream"}


@pytest.fixture(scope="module")
def client(kept: Path) -> Iterator[TestClient]:
    archive = Archive.open(kept)
    with TestClient(composed(Surroundings(open_assistant(kept), archive), per_minute=600), base_url="http://127.0.0.1:7860") as client:
        yield client
    archive.close()


def test_http_answers_as_the_command_line_does(client: TestClient, kept: Path) -> None:
    (told,) = objects(run("ask", WITHDRAWN, "--json", "--data-dir", kept))
    answer = shaped(client.post("/api/ask", json={"question": WITHDRAWN, "conversation": None}).json(), ANSWER | {"conversation": str})
    assert {key: answer[key] for key in ANSWER if key != "milliseconds"} == {key: told[key] for key in ANSWER if key != "milliseconds"}
    then = client.post("/api/ask", json={"question": "占多少？", "conversation": answer["conversation"]}).json()
    assert then["values"][0]["exact"] == "26/81"
    assert client.get(f"/api/receipts/{answer['receipt']}").json()["agrees"] is True


def test_http_lists(client: TestClient, kept: Path) -> None:
    assert client.get("/api/reports").json() == objects(run("reports", "--json", "--data-dir", kept))
    facts = client.get("/api/facts", params={"agency": "广州海关", "year": 2023}).json()
    assert facts == objects(run("facts", "--agency", "广州海关", "--year", 2023, "--json", "--data-dir", kept))
    assert len(client.get("/api/facts").json()) > len(facts)


def test_http_health_and_metrics(client: TestClient) -> None:
    assert client.get("/healthz").status_code == 200
    metrics = client.get("/metrics")
    assert (metrics.status_code, metrics.headers["content-type"].split(";")[0]) == (200, "text/plain")
    assert "# TYPE" in metrics.text


def test_http_serves_the_chat_page(client: TestClient) -> None:
    page = client.get("/")
    assert (page.status_code, page.headers["content-type"].split(";")[0]) == (200, "text/html")


@pytest.mark.parametrize(
    ("method", "path", "body", "status"),
    [
        ("POST", "/api/ask", {}, 422), ("POST", "/api/ask", {"question": ""}, 422), ("POST", "/api/ask", {"question": 5}, 422),
        ("POST", "/api/ask", {"question": "问" * 100_000}, 422), ("POST", "/api/ask", None, 422), ("GET", "/api/receipts/none", None, 404),
        ("GET", "/api/facts?year=x", None, 422), ("GET", "/api/nothing", None, 404),
    ],
)  # fmt: skip
def test_http_errors_are_json_with_a_sentence(client: TestClient, method: str, path: str, body: object, status: int) -> None:
    answer = client.request(method, path, json=body)
    sentences = [value for value in answer.json().values() if isinstance(value, str)]
    assert 400 <= answer.status_code < 500
    assert answer.status_code in (status, 413)
    assert any(len(sentence) > 5 and not sentence.isascii() for sentence in sentences)


def test_a_state_that_a_client_made_up_is_no_server_error(client: TestClient) -> None:
    for conversation in ("x", "bnVsbA==", "e30=", "W1tbW1tb", "%%%"):
        answer = client.post("/api/ask", json={"question": WITHDRAWN, "conversation": conversation})
        assert (answer.status_code, answer.json()["values"][0]["value"]) == (200, "26")


def test_past_the_limit_is_429_with_retry_after(kept: Path) -> None:
    archive = Archive.open(kept)
    with TestClient(composed(Surroundings(open_assistant(kept), archive), per_minute=4), base_url="http://127.0.0.1:7860") as client:
        answers = [client.post("/api/ask", json={"question": WITHDRAWN}) for _ in range(6)]
    archive.close()
    assert answers[0].status_code == 200
    refused = answers[-1]
    assert refused.status_code == 429
    assert int(refused.headers["retry-after"]) >= 1
    assert refused.json()


def called(client: TestClient, method: str, **parameters: object) -> Any:
    request = {"jsonrpc": "2.0", "id": 1, "method": method, "params": parameters}
    return client.post("/mcp", json=request, headers=MCP).json()["result"]


def test_mcp_has_its_four_tools(client: TestClient) -> None:
    assert {tool["name"] for tool in called(client, "tools/list")["tools"]} >= {"ask", "list_reports", "get_facts", "check_report"}


def test_mcp_answers(client: TestClient) -> None:
    result = called(client, "tools/call", name="ask", arguments={"question": WITHDRAWN})
    answer = shaped(json.loads(result["content"][0]["text"]), ANSWER)
    assert (answer["kind"], answer["values"][0]["value"]) == ("exact", "26")
    reports = called(client, "tools/call", name="list_reports", arguments={})
    assert [json.loads(part["text"])["agency"] for part in reports["content"]] == ["云溪市市场监督管理局", "广州海关", "洪泽区人民政府"]
    facts = called(client, "tools/call", name="get_facts", arguments={"agency": "洪泽区人民政府", "year": 2023})
    assert shaped([json.loads(part["text"]) for part in facts["content"]], [FACT]) != []
    from samples import print_text
    from samples.shipped import SAMPLES as SHIPPED

    draft = next(sample.report for sample in SHIPPED if sample.name == HONGZE.name)
    checked = called(client, "tools/call", name="check_report", arguments={"content": print_text(draft, "tabs")})
    assert shaped(json.loads(checked["content"][0]["text"])["findings"], [FINDING]) != []


# Python


def test_the_python_api(kept: Path) -> None:
    assistant = open_assistant(kept)
    answer = assistant.ask(WITHDRAWN)
    assert (answer.kind, answer.values[0].value, answer.citations[0].printed) == ("exact", "26", "26")
    assert "26" in str(answer)
    assert str(answer) == answer.text
    assert open_assistant(str(kept)).ask(WITHDRAWN).receipt == answer.receipt


# Set-up


def test_make_has_its_targets() -> None:
    help_text = subprocess.run(["make", "help"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert {"make run", "make test", "make help"} <= {" ".join(line.split()[:2]) for line in help_text.splitlines()}
    planned = subprocess.run(["make", "-n", "run"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert "ingest samples/reports" in planned
    assert "--host 127.0.0.1 --port 7860" in planned
    assert "pytest" in subprocess.run(["make", "-n", "test"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
