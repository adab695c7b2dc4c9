"""The media types that are read."""

from __future__ import annotations

PDF = "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
DOC = "application/msword"
RTF = "application/rtf"
ODT = "application/vnd.oasis.opendocument.text"
WORD_XML = "application/vnd.ms-word+xml"
HTML = "text/html"
MHTML = "multipart/related"
TEXT = "text/plain"
MARKDOWN = "text/markdown"
PICTURES = ("image/png", "image/jpeg", "image/tiff", "image/bmp", "image/webp")
