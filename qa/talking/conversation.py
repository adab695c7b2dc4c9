"""The state of a conversation, carried by the client from turn to turn; the program keeps none."""

from __future__ import annotations

import base64
import binascii
import re
from dataclasses import dataclass

from pydantic import TypeAdapter

from qa.lexicon import Lexicon
from qa.linking.question import normal_form
from qa.parsing.frame import Frame, is_sound

_LONGEST_TRAIL = 4
"""Turns that 加起来 and 差多少 look back on."""


@dataclass(frozen=True, slots=True)
class Conversation:
    """What the turns so far meant: the last frame, the choices offered, the receipt of the last answer or the question that was quoted to.

    `trail` are the frames answered before the last one, newest last. No figure is carried, as the client could
    change it: how an answer came about is computed from its receipt again.
    """

    frame: Frame | None = None
    choices: tuple[str, ...] = ()
    receipt: str | None = None
    quoted: str = ""
    trail: tuple[Frame, ...] = ()

    def then(self, frame: Frame) -> Conversation:
        """The state after an answer that was computed for this frame."""
        return Conversation(frame, trail=(*self.trail, *((self.frame,) if self.frame else ()))[-_LONGEST_TRAIL:])

    def encode(self) -> str:
        """The state as a short text that a page or a script hands back."""
        return base64.urlsafe_b64encode(_STATES.dump_json(self, exclude_defaults=True)).decode()

    @classmethod
    def decode(cls, text: str | None) -> Conversation:
        """The state in such a text; the empty one where there is none or it is damaged or forged, as it comes from outside."""
        if not text:
            return cls()
        try:
            state = _STATES.validate_json(base64.urlsafe_b64decode(text.encode()))
        except (binascii.Error, ValueError):
            return cls()
        return state if all(map(is_sound, (*state.trail, *((state.frame,) if state.frame else ())))) else cls()


_STATES: TypeAdapter[Conversation] = TypeAdapter(Conversation)


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
    told_apart = [choice for choice in state.choices if said and said in normal_form(choice)]
    return told_apart[0] if len(told_apart) == 1 else text


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
