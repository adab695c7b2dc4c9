"""The evidence of an answer as texts: what its figures may be taken from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ingest.fact import Fact, Finding
from ingest.held import HeldReport, ReportKey
from qa.answer import Citation
from qa.composing.explain import leaves
from qa.composing.figures import rounded, shown
from qa.computing.quantity import Quantity, SeriesResult, number_of


def _quantity(quantity: Quantity) -> Iterator[str]:
    yield shown(abs(quantity.value), quantity.unit)
    yield from (str(number_of(quantity.operands)), str(quantity.times))
    if quantity.operation in ("average", "ratio", "change"):
        yield rounded(quantity.value)
    for operand in quantity.operands:
        yield from _quantity(operand)
    if quantity.operands:
        yield str(number_of(leaf for leaf in leaves(quantity) if not leaf.value))
    if quantity.series is not None:  # its rows are the operands
        yield from _counts(quantity.series)


def _counts(series: SeriesResult) -> tuple[str, ...]:
    return (str(series.size), str(series.considered), str(len(series.rows)), str(series.unnamed))


def of_result(result: Quantity | SeriesResult) -> Iterator[str]:
    """The figures of a derivation: every value in it, the number of its terms, ranks and counts of members."""
    if isinstance(result, Quantity):
        yield from _quantity(result)
        return
    yield from _counts(result)
    for row in result.rows:
        yield str(row.rank or "")
        yield from _quantity(row.quantity)


def of_facts(facts: Iterable[Fact]) -> Iterator[str]:
    """What stands in the cells, with their labels, offices and years."""
    for fact in facts:
        yield from (fact.printed, *fact.row, *fact.column, fact.at.agency, str(fact.at.year), fact.at.measure)


def of_findings(findings: Iterable[Finding]) -> Iterator[str]:
    """The figures of contradictions found in the report, and of what a person said of them."""
    for finding in findings:
        yield from (finding.message, finding.expected, finding.found, finding.verdict.remark if finding.verdict else "")


def of_keys(keys: Iterable[ReportKey]) -> Iterator[str]:
    """The offices and years of reports, and what they cover."""
    for key in keys:
        yield from (key.agency, str(key.year), key.scope or "")


def of_reports(reports: Iterable[HeldReport]) -> Iterator[str]:
    """The offices, years and forms of what is held."""
    for report in reports:
        yield from (*of_keys((report.key,)), report.form)


def of_citations(citations: Iterable[Citation]) -> Iterator[str]:
    """The quotations and cells cited."""
    for citation in citations:
        yield from (citation.quote or "", citation.printed or "", str(citation.year), citation.document, str(citation.page or ""))
