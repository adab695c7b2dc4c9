"""A question said again with what it left out, so that a choice is a full question which the parser understands."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ingest.agencies import agency_named
from qa.linking.forms import FORMS
from qa.messages import Messages

_MARKS = "?？。.!！,，~～;； "


@dataclass(frozen=True, slots=True)
class Rephrase:
    """Makes the choices of a question back out of the question's own words; `kind` is a word that says of what kind the office is, 海关, `levels` theirs."""

    text: str
    messages: Messages
    kind: str = ""
    levels: tuple[str, ...] = ()

    @property
    def _bare(self) -> str:
        """The question without greeting, thanks and marks around it."""
        words = f"(?:{self.messages.text('courtesies')})(?![a-z])[{_MARKS}]*"
        bare = re.sub(rf"^(?:{words})+|(?:(?<=[{_MARKS}]){words})+$", "", self.text, flags=re.IGNORECASE).strip(_MARKS) or self.text
        return bare[0].upper() + bare[1:]

    def _filled(self, name: str, **parts: str) -> str:
        return self.messages.text(name, question=self._bare, **parts)

    def agency_name(self, agency: str) -> str:
        """The agency's name in the language of the question."""
        return self.messages.agency(agency_named(agency))

    def with_agency(self, agency: str) -> str:
        """The question about this agency."""
        if self.kind and self.text.count(self.kind) == 1 and not re.search(rf"{FORMS['several']}{self.kind}", self.text):
            return self._filled("choice_within").replace(self.kind, self.agency_name(agency), 1)
        return self._filled("choice_agency", agency=self.agency_name(agency))

    def with_place(self, place: str, agency: str) -> str:
        """The question with a bare place name replaced by the agency's."""
        if place in self.text:
            return self.text.replace(place, self.agency_name(agency), 1)
        return self.with_agency(agency)

    def with_year(self, year: int) -> str:
        """The question about this year."""
        return self._filled("choice_year", year=str(year))

    def with_scope(self, agency: str, scope: str) -> str:
        """The question about the report of this scope."""
        return self._filled("choice_scope", agency=self.agency_name(agency), scope=scope)
