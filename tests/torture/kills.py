"""Kill a writer at every named point or at random moments, and hold what is left against what it said was done."""

from __future__ import annotations

import multiprocessing
from collections.abc import Iterator
from contextlib import closing
from multiprocessing.connection import Connection
from pathlib import Path
from random import Random

from ingest.settings import Settings
from ingest.stores.archive import Archive
from ingest.stores.backups import damage
from ingest.stores.heard import Heard
from ingest.stores.passage_index import PassageIndex, build
from tests.ingest.readings import PROSE, content_of
from tests.torture.doomed import YEARS, change, ingest, key_of

QUESTIONS = ("业务培训", "本机关电话", "主动公开信息", "政务新媒体", "答复质量", "2019年三千余条")
Told = tuple[str, str, int, str]
_PROCESSES = multiprocessing.get_context("forkserver")
_PROCESSES.set_forkserver_preload(["tests.torture.doomed"])
_LONGEST = 60


class Ledger:
    """What must be held after all that was told: years, verdicts and feedback; a change that was only begun may be either way."""

    def __init__(self) -> None:
        self.held: set[int] = set()
        self.open: set[int] = set()
        self.feedback: set[str] = set()
        self.verdicts: dict[int, set[str | None]] = {}

    def take(self, said: list[Told]) -> None:
        """Take in what one writer told before it died."""
        for state, name, year, mark in said:
            if name == "feedback" and state == "done":
                self.feedback.add(mark)
            elif name == "verdict":
                said_before: set[str | None] = self.verdicts.get(year, {None})
                after: dict[str, set[str | None]] = {"begun": said_before | {mark}, "done": {mark}, "void": said_before - {mark}}
                self.verdicts[year] = after[state]
            elif name in ("ingest", "remove"):
                self.held.discard(year)
                (self.open.add if state == "begun" else self.open.discard)(year)
                if (state, name) == ("done", "ingest"):
                    self.held.add(year)


def kill_once(folder: Path, seed: int, first: tuple[str, int] | None = None) -> list[Told]:
    """Let a process change the folder and die: at a point of the change that is named, or at a moment; what it told."""
    listening, telling = _PROCESSES.Pipe(duplex=False)
    writer = _PROCESSES.Process(target=change, args=(folder, seed, first, telling), daemon=True)
    writer.start()
    telling.close()
    if first is None:
        listening.poll(_LONGEST)  # its first word: now it writes
        writer.join(Random(seed).random() / 3)
        writer.kill()
    said = _all_of(listening)
    writer.join(_LONGEST)
    assert writer.exitcode == -9, f"seed {seed}: the writer ended by itself, with {writer.exitcode}"
    return said


def at_every_point(folder: Path, name: str, ledger: Ledger, step: int = 1) -> Iterator[tuple[int, list[str]]]:
    """Kill a change at its first point, the one that is `step` further and so on to its end; each point, and what was wrong afterwards."""
    point, said = 1, [("begun", name, 0, "")]
    while said[-1][0] == "begun":
        with closing(Archive.open(folder)) as archive:
            for year in YEARS:
                ingest(archive, year, "filled")
        ledger.held, ledger.open = set(YEARS), set()
        said = kill_once(folder, point, (name, point))
        ledger.take(said)
        yield point, lost(folder, ledger) + finished(folder, said[-1])
        point += step


def finished(folder: Path, last: Told) -> list[str]:
    """What is wrong when an ingestion that was cut off is done once more."""
    state, name, year, said = last
    if (state, name) != ("begun", "ingest"):
        return []
    with closing(Archive.open(folder)) as archive:
        ingest(archive, year, said)
        return _not_whole(archive) + (
            [] if archive.versions(key_of(year)) and year in archive.years() else [f"{year}: cannot be ingested again"]
        )


def _all_of(listening: Connection) -> list[Told]:
    said: list[Told] = []
    with listening:
        try:
            while listening.poll(_LONGEST):
                said.append(listening.recv())
        except (EOFError, OSError):  # it died, perhaps in the middle of a word
            return said
    return said


def lost(folder: Path, ledger: Ledger) -> list[str]:
    """What is not as it must be after a kill, as sentences; the ledger takes what it found as the truth about changes only begun."""
    wrong = [problem] if (problem := damage(folder / "archive.db")) else []
    with closing(Archive.open(folder)) as archive:
        years = {held.key.year for held in archive.reports()}
        wrong += [f"{year}: acknowledged and lost" for year in ledger.held - years]
        wrong += [f"{year}: removed and there" for year in years - ledger.held - ledger.open]
        wrong += _not_whole(archive) + not_searched(folder, archive, QUESTIONS)
        heard = {said.remark for said in Heard(archive.engine, 180).feedback()}
        wrong += [f"feedback {mark}: acknowledged and lost" for mark in ledger.feedback - heard]
        wrong += _not_judged(archive, ledger)
    ledger.held, ledger.open = years, set()
    return wrong


def _not_whole(archive: Archive) -> list[str]:
    wrong: list[str] = []
    for report in archive.reports():
        for held in archive.versions(report.key):
            if len(archive._facts_of(held)) != held.facts:
                wrong.append(f"{held.document.name}: half kept")
            if archive.original(held.document.sha256) != content_of(held.document.name):
                wrong.append(f"{held.document.name}: another original")
        kept = (len(tuple(archive.facts(year=report.key.year))), len(archive.passages([report.key])))
        if kept != (report.facts, report.passages) or kept != (6, 3):
            wrong.append(f"{report.key.year}: half visible, {kept}")
    return wrong


def _not_judged(archive: Archive, ledger: Ledger) -> list[str]:
    found = {
        year: {finding.verdict.remark if finding.verdict else None for finding in archive.findings(key_of(year))}
        for year in ledger.held & ledger.verdicts.keys()
    }
    return [f"{year}: the verdict is {is_now}" for year, is_now in found.items() if not is_now <= ledger.verdicts[year]]


def pieces(count: int) -> tuple[str, ...]:
    """So many questions: pieces of what the reports say, of a year or of none."""
    random = Random(count)
    starts = ((text, random.randrange(len(text) - 1)) for text in random.choices(PROSE, k=count))
    return tuple(random.choice(("", f"{random.choice(YEARS)}年")) + text[start : start + random.randint(2, 8)] for text, start in starts)


def not_searched(folder: Path, archive: Archive, questions: tuple[str, ...]) -> list[str]:
    """What the index as it was left, or as it is mended, does not find in the order in which one built from nothing finds it."""
    settings = Settings(folder)
    clean = PassageIndex._in_memory(None, settings, archive)
    left = PassageIndex.open(settings, archive)
    build(settings, archive, None)
    mended = PassageIndex.open(settings, archive)
    wrong = [] if not mended.stale else ["the index is stale after a build"]
    for question in questions:
        right = [hit.passage.id for hit in clean.search(question)]
        wrong += [f"{question}: other passages" for index in (left, mended) if [hit.passage.id for hit in index.search(question)] != right]
    return wrong
