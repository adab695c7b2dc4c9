"""Receipts: the computation behind an exact answer, named by what it is, kept, and computed again on demand."""

from __future__ import annotations

import hashlib
import json
from decimal import Decimal
from typing import Any

from pydantic import TypeAdapter

from ingest.document import Document, Locator
from ingest.fact import Fact, Point
from ingest.held import ReportKey
from qa.catalog import Catalog
from qa.composing.caveats import quantities
from qa.composing.cite import key_of
from qa.composing.explain import formula
from qa.composing.figures import exact
from qa.computing.execute import execute
from qa.computing.lookup import FactTable
from qa.computing.normal import ordered
from qa.computing.quantity import Result
from qa.messages import messages
from qa.plan import Plan

VERSION = 2
"""Raised when the same plan over the same facts may come out differently."""

_PLANS: TypeAdapter[Plan] = TypeAdapter(Plan)


def plan_json(plan: Plan) -> dict[str, Any]:
    """The plan as JSON."""
    record: dict[str, Any] = _PLANS.dump_python(plan, mode="json")
    return record


def plan_from(record: dict[str, Any]) -> Plan:
    """The plan in such JSON. Raises pydantic.ValidationError where it is none."""
    return _PLANS.validate_python(record)


def _fact_json(fact: Fact, sha256: str) -> dict[str, Any]:
    return {
        "at": _fields(fact.at),
        "table": fact.table,
        "row": fact.row,
        "column": fact.column,
        "state": fact.state,
        "printed": fact.printed,
        "value": None if fact.value is None else str(fact.value),
        "unit": fact.unit,
        "source": _fields(fact.source),
        "sha256": sha256,
    }


def _fields(record: Point | Locator | Document) -> dict[str, Any]:
    """The fields of a record that holds no other: `asdict` takes ten times as long, and an answer may rest on thousands of facts."""
    return {name: getattr(record, name) for name in record.__slots__}


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


def outcome(result: Result) -> list[dict[str, str | None]]:
    """The figures of a result with their formulas, as a receipt compares them."""
    return [
        {"exact": exact(quantity.value), "unit": quantity.unit, "formula": formula(quantity, messages("zh"))}
        for quantity in quantities(result)
    ]


def write(plan: Plan, facts: tuple[Fact, ...], result: Result, catalog: Catalog) -> tuple[str, str]:
    """The id and the body (JSON) of the receipt for a plan over these facts; the id names both and nothing else."""
    plan, facts, result = _in_order(plan, facts, result)
    documents = {key: report.document for key, report in catalog.of_keys(map(key_of, facts)).items()}
    body = {
        "version": VERSION,
        "plan": plan_json(plan),
        "facts": [_fact_json(fact, documents[key_of(fact)].sha256) for fact in facts],
        "documents": [_fields(document) for document in documents.values()],
        "held": [list(key) for key in documents],
        "results": outcome(result),
    }
    text = json.dumps(body, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:16], text


def _in_order(plan: Plan, facts: tuple[Fact, ...], result: Result) -> tuple[Plan, tuple[Fact, ...], Result]:
    """The computation with its members and facts in one order, whatever the order in which they were asked for."""
    in_order = ordered(plan)
    if in_order == plan or in_order.compute is None:
        return plan, facts, result
    sorted_facts = tuple(sorted(facts, key=lambda fact: str(fact.at)))
    return in_order, sorted_facts, execute(in_order.compute, FactTable(sorted_facts, map(key_of, facts)))


def recompute(id: str, body: str) -> dict[str, Any]:
    """The receipt with its computation done again: `again` holds the new figures, `agrees` whether they are the same."""
    record: dict[str, Any] = json.loads(body)
    plan = plan_from(record["plan"])
    table = FactTable(map(fact_from, record["facts"]), (ReportKey(*key) for key in record["held"]))
    again = outcome(execute(plan.compute, table)) if plan.compute is not None else []
    return {"receipt": id, **record, "again": again, "agrees": _figures(again) == _figures(record["results"])}


def _figures(results: list[dict[str, str | None]]) -> list[tuple[str | None, str | None]]:
    """The figures alone: how a formula is written out may change."""
    return [(one["exact"], one["unit"]) for one in results]
