"""Addresses and reasons in words: who, what, and why not."""

from __future__ import annotations

from ingest.agencies import agency_named
from qa.catalog import Catalog
from qa.errors import BlankCell, NotApplicable, NotOnForm, NotReported, QuestionError, UnreadCell
from qa.ids import TOTAL
from qa.messages import Messages
from qa.plan import Address


def who(agency: str, scope: str | None, year: int, messages: Messages) -> str:
    """The office with its scope and the year."""
    named = messages.scope(scope) if scope else ""
    return messages.text("who", agency=messages.agency(agency_named(agency)), scope=named, year=str(year))


def who_at(at: Address, messages: Messages) -> str:
    """The office and year of an address."""
    return who(at.agency or "", at.scope, at.year or 0, messages)


MOST_HELD = 30
"""Offices up to which a reply names all that are held."""

FEW_HELD = 5


def label(at: Address, messages: Messages) -> str:
    """The measure of an address with its applicants, the total left unsaid."""
    applicant = messages.text("of_applicant", applicant=messages.applicant(at.applicant)) if at.applicant not in (None, TOTAL) else ""
    return messages.text("label", measure=messages.measure(at.measure or ""), applicant=applicant)


def held(catalog: Catalog, messages: Messages, agencies: tuple[str, ...] = ()) -> str:
    """What is held, agency by agency with its years: of these agencies, or of all; of very many how many they are, and a few of them."""
    named = sorted(name for name in dict.fromkeys(agencies) if catalog.keys_of(name)) or list(catalog.agencies)
    if not named:
        return ""
    joint = messages.text("list_joint")
    if len(named) > MOST_HELD:
        few = joint.join(_held_item(name, catalog, messages) for name in named[:FEW_HELD])
        return messages.text("held_many", count=str(len(named)), names=few)
    return messages.text("held", held=joint.join(_held_item(name, catalog, messages) for name in named))


def _held_item(name: str, catalog: Catalog, messages: Messages) -> str:
    return messages.text(
        "held_item",
        agency=f"{messages.agency(agency_named(name))}{_scopes(name, catalog, messages)}",
        years=messages.text("list_joint").join(str(year) for year in catalog.years(name)),
    )


def _scopes(agency: str, catalog: Catalog, messages: Messages) -> str:
    scopes = {key.scope for key in catalog.keys_of(agency)} - {None}
    return "".join(messages.text("scope", scope=scope or "") for scope in sorted(scopes, key=str))


def why_briefly(reason: QuestionError, messages: Messages) -> str:
    """A reason in two or three words, as a list of missing members needs it."""
    return messages.text(f"short_{reason.reason}")


def _year(year: int, messages: Messages) -> str:
    return messages.text("year_after", year=str(year)) if year else ""


def _not_reported(reason: NotReported, catalog: Catalog, messages: Messages) -> str:
    if not catalog.agencies:
        return messages.text("reason_nothing_held")
    scope = messages.text("scope", scope=reason.details["scope"]) if reason.details.get("scope") else ""
    names = [f"{messages.agency(agency_named(agency))}{scope}{_year(year, messages)}" for agency, year in reason.missing]
    return messages.text(
        "reason_not_reported",
        what=messages.text("list_joint").join(names),
        held=held(catalog, messages, tuple(agency for agency, _ in reason.missing)),
    )


def why(reason: QuestionError, catalog: Catalog, messages: Messages) -> str:
    """A reason as the sentence that the person reads."""
    details = reason.details
    if isinstance(reason, NotReported):
        return _not_reported(reason, catalog, messages)
    if isinstance(reason, NotOnForm):
        measure = messages.measure(details["measure"])
        if "agency" not in details:
            return messages.text("reason_not_on_form_applicant", label=measure, applicant=messages.applicant(details["applicant"]))
        scope = next((key.scope for key in catalog.keys_of(details["agency"], int(details["year"]))), None)
        name = "reason_not_on_form_own" if details["measure"].startswith("own.") else "reason_not_on_form"
        return messages.text(name, who=who(details["agency"], scope, int(details["year"]), messages), label=measure)
    if isinstance(reason, BlankCell | NotApplicable | UnreadCell):
        at = reason.fact.at
        where = Address(details["measure"], at.applicant, at.agency, at.scope, at.year)
        return messages.text(
            f"reason_{reason.reason}", who=who_at(where, messages), label=label(where, messages), printed=reason.fact.printed
        )
    name = f"reason_{reason.reason}_words" if details.get("words") else f"reason_{reason.reason}"
    return messages.text(name, **details)
