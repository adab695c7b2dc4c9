"""What the reader must know beside a computed answer; each caveat from the facts, never from the wording."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from ingest.agencies import agency_named
from ingest.fact import Finding
from ingest.held import ReportKey
from qa.answer import Caveat, CaveatKind, Citation, Missing
from qa.catalog import Catalog
from qa.composing.cite import key_of
from qa.composing.explain import leaves
from qa.composing.naming import label, who, who_at, why_briefly
from qa.computing.quantity import Quantity, Result, SeriesResult
from qa.errors import BlankCell, NotApplicable, NotReported
from qa.messages import Messages

Findings = Mapping[ReportKey, tuple[Finding, ...]]


def quantities(result: Result) -> tuple[Quantity, ...]:
    """The quantities of a result: itself, or those of its rows."""
    return (result,) if isinstance(result, Quantity) else tuple(row.quantity for row in result.rows)


def series_of(result: Result) -> SeriesResult | None:
    """The series that a result is, or was aggregated from."""
    return result.series if isinstance(result, Quantity) else result


def _nodes(quantity: Quantity) -> Iterator[Quantity]:
    yield quantity
    for operand in quantity.operands:
        yield from _nodes(operand)


def _computed(result: Result, messages: Messages) -> Iterator[Caveat]:
    """A caveat for each sum that stands where a printed total was looked up."""
    for quantity in quantities(result):
        for node in _nodes(quantity):
            if node.operation == "sum" and node.at is not None:
                columns = {leaf.at.measure for leaf in leaves(node) if leaf.at} == {node.at.measure}
                kind = "columns" if columns else "parts"
                yield Caveat("computed", messages.text(f"caveat_computed_{kind}", label=label(node.at, messages)))
                break


MANY_CELLS = 6
"""More blank cells than this are named by their rows only."""


def _blank(result: Result, messages: Messages) -> Iterator[Caveat]:
    omitted = tuple(dict.fromkeys(fact for quantity in quantities(result) for fact in quantity.omitted()))
    if omitted:
        many = len(omitted) > MANY_CELLS and all(fact.row for fact in omitted)
        cells = (fact.row[-1] if many else " ".join((*fact.row[-1:], *fact.column[-2:])) for fact in omitted)
        name = "caveat_blank_rows" if many else "caveat_blank"
        yield Caveat("blank", messages.text(name, cells=messages.text("list_joint").join(dict.fromkeys(cells))))


def _contradicted(result: Result, findings: Findings, messages: Messages) -> Iterator[Caveat]:
    used = dict.fromkeys(fact for quantity in quantities(result) for fact in quantity.facts())
    told_before: set[str] = set()  # a contradiction between two reports is held with both
    for key in dict.fromkeys(key_of(fact) for fact in used):
        for finding in findings.get(key, ()):
            if used.keys() & set(finding.facts) and finding.message not in told_before:
                told_before.add(finding.message)
                yield contradiction(key, finding, messages)


def contradiction(key: ReportKey, finding: Finding, messages: Messages) -> Caveat:
    """The caveat that a report contradicts itself or another one."""
    named = who(key.agency, key.scope, key.year, messages)
    told = messages.text("caveat_contradicted", who=named, message=finding.message.rstrip("。"))
    return Caveat("contradicted", told + _judged(finding, messages))


def _judged(finding: Finding, messages: Messages) -> str:
    """What a person who held the contradiction against the original said of it; nothing where nobody did."""
    if finding.verdict is None:
        return ""
    remark = messages.text("verdict_remark", remark=finding.verdict.remark.rstrip("。")) if finding.verdict.remark else ""
    return messages.text(f"verdict_{finding.verdict.judgement}", remark=remark)


def _comparable(result: Result, catalog: Catalog, messages: Messages) -> Iterator[Caveat]:
    """Whether offices compared stand for one year, one scope and one form."""
    facts = [fact for quantity in quantities(result) for fact in quantity.facts()]
    keys = list(dict.fromkeys(key_of(fact) for fact in facts))
    years_of: dict[str, set[int]] = {}
    for key in keys:
        years_of.setdefault(key.agency, set()).add(key.year)
    joint = messages.text("list_joint")
    if len(set(map(frozenset, years_of.values()))) > 1:
        yield Caveat(
            "scope", messages.text("caveat_years_differ", years=joint.join(who(key.agency, None, key.year, messages) for key in keys))
        )
    if _scopes_differ(keys):
        named = (f"{messages.agency(agency_named(key.agency))}{messages.scope(key.scope)}" for key in keys if key.scope)
        yield Caveat("scope", messages.text("caveat_scope_differ", scopes=joint.join(dict.fromkeys(named))))
    forms = sorted({report.form for report in catalog.of_keys(keys).values()})
    if len(forms) > 1 and any(fact.table == 2 for fact in facts):
        yield Caveat("forms_differ", messages.text("caveat_forms_differ", forms=joint.join(forms)))


def _scopes_differ(keys: list[ReportKey]) -> bool:
    """Whether reports state different scopes, or one office's reports do not all state the same."""
    stated = {(key.agency, key.scope) for key in keys}
    return len({scope for _, scope in stated if scope}) > 1 or len(stated) > len({agency for agency, _ in stated})


def _missing(result: Result, messages: Messages) -> Iterator[Caveat]:
    if series := series_of(result):
        for member, reason in series.without:
            name = f"{who_at(member, messages)} {label(member, messages) if member.measure else ''}".strip()
            kind: CaveatKind = "blank" if isinstance(reason, BlankCell | NotApplicable) else "missing"
            yield Caveat(kind, messages.text("caveat_missing", name=name, reason=why_briefly(reason, messages)))


def missing(result: Result | None) -> tuple[Missing, ...]:
    """The office-years that a series spans and no report states."""
    series = series_of(result) if result is not None else None
    held = (member for member, reason in (series.without if series else ()) if isinstance(reason, NotReported))
    return tuple(dict.fromkeys(Missing(member.agency or "", member.year or 0) for member in held))


def recognised(citations: Iterable[Citation], messages: Messages) -> tuple[Caveat, ...]:
    """The caveat that some of what is cited was recognised in scans, naming the files; none where nothing was."""
    names = dict.fromkeys(messages.text("document", name=citation.document) for citation in citations if citation.ocr)
    return (Caveat("ocr", messages.text("caveat_ocr", documents=messages.text("list_joint").join(names))),) if names else ()


def caveats(result: Result, findings: Findings, catalog: Catalog, messages: Messages) -> tuple[Caveat, ...]:
    """All caveats of a result, those about contradictions first."""
    found = (
        *_contradicted(result, findings, messages),
        *_computed(result, messages),
        *_blank(result, messages),
        *_comparable(result, catalog, messages),
        *_missing(result, messages),
    )
    return tuple(dict.fromkeys(found))
