"""Sample annual reports: their figures, and printers that put them on PDF, HTML, DOCX and plain text as agencies do."""

from __future__ import annotations

from samples.figures import Contact, Part, Print, SampleReport, fill, own_rows
from samples.invent import invent
from samples.pdf import print_pdf
from samples.text import print_text
from samples.web import print_html
from samples.word import print_docx

__all__ = ["Contact", "Part", "Print", "SampleReport", "fill", "invent", "own_rows", "print_docx", "print_html", "print_pdf", "print_text"]
