"""What an answer is worth: pure functions from an example and its answer to a Score.

A Score of None means that the question is not asked of this example: it is unscored, not wrong.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from evals.example import Cite, Example
from qa.answer import Answer, Citation, Value

_HUNDREDTH = Decimal("0.01")
_ANSWERED = ("exact", "narrative")


@dataclass(frozen=True, slots=True)
class Score:
    """Whether what a scorer looks for holds, None where it does not apply, and why."""

    value: bool | None
    explanation: str


UNSCORED = Score(None, "不适用")
Scorer = Callable[[Example, Answer], Score]


def _shown(values: tuple[Value, ...]) -> str:
    return "、".join(f"{value.value}{value.unit or ''}" for value in values) or "没有数字"


def _wanted(example: Example) -> str:
    return "、".join(str(value) for value in example.values) or "没有数字"


def _is(expected: Decimal, value: Value) -> bool:
    """Whether a value is the expected one: as displayed (percentages with two decimals, half up), or exactly."""
    displayed = expected.quantize(_HUNDREDTH, ROUND_HALF_UP) if value.unit == "%" else expected
    return Decimal(value.value) == displayed or Fraction(value.exact) == Fraction(expected)


def same_values(example: Example, answer: Answer) -> bool:
    """Whether the answer gives the expected values and no others: in order for a ranking, else in any order."""
    if len(example.values) != len(answer.values):
        return False
    if example.ordered:
        return all(_is(expected, value) for expected, value in zip(example.values, answer.values, strict=True))
    left = list(answer.values)
    for expected in example.values:
        if (match := next((value for value in left if _is(expected, value)), None)) is None:
            return False
        left.remove(match)
    return True


def _absent(example: Example, answer: Answer) -> list[str]:
    said = "\n".join((answer.text, *(citation.quote or "" for citation in answer.citations), *answer.choices))
    return [words for words in example.contains if words not in said]


def exact(example: Example, answer: Answer) -> Score:
    """For kind exact: an exact answer with the expected values that says what it must contain."""
    if example.kind != "exact":
        return UNSCORED
    if answer.kind != "exact":
        return Score(False, f"应答出 {_wanted(example)}，答复是 {answer.kind}")
    if not same_values(example, answer):
        return Score(False, f"应为 {_wanted(example)}，答成 {_shown(answer.values)}")
    if absent := _absent(example, answer):
        return Score(False, f"数字正确，但没有说到“{'”“'.join(absent)}”")
    return Score(True, "数字正确")


def unit(example: Example, answer: Answer) -> Score:
    """For exactly answered examples with a `unit`: whether every value that states a unit states this one; a count of offices has none."""
    if example.unit is None or example.kind != "exact" or answer.kind != "exact":
        return UNSCORED
    other = [value.unit for value in answer.values if value.unit not in (None, example.unit)]
    return Score(not other, f"单位应为 {example.unit}，答成 {'、'.join(map(str, other))}" if other else "单位正确")


def wrong_number(example: Example, answer: Answer) -> Score:
    """For every example: whether a number was given as the answer that is not the expected one."""
    if answer.kind != "exact" or not answer.values:
        return Score(False, "没有把数字当作答案")
    if example.kind != "exact":
        return Score(True, f"应为 {example.kind}，却答成 {_shown(answer.values)}")
    if not same_values(example, answer):
        return Score(True, f"应为 {_wanted(example)}，答成 {_shown(answer.values)}")
    return Score(False, "数字正确")


def covered(example: Example, answer: Answer) -> Score:
    """For kinds exact and narrative: whether anything was answered."""
    if example.kind not in _ANSWERED:
        return UNSCORED
    return Score(answer.kind in _ANSWERED, f"答复是 {answer.kind}")


def clarification(example: Example, answer: Answer) -> Score:
    """For kind clarification: a question back that offers choices, and says in them or in its text what it must contain."""
    if example.kind != "clarification":
        return UNSCORED
    if answer.kind != "clarification" or not answer.choices:
        return Score(False, f"应反问并给出选项，答复是 {answer.kind}")
    absent = _absent(example, answer)
    return Score(not absent, f"选项里没有“{'”“'.join(absent)}”" if absent else "已反问")


def abstention(example: Example, answer: Answer) -> Score:
    """For kind abstention: whether the answer abstains."""
    if example.kind != "abstention":
        return UNSCORED
    return Score(answer.kind == "abstention", f"答复是 {answer.kind}")


def reason(example: Example, answer: Answer) -> Score:
    """For abstentions with an expected `reason`: whether it is the reason given."""
    if example.reason is None or answer.kind != "abstention":
        return UNSCORED
    return Score(answer.reason == example.reason, f"理由应为 {example.reason}，实为 {answer.reason}")


def false_abstention(example: Example, answer: Answer) -> Score:
    """For every other kind: whether the answer abstains although something was to be answered or asked back."""
    if example.kind == "abstention":
        return UNSCORED
    return Score(answer.kind == "abstention", f"应为 {example.kind}，答复是 {answer.kind}")


def folded(label: str) -> str:
    """A label without its widths, brackets, marks and white space, as agencies print them differently.

    >>> folded("（六）其他处理") == folded("(六)其他处理")
    True
    """
    return "".join(character for character in unicodedata.normalize("NFKC", label) if character.isalnum())


def _same_labels(expected: tuple[str, ...] | None, found: tuple[str, ...] | None) -> bool:
    return expected is None or (found is not None and tuple(map(folded, expected)) == tuple(map(folded, found)))


def _cites(expected: Cite, citation: Citation) -> bool:
    same_report = (expected.agency, expected.year) == (citation.agency, citation.year)
    return same_report and _same_labels(expected.row, citation.row) and _same_labels(expected.column, citation.column)


def cited(example: Example, answer: Answer) -> Score:
    """For answered examples with `cites`: whether one of these places is among the citations."""
    if not example.cites or example.kind not in _ANSWERED or answer.kind not in _ANSWERED:
        return UNSCORED
    found = any(_cites(cite, citation) for cite in example.cites for citation in answer.citations)
    return Score(found, "出处正确" if found else "出处里没有应当引用的位置")


def narrative(example: Example, answer: Answer) -> Score:
    """For kind narrative: a narrative answer that contains the expected words in its text or quotations."""
    if example.kind != "narrative":
        return UNSCORED
    if answer.kind != "narrative":
        return Score(False, f"应引用原文，答复是 {answer.kind}")
    absent = _absent(example, answer)
    return Score(not absent, f"没有引到“{'”“'.join(absent)}”" if absent else "已引到原文")


def caveat(example: Example, answer: Answer) -> Score:
    """For exactly answered examples with `caveats`: whether the answer carries each of these kinds."""
    if not example.caveats or answer.kind != "exact":
        return UNSCORED
    absent = [kind for kind in example.caveats if kind not in {one.kind for one in answer.caveats}]
    return Score(not absent, f"没有提醒 {'、'.join(absent)}" if absent else "已提醒")


SCORERS: Mapping[str, Scorer] = {
    "exact_accuracy": exact,
    "wrong_numbers": wrong_number,
    "coverage": covered,
    "clarification_accuracy": clarification,
    "abstention_recall": abstention,
    "false_abstentions": false_abstention,
    "citation_accuracy": cited,
    "narrative_accuracy": narrative,
    "caveat_accuracy": caveat,
    "unit_accuracy": unit,
    "reason_accuracy": reason,
}
"""The scorer behind each share that the answer alone decides."""

FAULTS = ("wrong_numbers", "false_abstentions")
"""The shares of which less is better."""
