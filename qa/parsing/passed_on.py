"""2023年结转下年度、2024年上年结转: what one year carries out and the next one carries in, each beside its year."""

from __future__ import annotations

from dataclasses import replace

from qa.errors import NotUnderstood
from qa.ids import CARRIED
from qa.kinds import YEAR
from qa.linking.mention import Mention
from qa.linking.numerals import year_of
from qa.parsing.frame import Frame

_BOTH = 4
"""Two years and two rows."""


def passed_on(frame: Frame, mentions: tuple[Mention, ...]) -> Frame:
    """The frame, as one that holds the two against each other where each row has its year.

    Raises NotUnderstood where the rows stand beside the other years: 2022年的上年结转 and 2023年的结转下年 are not the same requests.
    """
    order = [mention for mention in mentions if mention.kind in YEAR or mention.key in CARRIED]
    kinds = [mention.kind in YEAR for mention in order]
    if set(frame.measures) != set(CARRIED) or len(order) != _BOTH or kinds != [True, False, True, False]:
        return frame
    years = {row.key: year_of(year.key) for year, row in zip(order[::2], order[1::2], strict=True)}
    carried_out, carried_in = (years.get(row, 0) for row in CARRIED)
    if carried_out + 1 != carried_in:
        raise NotUnderstood(words="")
    return replace(frame, shape="agree")
