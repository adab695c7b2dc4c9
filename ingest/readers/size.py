"""How many pages a PDF has, known before any of them is read."""

from __future__ import annotations

import pypdfium2


def page_count(content: bytes) -> int:
    """The number of pages; 0 where the bytes cannot be opened, which reading them will explain."""
    try:
        opened = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError:
        return 0
    count = len(opened)
    opened.close()
    return count
