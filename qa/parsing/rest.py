"""What is left when something was left out: 把重复申请刨掉还剩几件, 去掉个人的还剩几件."""

from __future__ import annotations

import re
from dataclasses import replace

from qa.linking.forms import FORMS
from qa.linking.mention import Mention

_REST = re.compile(FORMS["rest"])
_LEAVES_OUT = re.compile(FORMS["leaves_out"])
_EXCEPT = ("except", "except_after")


def with_rest(mentions: tuple[Mention, ...]) -> tuple[Mention, ...]:
    """The mentions with 还剩 after what is left out as all the others, not as what is carried over."""
    return tuple(
        replace(mention, kind="operator", key="rest") if _REST.fullmatch(mention.text) and leaves_out(mentions[:place]) else mention
        for place, mention in enumerate(mentions)
    )


def leaves_out(mentions: tuple[Mention, ...]) -> bool:
    """Whether something is left out, by a word of its own or within the name of the applicants that remain."""
    named = any(mention.kind == "applicant" and _LEAVES_OUT.match(mention.text) for mention in mentions)
    return named or any(mention.kind == "operator" and mention.key in _EXCEPT for mention in mentions)
