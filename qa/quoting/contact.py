"""Contact data as a report states it: telephone, address, e-mail, postcode, fax, office, with the sentence it stands in."""

from __future__ import annotations

import re
from collections.abc import Iterable

from ingest.agencies import agency_named
from ingest.held import HeldPassage, HeldReport
from qa.lexicon import lexicon
from qa.parsing.frame import Frame
from qa.parsing.parse import Parsed
from qa.plan import PassageQuery, Plan
from qa.quoting.asked import asked
from qa.quoting.prose import Quote, sentences
from qa.quoting.quoted import quoting
from qa.quoting.whose import latest
from qa.turn import Draft, Turn


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


def contact_data(parsed: Parsed, frame: Frame, turn: Turn) -> Draft | None:
    """The contact data asked for, from the newest report of the agency or that of the year named; None where it does not answer.

    A name of something that the sentence does not have, 食品科的电话, is not answered with the telephone of another.
    """
    if (parsed.residue and not frame.agencies) or any(word in turn.question.normal for word in turn.lexicon.contact_unless):
        return None
    report = latest(frame, turn)
    passages = turn.source.passages((report.key,))
    quotes = {kind: quote for kind in dict.fromkeys(parsed.contact) if (quote := quote_of(kind, report, passages)) is not None}
    if not quotes or not all(_is_contact(quote.text, turn) for quote in quotes.values()):
        return None
    agency = turn.messages.agency(agency_named(report.key.agency))
    said = "".join(
        turn.messages.text(f"contact_{kind}", agency=agency, found=found(kind, quote.text) or "") for kind, quote in quotes.items()
    )
    sentences_quoted = tuple({quote.text: quote for quote in quotes.values()}.values())
    source = turn.messages.text("contact_source", year=str(report.key.year), quote="".join(quote.text for quote in sentences_quoted))
    plan = Plan(search=PassageQuery(" ".join(quotes), (report.key.agency,), (report.key.year,), contact=True))
    return quoting(f"{said}{source}", sentences_quoted, frame, plan, turn)


def _is_contact(sentence: str, turn: Turn) -> bool:
    """Whether each name in the question stands in the sentence, or is one that people use when they want to get in touch."""
    polite = turn.lexicon.prose.contact
    names = asked(tuple(mention for mention in turn.mentions if mention.kind != "contact"), turn.lexicon).words
    return all(word.text in polite or any(form in sentence for form in word.forms) for word in names if word.core)
