"""Which of the choices offered in the turn before is meant by a few words: 第二个, 最近那个, 都要."""

from __future__ import annotations

import re

from qa.conversation import Conversation
from qa.lexicon import Lexicon
from qa.linking.question import normal_form


def chosen(text: str, state: Conversation, lexicon: Lexicon) -> str:
    """The choice that a few words mean, or the text itself where they mean none of them or several."""
    said = _bare(normal_form(text), lexicon)
    for choice, names in zip(state.choices, lexicon.ordinals, strict=False):
        if said in names:
            return choice
    if state.choices and said in lexicon.last:
        return state.choices[-1]
    if (found := _pointed_at(said, state.choices, lexicon)) is not None:
        return found
    if not said:
        return text
    told_apart = [choice for choice in state.choices if said in normal_form(choice)] or _shortened(said, state.choices)
    return told_apart[0] if len(told_apart) == 1 else text


_SHORTEST = 3


def _shortened(said: str, choices: tuple[str, ...]) -> list[str]:
    """The choices that hold all characters of what was said, in order: 市政府办公厅 of 上海市人民政府办公厅."""
    if len(said) < _SHORTEST:
        return []
    within = re.compile(".*".join(map(re.escape, said)))
    return [choice for choice in choices if within.search(normal_form(choice))]


_YEAR = re.compile(r"\d{4}")
_WITH_MIDDLE = 3


def _pointed_at(said: str, choices: tuple[str, ...], lexicon: Lexicon) -> str | None:
    """The only choice after 是的, the middle one of three, the newest or oldest of choices that differ in their year."""
    if len(choices) == 1 and said in lexicon.yes:
        return choices[0]
    if len(choices) == _WITH_MIDDLE and said in lexicon.middle:
        return choices[1]
    if not choices:
        return None
    dated = {year[0]: choice for choice in choices if len(year := _YEAR.findall(choice)) == 1}
    if len(dated) != len(choices) or said not in lexicon.newest | lexicon.oldest:
        return None
    return dated[max(dated) if said in lexicon.newest else min(dated)]


def wants_all(text: str, state: Conversation, lexicon: Lexicon) -> bool:
    """Whether the turn asks for all the choices offered: 都要."""
    return bool(state.choices) and normal_form(text).strip(lexicon.punctuation) in lexicon.all_choices


def _bare(said: str, lexicon: Lexicon) -> str:
    """What was said without the small words around a choice: 我要第二个吧 is 第二个."""
    said, before = said.strip(lexicon.punctuation), None
    while said != before:
        before = said
        for word in lexicon.around_choices:
            if len(said) > len(word):
                said = said.removeprefix(word).removesuffix(word).strip(lexicon.punctuation)
    return said
