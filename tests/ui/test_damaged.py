"""`serve` and `doctor` over a damaged data folder: what is whole is answered from, what is not is named, and no figure is another one."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import time
from pathlib import Path

import httpx
import pytest

from ingest.settings import Settings
from ingest.stores import generations
from qa import open_assistant
from tests.harms import HARMS, Harm, flipped
from tests.ingest.test_disk import files_end_at
from tests.ui.conftest import ROOT, served
from ui.ingesting import build_index

COMMAND = "from ui.cli import main; main()"
ASKED = "广州海关2023年有多少申请被撤销？"
WAIT = 60


@pytest.fixture(scope="module")
def indexed(untouched: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with reports and their search index."""
    folder = Path(shutil.copytree(untouched, tmp_path_factory.mktemp("indexed") / "held"))
    build_index(Settings(folder))
    return folder


@pytest.fixture
def held(indexed: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(indexed, tmp_path / "held"))


def nianbao(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-m", "ui.cli", *arguments], cwd=ROOT, capture_output=True, text=True, timeout=WAIT, check=False)


def overwritten(database: Path) -> None:
    """Turn a figure on the disk into another one, as the loss of single bits may."""
    content = database.read_bytes()
    assert "4.申请人撤销申请".encode() in content
    database.write_bytes(content.replace("申请人撤销申请".encode(), "申请人撤消申请".encode()))


@pytest.mark.parametrize("harm", [overwritten, *(one for one in HARMS if one is not flipped)])
def test_a_service_over_a_damaged_database_does_not_begin_and_says_what_to_do(held: Path, harm: Harm) -> None:
    harm(held / "archive.db")
    ended = nianbao("serve", "--data-dir", str(held), "--port", "9")
    assert (ended.returncode, ended.stdout) == (1, "")
    assert ended.stderr.count("\n") == 1
    assert "nianbao restore" in ended.stderr
    doctor = nianbao("doctor", "--json", "--data-dir", str(held))
    assert doctor.returncode == 1
    assert any(problem in ended.stderr for problem in json.loads(doctor.stdout)["problems"])


@pytest.mark.parametrize("harm", HARMS)
def test_a_service_over_damaged_originals_and_index_answers_from_what_is_whole(held: Path, tmp_path: Path, harm: Harm) -> None:
    originals = sorted((held / "originals").iterdir())
    for file in [*originals, *(file for file in (held / "index").rglob("*") if file.is_file() and file.stat().st_size)]:
        harm(file)
    log = tmp_path / "log"
    with (
        served(COMMAND, "serve", "--data-dir", str(held), "--port", log=log) as address,
        httpx.Client(base_url=address, timeout=WAIT) as client,
    ):
        answer = client.post("/api/ask", json={"question": ASKED}).json()
        assert (answer["kind"], answer["values"][0]["value"]) == ("exact", "26")
        quoted = client.post("/api/ask", json={"question": "广州海关2023年政府信息公开工作存在哪些问题？"}).json()
        assert quoted["kind"] in ("narrative", "abstention")
        refused = client.get(f"/originals/{answer['citations'][0]['sha256']}/{answer['citations'][0]['page']}.png")
        assert (refused.status_code, "原件" in refused.json()["error"]) == (404, True)
        wait_until_told(log, len(originals))
    said = log.read_text("utf-8")
    assert [file.name for file in originals if file.name not in said] == []
    assert "Traceback" not in said
    assert generations.whole(generations.current(held / "index"))
    doctor = json.loads(nianbao("doctor", "--json", "--data-dir", str(held)).stdout)
    assert len(doctor["problems"]) == len(originals)
    assert doctor["index"]["fresh"]


def wait_until_told(log: Path, problems: int) -> None:
    """The index is mended first, then the originals are looked through."""
    until = time.monotonic() + WAIT
    while log.read_text("utf-8").count("原件") < problems:
        assert time.monotonic() < until, log.read_text("utf-8")
        time.sleep(0.1)


def test_a_restored_backup_serves_again(held: Path, tmp_path: Path) -> None:
    assert nianbao("backup", str(tmp_path / "kept.zip"), "--data-dir", str(held)).returncode == 0
    overwritten(held / "archive.db")
    restored = nianbao("restore", str(tmp_path / "kept.zip"), "--data-dir", str(held))
    assert restored.returncode == 0, restored.stderr
    with served(COMMAND, "serve", "--data-dir", str(held), "--port") as address:
        assert httpx.post(f"{address}/api/ask", json={"question": ASKED}, timeout=WAIT).json()["values"][0]["value"] == "26"


@pytest.mark.parametrize(("mode", "told"), [("staff", 1), ("public", 0)])
def test_a_service_for_staff_says_that_it_believes_no_header(
    held: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, mode: str, told: int
) -> None:
    monkeypatch.setenv("NIANBAO_IDENTITY_HEADER", "X-Person")
    monkeypatch.delenv("NIANBAO_TRUSTED_PROXIES", raising=False)
    log = tmp_path / "log"
    with served(COMMAND, "serve", "--mode", mode, "--data-dir", str(held), "--port", log=log):
        pass
    assert log.read_text("utf-8").count("设置了 NIANBAO_IDENTITY_HEADER，但没有用 NIANBAO_TRUSTED_PROXIES") == told


def test_on_a_disk_that_is_full_figures_are_answered_without_a_receipt(held: Path) -> None:
    assistant = open_assistant(held)
    assert assistant.ask("福州海关2024年新收多少件？").receipt
    with files_end_at(0):
        answer = assistant.ask(ASKED)
        then = assistant.ask("占多少？", answer.conversation)
        how = assistant.ask("怎么算的？", then.conversation)
    assert [(one.values[0].value, one.receipt) for one in (answer, then)] == [("26", None), ("32.10", None)]
    assert "福州海关" not in how.text
    assert assistant.ask(ASKED).receipt
