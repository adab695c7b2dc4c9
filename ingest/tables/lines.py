"""Which measure each row of table three counts: by its innermost label, exactly where it can be, else where only one line is near."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ingest.forms.measures import own_measure
from ingest.forms.shared import RESULTS
from ingest.labels import as_printed, closest, fold, label_of, squeeze
from ingest.tables.axes import GROUPS, LINE_WORDS, LINES, NEXT_LINES, REST, RESULTS_WORDS, SUBTOTAL, Group, group_of, table_marked_by
from ingest.tables.groups import Groups
from ingest.tables.rows import FORM, Row, unread
from ingest.tables.strips import is_blank

_OTHER = "disposition.other"
_TOTAL = "disposition.total"
_TOTAL_WORDS = "总计"
_PART_OF = ("其中", "包括")
"""How a row begins that counts a part of another row and must not join its group's sum."""


@dataclass(frozen=True, slots=True)
class Counted:
    """A row with the measure that it counts and its labels from the outermost to the innermost."""

    row: Row
    measure: str
    labels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Seen:
    """A row that carries values, the words of its innermost label, the group it stands under (None where that is lost), whether it may be the agency's own."""

    row: Row
    words: str
    number: str
    group: Group | None
    measure: str | None = None
    own: bool = False


def measure_rows(rows: Sequence[Row]) -> tuple[tuple[Counted, ...], tuple[Row, ...]]:
    """The rows with their measures, in printed order, and the rows with values that no label places."""
    seen = [_similar(one, taken) for taken in [_taken(rows)] for one in _exact(rows)]
    seen = _unread_before_a_gap(_no_false_subtotal(_each_once(seen)))
    counted = tuple(_counted(one) for one in seen if one.measure is not None)
    heaps = tuple(line for one in seen for line in _lines_of_heap(one, seen))
    return (*counted, *heaps), tuple(one.row for one in seen if one.measure is None)


def _lines_of_heap(one: _Seen, seen: Sequence[_Seen]) -> Iterator[Counted]:
    """The lines of a group, unread, where their labels are lost and their values follow the group's heading in a heap."""
    printed = sum(not is_blank(cell) for cell in one.row.printed)
    if one.words not in GROUPS or printed <= len(FORM):
        return
    group, held = GROUPS[one.words].measure, {other.measure for other in seen}
    for measure, line in LINES.items():
        if measure.startswith(f"{group}.") and measure not in held:
            yield Counted(Row(one.row.labels, unread(())), measure, line.labels)


def _taken(rows: Sequence[Row]) -> frozenset[str]:
    return frozenset(one.measure for one in _exact(rows) if one.measure is not None)


def _exact(rows: Sequence[Row]) -> Iterator[_Seen]:
    """Every row that carries values, with its measure where its words are exactly those of a line."""
    groups = Groups()
    for index, row in enumerate(rows):
        label = label_of(row.labels[-1].text) if row.labels else label_of("")
        groups.pass_by(row.labels[:-1])
        heading = group_of(label.words)
        if heading is not None:
            groups.stand_under(heading)
        bare = all(map(is_blank, row.printed))
        if bare and (row.placed is None or _heads(heading, _first_line(rows[index + 1 :]))):
            if heading is None and label.words != RESULTS_WORDS and not label.number.isdecimal():
                groups.stand_under(None)  # a heading that cannot be read
            continue
        measure = _measure_of(label.words, label.number, groups.current)
        if measure in LINES:
            groups.settle(row.labels[:-1], measure)
            groups.count(label)
        own = measure is None and groups.admits(label)
        yield _Seen(row, label.words, label.number, groups.current, measure, own)


def _first_line(rows: Sequence[Row]) -> str | None:
    """The measure of the next row, if its words are those of a line."""
    return next((LINE_WORDS.get(fold(row.labels[-1].text)) for row in rows if row.labels), None)


def _heads(group: Group | None, measure: str | None) -> bool:
    return group is not None and measure is not None and measure.startswith(f"{group.measure}.")


def _measure_of(words: str, number: str, group: Group | None) -> str | None:
    if words == REST:
        return f"{_OTHER}.rest" if group is not None and group.measure == _OTHER else None
    if words == SUBTOTAL:
        return group.measure if group is not None else None
    if words == "合计" and number == "七":
        return _TOTAL
    if words in LINE_WORDS:
        return LINE_WORDS[words]
    return headed.measure if (headed := group_of(words)) is not None else None


