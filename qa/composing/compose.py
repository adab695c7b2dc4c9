"""Results to sentences and to the figures beside them. Words come from messages, figures from the result."""

from __future__ import annotations

from collections.abc import Iterable

from qa.answer import Value
from qa.composing.caveats import quantities
from qa.composing.figures import exact, shown
from qa.composing.naming import label
from qa.composing.series import aggregated, filtered, in_common, lines, ranking
from qa.composing.single import address_of, cell, change, difference, figures_of, quotient
from qa.computing.execute import fulfils
from qa.computing.quantity import Quantity, Result, SeriesResult
from qa.messages import Messages
from qa.plan import Aggregate, Change, Difference, Each, Every, Expression, Filter, Lookup, Rank, Ratio, Sum


def sentence(plan: Expression, result: Result, messages: Messages) -> str:
    """The answer to a plan as a person reads it."""
    match plan, result:
        case (Lookup(), Quantity()):
            return cell(result, messages)
        case (Ratio(), Quantity()):
            return quotient(result, messages)
        case (Difference(), Quantity()):
            return difference(result, messages)
        case (Change(), Quantity()):
            return change(result, messages)
        case (Aggregate(), Quantity()):
            return aggregated(plan, result, messages)
        case (Sum(), Quantity()):
            return messages.text("sum", label=in_common(plan, messages), count=str(len(plan.terms)), **figures_of(result, messages))
        case (Rank(), SeriesResult()):
            return ranking(plan, result, messages)
        case (Filter(), SeriesResult()):
            return filtered(plan, result, messages)
        case (Each() | Every(), SeriesResult()):
            return messages.text("list_head", label=in_common(plan, messages)) + "\n" + lines(plan, result, "list_row", messages)
    raise TypeError(f"{type(plan).__name__} cannot yield a {type(result).__name__}")


def claimed(result: Quantity, bounds: Iterable[tuple[str, str]], unit: str | None, messages: Messages) -> str:
    """Yes or no to what a figure was said to be, before the figure itself."""
    return messages.text("claim_right" if fulfils(result, bounds, unit) else "claim_wrong")


def values(result: Result, messages: Messages) -> tuple[Value, ...]:
    """The figures of a result, first figure first."""
    return tuple(_value(quantity, messages) for quantity in quantities(result))


def _value(quantity: Quantity, messages: Messages) -> Value:
    at = address_of(quantity)
    one_office = quantity.operation not in ("count",)
    return Value(
        agency=at.agency if one_office else None,
        year=at.year if one_office else None,
        label=label(at, messages) if at.measure else "",
        value=shown(quantity.value, quantity.unit),
        exact=exact(quantity.value),
        unit=messages.sentences.get(f"unit_{quantity.unit}") if quantity.unit == "times" else quantity.unit,
    )
