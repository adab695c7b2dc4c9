"""What a run was about: the documents held and the examples asked, each as one hash, so that only like is compared with like."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass

from evals.example import Example
from ingest.stores.archive import Archive

_LENGTH = 16


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """The hash of all documents held, older editions too (None where nothing is held), and that of all examples."""

    corpus: str | None
    examples: str

    @classmethod
    def of(cls, archive: Archive | None, examples: Iterable[Example]) -> Fingerprint:
        """That of a run. How a document was read is no part of it: a program that reads it otherwise is to be compared."""
        return cls(None if archive is None else _hashed(_editions(archive)), _hashed(map(_line, examples)))


def _editions(archive: Archive) -> Iterable[str]:
    """A line for each report: the hashes of its editions, the current one first."""
    return (" ".join(one.document.sha256 for one in archive.versions(report.key)) for report in archive.reports())


def _line(example: Example) -> str:
    # What is left out is not written, so that a new optional key leaves the fingerprints of older sets as they are.
    stated = {name: value for name, value in asdict(example).items() if value}
    return json.dumps(stated, ensure_ascii=False, sort_keys=True, default=str)


def _hashed(lines: Iterable[str]) -> str:
    return hashlib.sha256("\n".join(sorted(lines)).encode()).hexdigest()[:_LENGTH]
