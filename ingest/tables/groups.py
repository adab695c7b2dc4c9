"""Which group of table three a row stands under, as the rows are passed by from top to bottom."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from ingest.document import Cell
from ingest.labels import Label, closest, fold
from ingest.tables.axes import GROUPS, LINES, RESULTS_WORDS, Group, group_of


@dataclass
class Groups:
    """The group that the row now passed by stands under: named by a cell to its left, by a heading above, or by its own line."""

    current: Group | None = None
    beside: bool = False
    last: int = 0
    _headed: dict[Cell, Group | None] = field(default_factory=dict)
    _pieces: set[str] = field(default_factory=set)

    def pass_by(self, outer: Sequence[Cell]) -> None:
        """Take note of the cells left of a row's own label; a heading that a page break cuts in two counts as one."""
        headings = [cell for cell in outer if fold(cell.text) != RESULTS_WORDS]
        self.beside = bool(headings)
        if outer and not headings:
            self.stand_under(None)
        for cell in headings:
            if cell not in self._headed:
                self._headed[cell] = self._named(fold(cell.text))
            self.stand_under(self._headed[cell])

    def stand_under(self, group: Group | None) -> None:
        """Enter a group, or leave all of them."""
        if group != self.current:
            self.current, self.last = group, 0

    def settle(self, outer: Sequence[Cell], measure: str) -> None:
        """Let a line of the form say which group its row, and the cell left of it, stands for."""
        line = LINES[measure]
        self.stand_under(group_of(fold(line.labels[1])) if len(line.labels) > 1 else None)
        if outer and self._headed.get(outer[-1]) is None and fold(outer[-1].text) != RESULTS_WORDS:
            self._headed[outer[-1]] = self.current

    def admits(self, label: Label) -> bool:
        """Whether a row that no form has can be the agency's own under this group: beside its heading, or numbered onwards."""
        if self.current is None or not label.words:
            return False
        onwards = label.number.isascii() and label.number.isdigit() and int(label.number) > self.last
        self.last = int(label.number) if onwards else self.last
        return onwards or self.beside

    def count(self, label: Label) -> None:
        """Take note of the number of a line of the form."""
        if label.number.isascii() and label.number.isdigit():
            self.last = int(label.number)

    def _named(self, words: str) -> Group | None:
        whole = (group_of(piece + words) for piece in ("", *self._pieces))
        near = closest(words, GROUPS)
        self._pieces.add(words)
        return next(filter(None, whole), None) or (GROUPS[near] if near else None)
