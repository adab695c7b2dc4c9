"""Words to mentions: the longest match wins, and what nothing covers is kept as residue."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa import Assistant
from qa.lexicon import lexicon
from qa.linking.link import link
from qa.linking.mention import Mention
from qa.linking.question import Question


@pytest.fixture(name="mentions")
def _mentions(assistant: Assistant) -> object:
    def mentions(text: str) -> tuple[Mention, ...]:
        question = Question.read(text)
        return link(question, assistant.catalog.names, lexicon(question.language))

    return mentions


def of_kind(found: tuple[Mention, ...], kind: str) -> list[str]:
    return [mention.key for mention in found if mention.kind == kind]


def test_the_longest_match_wins(mentions) -> None:  # type: ignore[no-untyped-def]
    assert of_kind(mentions("广州海关2023年保护第三方合法权益"), "measure") == ["disposition.refused.third_party"]
    assert of_kind(mentions("未经复议直接起诉"), "head") == ["litigation.direct"]
    assert of_kind(mentions("不予公开"), "measure") == ["disposition.refused"]
    assert of_kind(mentions("上海市政府办公厅"), "agency") == ["上海市人民政府办公厅"]
    assert of_kind(mentions("不少于50件"), "operator") == ["at_least"]


def test_what_nothing_covers_is_kept(mentions) -> None:  # type: ignore[no-untyped-def]
    found = mentions("广州海关2023年飞碟申请多少件")
    assert of_kind(found, "residue") == ["飞碟"]
    assert of_kind(mentions("How many ufo requests"), "residue") != []


@given(st.text(st.sampled_from("广州海关福淮安市区洪泽2023年收到不予公开多少件申请撤销飞碟xy 5,？"), max_size=30))
def test_nothing_of_a_question_is_lost(assistant: Assistant, text: str) -> None:
    question = Question.read(text)
    found = link(question, assistant.catalog.names, lexicon(question.language))
    assert "".join(mention.text for mention in found) == question.normal
    assert [mention.start for mention in found] == [sum(len(one.text) for one in found[:place]) for place in range(len(found))]


def test_traditional_characters_and_full_width_digits_fold(mentions) -> None:  # type: ignore[no-untyped-def]
    plain, folded = mentions("广州海关2023年撤销申请多少件"), mentions("廣州海關２０２３年撤銷申請多少件")
    assert folded == plain
    assert of_kind(plain, "agency") == ["广州海关"]
    assert of_kind(plain, "year") == ["2023"]


def test_a_district_is_not_its_city(mentions, assistant: Assistant) -> None:  # type: ignore[no-untyped-def]
    assert of_kind(mentions("淮安市2024年"), "agency") == ["淮安市人民政府"]
    assert of_kind(mentions("淮安区2024年"), "agency") == ["淮安区人民政府"]
    answer = assistant.ask("淮安区2024年予以公开多少件")
    assert (answer.kind, answer.values) == ("abstention", ())


def test_a_customs_office_is_not_its_city(mentions, assistant: Assistant) -> None:  # type: ignore[no-untyped-def]
    assert of_kind(mentions("福州海关2024年"), "agency") == ["福州海关"]
    assert (of_kind(mentions("福州2024年"), "agency"), of_kind(mentions("福州2024年"), "place")) == ([], ["福州"])
    assert assistant.ask("福州2024年予以公开多少件").kind == "clarification"
    assert assistant.ask("福州市2024年予以公开多少件").values == ()


def test_a_place_that_is_listed_and_not_held_is_said_to_be_missing(assistant: Assistant) -> None:
    for question in ("沭阳县2023年收到多少申请", "江苏省宿迁市沭阳县政府2023年收到多少申请", "教育部2023年收到多少申请"):
        answer = assistant.ask(question)
        assert (answer.kind, answer.values, len(answer.missing)) == ("abstention", (), 1), answer.text
        assert "广州海关" in answer.text or "洪泽区人民政府" in answer.text


@pytest.mark.parametrize("words", ["鼓楼区2023年", "教育部门2023年", "全市和县区", "各市辖区", "新华书店", "和平解决", "南山", "市中心"])
def test_words_that_are_or_hold_a_name_of_places_are_no_agency(words: str, mentions) -> None:  # type: ignore[no-untyped-def]
    assert of_kind(mentions(words), "agency") == []


def test_an_office_that_is_listed_and_not_held_is_known(mentions) -> None:  # type: ignore[no-untyped-def]
    assert of_kind(mentions("厦门海关2024年"), "agency") == ["厦门海关"]


@pytest.mark.parametrize("text", ["２０２３年", "二〇二三年", "二零二三年", "23年", "2023年度", "2023"])
def test_a_year_however_it_is_written(text: str, assistant: Assistant) -> None:
    answer = assistant.ask(f"广州海关{text}办结多少件")
    assert [(value.year, value.value) for value in answer.values] == [(2023, "81")]


def test_no_latin_word_and_no_number_is_cut(mentions) -> None:  # type: ignore[no-untyped-def]
    assert of_kind(mentions("unreceived"), "measure") == []
    assert of_kind(mentions("12023年"), "year") == []


def test_a_long_question_is_cut_as_fast_as_a_short_one(mentions) -> None:  # type: ignore[no-untyped-def]
    text = "".join(chr(0x4E00 + place * 7919 % 6000) for place in range(4000))
    mentions("广州海关")
    started = time.perf_counter()
    found = mentions(f"{text}。广州海关2023年撤销多少件")
    assert time.perf_counter() - started < 2  # 0.1 s; trying every length at every place took 7 s
    assert of_kind(found, "own") == ["withdrawn"]
