"""Whose report a sentence may be quoted from: the offices, years and places named, as far as they are held."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

from ingest.held import HeldReport, ReportKey
from qa.computing.address import with_only_year
from qa.errors import Ambiguous, NotReported, NotUnderstood
from qa.kinds import OFFICES
from qa.parsing.frame import Frame
from qa.parsing.parse import Parsed
from qa.turn import Turn


def placed(frame: Frame, turn: Turn) -> Frame:
    """The frame with bare place names settled, as prose is searched by agency; several agencies of a place ask back."""
    if not frame.places:
        return with_only_year(frame, turn.catalog)
    names = [name for place in frame.places for name in turn.catalog.of_place(place)]
    if len(names) != 1:
        raise Ambiguous("agency", tuple(turn.rephrase.with_place(frame.places[0], name) for name in names))
    return replace(frame, agencies=(*frame.agencies, *names), places=())


def require(keys: tuple[ReportKey, ...], frame: Frame) -> None:
    """Raise NotReported where the frame names agencies or years of which nothing is held."""
    if not keys:
        agencies = frame.agencies or ("",)
        raise NotReported(tuple((agency, year) for agency in agencies for year in frame.years or (0,)))


def latest(frame: Frame, turn: Turn) -> HeldReport:
    """The newest report of the agency named. Raises NotReported, or Ambiguous where several agencies could be meant."""
    keys = turn.keys(frame)
    require(keys, frame)
    agencies = tuple(dict.fromkeys(key.agency for key in keys))
    if len(agencies) > 1 and frame.every is not None:
        raise NotUnderstood(words="")  # 哪个机关的问题最多: no report sets itself beside the others
    if len(agencies) > 1:
        raise Ambiguous("agency", tuple(turn.rephrase.with_agency(agency) for agency in agencies))
    return turn.catalog.report(max(keys, key=lambda key: key.year))


def require_known(parsed: Parsed, frame: Frame, turn: Turn) -> None:
    """Raise NotReported for words that look like the name of an agency of which nothing is held, NotUnderstood for what may be a year."""
    left_out = [f"{one.text}{later.text}" for one, later in pairwise(turn.mentions) if one.key == "except" and later.kind in OFFICES]
    if left_out:
        raise NotUnderstood(words=left_out[0])  # 除淮安外: what its report says is not asked
    for word in parsed.residue:
        if re.search(turn.lexicon.prose.year, word):
            raise NotUnderstood(words=word)
        if not frame.agencies and (match := re.match(turn.lexicon.unlisted_agency, word)):
            raise NotReported(((match[0], frame.years[0] if frame.years else 0),))


def require_known_places(turn: Turn) -> None:
    """Raise NotReported for a name that goes on in unknown words: 淮安区 is not 淮安, nor 淮安市教育局 淮安市."""
    for mention, after in pairwise(turn.mentions):
        if after.kind != "residue" or mention.end != after.start:
            continue
        if mention.kind == "place":
            raise NotReported(((f"{mention.text}{after.text}", 0),))
        if mention.kind == "agency" and (tail := re.match(turn.lexicon.unlisted_tail, after.text)):
            raise NotReported(((f"{mention.text}{tail[0]}", 0),))
