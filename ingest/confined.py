"""Reading in a process of its own: a file that hangs, eats memory or crashes the reader becomes one sentence, and stops nothing else."""

from __future__ import annotations

import atexit
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing import Pipe
from pathlib import Path
from threading import Lock
from types import TracebackType
from typing import TYPE_CHECKING, Self

from ingest import allowance
from ingest.errors import IngestError, ReadingStopped
from ingest.found import content_of
from ingest.reading import Reading

if TYPE_CHECKING:
    from ingest.child import Read

# Not multiprocessing: that would run the caller's main module once more in every child.
_PROGRAM = "import sys; from ingest.child import serve; serve(int(sys.argv[1]))"
_END_SECONDS = 5


def read_confined(source: Path | str, content: bytes | None = None, url: str | None = None) -> Reading:
    """What `read_report` returns, read in a process of its own; raises IngestError. May be called from several threads at once."""
    with Readers() as readers:
        found = readers.read(Path(source).name, content_of(Path(source)) if content is None else content, url)
    if isinstance(found, IngestError):
        raise found
    return found


def warm() -> None:
    """Start a process that will read, so that it is ready when the first file is."""
    _leave(_Child())


class Readers:
    """Processes that read: as many as there are threads that read at the same time. Those still at work at the end are killed."""

    def __init__(self) -> None:
        self._at_work: set[_Child] = set()
        self._stopped = False

    def read(self, name: str, content: bytes, url: str | None = None) -> Read:
        """The reading of these bytes, or the error that says why there is none."""
        with self._child() as child:
            return child.read(name, content, url)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.stop()

    def stop(self) -> None:
        """Kill what is still reading; the threads that wait for it go on with an error."""
        self._stopped = True
        for child in tuple(self._at_work):
            child.kill()

    @contextmanager
    def _child(self) -> Iterator[_Child]:
        child = _taken()
        self._at_work.add(child)
        if self._stopped:
            child.kill()
        try:
            yield child
        finally:
            self._at_work.discard(child)
            _leave(child)


class _Child:
    """One process that reads one file after the other."""

    def __init__(self) -> None:
        ours, theirs = Pipe()
        self._connection = ours
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-c", _PROGRAM, str(theirs.fileno())], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(folder or str(Path.cwd()) for folder in sys.path)}, pass_fds=(theirs.fileno(),), start_new_session=True,
        )  # fmt: skip
        theirs.close()
        self.usable = True
        self._ready = False

    def read(self, name: str, content: bytes, url: str | None) -> Read:
        try:
            self._ready = self._ready or self._connection.recv()
            self._connection.send((name, url))
            self._connection.send_bytes(content)
            found: Read
            found, spent = self._connection.recv()
        except (EOFError, ConnectionError):
            self.usable = False
            return self._end_of(name)
        self.usable = not spent
        return found

    def is_running(self) -> bool:
        return self._process.poll() is None

    def kill(self) -> None:
        # With what it started itself: a converter outlives the reader that waits for it.
        if self.is_running():
            os.killpg(self._process.pid, signal.SIGKILL)

    def close(self) -> None:
        self.kill()
        self._process.wait()
        self._connection.close()

    def _end_of(self, name: str) -> ReadingStopped:
        """Why the process ended; raises RuntimeError where it could not even start: that is no fault of a file."""
        try:
            status = self._process.wait(_END_SECONDS)
        except subprocess.TimeoutExpired:
            self.kill()
            status = self._process.wait()
        if not self._ready and status != -signal.SIGKILL:
            raise RuntimeError(f"读取程序无法启动（代码 {status}）：程序安装不完整，请重新安装。")
        if -status in allowance.OVER:
            return ReadingStopped.by_time(name)
        return ReadingStopped.by_memory(name) if status == -signal.SIGKILL else ReadingStopped.by_crash(name, status)


_MOST_IDLE = os.cpu_count() or 1
_idle: list[_Child] = []
_lock = Lock()


def _taken() -> _Child:
    """A process that waits for a file; started where none does."""
    with _lock:
        while _idle:
            if (child := _idle.pop()).is_running():
                return child
            child.close()
    return _Child()


def _leave(child: _Child) -> None:
    """Keep the process for the next file, unless it is spent or enough are waiting."""
    with _lock:
        if child.usable and len(_idle) < _MOST_IDLE:
            _idle.append(child)
            return
    child.close()


@atexit.register
def end_all() -> None:
    """End the processes that wait for a file."""
    while _idle:
        _idle.pop().close()
