"""A4 paper for Chinese text: breaks lines, turns pages, numbers them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Literal

from PIL import Image
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

Box = tuple[float, float, float, float]
Rules = Literal["boxes", "pieces", "slivers", "pictures", "across", "header", "none"]
"""How tables are ruled: a box around each cell; its edges in short pieces, as filled slivers, or as pictures; lines between
rows only; lines above and below the header and at the end only; no line."""


@dataclass(frozen=True, slots=True)
class Paper:
    """How a printer puts a report on paper: the lines of its tables, how the page lies, what its text looks like.

    `turn` is the page's /Rotate, with the content turned the other way, so that it reads upright; `layer` prints a picture
    over each page and its text unseen, as a program that recognises text in scans does; `hidden` prints other numbers in
    white; `number` is the page's number, `inside` puts it at the pen instead of at the foot.
    """

    rules: Rules = "boxes"
    turn: Literal[0, 90, 180, 270] = 0
    crop: float = 0.0
    bold: bool = False
    layer: bool = False
    hidden: str = ""
    number: str = "- {} -"
    inside: bool = False
    head: str = ""
    cell: float = 9.0


_LEFT, _TOP, _BOTTOM = 60.0, 66.0, 70.0
WIDTH: float = A4[0] - 2 * _LEFT
"""How wide the text is, in points."""
_OWN = TTFont("NianbaoSamples", str(Path(__file__).parent / "fonts" / "NianbaoSamples.ttf"))
_VIEWERS = "STSong-Light"
_PIECES = re.compile(r"[!-~]+|.")
_NEVER_FIRST = "，。、；：）”》】！？"
_RULE = 0.6
_PIECE = 7.0
_GREY = Image.new("L", (1, 1), 128)
_TURNED = {90: (0, 1, -1, 0, A4[1], 0), 180: (-1, 0, 0, -1, A4[0], A4[1]), 270: (0, -1, 1, 0, 0, A4[0])}
"""Matrices that turn what is written against the page's own turn."""

pdfmetrics.registerFont(_OWN)
pdfmetrics.registerFont(UnicodeCIDFont(_VIEWERS))


