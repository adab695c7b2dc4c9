"""Assistant.ask: the arrows in order, from a question to an answer; every QuestionError becomes a reply here."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import chain
from typing import Any

from ingest.errors import DiskRefused, StoreBusy
from ingest.fact import Fact
from ingest.forms.measures import MEASURES
from ingest.held import HeldReport
from qa import receipt
from qa.answer import Answer, Citation
from qa.catalog import Catalog
from qa.composing.caveats import recognised
from qa.composing.evidence import of_keys
from qa.composing.gate import UnsupportedFigure, check
from qa.conversation import Conversation
from qa.errors import QuestionError
from qa.lexicon import lexicon
from qa.linking.question import Language, Question
from qa.messages import messages
from qa.plan import Expression, Plan, Several
from qa.reply import draft
from qa.several import computed_anew
from qa.sources import FactSource, PassageSource
from qa.suggest import following, with_suggestions
from qa.talking.choices import chosen
from qa.talking.unanswered import refusal, withheld
from qa.turn import Draft, Turn, Writer

_LOG = logging.getLogger(__name__)


@dataclass
class Assistant:
    """Answers questions over one archive; holds no conversation, so that it can serve many."""

    source: FactSource
    open_passages: Callable[[], PassageSource]
    catalog: Catalog
    revision: int
    writer: Writer | None = None

    @classmethod
    def over(cls, source: FactSource, open_passages: Callable[[], PassageSource], writer: Writer | None = None) -> Assistant:
        """The assistant over an archive, a way to open its passage index when prose is first asked for, and a model if there is one."""
        return cls(source, open_passages, Catalog(source), source.revision(), writer)

    def refresh(self) -> None:
        """Take notice of reports that were added or removed since."""
        if (now := self.source.revision()) != self.revision:
            self.catalog, self.revision = Catalog(self.source), now

    def ask(self, text: str, conversation: str | None = None) -> Answer:
        """The reply to a question, given the `conversation` of the answer before it (None for a first question).

        It is the operator's notice where answers are stopped; figures of the tables may still be read (`facts`, `compute`).
        """
        if (notice := self.source.halted()) is not None:
            return Answer(text, "abstention", notice, reason="halted", conversation=conversation or "")
        started = time.perf_counter()
        self.refresh()
        state = Conversation.decode(conversation)
        turn = self._turn(text, state)
        drafted = self._drafted(turn)
        # A choice is answered as the full question that it stands for, and told as it was said.
        said = replace(drafted, answer=replace(drafted.answer, question=Question.read(text).text))
        return self._replied(said, turn, started)

    def compute(self, plan: Expression | Several, language: Language = "zh") -> Answer:
        """The answer to a plan that was picked, not asked for in words."""
        started = time.perf_counter()
        self.refresh()
        turn = self._turn("", Conversation(), language)
        try:
            drafted = computed_anew(plan, turn)
        except QuestionError as reason:
            drafted = refusal(reason, turn)
        return self._replied(drafted, turn, started)

    def measures(self) -> tuple[str, ...]:
        """Everything that may be picked: the rows of the forms, and those that only some agencies print."""
        return (*MEASURES, *self.source.own_rows())

    def _replied(self, drafted: Draft, turn: Turn, started: float) -> Answer:
        """The answer of a draft, once every figure of it is proved."""
        drafted = _with_scans_named(drafted, turn)
        try:
            check(drafted.answer, chain(drafted.evidence, _names(drafted.answer, turn)))
        except UnsupportedFigure:
            _LOG.exception("answer withheld")  # the question may name a person, and its plan its words
            drafted = withheld(turn)
        return self._finished(drafted.answer, drafted, turn.state, (time.perf_counter() - started) * 1000)

    def following(self, answer: Answer) -> tuple[str, ...]:
        """Questions that may be asked next, each of which is answered exactly; none after anything but one printed figure."""
        return following(answer, self._turn(answer.question, Conversation()))

    def _turn(self, text: str, state: Conversation, language: Language | None = None) -> Turn:
        question = Question.read(text)
        question = Question.read(chosen(question.text, state, lexicon(question.language)))
        language = language or question.language
        sources = (self.catalog, self.source, self.open_passages)
        return Turn(question, lexicon(language), messages(language), *sources, state, date.today().year)

    def _drafted(self, turn: Turn) -> Draft:
        """The draft of a reply, to which a model may have lent words where one is configured."""
        try:
            drafted = draft(turn)
        except QuestionError as reason:
            refused = refusal(reason, turn)
            return with_suggestions(self.writer.offered(reason, refused, turn) if self.writer else refused, reason, turn)
        return self.writer.joined(drafted, turn) if self.writer else drafted

    def _finished(self, answer: Answer, draft: Draft, before: Conversation, milliseconds: float) -> Answer:
        if (draft.facts or draft.tally) and draft.results:
            kept = self._kept(*receipt.write(Plan(answer.plan.compute), draft.facts, draft.results, self.catalog, draft.tally))
            answer, before = replace(answer, receipt=kept), replace(before, receipt=kept)
            draft = replace(draft, state=draft.state and replace(draft.state, receipt=kept))
        after = draft.state or replace(before, choices=())
        after = replace(after, receipt=answer.receipt or after.receipt)
        return replace(answer, conversation=after.encode(), milliseconds=round(milliseconds, 2))

    def _kept(self, id: str, body: str) -> str | None:
        """The id of a receipt, once it is kept; None where the disk takes no more or another process writes: the figure stands all the same."""
        try:
            self.source.save_receipt(id, body)
        except (DiskRefused, StoreBusy) as problem:
            _LOG.warning("no receipt is kept: %s", problem)
            return None
        return id

    def halted(self) -> str | None:
        """The notice that stands in place of every answer, where an operator has stopped them."""
        return self.source.halted()

    def reports(self) -> tuple[HeldReport, ...]:
        """The reports held."""
        return self.source.reports()

    def facts(self, agency: str | None = None, year: int | None = None) -> Iterator[tuple[HeldReport, Fact]]:
        """Every fact of the agency and year, or of all, in printed order."""
        return self.source.facts(agency, year)

    def printed_table(self, citation: Citation) -> tuple[Fact, ...]:
        """All cells of the statutory table in which a cited cell stands, in printed order."""
        return tuple(
            fact
            for report, fact in self.source.facts(citation.agency, citation.year)
            if report.document.sha256 == citation.sha256 and fact.table == citation.table
        )

    def receipt(self, id: str) -> dict[str, Any] | None:
        """The receipt of this id with its computation done again; None where there is none."""
        body = self.source.receipt(id)
        return receipt.recompute(id, body) if body is not None else None


def _names(answer: Answer, turn: Turn) -> Iterator[str]:
    """The offices and years held, which a reply without a figure of the tables may name; read only where it names one."""
    if answer.kind != "exact":
        yield str(len(turn.catalog.agencies))
        yield from of_keys(turn.catalog.keys)


def _with_scans_named(drafted: Draft, turn: Turn) -> Draft:
    """The draft with the caveat that some of its citations were recognised in scans, where some were."""
    found = recognised(drafted.answer.citations, turn.messages)
    return replace(drafted, answer=replace(drafted.answer, caveats=(*drafted.answer.caveats, *found))) if found else drafted
