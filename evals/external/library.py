"""Foreign texts in our own stores, and questions to them as the program hears them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path

from ingest.document import Document, Locator, Paragraph
from ingest.held import ReportKey
from ingest.passage import Passage
from ingest.reading import Reading
from ingest.report import Report, Section
from ingest.settings import Settings
from ingest.split import split
from ingest.stores.archive import Archive
from ingest.stores.embedders import open_embedder
from ingest.stores.passage_index import Hit, PassageIndex, build
from qa.catalog import Catalog
from qa.conversation import Conversation
from qa.lexicon import lexicon
from qa.linking.question import Question as Heard
from qa.messages import messages
from qa.quoting.asked import Asked, asked
from qa.quoting.prose import ANYWHERE, COVERED, Candidate, answers, candidates
from qa.quoting.quoted import HITS
from qa.turn import Turn

_YEAR = 1
"""Texts of no year, the same for all, so that it tells none from another."""

_WARM = "text"

_SECTION = 1
"""Prose; the opening of a report, section 0, is never quoted."""


@dataclass(frozen=True, slots=True)
class Picked:
    """What became of a question: what the program understood, every sentence it weighed, the best first, and the one it quotes, if it does."""

    asked: Asked
    weighed: tuple[Candidate, ...]
    quoted: Candidate | None


@dataclass(frozen=True)
class Library:
    """Documents held and indexed as reports are, beside a catalog without a single office, for none is meant."""

    index: PassageIndex
    nobody: Archive

    @cached_property
    def _nobody_named(self) -> Catalog:
        return Catalog(self.nobody)

    @classmethod
    def holding(cls, documents: Iterable[tuple[str, tuple[str, ...]]], folder: Path, *, whole: bool) -> Library:
        """The library of these documents, in a folder that may hold them already; paragraphs are cut as ours are, unless `whole`."""
        settings = Settings.read(folder)
        archive = Archive.open(folder)
        for name, texts in documents:
            _keep(archive, name, texts, whole=whole)
        build(settings, archive, open_embedder(settings), progress=True)
        index = PassageIndex.open(settings, archive)
        if index.embedder is not None:
            index.embedder.documents((_WARM,))  # the engine that reads passages, once open, reads questions in a third of the time
        return cls(index, Archive.open(folder / "nobody"))

    def found(self, question: str, limit: int) -> tuple[Hit, ...]:
        """The passages that answer to a question best, of all documents."""
        return self.index.search(question, None, limit)

    def picked(self, question: str, document: str, *, at_large: bool = False) -> Picked:
        """What the program quotes of a document; `at_large` as where no office is named, of which it then asks for more words."""
        turn = self._turn(question)
        wanted = asked(turn.mentions, turn.lexicon)
        hits = self.index.search(wanted.text, (ReportKey(document, None, _YEAR),), HITS) if wanted.words else ()
        weighed = candidates(hits, wanted, turn.lexicon.prose)
        quoted = answers(weighed, wanted, ANYWHERE if at_large else COVERED)
        return Picked(wanted, weighed, next(iter(quoted.values()), None))

    def _turn(self, question: str) -> Turn:
        heard = Heard.read(question)
        words = lexicon(heard.language), messages(heard.language)
        return Turn(heard, *words, self._nobody_named, self.nobody, lambda: self.index, Conversation(), date.today().year)


def _keep(archive: Archive, name: str, texts: tuple[str, ...], *, whole: bool) -> None:
    content = "\n".join((name, *texts)).encode()
    document = Document(hashlib.sha256(content).hexdigest(), name, "text/plain")
    if archive.knows(document.sha256):
        return
    section = Section(_SECTION, "", tuple(map(Paragraph, texts)))
    report = Report(document, name, name, None, _YEAR, "", None, (section,), ())
    passages = tuple(Passage(_SECTION, (), text, Locator()) for text in texts) if whole else split(report)
    archive.write(Reading(report, (), (), passages), content)
