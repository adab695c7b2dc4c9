"""A hundred people who ask at once, each from an address of his own, beside one who asks without a pause.

The people read what they get: each asks every five seconds on average. Beside their times stand those of one who asks alone,
which no crowd can beat. People, hammerer and service share the machine.
"""

from __future__ import annotations

import asyncio
import random
import time
from collections import Counter
from itertools import count as counted_up
from pathlib import Path
from typing import NamedTuple

import httpx

from benchmarks.answers import PROSE_QUESTIONS, TABLE_QUESTIONS
from benchmarks.serving import Serving, serving

PEOPLE = 100
PAUSE = 5.0
"""Seconds between two questions of one person, on average."""
GOAL, GROWTH = 300, 5.0
"""Milliseconds in which 99 of 100 table answers are there; percent by which the memory may grow after the first sixth."""
MIXED = (*TABLE_QUESTIONS * 2, *PROSE_QUESTIONS, "今天天气怎么样？", "新收申请多少件？")


class Reply(NamedTuple):
    """The status of a reply, its seconds, and whether a table was asked for; a connection that failed has the status 0."""

    status: int
    seconds: float
    of_table: bool


def load(seconds: int) -> bool:
    """Print what so many seconds of it bring; False where a goal is not reached."""
    with serving() as service:
        asyncio.run(_asked(service, PEOPLE, 0, 5))  # what is loaded on first use is loaded
        alone, _ = asyncio.run(_asked(service, 1, 0, min(seconds, 30), pause=0.0))
        before: list[int] = []
        others, hammerer = asyncio.run(_asked(service, PEOPLE, 1, seconds, remember=before))
        growth = 100 * (_resident(service.pid) / before[0] - 1)
    failed = [reply for reply in others if reply.status != 200]
    late = _late(others)
    print(f"{PEOPLE} people and one who hammers, {seconds} s over loopback, {len(others) / seconds:.0f} questions a second of the people")
    print(f"  answers that failed         {len(failed):7}      of {len(others)}: {dict(Counter(reply.status for reply in failed))}")
    print(
        f"  table answers p50, p99      {_middle(others):7.0f} ms{late:7.0f} ms   goal {GOAL}; one alone {_middle(alone):.0f} ms, {_late(alone):.0f} ms"
    )
    print(f"  the hammerer                {dict(Counter(reply.status for reply in hammerer))}")
    print(f"  memory grew by              {growth:7.1f} %    goal {GROWTH:.0f}; {before[0] // 1024} MB after the first sixth")
    return not failed and late < GOAL and growth < GROWTH and any(reply.status == 429 for reply in hammerer)


async def _asked(
    service: Serving, people: int, hammerers: int, seconds: float, *, pause: float = PAUSE, remember: list[int] | None = None
) -> tuple[list[Reply], list[Reply]]:
    """The replies to the people, and those to the hammerers; the memory after a sixth of the time goes to `remember`."""
    until = time.monotonic() + seconds
    asking = [_person(service, f"127.0.1.{number + 1}", until, pause) for number in range(people)]
    hammering = [_person(service, f"127.0.2.{number + 1}", until, 0.0) for number in range(hammerers)]
    watching = asyncio.create_task(_watch(service, seconds / 6, [] if remember is None else remember))
    replies = await asyncio.gather(*asking, *hammering)
    await watching
    return [one for part in replies[:people] for one in part], [one for part in replies[people:] for one in part]


async def _person(service: Serving, source: str, until: float, pause: float) -> list[Reply]:
    chance, replies = random.Random(source), []
    transport = httpx.AsyncHTTPTransport(local_address=source)
    async with httpx.AsyncClient(base_url=service.address, transport=transport, timeout=30) as client:
        await asyncio.sleep(chance.uniform(0, pause))
        for number in counted_up(chance.randrange(len(MIXED))):
            if time.monotonic() >= until:
                break
            replies.append(await _reply(client, MIXED[number % len(MIXED)]))
            await asyncio.sleep(chance.uniform(0, 2 * pause))
    return replies


async def _reply(client: httpx.AsyncClient, question: str) -> Reply:
    started = time.perf_counter()
    try:
        status = (await client.post("/api/ask", json={"question": question})).status_code
    except httpx.HTTPError:
        status = 0
    return Reply(status, time.perf_counter() - started, question in TABLE_QUESTIONS)


async def _watch(service: Serving, after: float, remember: list[int]) -> None:
    await asyncio.sleep(after)
    remember.append(_resident(service.pid))


def _resident(pid: int) -> int:
    """Kilobytes of a process that lie in memory."""
    lines = Path(f"/proc/{pid}/status").read_text("utf-8").splitlines()
    return int(next(line for line in lines if line.startswith("VmRSS")).split()[1])


def _times(replies: list[Reply]) -> list[float]:
    return sorted(1000 * reply.seconds for reply in replies if reply.of_table and reply.status == 200)


def _middle(replies: list[Reply]) -> float:
    return _times(replies)[len(_times(replies)) // 2]


def _late(replies: list[Reply]) -> float:
    """Milliseconds within which 99 of 100 table answers came."""
    return _times(replies)[int(len(_times(replies)) * 0.99)]
