"""Lines of text that show the rows of a table, with pipes, tabs or drawn boxes, to the fields between the marks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

_VERTICAL = re.compile("[│┃┆┇┊┋║╎╏┌┬┐├┼┤└┴┘╔╦╗╠╬╣╚╩╝╭╮╰╯┏┳┓┣╋┫┗┻┛╟╢╞╡╪╫╤╧]")
_HORIZONTAL = re.compile("[─━┄┅┈┉═╌╍]")
_DRAWN = re.compile(r"[|\s─━┄┅┈┉═╌╍+-]*[─━┄┅┈┉═╌╍]{3}[|\s─━┄┅┈┉═╌╍+-]*|\s*\+(?:[-=]{3,}\+)+\s*")
_RULE = re.compile(r"[|\s:+-]*-{3}[|\s:+-]*")
_NUMERIC = re.compile(r"[\d,.，．]+")
_ALONE = re.compile(r"\s*[^|\t]*\|\s*")
_SPAN = re.compile(r"\s*\|{2,}\s*")
_BARE = re.compile(r"\s*\|\s*")
_WORDED = re.compile(r"[\u4e00-\u9fff]")
Fields = tuple[str, ...]


def unboxed(text: str) -> str:
    """The text with box characters turned to pipes; a row of a box whose cells fill several lines becomes one line."""
    lines = [_VERTICAL.sub("|", line) for line in text.splitlines()]
    if not any(map(_DRAWN.fullmatch, lines)):
        return text
    return "\n".join(_rejoined(lines))


def _rejoined(lines: Sequence[str]) -> Iterator[str]:
    """The lines between two drawn rules as one where they are one row; the rules are left out."""
    ruled = False
    for is_rule, some in groupby(lines, key=lambda line: bool(_DRAWN.fullmatch(line))):
        if is_rule:
            ruled = True
            continue
        chunk = list(some)
        rows = [fields_of(line, bordered=True) for line in chunk]
        if ruled and len(chunk) > 1 and all("|" in line for line in chunk) and _is_one_row(rows):
            yield "|" + "|".join("".join(pieces) for pieces in zip(*rows, strict=True)) + "|"
        else:
            yield from chunk


def _is_one_row(rows: Sequence[Fields]) -> bool:
    """Whether lines are one row whose words go on from line to line: as many fields in each, and a figure in one line of a field only."""
    if len({len(row) for row in rows}) != 1:
        return False
    columns = [[text for text in column if text] for column in zip(*rows, strict=True)]
    return all(len(column) <= 1 or not any(map(_NUMERIC.fullmatch, column)) for column in columns)


def is_row(line: str) -> bool:
    """Whether a line has marks between fields."""
    return "|" in line or "\t" in line.lstrip() or line.startswith("\t\t")


def is_surely_row(line: str) -> bool:
    """Whether this line alone is a table row: pipes only between words may be links (关于我们|网站地图)."""
    return "\t" in line or line.strip().startswith("|") or line.strip().endswith("|")


def is_rule(line: str) -> bool:
    """Whether a line is the rule below a header: |---|---|."""
    return bool(_RULE.fullmatch(line))


def without_spans(lines: Sequence[str]) -> Sequence[str]:
    """The lines; where each cell has a line of its own, without what stands for no cell.

    That are the pipes (||| or ||) that a merged cell leaves behind, and the pipe alone that opens each row, if the first has one.
    """
    if sum(_ALONE.fullmatch(line) is not None for line in lines) * 2 <= len(lines):
        return lines
    cells = [line for line in lines if not _SPAN.fullmatch(line)]
    if not cells or not _BARE.fullmatch(cells[0]):
        return cells
    return [line for line, after in zip(cells, [*cells[1:], ""], strict=True) if not (_BARE.fullmatch(line) and _WORDED.search(after))]


def is_bordered(lines: Sequence[str]) -> bool:
    """Whether the rows of a table begin with a pipe: then it is their border, else it stands behind an empty first cell."""
    piped = [line for line in lines if "|" in line and "\t" not in line and line.strip().strip("|").strip()]
    return all(line.lstrip().startswith("|") for line in piped)


def fields_of(line: str, bordered: bool) -> Fields:
    """The fields of a row from left to right, white space around them removed."""
    if "|" not in line:
        return tuple(field.strip() for field in line.split("\t"))
    inner = re.sub(r"\|\s*$", "", line)
    return tuple(field.strip() for field in (re.sub(r"^\s*\|", "", inner) if bordered else inner).split("|"))
