"""Ink to lines: which pieces of ink stand on one line, and the picture of that line as the recogniser wants it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import numpy as np

from ingest.readers.recogniser import Grey
from ingest.readers.scan_sheet import Blot, Sheet

# Shares of a line's height: pieces of ink overlap by more than this if they stand on one line; gaps wider than this part fields.
_OVERLAP = 0.1
_FIELD_GAP = 1.6
_WHOLE = 1.25
"""Times the size of the ink: what is no higher may be one character, such as 三, whose strokes do not touch."""
_COLUMN = 3
"""Characters one above the other in so many lines are a label written downwards."""


def lines_of(blots: Iterable[Blot], size: float) -> list[list[Blot]]:
    """The pieces of ink by line, from the top down; each line from left to right."""
    rows: list[list[Blot]] = []
    foot = 0.0
    for blot in sorted(blots, key=lambda one: one.top):
        inset = (blot.bottom - blot.top) * _OVERLAP
        if rows and blot.top + inset < foot:
            rows[-1].append(blot)
            foot = max(foot, blot.bottom - inset)
        else:
            rows.append([blot])
            foot = blot.bottom - inset
    return [sorted(row) for row in _whole(rows, size)]


def _whole(rows: list[list[Blot]], size: float) -> Iterator[list[Blot]]:
    """Strokes of one character that lie above each other put together."""
    held: list[Blot] = []
    for row in rows:
        if held and max(blot.bottom for blot in row) - min(blot.top for blot in held) > _WHOLE * size:
            yield held
            held = []
        held = held + row
    if held:
        yield held


def fields_of(line: Sequence[Blot]) -> Iterator[list[Blot]]:
    """The parts of a line that wide gaps leave."""
    height = max(blot.bottom for blot in line) - min(blot.top for blot in line)
    held, edge = [line[0]], line[0].right
    for blot in line[1:]:
        if blot.left - edge > _FIELD_GAP * height:
            yield held
            held = []
        held.append(blot)
        edge = max(edge, blot.right)
    yield held


def is_column(lines: Sequence[Sequence[Blot]], size: float) -> bool:
    """Whether these lines are one label written downwards, a character a line."""
    return len(lines) >= _COLUMN and all(line[-1].right - line[0].left <= 1.5 * size for line in lines)


def hull_of(blots: Sequence[Blot]) -> Blot:
    """The box around all of these."""
    return Blot(
        min(one.left for one in blots), min(one.top for one in blots), max(one.right for one in blots), max(one.bottom for one in blots)
    )


def picture(sheet: Sheet, blots: Sequence[Blot], margin: float) -> Grey:
    """The line on white, with this share of its height around it; never so large that a stroke fills the picture."""
    around, size = hull_of(blots), sheet.size
    edge = max(1, round(0.06 * size))
    left, top = max(0, around.left - edge), max(0, around.top - edge)
    inked = sheet.grey[top : around.bottom + edge, left : around.right + edge]
    height = max(inked.shape[0], round(size))
    rim = round(height * margin)
    width = max(inked.shape[1] + 2 * rim, height + 2 * rim)
    canvas = np.full((height + 2 * rim, width), 255, np.uint8)
    down, across = (canvas.shape[0] - inked.shape[0]) // 2, (width - inked.shape[1]) // 2
    canvas[down : down + inked.shape[0], across : across + inked.shape[1]] = inked
    return canvas


def column_picture(sheet: Sheet, lines: Sequence[Sequence[Blot]]) -> Grey:
    """A label written downwards with its characters side by side."""
    pieces = [picture(sheet, line, 0.08) for line in lines]
    height = max(piece.shape[0] for piece in pieces)
    level = [np.pad(piece, (((height - len(piece)) // 2, -(-(height - len(piece)) // 2)), (0, 0)), constant_values=255) for piece in pieces]
    joined = np.hstack(level)
    rim = round(height * 0.1)
    return np.pad(joined, rim, constant_values=255)
