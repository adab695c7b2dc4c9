"""Long work that goes on after the page has answered: one at a time, seen from every page while it lasts."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from threading import Lock, Thread

from ingest.errors import IngestError, StoreError

_UNFINISHED = "出现程序错误，工作没有做完；已完成的部分完整保留。"
Steps = Iterator[str]


@dataclass
class Job:
    """What is being done: a line for each step that is done, and the sentence that stopped it, if one did."""

    title: str
    lines: list[str] = field(default_factory=list)
    problem: str = ""
    running: bool = True


class Jobs:
    """The work of one process; a second piece is refused while the first goes on."""

    def __init__(self) -> None:
        self._lock = Lock()
        self.last: Job | None = None

    def start(self, title: str, steps: Callable[[], Steps]) -> bool:
        """Begin the work, which says a line after each step; False where other work goes on."""
        with self._lock:
            if self.last and self.last.running:
                return False
            self.last = Job(title)
        Thread(target=_done, args=(self.last, steps), name="job", daemon=True).start()
        return True


def _done(job: Job, steps: Callable[[], Steps]) -> None:
    job.problem = _UNFINISHED  # what stands if the program fails in a way that nobody foresaw
    try:
        job.lines.extend(steps())
        job.problem = ""
    except (IngestError, StoreError, OSError) as error:
        job.problem = str(error)
    finally:
        job.running = False
