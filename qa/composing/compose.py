"""Results to sentences: the figure first, then how it came about. Words come from messages, figures from the result."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

from qa.answer import Value
from qa.composing.caveats import quantities, series_of
from qa.composing.explain import differing, figure, formula, name_of
from qa.composing.figures import exact, plain, shown
from qa.composing.naming import label, who_at
from qa.computing.execute import fulfils
from qa.computing.quantity import Quantity, Result, Row, SeriesResult
from qa.ids import TOTAL
from qa.messages import Messages
from qa.plan import ADDRESS_FIELDS, Address, Aggregate, Change, Difference, Each, Expression, Filter, Lookup, Rank, Ratio, Sum, addresses


def _at(quantity: Quantity) -> Address:
    """The address that stands for a quantity: its own, or that of its first operand (the part of a share, the later year)."""
    if quantity.at is not None:
        return quantity.at
    order = reversed(quantity.operands) if quantity.operation == "change" else iter(quantity.operands)
    return next((_at(operand) for operand in order), Address())


def _named(at: Address, messages: Messages) -> str:
    return f"{who_at(at, messages)} {label(at, messages)}" if messages.language == "en" else f"{who_at(at, messages)}{label(at, messages)}"


def _lookup(quantity: Quantity, messages: Messages) -> str:
    at = _at(quantity)
    name = "cell" if quantity.operation == "printed" else "sum_of_parts"
    return messages.text(
        name,
        who=who_at(at, messages),
        label=label(at, messages),
        figure=figure(quantity, messages),
        formula=formula(quantity, messages) or "",
    )


def _subjects(first: Address, second: Address, messages: Messages) -> dict[str, str]:
    """The names of two addresses, and before them what they share: the measure, the office and year, or nothing."""
    if (first.measure, first.applicant) == (second.measure, second.applicant):
        head = messages.text("head_label", name=label(first, messages))
        return {"head": head, "first": who_at(first, messages), "second": who_at(second, messages)}
    if (first.agency, first.scope, first.year) == (second.agency, second.scope, second.year):
        head = messages.text("head_who", name=who_at(first, messages))
        return {"head": head, "first": label(first, messages), "second": label(second, messages)}
    return {"head": "", "first": _named(first, messages), "second": _named(second, messages)}


def _ratio(quantity: Quantity, messages: Messages) -> str:
    part, whole = (_at(operand) for operand in quantity.operands)
    if quantity.unit != "%":
        return messages.text("times", **_subjects(part, whole, messages), **_figures(quantity, messages))
    same = (part.agency, part.scope, part.year) == (whole.agency, whole.scope, whole.year)
    name = label if same else _named
    return messages.text(
        "share" if same else "share_across",
        who=who_at(part, messages),
        part=_sum_label(quantity.operands[0], messages) or name(part, messages),
        whole=name(whole, messages),
        **_figures(quantity, messages),
    )


def _sum_label(quantity: Quantity, messages: Messages) -> str | None:
    """The names of the terms where several measures were added for a share; None where one was looked up."""
    if quantity.at is not None:
        return None
    return messages.text("plus").join(label(term.at, messages) for term in quantity.operands if term.at is not None)


def _figures(quantity: Quantity, messages: Messages) -> dict[str, str]:
    return {"figure": figure(quantity, messages), "formula": formula(quantity, messages) or ""}


def _sign(quantity: Quantity) -> int:
    return (quantity.value > 0) - (quantity.value < 0)


def _size(quantity: Quantity, messages: Messages) -> str:
    return figure(quantity, messages).removeprefix("-")


def _difference(quantity: Quantity, messages: Messages) -> str:
    first, second = quantity.operands
    name = {1: "difference_more", -1: "difference_less", 0: "difference_none"}[_sign(quantity)]
    return messages.text(
        name,
        **_subjects(_at(first), _at(second), messages),
        a=figure(first, messages),
        b=figure(second, messages),
        figure=_size(quantity, messages),
        formula=formula(quantity, messages) or "",
    )


def _change(quantity: Quantity, messages: Messages) -> str:
    before, after = quantity.operands
    name = {1: "change_up", -1: "change_down", 0: "change_none"}[_sign(quantity)]
    return messages.text(
        name,
        before=messages.text("year", year=str(_at(before).year)),
        after=_side(after, messages),
        a=figure(before, messages),
        b=figure(after, messages),
        figure=_size(quantity, messages),
        formula=formula(quantity, messages) or "",
    )


def _common(plan: Expression, messages: Messages) -> str:
    """What all members of a series have in common, in words; the total of applicants goes without saying."""
    found = list(addresses(plan))
    if (share := _share_of(plan)) is not None:
        years = name_of(found[0], tuple(name for name in ("agency", "year") if name not in differing(found)), messages)
        return f"{years} {_share_label(*share, messages)}".strip()
    shared = tuple(name for name in ADDRESS_FIELDS if name not in differing(found))
    first = found[0] if found[0].applicant != TOTAL else replace(found[0], applicant=None)
    return name_of(first, shared, messages) or messages.text("several")


def _share_label(part: Address, whole: Address, messages: Messages) -> str:
    """What a series of shares is of; parts or wholes that its members name are left to its rows."""
    if whole.measure is None:
        return messages.text("share_of_row")
    named = label(whole, messages)
    return messages.text("share_label", part=label(part, messages), whole=named) if part.measure else messages.text("share_of", whole=named)


def _share_of(plan: Expression) -> tuple[Address, Address] | None:
    """Part and whole of the share that a series takes of each member; None where it takes no share of two plain lookups."""
    each = plan.of if isinstance(plan, Filter | Rank | Aggregate) else plan
    each = each.of if isinstance(each, Filter | Rank) else each
    match each:
        case Each(of=Ratio(Lookup(part), Lookup(whole))):
            return part, whole
    return None


def _namer(plan: Expression, messages: Messages) -> Callable[[Row], str]:
    """What tells a row of a series from the others."""
    share = _share_of(plan)
    members = plan.members if isinstance(plan, Each) and share and share[0].measure is None else addresses(plan)
    names = differing(list(members)) or ("agency", "year")
    return lambda row: name_of(row.member, names, messages)


def _aggregate(plan: Aggregate, quantity: Quantity, messages: Messages) -> str:
    series = series_of(quantity) or SeriesResult(())
    if plan.operator == "count" and isinstance(plan.of, Filter):
        namer = _namer(plan.of, messages)
        return messages.text(
            "count" if series.rows else "count_none",
            condition=_common(plan.of, messages) + " " + _condition(plan.of, messages),
            considered=str(series.considered),
            names=messages.text("list_joint").join(map(namer, series.rows)),
            figure=shown(quantity.value, None),
        )
    name = "average" if plan.operator == "average" else "sum"
    return messages.text(name, label=_common(plan.of, messages), count=str(len(series.rows)), **_figures(quantity, messages))


def _condition(plan: Filter, messages: Messages) -> str:
    unit = f" {plan.unit}" if plan.unit else ""
    first = messages.text(f"condition_{plan.comparison}", bound=plan.bound + unit)
    if plan.also is None:
        return first
    sign, bound = plan.also
    return messages.text("condition_both", first=first, second=messages.text(f"condition_{sign}", bound=bound + unit))


def _rows(plan: Expression, series: SeriesResult, name: str, messages: Messages) -> str:
    namer = _namer(plan, messages)
    return "\n".join(
        messages.text(name, name=namer(row), figure=_row_figure(row, messages), rank=str(row.rank or "")) for row in series.rows
    )


def _row_figure(row: Row, messages: Messages) -> str:
    """A row's figure; a share with what was divided by what."""
    text = figure(row.quantity, messages)
    if row.quantity.operation != "ratio":
        return text
    return messages.text("row_share", figure=text, quotient=" ÷ ".join(plain(operand.value) for operand in row.quantity.operands))


