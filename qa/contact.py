"""Contact data as a report states it: telephone, address, e-mail, postcode, fax, with the sentence it stands in."""

from __future__ import annotations

import re
from collections.abc import Iterable

from ingest.held import HeldPassage, HeldReport
from qa.lexicon import lexicon
from qa.prose import Quote, sentences


def found(kind: str, text: str) -> str | None:
    """The contact datum of this kind in a text; reports are in Chinese, whatever the question."""
    match = re.search(lexicon("zh").contact_patterns[kind], text)
    return match.group(1).strip() if match else None


def quote_of(kind: str, report: HeldReport, passages: Iterable[HeldPassage]) -> Quote | None:
    """The sentence of the report's opening that states the datum; None where the report states none."""
    for held in passages:
        if held.key == report.key and held.passage.section == 0 and found(kind, held.passage.text):
            sentence = next((one for one in sentences(held.passage.text) if found(kind, one)), held.passage.text)
            return Quote(held, sentence, 1.0)
    return None
