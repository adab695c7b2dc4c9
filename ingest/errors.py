"""Everything that can stop an ingestion, as a tree.

IngestError
├── UnreadableDocument      the file cannot be opened as what it is
│   ├── UnsupportedMediaType    no reader for this kind of file
│   └── DamagedDocument         the kind is known, the bytes are broken or locked
├── Unreachable             an address that gives no document: refused, gone, silent, too slow or too large
├── ReadingStopped          reading took too much time or memory, or ended the process that read
├── NotAReport              readable, but no annual report (blank form, notice, novel, list)
├── UnknownAgency           no agency can be found in the title
└── UnknownYear             no year can be found in the title
StoreError                  a store cannot be opened or written
├── SchemaTooNew            the archive was written by a newer program
├── DiskRefused             the disk would not read or write: it is full, read-only, failing or another's
└── StoreBusy               another process is writing

Every message says where, what was expected, what was found and, where it helps, what to do.
"""

from __future__ import annotations


class IngestError(Exception):
    """What stops one document and no other; its message is one sentence for the person who gave the file."""


class UnreadableDocument(IngestError):
    """The file cannot be opened as what it is."""


class UnsupportedMediaType(UnreadableDocument):
    """There is no reader for this kind of file."""


class DamagedDocument(UnreadableDocument):
    """The kind of file is known, but its bytes are broken, empty or locked."""


class Unreachable(IngestError):
    """An address that gives no document: refused, gone, silent, too slow or too large."""


class ReadingStopped(IngestError):
    """Reading took too much time or memory, or ended the process that read."""

    @classmethod
    def by_time(cls, name: str) -> ReadingStopped:
        """The seconds that a file may take are over."""
        return cls(f"《{name}》读得太久，已停止：年度报告几秒内应能读完。文件可能已损坏或过于复杂，请另存一份后再试。")

    @classmethod
    def by_memory(cls, name: str) -> ReadingStopped:
        """The memory that a file may take is full."""
        return cls(f"《{name}》占用内存过多，已停止读取：文件展开后远大于一份年度报告。请只提供年度报告本身。")

    @classmethod
    def by_depth(cls, name: str) -> ReadingStopped:
        """The file nests deeper than any reader follows."""
        return cls(f"《{name}》嵌套层次过深，已停止读取：文件可能已损坏。请另存一份后再试。")

    @classmethod
    def by_crash(cls, name: str, status: int) -> ReadingStopped:
        """The process ended by itself; `status` is its exit status, or a signal as a negative number."""
        return cls(f"《{name}》使读取程序意外中止（代码 {status}）：文件可能已损坏。请重新下载或另存一份后再试。")


class NotAReport(IngestError):
    """The document is readable and is no annual report."""


class UnknownAgency(IngestError):
    """No agency can be found in the title."""


class UnknownYear(IngestError):
    """No year can be found in the title."""


class StoreError(Exception):
    """A store cannot be opened or written."""


class SchemaTooNew(StoreError):
    """The archive was written by a newer program."""


class DiskRefused(StoreError):
    """The disk would not read or write."""


class StoreBusy(StoreError):
    """Another process is writing."""
