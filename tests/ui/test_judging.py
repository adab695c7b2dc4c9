"""A person's verdict at the command line: kept under the finding's id, told wherever the finding is, and taken back."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from ingest.stores import embedders
from tests.ui.conftest import SAMPLES
from ui.cli import app

HONGZE = "洪泽区人民政府2023.pdf"
QUESTION = "洪泽区2023年行政复议总计多少"
REMARK = "总计栏漏填，2件补报中"


def nianbao(*arguments: object) -> Result:
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


@pytest.fixture
def held(data_dir: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data folder of one's own with the reports of the others, on a machine without the embedding model: indexing takes no minute."""
    monkeypatch.setattr(embedders, "packed_weights", lambda: None)
    return Path(shutil.copytree(data_dir, tmp_path / "held"))


def listed(folder: Path, *arguments: object) -> list[dict[str, object]]:
    return [json.loads(line) for line in nianbao("findings", "--json", "--data-dir", folder, *arguments).stdout.splitlines()]


def test_findings_are_listed_with_ids_and_filtered(held: Path) -> None:
    found = listed(held)
    assert {(one["agency"], one["check"]) for one in found} == {("洪泽区人民政府", "outcomes_add_up")}
    assert len({one["id"] for one in found}) == len(found) == 2
    assert listed(held, "--year", 2024) == []
    assert all(str(one["id"]) in nianbao("findings", "--data-dir", held).stdout for one in found)


def test_a_verdict_is_told_in_findings_check_ingest_and_answers(held: Path) -> None:
    id = next(str(one["id"]) for one in listed(held) if one["expected"] == "11")
    given = nianbao("verdict", id, "原文如此", "--remark", REMARK, "--by", "张三", "--data-dir", held)
    assert given.exit_code == 0
    shown = f"原文如此：{REMARK}（张三，"
    assert shown in nianbao("findings", "--data-dir", held).stdout
    assert f"核实：{shown}" in nianbao("check", SAMPLES / HONGZE, "--data-dir", held).stdout
    ingested = json.loads(nianbao("ingest", SAMPLES / HONGZE, "--json", "--data-dir", held).stdout)["reports"][0]
    verdicts = {one["id"]: one["verdict"] for one in ingested["findings"]}
    assert (verdicts[id]["judgement"], verdicts[id]["remark"], verdicts[id]["person"]) == ("as_printed", REMARK, "张三")
    answer = json.loads(nianbao("ask", QUESTION, "--json", "--data-dir", held).stdout)
    (told,) = [caveat["text"] for caveat in answer["caveats"] if caveat["kind"] == "contradicted"]
    assert told.endswith(f"经核实，原文如此：{REMARK}。")
    assert answer["values"][0]["value"] == "0"


def test_a_verdict_is_taken_back_once(held: Path) -> None:
    id = listed(held)[0]["id"]
    assert nianbao("verdict", id, "已核实", "--data-dir", held).exit_code == 0
    assert nianbao("verdict", id, "--withdraw", "--data-dir", held).exit_code == 0
    assert all(one["verdict"] is None for one in listed(held))
    again = nianbao("verdict", id, "--withdraw", "--data-dir", held)
    assert (again.exit_code, again.stdout) == (1, "")
    assert str(id) in again.stderr


def test_an_unknown_finding_and_wrong_usage(held: Path) -> None:
    unknown = nianbao("verdict", "000000000000", "原文如此", "--data-dir", held)
    assert unknown.exit_code == 1
    assert "nianbao findings" in unknown.stderr
    assert nianbao("verdict", "000000000000", "--data-dir", held).exit_code == 2
    assert nianbao("verdict", "000000000000", "也许", "--data-dir", held).exit_code == 2


def test_every_edition_is_listed_with_the_files_that_repeat_it(held: Path, tmp_path: Path) -> None:
    page = (SAMPLES / "云溪市市场监督管理局2022.html").read_bytes()
    (tmp_path / "再存.html").write_bytes(page + b"\n<!-- saved again -->")
    (tmp_path / "更正.html").write_bytes(page.replace("31期".encode(), "32期".encode()))
    ingested = json.loads(nianbao("ingest", tmp_path / "再存.html", tmp_path / "更正.html", "--json", "--data-dir", held).stdout)
    assert [one["status"] for one in ingested["reports"]] == ["unchanged", "updated"]
    assert "云溪市市场监督管理局2022.html" in ingested["reports"][0]["note"]
    editions = [json.loads(line) for line in nianbao("reports", "--versions", "--json", "--data-dir", held).stdout.splitlines()]
    named = [(one["document"], one["current"], one["copies"]) for one in editions if one["year"] == 2022]
    assert named == [("更正.html", True, []), ("云溪市市场监督管理局2022.html", False, ["再存.html"])]
