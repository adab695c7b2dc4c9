"""What the passage index is made of: the current passages and the lines of the tables, in one order, with what is indexed of each."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from opencc import OpenCC

from ingest.held import HeldPassage, ReportKey
from ingest.stores.archive import Archive
from ingest.stores.rows import FactLine
from ingest.stores.vectors import Record

Places = NDArray[np.intp]

_TO_SIMPLIFIED = OpenCC("t2s")


@dataclass(frozen=True)
class Corpus:
    """The ids of the passages report by report, and the lines; a passage is known by its place among the ids."""

    ids: tuple[str, ...]
    reports: tuple[tuple[ReportKey, int], ...]
    lines: tuple[FactLine, ...]

    @classmethod
    def of(cls, passages: tuple[HeldPassage, ...], lines: tuple[FactLine, ...]) -> Corpus:
        """The corpus of these passages, which come report by report, and lines."""
        reports = tuple((key, sum(1 for _ in held)) for key, held in groupby(passages, lambda held: held.key))
        return cls(tuple(held.id for held in passages), reports, lines)

    def places(self, keys: Iterable[ReportKey] | None) -> Places:
        """The places of the passages of these reports, of all where keys is None, in order."""
        if keys is None:
            return np.arange(len(self.ids))
        runs = [self._runs[key] for key in dict.fromkeys(keys) if key in self._runs]
        return np.sort(np.concatenate([np.arange(*run) for run in runs])) if runs else np.arange(0)

    @cached_property
    def place_of(self) -> dict[str, int]:
        """The place of each id."""
        return {id: place for place, id in enumerate(self.ids)}

    @cached_property
    def _runs(self) -> dict[ReportKey, tuple[int, int]]:
        ends = np.cumsum([count for _, count in self.reports]).tolist()
        return {key: (end - count, end) for (key, count), end in zip(self.reports, ends, strict=True)}

    def save(self, file: Path) -> None:
        """Write the corpus as JSON."""
        content = {"ids": self.ids, "reports": [(*key, count) for key, count in self.reports], "lines": self.lines}
        file.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")

    @classmethod
    def load(cls, file: Path) -> Corpus:
        """The corpus that was saved."""
        content = json.loads(file.read_text(encoding="utf-8"))
        reports = tuple((ReportKey(agency, scope, year), count) for agency, scope, year, count in content["reports"])
        return cls(tuple(content["ids"]), reports, tuple(FactLine(measure, tuple(labels)) for measure, labels in content["lines"]))


def snapshot(archive: Archive) -> tuple[str, tuple[HeldPassage, ...], tuple[FactLine, ...]]:
    """The archive's fingerprint, passages and lines, all of the same moment."""
    while True:
        fingerprint = archive.fingerprint()
        passages, lines = archive.passages(), archive.lines()
        if archive.fingerprint() == fingerprint:
            return fingerprint, passages, lines


def as_indexed(text: str) -> str:
    """The text in simplified characters: a report in traditional ones is asked about in either."""
    return str(_TO_SIMPLIFIED.convert(text))


def passage_record(held: HeldPassage) -> Record:
    """What is indexed of a passage: office, year and headings stand before it, for it seldom names them itself."""
    text = f"{held.key.agency}{held.key.scope or ''} {held.key.year}年 {' '.join(held.passage.headings)}\n{held.passage.text}"
    place = {"page": held.passage.source.page} if held.passage.source.page else {}
    return Record(held.id, as_indexed(text), {"agency": held.key.agency, "scope": held.key.scope or "", "year": held.key.year, **place})


def line_record(line: FactLine) -> Record:
    """What is indexed of a line: its labels."""
    id = hashlib.sha256(json.dumps(line, ensure_ascii=False).encode()).hexdigest()[:20]
    return Record(id, as_indexed(" ".join(line.labels)), {"measure": line.measure})
