"""A pattern that is not tried, for want of what a text must hold, would not have matched."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qa.linking.candidates import _patterns
from qa.linking.needed import needed

PATTERNS = sorted({pattern for language in ("zh", "en") for _, _, pattern in _patterns(language) if needed(pattern)})


def test_most_patterns_are_left_alone_by_a_question_of_another_subject() -> None:
    question = "广州海关2024年新收了多少件申请"
    tried = [pattern for pattern in PATTERNS if any(word in question for word in needed(pattern))]
    assert len(tried) < len(PATTERNS) / 3


@pytest.mark.parametrize("pattern", PATTERNS, ids=range(len(PATTERNS)))
@given(data=st.data())
@settings(max_examples=20)
def test_a_text_that_a_pattern_matches_holds_what_it_needs(pattern: str, data: st.DataObject) -> None:
    text = data.draw(st.from_regex(pattern))
    if (match := re.search(pattern, text)) is not None:
        assert any(word in text for word in needed(pattern)), match
