"""How a folder of odd and broken files ends: each is read in a process of its own, and every ending has a name."""

from __future__ import annotations

import json
import os
import re
import signal
import sys
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from ingest.errors import IngestError
from ingest.pipeline import read_report

SECONDS = 20
MEGABYTES = 512
_NAMED = re.compile("《.*?》|“.*?”", re.DOTALL)
_KEPT = 40
"""Characters of a refusal's sentence that tell its kind; what follows advises."""


class Ending(NamedTuple):
    """What became of a file: its kind of ending, the whole sentence, wall seconds and peak megabytes."""

    path: Path
    kind: str
    said: str
    seconds: float
    megabytes: float

    @property
    def within(self) -> bool:
        """Whether it ended in a reading or a named refusal, in time and in little memory."""
        return not self.kind.startswith("!") and self.seconds <= SECONDS and self.megabytes <= MEGABYTES


def endings(folder: Path, suffixes: Sequence[str] = (".pdf",)) -> Iterator[Ending]:
    """The ending of every file below the folder whose name ends so; a kind that begins with ! is none that we named."""
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.suffix.lower() in suffixes:
            yield ending(path)


def ending(path: Path) -> Ending:
    """Read one file in a child, which is ended when its time is over."""
    reader, writer = os.pipe()
    started = time.monotonic()
    child = os.fork()
    if child == 0:
        os.close(reader)
        _tell(path, writer)
    os.close(writer)
    status, used = _waited(child, started)
    seconds, megabytes = time.monotonic() - started, used / 1024
    with os.fdopen(reader, "rb") as pipe:
        told = pipe.read()
    kind, said = json.loads(told) if told and status == 0 else (f"!ended by signal {os.WTERMSIG(status)}", "")
    return Ending(path, kind, said, seconds, megabytes)


def _waited(child: int, started: float) -> tuple[int, int]:
    """The status and the peak memory in kilobytes of the child, once it ends or its time does."""
    while True:
        ended, status, usage = os.wait4(child, os.WNOHANG)
        if ended:
            return status, usage.ru_maxrss
        if time.monotonic() - started > SECONDS + 5:
            os.kill(child, signal.SIGKILL)
        time.sleep(0.005)


def _tell(path: Path, writer: int) -> None:
    """In the child: read, write how it ended, and be gone without any cleaning up."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.dup2(nowhere, 2)
    told = ("", "")
    try:
        reading = read_report(path)
        told = ("reading", f"{len(reading.facts)} facts")
    except IngestError as error:
        told = (f"{type(error).__name__}: {_kind(str(error))}", str(error))
    finally:
        if (broken := sys.exception()) is not None:
            told = (f"!{type(broken).__name__}", f"{broken!r} {_place(broken)}")
        os.write(writer, json.dumps(told).encode())
        os._exit(0)


def _kind(sentence: str) -> str:
    """The sentence without the names and numbers of this file, as far as it tells the kind."""
    return re.sub(r"\d+", "0", _NAMED.sub("", sentence))[:_KEPT]


def _place(error: BaseException) -> str:
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    return f"{trace.tb_frame.f_code.co_filename}:{trace.tb_lineno}" if trace is not None else ""


def table(found: Sequence[Ending]) -> Iterator[str]:
    """The lines to print: every kind with its count, the slowest and the largest, and what broke the rules."""
    kinds: dict[str, list[Ending]] = defaultdict(list)
    for one in found:
        kinds[one.kind].append(one)
    yield f"odd files: {len(found)}, of them {sum(one.within for one in found)} within {SECONDS} s and {MEGABYTES} MB in {len(kinds)} kinds of ending"
    for kind, some in sorted(kinds.items(), key=lambda item: -len(item[1])):
        yield (
            f"  {len(some):5}  slowest {max(one.seconds for one in some):6.2f} s"
            f"  largest {max(one.megabytes for one in some):6.0f} MB  {kind}"
        )
    yield from (
        f"  BROKEN {one.path.name}: {one.kind} {one.said} {one.seconds:.1f} s {one.megabytes:.0f} MB" for one in found if not one.within
    )


def odd_files(folder: Path, suffixes: Sequence[str] = (".pdf",)) -> tuple[Ending, ...]:
    """Read everything in the folder, print the table of endings and give them back."""
    found = tuple(endings(folder, suffixes))
    print("\n".join(table(found)))
    return found


if __name__ == "__main__":
    odd_files(Path(sys.argv[1]), tuple(sys.argv[2:]) or (".pdf",))
