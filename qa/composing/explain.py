"""A derivation as a formula that a person can check: 保护第三方合法权益 1 + 属于四类过程性信息 1 = 2."""

from __future__ import annotations

from collections.abc import Iterator
from typing import assert_never

from ingest.agencies import agency_named
from qa.composing.figures import TIMES, plain, shown
from qa.computing.quantity import Quantity, number_of
from qa.messages import Messages
from qa.plan import ADDRESS_FIELDS, Address

MANY_ZEROS = 2
"""From this many zero terms on a sum names only the others, and says how many it left unnamed."""


MOST_TERMS = 100
"""Of more terms than this only the first SHOWN_TERMS are written: the receipt has them all."""

SHOWN_TERMS = 20
_AND_SO_ON = "……"


def figure(quantity: Quantity, messages: Messages) -> str:
    """The value with its unit, as the language writes them together."""
    text, unit = shown(quantity.value, quantity.unit), messages.unit(quantity.unit)
    return f"{text}{unit}" if quantity.unit == "%" or not unit else f"{text} {unit}"


def differing(addresses: list[Address]) -> tuple[str, ...]:
    """The fields in which these addresses differ; a row that one of the reports does not print is no other row."""
    printed = [at for at in addresses if not (at.measure or "").startswith("own.")]
    return tuple(name for name in ADDRESS_FIELDS if len({getattr(at, name) for at in (printed if name == "measure" else addresses)}) > 1)


def name_of(at: Address, names: tuple[str, ...], messages: Messages) -> str:
    """What tells an address from its neighbours, in words."""
    words = []
    if "agency" in names and at.agency:
        words.append(messages.agency(agency_named(at.agency)))
    if "year" in names and at.year:
        words.append(messages.text("year", year=str(at.year)))
    if "measure" in names and at.measure:
        words.append(messages.measure(at.measure))
    if "applicant" in names and at.applicant:
        words.append(messages.applicant(at.applicant))
    return messages.text("joint").join(words)


def leaves(quantity: Quantity) -> Iterator[Quantity]:
    """The terms of a sum, sums within it opened."""
    if quantity.operation != "sum" or not quantity.operands:  # a sum that was counted is not opened
        yield quantity
        return
    for operand in quantity.operands:
        if operand.operation == "sum":
            yield from leaves(operand)
        else:
            yield operand


def _terms(quantity: Quantity, messages: Messages) -> tuple[str, int]:
    """The terms of a sum joined, and how many zeros were left unnamed."""
    terms = list(leaves(quantity))
    filled = [term for term in terms if term.value]
    zeros = number_of(term for term in terms if not term.value) if len(filled) < len(terms) else 0
    kept, unnamed = (filled, zeros) if filled and zeros >= MANY_ZEROS else (terms, 0)
    shown_of = kept if len(kept) <= MOST_TERMS else kept[:SHOWN_TERMS]
    told = terms if shown_of is kept else shown_of
    names = differing([term.at for term in told if term.at is not None]) or ("measure",)
    written = [f"{name_of(term.at, names, messages) if term.at and term.at.agency else ''} {_times(term)}".strip() for term in shown_of]
    return _added(written, len(kept)), unnamed


def _times(quantity: Quantity) -> str:
    """The figure, and how many print it where it stands for several: 12 × 3."""
    return plain(quantity.value) if quantity.times == 1 else f"{plain(quantity.value)} × {quantity.times}"


def _added(written: list[str], of: int) -> str:
    return " + ".join((*written, _AND_SO_ON) if len(written) < of else written) or "0"


def _operand(quantity: Quantity, messages: Messages) -> str:
    if quantity.operation == "printed":
        return plain(quantity.value)
    text = _expression(quantity, messages)
    return f"({text})" if any(sign in text for sign in " +−÷") else text


def _expression(quantity: Quantity, messages: Messages) -> str:
    operands = quantity.operands
    match quantity.operation:
        case "printed":
            return plain(quantity.value)
        case "sum":
            return _terms(quantity, messages)[0]
        case "average":
            return f"({_plus(operands)}) ÷ {number_of(operands)}"
        case "difference":
            return f"{_operand(operands[0], messages)} − {_operand(operands[1], messages)}"
        case "ratio":
            return f"{_operand(operands[0], messages)} ÷ {_operand(operands[1], messages)}"
        case "change":
            before = _operand(operands[0], messages)
            return f"({_operand(operands[1], messages)} − {before}) ÷ {before}"
        case "maximum" | "minimum":
            return plain(quantity.value)
        case "count":
            return plain(quantity.value)
        case _:
            assert_never(quantity.operation)


def _plus(operands: tuple[Quantity, ...]) -> str:
    shown_of = operands if len(operands) <= MOST_TERMS else operands[:SHOWN_TERMS]
    return _added([_times(operand) for operand in shown_of], len(operands))


def formula(quantity: Quantity, messages: Messages) -> str | None:
    """The formula of a computed quantity; None for a plain cell and for a count."""
    if quantity.operation in ("printed", "count", "maximum", "minimum") or not quantity.operands:
        return None
    unit = "%" if quantity.unit == "%" else messages.unit(TIMES) if quantity.unit == TIMES else ""
    added, zeros = _terms(quantity, messages) if quantity.operation == "sum" else (_expression(quantity, messages), 0)
    text = f"{added} = {shown(quantity.value, quantity.unit)}{unit}"
    return text + messages.text("zeros", count=str(zeros)) if zeros else text
