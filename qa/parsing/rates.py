"""Shares that people name by one word, several side by side: 复议维持率和纠错率."""

from __future__ import annotations

from qa.errors import NotUnderstood
from qa.lexicon import Lexicon
from qa.linking.leading import asks_how_many
from qa.linking.mention import Mention


def rates_of(mentions: tuple[Mention, ...], lexicon: Lexicon) -> tuple[tuple[str, ...], str]:
    """What the rates of a question are shares of, and their whole. Raises NotUnderstood for several wholes, and a figure asked for beside a rate."""
    rates = [lexicon.rates[key] for key in dict.fromkeys(mention.key for mention in mentions if mention.kind == "rate")]
    wholes = {rate.denominator for rate in rates}
    beside = [mention.key for mention in mentions if mention.kind == "aspect"]
    if len(wholes) > 1 or (beside and any(map(asks_how_many, mentions))):
        raise NotUnderstood(words="")
    (whole,) = wholes
    head = whole.rpartition(".")[0]
    return tuple(dict.fromkeys((*(rate.numerator for rate in rates), *(f"{head}.{aspect}" for aspect in beside)))), whole
