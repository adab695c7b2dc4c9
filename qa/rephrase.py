"""A question said again with what it left out, so that a choice is a full question which the parser understands."""

from __future__ import annotations

from dataclasses import dataclass

from ingest.agencies import agency_named
from qa.messages import Messages


@dataclass(frozen=True, slots=True)
class Rephrase:
    """Makes the choices of a question back out of the question's own words."""

    text: str
    messages: Messages

    def _filled(self, name: str, **parts: str) -> str:
        bare = self.text.rstrip("?？。.!！ ")
        return self.messages.text(name, question=bare, **parts)

    def agency_name(self, agency: str) -> str:
        """The agency's name in the language of the question."""
        return self.messages.agency(agency_named(agency))

    def with_agency(self, agency: str) -> str:
        """The question about this agency."""
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
