"""The process that reads: it waits for a file, answers with its reading or with what stopped it, and reads nothing else."""

from __future__ import annotations

from multiprocessing.connection import Connection
from pathlib import Path

from ingest import allowance
from ingest.errors import IngestError, ReadingStopped
from ingest.pipeline import read_report
from ingest.reading import Reading

Read = Reading | IngestError

_STATUS = Path("/proc/self/status")
_GROWN = 256 * 1024
"""Kilobytes: a process that once took more keeps it, and the next file would have less."""


def serve(descriptor: int) -> None:
    """Say that this process is ready; then answer every (name, address) and content that come through the socket, until it closes.

    An answer is (found, whether this process is spent).
    """
    connection = Connection(descriptor)
    allowance.confine()
    connection.send(True)
    while True:
        try:
            name, url = connection.recv()
            content = connection.recv_bytes()
        except EOFError:
            return
        allowance.begin()
        found = _found(name, content, url)
        allowance.end()
        connection.send((found, isinstance(found, ReadingStopped) or _is_grown()))


def _found(name: str, content: bytes, url: str | None) -> Read:
    try:
        return read_report(name, content, url)
    except IngestError as error:
        return error
    except MemoryError:
        return ReadingStopped.by_memory(name)
    except RecursionError:
        return ReadingStopped.by_depth(name)


def _is_grown() -> bool:
    # Not getrusage: its maximum begins with that of the program that started this one.
    status = _STATUS.read_text() if _STATUS.exists() else ""
    return any(int(line.split()[1]) > _GROWN for line in status.splitlines() if line.startswith("VmHWM"))
