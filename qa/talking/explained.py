"""为什么, 怎么算的, 哪里写的 and 换成表格: the answer before once more, with its formula, its places, or a line for each figure."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace

from ingest.agencies import agency_named
from qa.answer import Answer, Citation, Value
from qa.composing.caveats import quantities
from qa.composing.explain import formula
from qa.linking.mention import Mention
from qa.parsing.frame import Frame
from qa.plan import Expression, Several
from qa.receipt import plan_from
from qa.several import computed_anew
from qa.turn import Draft, Turn

_BESIDE = frozenset({"explain", "function", "punctuation", "operator", "agency", "year", "measure"})
"""What may stand beside 怎么算的: no new condition. An office, a year or a measure only if it is that of the answer before."""

_MOST_PLACES = 8
"""Places named in the text; all of them are cited beside it."""


def explained(turn: Turn) -> Draft | None:
    """The explanation of the answer before; None where the turn asks for none or there is nothing computed to explain."""
    asked = "why" if _only_why(turn) else next((mention.key for mention in turn.mentions if mention.kind == "explain"), None)
    frame = turn.state.frame
    if asked is None or frame is None or not all(_is_known(mention, frame) for mention in turn.mentions):
        return None
    if turn.state.quoted:
        return _quotation(turn) if asked == "how" else None
    expression = _last(turn)
    if expression is None:
        return None
    draft = computed_anew(expression, turn)
    text, shown = _TEXTS[asked](draft, turn)
    return replace(draft, answer=replace(draft.answer, text=text), evidence=(*draft.evidence, *shown))


def _only_why(turn: Turn) -> bool:
    """Whether nothing but 为什么 is said."""
    said = [mention for mention in turn.mentions if mention.kind not in ("function", "punctuation") and mention.key != "ellipsis"]
    return [mention.key for mention in said] == ["why"]


def _is_known(mention: Mention, frame: Frame) -> bool:
    match mention.kind:
        case "agency":
            return mention.key in frame.agencies
        case "year":
            return mention.key in map(str, frame.years)
        case "measure":
            return mention.key in frame.measures
    return mention.kind in _BESIDE


def _last(turn: Turn) -> Expression | Several | None:
    """What the answer before computed, out of its receipt."""
    body = turn.source.receipt(turn.state.receipt) if turn.state.receipt else None
    return plan_from(json.loads(body)["plan"]).compute if body is not None else None


def _how(draft: Draft, turn: Turn) -> tuple[str, tuple[str, ...]]:
    found = tuple(formula(one, turn.messages) for result in draft.results for one in quantities(result))
    formulas = tuple(one for one in found if one)
    said = turn.messages.text("explain_formula", formula="\n".join(formulas)) if formulas else turn.messages.text("explain_cell")
    return f"{said}\n{draft.answer.text}", formulas


def _why(draft: Draft, turn: Turn) -> tuple[str, tuple[str, ...]]:
    text, shown = _how(draft, turn)
    return f"{turn.messages.text('explain_why')}{text}", shown


def _where(draft: Draft, turn: Turn) -> tuple[str, tuple[str, ...]]:
    cited = draft.answer.citations
    places = tuple(dict.fromkeys(_place(citation, turn) for citation in cited))
    more = "……" if len(places) > _MOST_PLACES else ""
    said = turn.messages.text("explain_place", places=turn.messages.text("list_joint").join(places[:_MOST_PLACES]) + more)
    labels = (label for citation in cited for label in (*(citation.row or ()), *(citation.column or ())))
    return f"{said}\n{draft.answer.text}", tuple(labels)


def _table(draft: Draft, turn: Turn) -> tuple[str, tuple[str, ...]]:
    return "\n".join(_line(value, turn) for value in draft.answer.values), ()


_TEXTS: dict[str, Callable[[Draft, Turn], tuple[str, tuple[str, ...]]]] = {"why": _why, "how": _how, "where": _where, "table": _table}


def _line(value: Value, turn: Turn) -> str:
    year = turn.messages.text("year", year=str(value.year)) if value.year else ""
    name = " ".join(filter(None, (turn.messages.agency(agency_named(value.agency)) if value.agency else "", year, value.label)))
    return turn.messages.text("list_row", name=name, figure=f"{value.value}{value.unit or ''}")


def _place(citation: Citation, turn: Turn) -> str:
    page = turn.messages.text("on_page", page=str(citation.page)) if citation.page else ""
    labels = " / ".join((*(citation.row or ()), *(citation.column or ())))
    return turn.messages.text("place", document=citation.document, page=page, labels=labels)


def _quotation(turn: Turn) -> Draft:
    return Draft(Answer(turn.question.text, "narrative", turn.messages.text("explain_quote")), (), state=turn.state)