class Sheet:
    """A stack of pages and a pen that moves down them.

    The font is embedded where it has every character of `text`; any other report is left to the viewer's own font.
    """

    def __init__(self, title: str, text: str, paper: Paper | None = None) -> None:
        self._paper = paper or Paper()
        self._font = "NianbaoSamples" if {ord(one) for one in text} <= _OWN.face.charToGlyph.keys() else _VIEWERS
        self._out = BytesIO()
        self._canvas = Canvas(self._out, pagesize=A4, invariant=1)
        self._canvas.setTitle(title)
        self._page = 1
        self._y: float = A4[1] - _TOP
        self._open()

    @property
    def room(self) -> float:
        """How far the pen is from the page's end, in points."""
        return self._y - _BOTTOM

    def _width(self, text: str, size: float) -> float:
        return float(pdfmetrics.stringWidth(text, self._font, size))

    def _pieces(self, text: str, size: float, width: float) -> list[str]:
        """Hanzi one by one, figures and addresses whole unless they are wider than the line."""
        found: list[str] = _PIECES.findall(text)
        return [part for piece in found for part in ([piece] if self._width(piece, size) <= width else list(piece))]

    def wrapped(self, text: str, size: float, width: float) -> list[str]:
        """The lines that the text takes; none begins with a mark that closes."""
        lines = [""]
        for piece in self._pieces(text, size, width):
            if self._width(lines[-1] + piece, size) <= width or not lines[-1]:
                lines[-1] += piece
            elif piece[0] in _NEVER_FIRST and len(lines[-1]) > 1:
                lines[-1], last = lines[-1][:-1], lines[-1][-1]
                lines.append(last + piece)
            else:
                lines.append(piece)
        return lines

    def _open(self) -> None:
        """Lays the new page as the paper says, before anything is written on it."""
        paper, (width, height) = self._paper, A4
        if paper.turn:
            self._canvas.setPageRotation(paper.turn)
            self._canvas.transform(*_TURNED[paper.turn])
        if paper.crop:
            self._canvas.setCropBox((paper.crop, paper.crop, width - paper.crop, height - paper.crop))
            self._string("被裁去 9", 2, height / 2, 9)
        if paper.head:
            self._string(paper.head, _LEFT, height - 40, 9)

    def _string(self, text: str, x: float, y: float, size: float) -> None:
        self._canvas.setFont(self._font, size)
        self._canvas.drawString(x, y, text, mode=3 if self._paper.layer else None)
        if self._paper.bold:
            self._canvas.drawString(x + 0.3, y, text)

    def _number(self) -> None:
        text = self._paper.number.format(self._page)
        x = A4[0] - _LEFT - self._width(text, 10) if self._page % 2 else _LEFT
        self._string(text, x, self._y - 8 if self._paper.inside else 42, 10)

    def _close(self) -> None:
        """Numbers the page, and puts a picture over one of which the text is a layer."""
        self._number()
        if self._paper.layer:
            self._canvas.drawInlineImage(_GREY, 0, 0, *A4)

    def turn(self) -> None:
        """Numbers this page and goes on to the next."""
        self._close()
        self._canvas.showPage()
        self._page += 1
        self._y = A4[1] - _TOP
        self._open()

    def down(self, points: float) -> None:
        """Moves the pen."""
        self._y -= points

    def line(self, text: str, size: float, centred: bool = False) -> None:
        """One line of text, on the next page where this one is full."""
        leading = size * 1.7
        if self.room < leading:
            self.turn()
        self.down(leading)
        x = (A4[0] - self._width(text, size)) / 2 if centred else _LEFT
        self._string(text, x, self._y + (leading - size) / 2, size)

    def cell(self, lines: list[str], box: Box, size: float, leading: float, left: bool) -> None:
        """A ruled cell, `box` counted from the pen and the left margin; its lines in the middle, or at the left."""
        x0, top, x1, bottom = box
        self._rule(_LEFT + x0, self._y - bottom, _LEFT + x1, self._y - top)
        y = self._y - (top + bottom) / 2 + len(lines) * leading / 2
        for text in lines:
            y -= leading
            x = x0 + 2 if left else (x0 + x1 - self._width(text, size)) / 2
            self._string(text, _LEFT + x, y + (leading - size) / 2 + 1, size)
        if self._paper.hidden:
            self._hide(_LEFT + (x0 + x1) / 2, y, size)

    def _hide(self, x: float, y: float, size: float) -> None:
        """Text that nobody can see, for no reader to believe: white on white, and unseen where there is no picture."""
        self._canvas.setFillColorRGB(1, 1, 1)
        self._canvas.setFont(self._font, size)
        self._canvas.drawString(x, y, self._paper.hidden)
        self._canvas.setFillColorRGB(0, 0, 0)
        self._canvas.drawString(x + 6, y, self._paper.hidden, mode=3)

    def _rule(self, x0: float, y0: float, x1: float, y1: float) -> None:
        """The edges of a cell, as the paper has them."""
        rules = self._paper.rules
        self._canvas.setLineWidth(_RULE)
        if rules == "boxes":
            self._canvas.rect(x0, y0, x1 - x0, y1 - y0)
        if rules in ("pieces", "slivers", "pictures"):
            for edge in ((x0, y0, x1, y0), (x0, y1, x1, y1), (x0, y0, x0, y1), (x1, y0, x1, y1)):
                self._edge(*edge)
        if rules == "across":
            self.across(x0, x1, y0)
            self.across(x0, x1, y1)

    def across(self, x0: float, x1: float, y: float) -> None:
        """A line across the page."""
        self._canvas.line(x0, y, x1, y)

    def _edge(self, x0: float, y0: float, x1: float, y1: float) -> None:
        width, height = x1 - x0, y1 - y0
        if self._paper.rules == "slivers":
            self._canvas.rect(x0, y0, width or _RULE, height or _RULE, stroke=0, fill=1)
        elif self._paper.rules == "pictures":
            self._canvas.drawInlineImage(_GREY, x0, y0, width or _RULE, height or _RULE)
        else:
            count = max(1, round((width + height) / _PIECE))
            for part in range(count):
                begin, end = part / count, (part + 1) / count
                self._canvas.line(x0 + width * begin, y0 + height * begin, x0 + width * end, y0 + height * end)

    def header_line(self, depth: float) -> None:
        """A line across the type area, so deep below the pen, where the paper rules headers only."""
        if self._paper.rules == "header":
            self._canvas.setLineWidth(_RULE)
            self.across(_LEFT, _LEFT + WIDTH, self._y - depth)

    def finish(self) -> bytes:
        """Numbers the last page and gives the file."""
        self._close()
        self._canvas.save()
        return self._out.getvalue()
