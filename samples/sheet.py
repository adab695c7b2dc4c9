"""A4 paper for Chinese text: breaks lines, turns pages, numbers them."""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path

from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

Box = tuple[float, float, float, float]

_LEFT, _TOP, _BOTTOM = 60.0, 66.0, 70.0
WIDTH: float = A4[0] - 2 * _LEFT
"""How wide the text is, in points."""
_OWN = TTFont("NianbaoSamples", str(Path(__file__).parent / "fonts" / "NianbaoSamples.ttf"))
_VIEWERS = "STSong-Light"
_PIECES = re.compile(r"[!-~]+|.")
_NEVER_FIRST = "，。、；：）”》】！？"
_RULE = 0.6

pdfmetrics.registerFont(_OWN)
pdfmetrics.registerFont(UnicodeCIDFont(_VIEWERS))


class Sheet:
    """A stack of pages and a pen that moves down them.

    The font is embedded where it has every character of `text`; any other report is left to the viewer's own font.
    """

    def __init__(self, title: str, text: str) -> None:
        self._font = "NianbaoSamples" if {ord(one) for one in text} <= _OWN.face.charToGlyph.keys() else _VIEWERS
        self._out = BytesIO()
        self._canvas = Canvas(self._out, pagesize=A4, invariant=1)
        self._canvas.setTitle(title)
        self._page = 1
        self._y: float = A4[1] - _TOP

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

    def _number(self) -> None:
        self._canvas.setFont(self._font, 10)
        text = f"- {self._page} -"
        x = A4[0] - _LEFT - self._width(text, 10) if self._page % 2 else _LEFT
        self._canvas.drawString(x, 42, text)

    def turn(self) -> None:
        """Numbers this page and goes on to the next."""
        self._number()
        self._canvas.showPage()
        self._page += 1
        self._y = A4[1] - _TOP

    def down(self, points: float) -> None:
        """Moves the pen."""
        self._y -= points

    def line(self, text: str, size: float, centred: bool = False) -> None:
        """One line of text, on the next page where this one is full."""
        leading = size * 1.7
        if self.room < leading:
            self.turn()
        self.down(leading)
        self._canvas.setFont(self._font, size)
        x = (A4[0] - self._width(text, size)) / 2 if centred else _LEFT
        self._canvas.drawString(x, self._y + (leading - size) / 2, text)

    def cell(self, lines: list[str], box: Box, size: float, leading: float, left: bool) -> None:
        """A ruled cell, `box` counted from the pen and the left margin; its lines in the middle, or at the left."""
        x0, top, x1, bottom = box
        self._canvas.setLineWidth(_RULE)
        self._canvas.rect(_LEFT + x0, self._y - bottom, x1 - x0, bottom - top)
        self._canvas.setFont(self._font, size)
        y = self._y - (top + bottom) / 2 + len(lines) * leading / 2
        for text in lines:
            y -= leading
            x = x0 + 2 if left else (x0 + x1 - self._width(text, size)) / 2
            self._canvas.drawString(_LEFT + x, y + (leading - size) / 2 + 1, text)

    def finish(self) -> bytes:
        """Numbers the last page and gives the file."""
        self._number()
        self._canvas.save()
        return self._out.getvalue()