def _similar(seen: _Seen, taken: frozenset[str]) -> _Seen:
    """The row with the one line still free that its damaged label can be, else as the agency's own row under its group."""
    if seen.measure is not None or not seen.words:
        return seen
    left = {words: measure for words, measure in LINE_WORDS.items() if measure not in taken}
    free = {words: measure for words, measure in left.items() if words != REST}
    near = (
        _cut(seen, left) or closest(seen.words, (words for words in free if _under(free[words], seen.group))) or closest(seen.words, free)
    )
    if near is not None:
        return replace(seen, measure=left[near], own=False) if seen.number in ("", _number(left[near])) else replace(seen, own=False)
    if not seen.own or seen.group is None or seen.words.startswith(_PART_OF) or _TOTAL_WORDS in seen.words or _is_half(seen, free):
        return replace(seen, own=False)
    if seen.words == REST or _has_number_of_line(seen) or not _is_own_label(seen.row.labels[-1].text):
        return replace(seen, own=False)
    return replace(seen, measure=own_measure(seen.group.measure, seen.words))


def _cut(seen: _Seen, free: dict[str, str]) -> str | None:
    """The line of the same group and number of which only some characters are left, in order."""
    found = [
        words for words, measure in free.items() if _alike(seen, measure) and seen.group is not None and _is_subsequence(seen.words, words)
    ]
    return found[0] if len(found) == 1 else None


def _alike(seen: _Seen, measure: str) -> bool:
    return seen.number != "" and seen.number == _number(measure) and _under(measure, seen.group)


def _is_subsequence(part: str, whole: str) -> bool:
    rest = iter(whole)
    return all(character in rest for character in part)


def _is_own_label(text: str) -> bool:
    """Whether an agency can have written this: it is no label of another table, and holds no remains of markup, nor what could not be read."""
    return table_marked_by(text) in (None, 3) and not any(mark in text for mark in '<>="\ufffd')


def _has_number_of_line(seen: _Seen) -> bool:
    """Whether the form has a line of this number in the group, but for 其他: then this is that line, or it stands under another group."""
    return any(_alike(seen, measure) for words, measure in LINE_WORDS.items() if words != REST)


def _is_half(seen: _Seen, free: dict[str, str]) -> bool:
    """Whether the label has the number and half the characters of a free line of its group: too near to be a row of the agency's own."""
    shared = (sum((Counter(seen.words) & Counter(words)).values()) for words, measure in free.items() if _alike(seen, measure))
    return any(count * 2 >= len(seen.words) for count in shared)


def _number(measure: str) -> str:
    return label_of(LINES[measure].labels[-1]).number


def _under(measure: str, group: Group | None) -> bool:
    return group is None or measure.startswith(f"{group.measure}.")


def _each_once(seen: list[_Seen]) -> list[_Seen]:
    """A damaged label gives way where two rows would be the same line: then neither is."""
    near = Counter(one.measure for one in seen if _is_near(one))
    return [replace(one, measure=None) if _is_near(one) and near[one.measure] > 1 else one for one in seen]


def _no_false_subtotal(seen: list[_Seen]) -> list[_Seen]:
    """A heading with values is no subtotal of its group where the group's first line is missing: the values are those of lines whose labels are lost.

    其他处理 is a line of its own in the form of 2019.
    """
    measures = {one.measure for one in seen}
    return [replace(one, measure=None) if one.words in GROUPS and _lacks_first(one, measures) else one for one in seen]


def _lacks_first(one: _Seen, measures: set[str | None]) -> bool:
    below = [measure for measure in LINES if measure.startswith(f"{one.measure}.")]
    alone = one.measure in LINES and measures.isdisjoint(below)
    return bool(below) and below[0] not in measures and not (alone and sum(not is_blank(cell) for cell in one.row.printed) <= len(FORM))


def _unread_before_a_gap(seen: Sequence[_Seen]) -> list[_Seen]:
    """A damaged label whose next line is missing may be joined out of two labels, and its values be those of the lost line: they are unread."""
    after = [*(one.measure for one in seen[1:]), ""]
    return [
        _unread(one) if _is_near(one) and following in LINES and following not in NEXT_LINES[one.measure or ""] else one
        for one, following in zip(seen, after, strict=False)
    ]


def _unread(one: _Seen) -> _Seen:
    return replace(one, row=replace(one.row, placed=unread(tuple(leaf for leaf, _ in one.row.placed or ()))))


def _is_near(seen: _Seen) -> bool:
    return (
        seen.measure is not None
        and not seen.own
        and seen.words not in LINE_WORDS
        and seen.words not in GROUPS
        and seen.words not in (REST, SUBTOTAL)
    )


def _counted(seen: _Seen) -> Counted:
    measure = seen.measure or ""
    printed = {fold(cell.text): cell.text for cell in seen.row.labels}
    if measure in LINES and seen.words != SUBTOTAL:
        return Counted(seen.row, measure, tuple(as_printed(printed.get(fold(label), ""), label) for label in LINES[measure].labels))
    above = seen.group.labels if seen.group is not None else (RESULTS,)
    path = tuple(as_printed(printed.get(fold(label), ""), label) for label in above)
    if seen.words in GROUPS:
        return Counted(seen.row, measure, path)
    return Counted(seen.row, measure, (*path, squeeze(seen.row.labels[-1].text)))
