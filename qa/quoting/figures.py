"""The figure of a sentence that a question asks for, and whether it counts what the question counts."""

from __future__ import annotations

import re
from collections.abc import Mapping

from qa.lexicon import Prose
from qa.linking.forms import FORMS
from qa.linking.question import normal_form
from qa.quoting.asked import Asked
from qa.quoting.words import WEIGHTY, Word, holds

_NEAR = 0.6
"""How much of what the best clause holds must stand in the clause of a figure that does not follow it."""

_BEYOND = 100.0
"""More than all words of a question together weigh."""

TOLD = 0.4
"""What share of a word must stand in a sentence or around it for the sentence to speak of it."""

_BESIDE = 6
"""Characters beside a figure in which the name of what it counts may stand."""

_MODIFIER = re.compile(r"[\u4e00-\u9fff]{2}")
_CLAUSE = re.compile(r"(?:[^，,、：:；;。]|(?<=\d)[,，:：](?=\d))+")


def figure_in(sentence: str, asked: Asked, weights: Mapping[Word, float], prose: Prose) -> tuple[str | None, bool]:
    """The figure of a sentence that was asked for, where one stands nearest to the words; and whether it has any that fits, or says that there is none."""
    if asked.figure is None:
        return None, True
    clauses = ["".join(match[0].split()) for match in _CLAUSE.finditer(sentence)]
    gone = not any(verb in asked.text for verb in prose.removal)
    found: list[tuple[float, re.Match[str], int]] = []
    told = [sum(weight * holds(word, clause) for word, weight in weights.items()) for clause in clauses]
    for place, clause in enumerate(clauses):
        if not (gone and any(verb in clause for verb in prose.removal)):
            before = clauses[place - 1] if place else ""
            near = sum(weight * max(holds(word, clause), 0.5 * holds(word, before)) for word, weight in weights.items())
            found += [(round(near, 3) + _BEYOND * _counts(match, asked), match, place) for match in asked.figure.finditer(clause)]
    if not found:
        return None, any(re.search(prose.none, clause) and _says_all(clause, asked) for clause in clauses)
    found.sort(key=lambda one: -one[0])
    near, match, place = found[0]
    figure = match[0]
    alone = len(found) == 1 or near > found[1][0]
    follows = told.index(max(told)) in (place - 1, place)
    if not (alone and (follows or near >= _NEAR * max(told))):
        return None, True
    if (figure[-1] in FORMS["cases"] and _is_of_table(clauses[: place + 1], asked)) or _counts_another(clauses, place, asked):
        return None, False
    return (
        None if _counts_some(match, asked) or _is_one_of_a_list(match, sentence, asked) or (asked.summed and len(found) > 1) else figure
    ), True


def _counts_some(figure: re.Match[str], asked: Asked) -> bool:
    """Whether a figure counts only some of what the question counts: 5个优秀隶属海关 are not all of them."""
    after = figure.string[figure.end() :]
    between = [after[: after.find(thing)] for thing in asked.counted if 0 < after.find(thing) <= _BESIDE]
    return any(_MODIFIER.search(text) and text not in asked.text for text in between)


def _is_one_of_a_list(figure: re.Match[str], sentence: str, asked: Asked) -> bool:
    """Whether a sentence lists figures of several things, of which the question names none: 公告3条、通知10条 is not how many 条 there were."""
    text = "".join(sentence.split())
    beside = re.search(rf"([\u4e00-\u9fff]{{2,6}}){re.escape(figure[0])}(?:、[\u4e00-\u9fff]{{1,8}}\d+{figure[0][-1]})", text)
    return beside is not None and beside[1][-2:] not in asked.text


def _counts_another(clauses: list[str], place: int, asked: Asked) -> bool:
    """Whether what is to be counted comes only behind the clause of the figure: 86家，家长可以随时查看 counts no 家长."""
    named = [any(thing in clause for thing in asked.counted) for clause in clauses]
    return any(named[place + 1 :]) and not any(named[: place + 1])


def _is_of_table(clauses: list[str], asked: Asked) -> bool:
    """Whether the figure of the last clause is what tables count, and nothing before it tells the condition that no lexicon knows: 新收申请71件."""
    plain = any(holds(word, clauses[-1]) >= TOLD for word in asked.words if word.counted) or FORMS["requested"] in clauses[-1]
    told = normal_form("".join(clauses))
    return bool(plain) and any(not _tells(unknown, told, asked) for unknown in asked.unknown)


def _tells(unknown: str, text: str, asked: Asked) -> bool:
    """Whether a text says what no lexicon knows: itself, or another word for the word that it is part of."""
    return unknown in text or any(holds(word, text) >= TOLD for word in asked.words if unknown in word.text and not word.counted)


def _counts(figure: re.Match[str], asked: Asked) -> bool:
    """Whether what is counted stands right beside a figure: 问题37个, 37个问题."""
    before, after = figure.string[max(0, figure.start() - _BESIDE) : figure.start()], figure.string[figure.end() :][:_BESIDE]
    return any(before.endswith(thing) or after.startswith(thing) for thing in asked.counted)


def _says_all(clause: str, asked: Asked) -> bool:
    """Whether a clause holds all that is asked about: 没有收到投诉 answers how many complaints there were."""
    weighty = [word for word in asked.words if word.core or word.weight > WEIGHTY]
    return bool(weighty) and all(holds(word, clause) > 0.5 for word in weighty)