def _rank(plan: Rank, series: SeriesResult, messages: Messages) -> str:
    if plan.limit is None and len(series.rows) == 2 and not series.without:
        first, second = series.rows
        equal = first.quantity.value == second.quantity.value
        name = "compare_equal" if equal else "compare_two" if plan.descending else "compare_two_less"
        return messages.text(
            name,
            **_subjects(_at(first.quantity), _at(second.quantity), messages),
            a=figure(first.quantity, messages),
            b=figure(second.quantity, messages),
        )
    if plan.limit == 1 and series.rows:
        return messages.text(
            "rank_most" if plan.descending else "rank_least",
            label=_common(plan, messages),
            names=messages.text("list_joint").join(map(_namer(plan, messages), series.rows)),
            figure=figure(series.rows[0].quantity, messages),
            considered=str(series.considered),
        )
    head = messages.text(
        "rank_head_down" if plan.descending else "rank_head_up", label=_common(plan, messages), considered=str(series.considered)
    )
    return f"{head}\n{_rows(plan, series, 'rank_row', messages)}"


def _filter(plan: Filter, series: SeriesResult, messages: Messages) -> str:
    parts = {"label": _common(plan, messages), "condition": _condition(plan, messages), "considered": str(series.considered)}
    if not series.rows:
        return messages.text("filter_none", **parts)
    return messages.text("filter_head", count=str(len(series.rows)), **parts) + "\n" + _rows(plan, series, "list_row", messages)


