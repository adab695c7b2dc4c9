"""Prints a sample report as a scan: pages as pictures, a little turned, blurred, speckled and unevenly lit, in a PDF or one by one."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pypdfium2
from numpy.typing import NDArray
from PIL import Image, ImageFilter

_INCH = 72.0


@dataclass(frozen=True, slots=True)
class Scan:
    """How a page was scanned: dots an inch, degrees it lies askew, blur in dots, grain and shadow in grey levels of 255, JPEG quality."""

    dpi: int = 200
    angle: float = 0.0
    blur: float = 0.0
    grain: float = 0.0
    shadow: float = 0.0
    quality: int = 90
    seed: int = 0


OFFICE = Scan(dpi=200, angle=0.4, blur=0.5, grain=6.0, shadow=20.0, quality=80)
"""What a sound office scanner makes of a page laid in by hand."""


def scanned_pages(pdf: bytes, scan: Scan, pages: Sequence[int] | None = None) -> tuple[Image.Image, ...]:
    """The pages of a PDF (from 0; all unless some are named) as grey pictures, as this scanner sees them."""
    opened = pypdfium2.PdfDocument(pdf)
    try:
        return tuple(_scanned(opened[number], scan, scan.seed + number) for number in (pages or range(len(opened))))
    finally:
        opened.close()


def print_scan(pdf: bytes, scan: Scan = OFFICE, pages: Sequence[int] | None = None) -> bytes:
    """The same PDF with pictures for pages, and no text."""
    pictures = [Image.open(io.BytesIO(_jpeg(page, scan))) for page in scanned_pages(pdf, scan, pages)]
    file = io.BytesIO()
    pictures[0].save(file, "PDF", save_all=True, append_images=pictures[1:], resolution=scan.dpi)
    return file.getvalue()


def print_picture(page: Image.Image, kind: str, scan: Scan = OFFICE) -> bytes:
    """One page as a file of this kind: PNG, JPEG, TIFF, BMP, WEBP."""
    file = io.BytesIO()
    page.save(file, kind, dpi=(scan.dpi, scan.dpi), **({"quality": scan.quality} if kind == "JPEG" else {}))
    return file.getvalue()


def _jpeg(page: Image.Image, scan: Scan) -> bytes:
    return print_picture(page, "JPEG", scan)


def _scanned(page: pypdfium2.PdfPage, scan: Scan, seed: int) -> Image.Image:
    drawn = page.render(scale=scan.dpi / _INCH, grayscale=True).to_pil().convert("L")
    turned = drawn.rotate(scan.angle, Image.Resampling.BICUBIC, fillcolor=255)
    soft = turned.filter(ImageFilter.GaussianBlur(scan.blur)) if scan.blur else turned
    return Image.fromarray(_worn(np.asarray(soft, dtype=np.float32), scan, seed))


def _worn(grey: NDArray[np.float32], scan: Scan, seed: int) -> NDArray[np.uint8]:
    """The page with a shadow that deepens to its lower right corner, and grain all over."""
    height, width = grey.shape
    across, down = np.linspace(0, 1, width, dtype=np.float32), np.linspace(0, 1, height, dtype=np.float32)
    shade = scan.shadow * np.outer(down, across)
    grain = np.random.default_rng(seed).normal(0.0, scan.grain, grey.shape) if scan.grain else 0.0
    return np.clip(grey * (1 - 0.1 * bool(scan.shadow)) - shade + grain, 0, 255).astype(np.uint8)
