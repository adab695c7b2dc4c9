"""Turn: one question with everything that an answer to it may use."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

from ingest.fact import Fact
from ingest.held import ReportKey
from qa.answer import Answer
from qa.catalog import Catalog
from qa.computing.address import LEVELS
from qa.computing.quantity import Result
from qa.computing.tally import Tally
from qa.conversation import Conversation
from qa.errors import QuestionError
from qa.lexicon import Lexicon, with_traits
from qa.linking.above import with_office_above
from qa.linking.carried import carried_over
from qa.linking.clauses import proper
from qa.linking.endings import with_own_scope, with_shared_endings
from qa.linking.features import joined
from qa.linking.mention import Mention, operators_of
from qa.linking.misspelt import respelt
from qa.linking.question import Question
from qa.linking.references import settled
from qa.linking.remaining import with_last_reading
from qa.linking.residue import harmless, unknown
from qa.linking.retracted import without_retracted
from qa.linking.reviews import told_plainly
from qa.linking.traits import rows_named
from qa.messages import Messages
from qa.parsing.frame import Frame
from qa.rephrase import Rephrase
from qa.sources import FactSource, PassageSource

_KINDS = {f"{kind}_word": levels for kind, levels in LEVELS.items()}
"""The levels of the offices that a bare word may mean: 海关 a customs office."""


@dataclass(frozen=True)
class Turn:
    """A question, its language's words and sentences, the catalog and sources, and what the turns before meant."""

    question: Question
    lexicon: Lexicon
    messages: Messages
    catalog: Catalog
    source: FactSource
    open_passages: Callable[[], PassageSource]
    state: Conversation
    this_year: int

    @cached_property
    def mentions(self) -> tuple[Mention, ...]:
        """The mentions of the question proper, as it was meant: where words are left over, as it says most with reasons and outcomes."""
        plain = self._told(respelt(self.question, self.catalog, self.lexicon))
        if not unknown(plain):
            return plain
        wide = rows_named(respelt(self.question, self.catalog, with_traits(self.lexicon.language)), self.lexicon)
        meant = self._told(wide) if wide else plain
        kept, said = harmless(plain, self.lexicon), harmless(meant, self.lexicon)
        if unknown(said):
            return kept
        return said if unknown(kept) or unknown(meant) < unknown(plain) else kept

    def _told(self, mentions: tuple[Mention, ...]) -> tuple[Mention, ...]:
        named = with_own_scope(with_office_above(with_shared_endings(mentions, self.catalog)), self.catalog)
        asked = proper(carried_over(settled(named, self.lexicon)), self.lexicon)
        before = self.state.frame.measures if self.state.frame else ()
        return told_plainly(with_last_reading(joined(without_retracted(asked), self.lexicon), self.lexicon), self.lexicon, before)

    @cached_property
    def operators(self) -> frozenset[str]:
        """The operators among the mentions."""
        return operators_of(self.mentions)

    @property
    def rephrase(self) -> Rephrase:
        """The question's own words, to be said again more fully."""
        kind = next((mention for mention in self.mentions if mention.key in _KINDS), None)
        return Rephrase(self.question.text, self.messages, kind.text if kind else "", _KINDS[kind.key] if kind else ())

    @property
    def previous_agency(self) -> str | None:
        """The agency talked about before, where it was one."""
        frame = self.state.frame
        return frame.agencies[0] if frame and len(frame.agencies) == 1 else None

    def keys(self, frame: Frame) -> tuple[ReportKey, ...]:
        """The reports held of the frame's agencies and years; of all where it names none."""
        held = (
            (key for agency in sorted(set(frame.agencies)) for key in self.catalog.keys_of(agency)) if frame.agencies else self.catalog.keys
        )
        return tuple(key for key in held if (not frame.years or key.year in frame.years) and frame.scope in (None, key.scope))


@dataclass(frozen=True, slots=True)
class Draft:
    """An answer with the evidence for its figures, the facts behind it, and the state that the next turn gets."""

    answer: Answer
    evidence: tuple[str, ...]
    facts: tuple[Fact, ...] = ()
    results: tuple[Result, ...] = ()
    state: Conversation | None = None
    tally: Tally | None = None


class Writer(Protocol):
    """What a language model may do to a draft, where one is configured: both give the draft itself back where it does nothing."""

    def offered(self, reason: QuestionError, refused: Draft, turn: Turn) -> Draft:
        """The refusal with rewordings of the question to choose from."""
        ...

    def joined(self, drafted: Draft, turn: Turn) -> Draft:
        """The draft with its quotations in connected sentences."""
        ...
