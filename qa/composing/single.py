"""One quantity to a sentence: the figure first, then how it came about."""

from __future__ import annotations

from qa.composing.explain import figure, formula
from qa.composing.naming import label, who_at
from qa.computing.quantity import Quantity
from qa.messages import Messages
from qa.plan import Address


def address_of(quantity: Quantity) -> Address:
    """The address that stands for a quantity: its own, or that of its first operand (the part of a share, the later year)."""
    if quantity.at is not None:
        return quantity.at
    order = reversed(quantity.operands) if quantity.operation == "change" else iter(quantity.operands)
    return next((address_of(operand) for operand in order), Address())


def _named(at: Address, messages: Messages) -> str:
    return f"{who_at(at, messages)} {label(at, messages)}" if messages.language == "en" else f"{who_at(at, messages)}{label(at, messages)}"


def cell(quantity: Quantity, messages: Messages) -> str:
    """The figure of a cell, or the sum of its parts."""
    at = address_of(quantity)
    name = "cell" if quantity.operation == "printed" else "sum_of_parts"
    return messages.text(
        name,
        who=who_at(at, messages),
        label=label(at, messages),
        figure=figure(quantity, messages),
        formula=formula(quantity, messages) or "",
    )


def subjects(first: Address, second: Address, messages: Messages) -> dict[str, str]:
    """The names of two addresses, and before them what they share: the measure, the office and year, or nothing."""
    if (first.measure, first.applicant) == (second.measure, second.applicant):
        head = messages.text("head_label", name=label(first, messages))
        return {"head": head, "first": who_at(first, messages), "second": who_at(second, messages)}
    if (first.agency, first.scope, first.year) == (second.agency, second.scope, second.year):
        head = messages.text("head_who", name=who_at(first, messages))
        return {"head": head, "first": label(first, messages), "second": label(second, messages)}
    return {"head": "", "first": _named(first, messages), "second": _named(second, messages)}


def quotient(quantity: Quantity, messages: Messages) -> str:
    """A share of a whole, or how many times one figure is another."""
    part, whole = (address_of(operand) for operand in quantity.operands)
    if quantity.unit != "%":
        return messages.text("times", **subjects(part, whole, messages), **figures_of(quantity, messages))
    same = (part.agency, part.scope, part.year) == (whole.agency, whole.scope, whole.year)
    name = label if same else _named
    return messages.text(
        "share" if same else "share_across",
        who=who_at(part, messages),
        part=_sum_label(quantity.operands[0], messages) or name(part, messages),
        whole=name(whole, messages),
        **figures_of(quantity, messages),
    )


def _sum_label(quantity: Quantity, messages: Messages) -> str | None:
    """The names of the terms where several measures were added for a share; None where one was looked up."""
    if quantity.at is not None:
        return None
    return messages.text("plus").join(label(term.at, messages) for term in quantity.operands if term.at is not None)


def figures_of(quantity: Quantity, messages: Messages) -> dict[str, str]:
    """A figure and its formula, as messages name them."""
    return {"figure": figure(quantity, messages), "formula": formula(quantity, messages) or ""}


def _sign(quantity: Quantity) -> int:
    return (quantity.value > 0) - (quantity.value < 0)


def _size(quantity: Quantity, messages: Messages) -> str:
    return figure(quantity, messages).removeprefix("-")


def difference(quantity: Quantity, messages: Messages) -> str:
    """How much more or less, with both figures."""
    first, second = quantity.operands
    name = {1: "difference_more", -1: "difference_less", 0: "difference_none"}[_sign(quantity)]
    return messages.text(
        name,
        **subjects(address_of(first), address_of(second), messages),
        a=figure(first, messages),
        b=figure(second, messages),
        figure=_size(quantity, messages),
        formula=formula(quantity, messages) or "",
    )


def change(quantity: Quantity, messages: Messages) -> str:
    """By how much a figure rose or fell, with both."""
    before, after = quantity.operands
    name = {1: "change_up", -1: "change_down", 0: "change_none"}[_sign(quantity)]
    return messages.text(
        name,
        before=messages.text("year", year=str(address_of(before).year)),
        after=_side(after, messages),
        a=figure(before, messages),
        b=figure(after, messages),
        figure=_size(quantity, messages),
        formula=formula(quantity, messages) or "",
    )


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
    return (
        messages.text("side_sum", who=who_at(address_of(quantity), messages), joined=joined)
        if joined
        else _named(address_of(quantity), messages)
    )
