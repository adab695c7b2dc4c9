"""Words to ids: the question cut into mentions of agencies, years, measures, operators, and residue.

Longest match wins at every place. What no entry covers is residue; it is never thrown away silently,
because a condition that was not understood would make the number wrong.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from qa.lexicon import Lexicon
from qa.linking.candidates import Candidates
from qa.linking.mention import Mention
from qa.linking.names import Names
from qa.linking.question import Question


def link(question: Question, names: Names, words: Lexicon) -> tuple[Mention, ...]:
    """The mentions of a question from left to right; `names` are the agencies and rows that the catalog adds."""
    candidates = Candidates(question.normal, names, words)
    mentions = tuple(_longest_first(candidates))
    if any(mention.kind == "residue" for mention in mentions):
        mentions = tuple(_least_residue(candidates))
    return _joined(mentions)


def reread(mention: Mention, words: Lexicon) -> Iterator[Mention]:
    """The mentions of a stretch without the sense that it was given."""
    for part in _joined(_longest_first(Candidates(mention.text, None, words, mention.kind))):
        yield replace(part, start=mention.start + part.start)


def _longest_first(candidates: Candidates) -> Iterator[Mention]:
    place = 0
    while place < len(candidates.text):
        mention = next(iter(candidates.at(place)), None) or candidates.unknown(place)
        yield mention
        place = mention.end


def _least_residue(candidates: Candidates) -> Iterator[Mention]:
    """The cut that leaves the fewest characters unknown, in the fewest and then the longest mentions: 那|行政许可, where the longest first leaves 那行|政|许可."""
    best: dict[int, Mention] = {}
    costs = {len(candidates.text): (0, 0)}

    def cost(mention: Mention) -> tuple[int, int]:
        unknown, count = costs[mention.end]
        return unknown + (mention == candidates.unknown(mention.start)), count + 1

    for place in reversed(range(len(candidates.text))):
        best[place] = min((*candidates.at(place), candidates.unknown(place)), key=cost)
        costs[place] = cost(best[place])
    place = 0
    while place < len(candidates.text):
        yield best[place]
        place = best[place].end


def _joined(mentions: Iterable[Mention]) -> tuple[Mention, ...]:
    """Neighbouring characters of residue as one mention."""
    joined: list[Mention] = []
    for mention in mentions:
        if mention.kind == "residue" and joined and joined[-1].kind == "residue" and joined[-1].end == mention.start:
            text = joined[-1].text + mention.text
            joined[-1] = Mention("residue", text, text, joined[-1].start)
        else:
            joined.append(mention)
    return tuple(joined)
