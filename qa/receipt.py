"""Receipts: the computation behind an exact answer, named by what it is, kept, and computed again on demand."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction
from functools import cache
from typing import TYPE_CHECKING, Any

from ingest.document import Locator
from ingest.fact import Fact, Point
from ingest.held import ReportKey
from qa.catalog import Catalog
from qa.composing.caveats import quantities
from qa.composing.cite import key_of
from qa.composing.explain import formula
from qa.composing.figures import exact
from qa.computing.execute import execute
from qa.computing.lookup import FactTable
from qa.computing.normal import MOST_ORDERED, ordered
from qa.computing.quantity import Quantity, Result
from qa.computing.tally import Tally
from qa.messages import messages
from qa.plain import all_fields
from qa.plan import Address, Plan, every_of

if TYPE_CHECKING:
    from pydantic import TypeAdapter

VERSION = 2
"""Raised when the same plan over the same facts may come out differently."""


def plan_from(record: dict[str, Any]) -> Plan:
    """The plan in the JSON of a receipt. Raises pydantic.ValidationError where it is none."""
    return _plans().validate_python(record)


@cache
def _plans() -> TypeAdapter[Plan]:
    from pydantic import TypeAdapter  # takes a tenth of a second, and only receipts that are read again need it

    return TypeAdapter(Plan)


def _fact_json(fact: Fact, sha256: str) -> dict[str, Any]:
    return {
        "at": fact.at,
        "table": fact.table,
        "row": fact.row,
        "column": fact.column,
        "state": fact.state,
        "printed": fact.printed,
        "value": None if fact.value is None else str(fact.value),
        "unit": fact.unit,
        "source": fact.source,
        "sha256": sha256,
    }


def fact_from(record: dict[str, Any]) -> Fact:
    """The fact in its JSON, as a receipt keeps it."""
    fields = {name: value for name, value in record.items() if name != "sha256"}
    place = fields["source"]  # receipts of older programs do not say whether a cell was recognised: none was
    source = Locator(place["page"], tuple(place["box"]) if place["box"] else None, place.get("ocr", False))
    value = None if fields["value"] is None else Decimal(fields["value"])
    return Fact(
        **fields
        | {"at": Point(**fields["at"]), "row": tuple(fields["row"]), "column": tuple(fields["column"]), "value": value, "source": source}
    )


def outcome(results: Iterable[Result]) -> list[dict[str, str | None]]:
    """The figures of results with their formulas, as a receipt compares them."""
    return [
        {"exact": exact(quantity.value), "unit": quantity.unit, "formula": formula(quantity, messages("zh"))}
        for result in results
        for quantity in quantities(result)
    ]


def write(
    plan: Plan, facts: tuple[Fact, ...], results: tuple[Result, ...], catalog: Catalog, tally: Tally | None = None
) -> tuple[str, str]:
    """The id and the body (JSON) of the receipt for a plan over these facts; the id names both and nothing else.

    Of reports that were counted it keeps each figure with how many print it, and which print none.
    """
    plan, facts, results = _in_order(plan, facts, results, tally)
    documents = {key: report.document for key, report in catalog.of_keys(map(key_of, facts)).items()}
    body: dict[str, Any] = {
        "version": VERSION,
        "plan": plan,
        "facts": [_fact_json(fact, documents[key_of(fact)].sha256) for fact in facts],
        "documents": [*documents.values()],
        "held": [list(key) for key in documents],
        "results": outcome(results),
    }
    if tally is not None:
        body["tally"] = _tally_json(tally)
    text = json.dumps(body, ensure_ascii=False, sort_keys=True, default=all_fields)
    return hashlib.sha256(text.encode()).hexdigest()[:16], text


def _in_order(
    plan: Plan, facts: tuple[Fact, ...], results: tuple[Result, ...], tally: Tally | None
) -> tuple[Plan, tuple[Fact, ...], tuple[Result, ...]]:
    """The computation with its members and facts in one order, whatever the order in which they were asked for."""
    in_order = ordered(plan)
    sorted_facts = tuple(sorted(facts, key=lambda fact: str(fact.at))) if len(facts) <= MOST_ORDERED else facts
    if in_order == plan:
        return plan, sorted_facts, results
    table = FactTable(sorted_facts, map(key_of, facts), tally)
    return in_order, sorted_facts, tuple(execute(part, table) for part in in_order.parts)


def _tally_json(tally: Tally) -> dict[str, Any]:
    return {
        "numbers": [[exact(one.value), one.unit, one.operation, one.times] for one in tally.numbers],
        "rest": [[at.agency, at.scope, at.year] for at in tally.rest],
    }


def _tally(record: dict[str, Any] | None, plan: Plan) -> Tally | None:
    every = next(filter(None, map(every_of, plan.parts)), None)
    if every is None or record is None:
        return None
    numbers = (Quantity(Fraction(value), unit, how, every.at, times=times) for value, unit, how, times in record["numbers"])
    rest = (Address(agency=agency, scope=scope, year=year) for agency, scope, year in record["rest"])
    return Tally(every, tuple(numbers), tuple(rest))


def recompute(id: str, body: str) -> dict[str, Any]:
    """The receipt with its computation done again: `again` holds the new figures, `agrees` whether they are the same."""
    record: dict[str, Any] = json.loads(body)
    again = outcome(executed(record))
    return {"receipt": id, **record, "again": again, "agrees": _figures(again) == _figures(record["results"])}


def executed(record: dict[str, Any]) -> tuple[Result, ...]:
    """What the plan of a receipt computes over the facts of that receipt. Raises the QuestionError that stops it."""
    plan = plan_from(record["plan"])
    table = FactTable(map(fact_from, record["facts"]), (ReportKey(*key) for key in record["held"]), _tally(record.get("tally"), plan))
    return tuple(execute(part, table) for part in plan.parts)


def _figures(results: list[dict[str, str | None]]) -> list[tuple[str | None, str | None]]:
    """The figures alone: how a formula is written out may change."""
    return [(one["exact"], one["unit"]) for one in results]
