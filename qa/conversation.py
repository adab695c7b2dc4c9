"""The state of a conversation, carried by the client from turn to turn; the program keeps none."""

from __future__ import annotations

import base64
import binascii
import json
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from qa.parsing.frame import Frame, is_sound
from qa.plain import stated_fields

if TYPE_CHECKING:
    from pydantic import TypeAdapter

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
        written = json.dumps(self, ensure_ascii=False, separators=(",", ":"), default=stated_fields)
        return base64.urlsafe_b64encode(written.encode()).decode()

    @classmethod
    def decode(cls, text: str | None) -> Conversation:
        """The state in such a text; the empty one where there is none or it is damaged or forged, as it comes from outside."""
        if not text:
            return cls()
        try:
            state = _states().validate_json(base64.urlsafe_b64decode(text.encode()))
        except (binascii.Error, ValueError):
            return cls()
        return state if all(map(is_sound, (*state.trail, *((state.frame,) if state.frame else ())))) else cls()


@cache
def _states() -> TypeAdapter[Conversation]:
    from pydantic import TypeAdapter  # takes a tenth of a second, and a first question has no state to be read

    return TypeAdapter(Conversation)
