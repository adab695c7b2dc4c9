"""Several quantities to a sentence or a line for each: lists, rankings, conditions, sums and counts over them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from qa.composing.caveats import series_of
from qa.composing.explain import differing, figure, name_of
from qa.composing.figures import plain, shown
from qa.composing.naming import label
from qa.composing.single import address_of, figures_of, subjects
from qa.computing.quantity import Quantity, Row, SeriesResult
from qa.ids import TOTAL
from qa.messages import Messages
from qa.parsing.units import as_told
from qa.plan import (
    ADDRESS_FIELDS,
    Address,
    Aggregate,
    Change,
    Difference,
    Each,
    Expression,
    Filter,
    Lookup,
    Rank,
    Ratio,
    addresses,
    every_of,
)


def in_common(plan: Expression, messages: Messages) -> str:
    """What all members of a series have in common, in words; the total of applicants goes without saying."""
    found = list(addresses(plan))
    if (share := _share_of(plan)) is not None:
        years = name_of(found[0], tuple(name for name in ("agency", "year") if name not in differing(found)), messages)
        return f"{years} {_share_label(*share, messages)}".strip()
    if (moved := _change_of(plan)) is not None:
        return _change_label(plan, *moved, messages)
    shared = tuple(name for name in ADDRESS_FIELDS if name not in differing(found))
    first = found[0] if found[0].applicant != TOTAL else replace(found[0], applicant=None)
    return name_of(first, shared, messages) or messages.text("several")


def _share_label(part: Address, whole: Address, messages: Messages) -> str:
    """What a series of shares is of; parts or wholes that its members name are left to its rows."""
    if whole.measure is None:
        return messages.text("share_of_row")
    named = label(whole, messages)
    return messages.text("share_label", part=label(part, messages), whole=named) if part.measure else messages.text("share_of", whole=named)


def _change_of(plan: Expression) -> tuple[Address, Address] | None:
    """The later and the earlier cell between which a series takes the change of each member; None where it takes none."""
    match _each_of(plan):
        case Each(of=Difference(Lookup(after), Lookup(before))) | Each(of=Change(Lookup(before), Lookup(after))):
            return after, before
    return None


def _change_label(plan: Expression, after: Address, before: Address, messages: Messages) -> str:
    years = {"after": str(after.year), "before": str(before.year)}
    held = isinstance(plan, Filter) or (isinstance(plan, Aggregate) and isinstance(plan.of, Filter))
    return messages.text("change_of_whom" if held else "change_of", label=label(after, messages), **years)


def _each_of(plan: Expression) -> Expression:
    """The list under what is kept, ordered or added up of it."""
    return _each_of(plan.of) if isinstance(plan, Filter | Rank | Aggregate) else plan


def _share_of(plan: Expression) -> tuple[Address, Address] | None:
    """Part and whole of the share that a series takes of each member; None where it takes no share of two plain lookups."""
    match _each_of(plan):
        case Each(of=Ratio(Lookup(part), Lookup(whole))):
            return part, whole
    return None


def _namer(plan: Expression, messages: Messages) -> Callable[[Row], str]:
    """What tells a row of a series from the others."""
    share = _share_of(plan)
    members = plan.members if isinstance(plan, Each) and share and share[0].measure is None else addresses(plan)
    names = ("agency",) if every_of(plan) else differing(list(members)) or ("agency", "year")
    return lambda row: name_of(row.member, names, messages)


def aggregated(plan: Aggregate, quantity: Quantity, messages: Messages) -> str:
    """A count with the names of what was counted, a sum or an average."""
    series = series_of(quantity) or SeriesResult(())
    if plan.operator == "count" and isinstance(plan.of, Filter):
        namer = _namer(plan.of, messages)
        return messages.text(
            "count" if series.rows else "count_none",
            condition=in_common(plan.of, messages) + " " + _condition(plan.of, messages),
            considered=str(series.considered),
            names=messages.text("list_joint").join(map(namer, series.rows)),
            figure=shown(quantity.value, None),
        )
    return messages.text(
        _kept(plan.of) if isinstance(plan.of, Filter | Rank) else plan.operator,
        label=in_common(plan.of, messages),
        condition=_condition(plan.of, messages) if isinstance(plan.of, Filter) else "",
        made=messages.text("averaged" if plan.operator == "average" else "added"),
        count=str(series.size),
        considered=str(series.considered),
        **figures_of(quantity, messages),
    )


def _kept(plan: Filter | Rank) -> str:
    """The message for a sum or an average of what a condition or a ranking keeps."""
    if isinstance(plan, Filter):
        return "of_kept"
    return "of_most" if plan.descending else "of_least"


def _condition(plan: Filter, messages: Messages) -> str:
    if _change_of(plan) is not None:
        return messages.text(f"condition_changed_{plan.comparison}")
    first, *second = (
        messages.text(f"condition_{sign}", bound=_bound(bound, plan.unit, messages))
        for sign, bound in ((plan.comparison, plan.bound), *((plan.also,) if plan.also else ()))
    )
    return messages.text("condition_both", first=first, second=second[0]) if second else first


def _bound(bound: str, unit: str | None, messages: Messages) -> str:
    return " ".join(as_told(bound, unit) if messages.language == "zh" else (bound, unit or "")).strip()


def lines(plan: Expression, series: SeriesResult, name: str, messages: Messages) -> str:
    """A line for each row of a series, by the message of this name."""
    namer = _namer(plan, messages)
    return "\n".join(
        messages.text(name, name=namer(row), figure=_row_figure(row, messages), rank=str(row.rank or "")) for row in series.rows
    )


def _row_figure(row: Row, messages: Messages) -> str:
    """A row's figure; a share with what was divided by what."""
    text = figure(row.quantity, messages)
    if row.quantity.operation == "difference":
        return messages.text("row_share", figure=text, quotient=" − ".join(figure(operand, messages) for operand in row.quantity.operands))
    if row.quantity.operation != "ratio":
        return text
    return messages.text("row_share", figure=text, quotient=" ÷ ".join(plain(operand.value) for operand in row.quantity.operands))


def ranking(plan: Rank, series: SeriesResult, messages: Messages) -> str:
    """Two held against each other, the first alone, or every place with its figure."""
    if plan.limit is None and len(series.rows) == 2 and not series.without:
        first, second = series.rows
        equal = first.quantity.value == second.quantity.value
        name = "compare_equal" if equal else "compare_two" if plan.descending else "compare_two_less"
        return messages.text(
            name,
            **subjects(address_of(first.quantity), address_of(second.quantity), messages),
            a=figure(first.quantity, messages),
            b=figure(second.quantity, messages),
        )
    if plan.limit == 1 and series.rows:
        return messages.text(
            "rank_most" if plan.descending else "rank_least",
            label=in_common(plan, messages),
            names=messages.text("list_joint").join(map(_namer(plan, messages), series.rows)),
            figure=figure(series.rows[0].quantity, messages),
            considered=str(series.considered),
        )
    head = messages.text(
        "rank_head_down" if plan.descending else "rank_head_up", label=in_common(plan, messages), considered=str(series.considered)
    )
    return f"{head}\n{lines(plan, series, 'rank_row', messages)}"


def filtered(plan: Filter, series: SeriesResult, messages: Messages) -> str:
    """What fulfils a condition, out of how many."""
    parts = {"label": in_common(plan, messages), "condition": _condition(plan, messages), "considered": str(series.considered)}
    if not series.rows:
        return messages.text("filter_none", **parts)
    return messages.text("filter_head", count=str(series.size), **parts) + "\n" + lines(plan, series, "list_row", messages)