def sentence(plan: Expression, result: Result, messages: Messages) -> str:
    """The answer to a plan as a person reads it."""
    match plan, result:
        case (Lookup(), Quantity()):
            return _lookup(result, messages)
        case (Ratio(), Quantity()):
            return _ratio(result, messages)
        case (Difference(), Quantity()):
            return _difference(result, messages)
        case (Change(), Quantity()):
            return _change(result, messages)
        case (Aggregate(), Quantity()):
            return _aggregate(plan, result, messages)
        case (Sum(), Quantity()):
            return messages.text("sum", label=_common(plan, messages), count=str(len(plan.terms)), **_figures(result, messages))
        case (Rank(), SeriesResult()):
            return _rank(plan, result, messages)
        case (Filter(), SeriesResult()):
            return _filter(plan, result, messages)
        case (Each(), SeriesResult()):
            return messages.text("list_head", label=_common(plan, messages)) + "\n" + _rows(plan, result, "list_row", messages)
    raise TypeError(f"{type(plan).__name__} cannot yield a {type(result).__name__}")


def agreement(result: Quantity, messages: Messages) -> str:
    """Whether the two sides of a difference are the same, with both figures."""
    first, second = result.operands
    return messages.text(
        "agree_no" if result.value else "agree_yes",
        first=_side(first, messages),
        second=_side(second, messages),
        a=figure(first, messages),
        b=figure(second, messages),
        figure=_size(result, messages),
    )


def _side(quantity: Quantity, messages: Messages) -> str:
    joined = _sum_label(quantity, messages)
    return f"{who_at(_at(quantity), messages)}{joined}" if joined else _named(_at(quantity), messages)


def claimed(result: Quantity, bounds: Iterable[tuple[str, str]], unit: str | None, messages: Messages) -> str:
    """Yes or no to what a figure was said to be, before the figure itself."""
    return messages.text("claim_right" if fulfils(result, bounds, unit) else "claim_wrong")


def values(result: Result, messages: Messages) -> tuple[Value, ...]:
    """The figures of a result, first figure first."""
    return tuple(_value(quantity, messages) for quantity in quantities(result))


def _value(quantity: Quantity, messages: Messages) -> Value:
    at = _at(quantity)
    one_office = quantity.operation not in ("count",)
    return Value(
        agency=at.agency if one_office else None,
        year=at.year if one_office else None,
        label=label(at, messages) if at.measure else "",
        value=shown(quantity.value, quantity.unit),
        exact=exact(quantity.value),
        unit=messages.sentences.get(f"unit_{quantity.unit}") if quantity.unit == "times" else quantity.unit,
    )
