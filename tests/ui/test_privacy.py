"""A thousand numbers of persons, typed into whatever takes text: none of them reaches the disk, a log or a page of the staff."""

from __future__ import annotations

import logging
import random
from collections.abc import Callable
from pathlib import Path
from shutil import copytree

import pytest
from starlette.testclient import TestClient

from ingest.settings import Settings
from ingest.stores.archive import Archive
from ingest.stores.heard import Heard
from qa import open_assistant
from tests.ui.conftest import composed
from tests.ui.staffed import CLERK, staffed
from ui.evidence import Surroundings
from ui.masking import MASK
from ui.staff import Staff

PLANTED = 1000
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
"""Of the check digit of identity numbers, GB 11643-1999."""
SENTENCES = (
    "我的身份证是{}，想查福州海关2022年收到多少申请",
    "{}是我的号码，请问广州海关2023年女性申请人有多少",
    "申请人（{}）的案子办到哪了",
    "联系{}，淮安市2024年食堂几个",
    "福州海关2021年处罚多少件？回复到 {}",
    "what did {} ask of Guangzhou Customs in 2019",
)


def identity(chance: random.Random) -> str:
    body = f"{chance.choice((110105, 320803, 440106))}{chance.randint(1950, 2005)}{chance.randint(1, 12):02}{chance.randint(1, 28):02}{chance.randint(0, 999):03}"
    return body + "10X98765432"[sum(int(digit) * weight for digit, weight in zip(body, WEIGHTS, strict=True)) % 11]


def mobile(chance: random.Random) -> str:
    number = f"1{chance.choice('3456789')}{chance.randint(0, 10**9 - 1):09}"
    return chance.choice((number, f"{number[:3]} {number[3:7]} {number[7:]}", f"{number[:3]}-{number[3:7]}-{number[7:]}", f"+86{number}"))


def landline(chance: random.Random) -> str:
    return f"{chance.choice(('020', '0517', '021'))}-{chance.randint(2 * 10**7, 9 * 10**7)}"


def mail(chance: random.Random) -> str:
    return (
        f"{chance.choice(('zhang.san', 'lisi', 'wang_wu'))}{chance.randint(1, 99999)}@{chance.choice(('example.com', 'mail.example.cn'))}"
    )


def plate(chance: random.Random) -> str:
    return f"{chance.choice('粤苏沪京')}{chance.choice('ABH')}{chance.choice(('', '·'))}{chance.randint(10000, 99999)}"


KINDS: tuple[Callable[[random.Random], str], ...] = (identity, mobile, landline, mail, plate)


@pytest.fixture(scope="module")
def planted() -> list[str]:
    chance = random.Random(20261123)
    return [KINDS[place % len(KINDS)](chance) for place in range(PLANTED)]


@pytest.fixture(scope="module")
def used(untouched: Path, planted: list[str], tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[str], list[str]]:
    """The data folder after all were planted, the lines that were logged, and the pages that staff may see."""
    folder = Path(copytree(untouched, tmp_path_factory.mktemp("private") / "held"))
    archive, logged = Archive.open(folder), list[str]()
    heard = Heard(archive.engine, days=180)
    staff = staffed(folder)
    around = Surroundings(open_assistant(folder), archive, heard)
    handler = logging.Handler()
    handler.emit = lambda record: logged.append(logging.Formatter().format(record))  # type: ignore[method-assign]
    logging.getLogger().addHandler(handler)
    try:
        with TestClient(composed(around, per_minute=10**6), base_url="http://127.0.0.1") as client:
            _plant(client, planted)
        with TestClient(composed(around, staff=Staff(staff.door, archive, Settings(folder), staff.proxy)), headers=CLERK) as client:
            shown = [client.get(path).text for path in ("/heard", "/library/facts.csv", "/evals", "/metrics")]
    finally:
        logging.getLogger().removeHandler(handler)
    archive.close()
    return folder, logged, shown


def _plant(client: TestClient, planted: list[str]) -> None:
    """Ask every sentence, go on with a conversation now and then, and give feedback on each."""
    conversation = None
    for place, number in enumerate(planted):
        question = SENTENCES[place % len(SENTENCES)].format(number)
        reply = client.post("/api/ask", json={"question": question, "conversation": conversation})
        assert reply.status_code == 200, reply.text
        conversation = reply.json()["conversation"] if place % 7 else None
        if place % 5 == 0:
            said = {
                "turns": [question, number],
                "kind": "abstention",
                "reply": f"{number}？",
                "useful": False,
                "remark": f"请回电 {number}",
            }
            assert client.post("/api/feedback", json=said).status_code == 204


def test_no_planted_number_is_on_the_disk(used: tuple[Path, list[str], list[str]], planted: list[str]) -> None:
    files = {path.name: path.read_bytes() for path in used[0].rglob("*") if path.is_file()}
    kept = b"".join(content for name, content in files.items() if not name.endswith((".pdf", ".docx", ".html")))
    assert kept.count(MASK.encode()) > PLANTED / 2  # the questions are kept, without the numbers
    assert [number for number in planted if number.encode() in kept] == []


def test_no_planted_number_is_logged(used: tuple[Path, list[str], list[str]], planted: list[str]) -> None:
    said = "\n".join(used[1])
    assert [number for number in planted if number in said] == []


def test_no_planted_number_is_shown_to_staff(used: tuple[Path, list[str], list[str]], planted: list[str]) -> None:
    assert MASK in used[2][0]
    assert [number for number in planted if any(number in page for page in used[2])] == []


@pytest.mark.parametrize("field", ["kind", "receipt"])
def test_what_the_program_fills_in_takes_no_text_of_readers(field: str, untouched: Path, tmp_path: Path) -> None:
    archive = Archive.open(Path(copytree(untouched, tmp_path / "held")))
    around = Surroundings(open_assistant(tmp_path / "held"), archive, Heard(archive.engine, days=180))
    said = {"turns": ["问"], "kind": "exact", "reply": "答", "receipt": None, "useful": True, "remark": ""} | {field: "13800138000x"}
    with TestClient(composed(around), base_url="http://127.0.0.1") as client:
        assert client.post("/api/feedback", json=said).status_code == 422
    archive.close()
