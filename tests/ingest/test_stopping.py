"""Ctrl-C in the middle of a run: what was read is kept whole, nothing goes on in the background, and the next run goes on."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from random import Random

from ingest.stores.archive import Archive
from samples import invent, print_html

ROOT = Path(__file__).resolve().parents[2]
COUNT = 40
# Without the embedding model, whose loading takes longer than all the rest.
PROGRAM = "from ingest.stores import embedders; embedders.packed_weights = lambda: None; from ui.cli import main; main()"


def reports(folder: Path) -> int:
    """Files of as many reports as there are, no two by the same agency on the same year."""
    folder.mkdir()
    invented = {(one.agency, one.year): one for one in (invent(Random(seed)) for seed in range(2 * COUNT))}
    for number, one in enumerate(list(invented.values())[:COUNT]):
        (folder / f"{number:03}.html").write_bytes(print_html(one))
    return len(list(folder.iterdir()))


def started(folder: Path, data: Path) -> subprocess.Popen[bytes]:
    environment = os.environ | {"NIANBAO_DATA_DIR": str(data), "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-c", PROGRAM, "ingest", str(folder), "--jobs", "2", "--json"]
    return subprocess.Popen(command, env=environment, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE)


def held(data: Path) -> list[int]:
    """The number of facts of every report in the archive, counted in the archive itself."""
    archive = Archive.open(data)
    facts = [len([fact for _, fact in archive.facts(one.key.agency, one.key.year)]) for one in archive.reports()]
    stated = [one.facts for one in archive.reports()]
    archive.close()
    assert facts == stated
    return facts


def running(data: Path) -> list[int]:
    """The processes that were started for this data folder and are alive."""
    found = []
    for folder in Path("/proc").iterdir():
        try:
            if folder.name.isdigit() and f"NIANBAO_DATA_DIR={data}".encode() in (folder / "environ").read_bytes().split(b"\0"):
                found.append(int(folder.name))
        except OSError:  # ended meanwhile
            continue
    return found


def test_ctrl_c_leaves_whole_reports_and_the_next_run_goes_on(tmp_path: Path) -> None:
    count, data = reports(tmp_path / "reports"), tmp_path / "data"
    run = started(tmp_path / "reports", data)
    while not ((data / "originals").is_dir() and len(list((data / "originals").iterdir())) >= 3):
        assert run.poll() is None, "ended before it could be stopped"
        time.sleep(0.01)
    assert len(running(data)) >= 2
    run.send_signal(signal.SIGINT)
    printed, said = run.communicate(timeout=60)
    assert run.returncode == 130, said.decode()
    finished = json.loads(printed)
    assert finished["stopped"] is True
    assert {record["status"] for record in finished["reports"]} == {"added"}
    kept = held(data)
    assert 2 <= len(kept) < count
    assert len(kept) - len(finished["reports"]) in (0, 1), "the last one may have been kept in the moment of the signal"
    assert f"已停止：已处理{len(finished['reports'])}个文件" in said.decode()
    assert "Traceback" not in said.decode()
    assert running(data) == []

    printed, said = started(tmp_path / "reports", data).communicate(timeout=120)
    again = [record["status"] for record in json.loads(printed)["reports"]]
    assert again == ["unchanged"] * len(kept) + ["added"] * (count - len(kept))
    assert len(held(data)) == count
    assert (data / "index" / "current").exists(), "the index is brought up to date too"
