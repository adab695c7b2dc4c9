"""How much of a report comes back from every way in which it is printed, and whether anything comes back wrong: `styles(count)`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from random import Random

from ingest.errors import IngestError
from ingest.fact import Fact, Finding
from ingest.forms.form_2019 import FORM_2019
from ingest.forms.form_2021 import FORM_2021
from ingest.forms.measures import OWN
from ingest.pipeline import read_report
from samples import Print, SampleReport, invent, own_rows, print_docx, print_html, print_pdf, print_text
from samples.dress import DRESSES
from samples.text import STYLES

Printer = Callable[[SampleReport, Print], bytes]
HYBRIDS = (
    (FORM_2021, None),
    (FORM_2019, None),
    (FORM_2021, FORM_2019.table_three),
    (FORM_2021, own_rows(FORM_2021, "申请人撤销申请", "转为咨询办理")),
)
"""Both forms, table two of 2021 over table three of 2019, and a form with rows of the agency's own."""

ZEROS: dict[str, tuple[tuple[str | None, ...], ...]] = {"printed": (("0",), ("0", "/"), ("0", "—")), "blank": (("0", None), (None,))}
"""How zeros are printed: as something, or as nothing in some cells or in all."""


def judged(report: SampleReport, facts: Sequence[Fact], findings: Sequence[Finding]) -> Counter[str]:
    """How many cells of the report are exact, unread, missing, wrong and in a finding, or silently wrong; rows that it has not are wrong too."""
    named = {_address(fact.at.measure, fact.at.applicant) for finding in findings for fact in finding.facts}
    held = {_address(fact.at.measure, fact.at.applicant): fact for fact in facts}
    true = {_address(*place): text or "" for place, text in report.figures.items()}
    found = Counter(_verdict(text, held.pop(place, None), place in named) for place, text in true.items())
    found.update("wrong" if fact.state == "number" and place not in named else "more" for place, fact in held.items())
    return found


def _address(measure: str, applicant: str | None) -> tuple[str, str | None]:
    """The address, the label of an agency's own row without its punctuation."""
    group, own, label = measure.partition(OWN)
    return group + own + "".join(filter(str.isalnum, label)), applicant


def _verdict(printed: str, fact: Fact | None, named: bool) -> str:
    if fact is None or fact.state == "unread":
        return "missing" if fact is None else "unread"
    if "".join(fact.printed.split()) == printed:
        return "exact"
    return "found" if named else "wrong"


def a_report(seed: int, zeros: str) -> tuple[SampleReport, Print]:
    """A random report of a form or hybrid, its zeros printed in one of the ways of ZEROS, and how its agency prints."""
    random = Random(seed)
    form, lines = HYBRIDS[seed % len(HYBRIDS)]
    how = Print(random.choice(("full", "half")), random.choice((".", "、")), random.choice((None, "disposition.unable.unclear")))
    return invent(random, form, lines, random.choice(ZEROS[zeros])), how


def printers() -> dict[str, tuple[str, Printer]]:
    """Every way to print a report: the ending of its file, and the printer."""
    names = (*STYLES, *(f"{style}+{dress}" for dress in DRESSES for style in ("cells", "pipe")))
    texts: dict[str, tuple[str, Printer]] = {name: ("txt", _text_printer(name)) for name in names}
    return texts | {"pdf": ("pdf", print_pdf), "html": ("html", print_html), "docx": ("docx", print_docx)}


def _text_printer(style: str) -> Printer:
    return lambda report, how: print_text(report, style, how).encode()


def recovered(printer: Printer, ending: str, count: int, zeros: str) -> Counter[str]:
    """The verdicts over the cells of so many random reports printed in one way; `refused` counts whole reports."""
    total: Counter[str] = Counter()
    for seed in range(count):
        report, how = a_report(seed, zeros)
        try:
            reading = read_report(f"{report.title}.{ending}", printer(report, how))
        except IngestError:
            total["refused"] += 1
        else:
            total += judged(report, reading.facts, reading.findings)
    return total


def styles(count: int) -> int:
    """Print a table of every way to print a report: cells, exact, unread, missing, found, silently wrong; returns the silently wrong ones."""
    print(f"reading, {count} random reports in every way to print one; zeros printed, and zeros blank in some cells or all")
    print(f"  {'':18}{'zeros':9}{'cells':>8}{'exact':>8}{'unread':>8}{'missing':>9}{'found':>7}{'refused':>9}{'wrong':>7}")
    wrong = 0
    for name, (ending, printer) in printers().items():
        for zeros in ZEROS:
            total = recovered(printer, ending, count, zeros)
            cells = sum(total[one] for one in ("exact", "unread", "missing", "found", "wrong"))
            shares = "".join(
                f"{total[one]:{width}}" for one, width in (("unread", 8), ("missing", 9), ("found", 7), ("refused", 9), ("wrong", 7))
            )
            print(f"  {name:18}{zeros:9}{cells:8}{total['exact'] / max(cells, 1):8.1%}{shares}")
            wrong += total["wrong"]
    return wrong
