"""Random reports in random mixtures of Word's variants: every number recovered or unread, none wrong."""

from __future__ import annotations

from collections import Counter
from random import Random

from ingest.document import Document
from ingest.errors import IngestError
from ingest.extract import extract_facts
from ingest.forms.form_2019 import FORM_2019
from ingest.forms.form_2021 import FORM_2021
from ingest.readers import identify, read
from ingest.recognize import recognize
from samples import Print, SampleReport, invent
from samples.word_variants import WHOLE, print_variant

_MOST_TOGETHER = 4


def word_variants(count: int = 1000) -> Counter[str]:
    """Read `count` reports, each with up to four variants at once, and print how many numbers came back; `wrong` must be 0."""
    counts: Counter[str] = Counter()
    for seed in range(count):
        counts += _of_one(Random(seed))
    print(
        f"Word variants, {count} reports: "
        + "，".join(f"{name} {counts[name]}" for name in ("exact", "unread", "lost", "refused", "wrong"))
    )
    return counts


def _of_one(random: Random) -> Counter[str]:
    report = invent(random, random.choice((FORM_2021, FORM_2019)))
    chosen = set(random.sample(range(len(WHOLE)), random.randint(0, _MOST_TOGETHER)))
    how = Print(brackets=random.choice(("full", "half")), mark=random.choice((".", "、")))
    content = print_variant(report, *(variant for place, variant in enumerate(WHOLE) if place in chosen), how=how)
    try:
        return _counted(report, content)
    except IngestError:
        return Counter(refused=1)


def _counted(report: SampleReport, content: bytes) -> Counter[str]:
    document = Document("0" * 64, "年报.docx", identify("年报.docx", content))
    facts = {(fact.at.measure, fact.at.applicant): fact for fact in extract_facts(recognize(read(document, content)))}
    counts: Counter[str] = Counter(lost=len(report.figures.keys() - facts.keys()))
    for place, fact in facts.items():
        exact = fact.printed == (report.figures.get(place) or "")
        counts["unread" if fact.state == "unread" else "exact" if exact else "wrong"] += 1
    return counts
