"""Stretches of text small enough to cite: Passage."""

from __future__ import annotations

from dataclasses import dataclass

from ingest.document import Locator


@dataclass(frozen=True, slots=True)
class Passage:
    """Consecutive sentences of one section, letter for letter, under the headings they stand beneath.

    `section` is the statutory number (0 for the opening that names the contact).
    """

    section: int
    headings: tuple[str, ...]
    text: str
    source: Locator
