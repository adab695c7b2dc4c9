"""Every phrase that people may use leads to its own measure or to a question back, and to no other measure."""

from __future__ import annotations

import random
import re
import tomllib
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any, Literal

import pytest

import qa
from ingest.forms.measures import APPLICANTS, MEASURES, OWN
from qa import Answer, Assistant
from qa.lexicon import lexicon
from qa.lexicon.wording import Wording
from qa.linking.question import normal_form
from qa.messages import messages
from qa.plan import addresses

FOLDER = Path(qa.__file__).parent
LANGUAGES: tuple[Literal["zh", "en"], ...] = ("zh", "en")
OFFICES = ("广州海关2023年", "上海市政府办公厅2020年", "云溪市市场监管局2022年")
RECEIVED = "requests.received"


@cache
def written(language: str) -> dict[str, Any]:
    """A lexicon as it is written, past its loader; of each wording some of its phrases."""
    files = sorted((FOLDER / "lexicon" / language).glob("*.toml"))
    return {name: _spelt(table) for file in files for name, table in tomllib.loads(file.read_text("utf-8")).items()}


def _spelt(written: Any) -> Any:
    """A table in which each wording is replaced by some of its phrases."""
    if isinstance(written, dict):
        return {key: _spelt(entry) for key, entry in written.items()}
    if not isinstance(written, list) or not all(isinstance(phrase, str) for phrase in written):
        return written
    return list(dict.fromkeys(spelt for phrase in written for spelt in (_some(phrase) if "{" in phrase else (phrase,))))


def _some(phrase: str) -> tuple[str, ...]:
    """A few phrases of a wording, the same in every run."""
    chance, places = random.Random(phrase), Wording.read(phrase).places
    return tuple("".join(chance.choice(words) for words in places) for _ in range(2))


@cache
def sentences(language: str) -> dict[str, str]:
    return tomllib.loads((FOLDER / "messages" / f"{language}.toml").read_text("utf-8"))


def holders(phrase: str, language: str) -> set[str]:
    """The ids of every table of the lexicon that hold this phrase."""
    table, folded = written(language), normal_form(phrase)
    entries = {**table["measures"], **table["aspects"], **table["applicants"]}
    entries |= {f"own.{key}": entry["phrases"] for key, entry in table["own"].items()} | {
        key: entry["phrases"] for key, entry in table["heads"].items()
    }
    return {key for key, phrases in entries.items() if folded in map(normal_form, phrases)}


def meant(answer: Answer) -> set[str]:
    """The measures that an answer computes from, an own row by the concept that it stands for."""
    found = {at.measure or "" for part in answer.plan.parts for at in addresses(part)}
    return {_concept(measure) for measure in found}


def _concept(measure: str) -> str:
    label = measure.split(OWN, 1)[1] if OWN in measure else ""
    contains = lexicon("zh").own_contains.items()
    return next((f"own.{concept}" for concept, words in contains if any(word in label for word in words)), measure)


def phrased(section: str) -> list[tuple[str, str, str]]:
    """Language, id and phrase of every entry of a section."""
    return [(language, key, phrase) for language in LANGUAGES for key, phrases in written(language)[section].items() for phrase in phrases]


def questions(language: str, phrase: str) -> tuple[str, ...]:
    if language == "zh":
        return tuple(f"{office}{phrase}{amount}" for office, amount in zip(OFFICES, ("多少件", "有几件", ""), strict=True))
    return (f"How many requests {phrase} Guangzhou Customs 2023", f"Guangzhou Customs 2023: {phrase}")


def _check(assistant: Assistant, language: str, phrase: str, allowed: set[str]) -> None:
    for question in questions(language, phrase):
        answer = assistant.ask(question)
        assert answer.kind in ("exact", "clarification", "abstention", "narrative"), question
        assert meant(answer) <= allowed, f"{question}: {answer.text}"
        if answer.kind == "exact":
            assert answer.values, question


@pytest.mark.parametrize(("language", "measure", "phrase"), phrased("measures"))
def test_a_phrase_of_a_measure_means_that_measure(language: str, measure: str, phrase: str, assistant: Assistant) -> None:
    _check(assistant, language, phrase, {measure})


@pytest.mark.parametrize(("language", "measure", "phrase"), [one for one in phrased("measures") if one[0] == "zh"])
def test_a_phrase_of_a_measure_is_understood(language: str, measure: str, phrase: str, assistant: Assistant) -> None:
    answer = assistant.ask(f"淮安市2024年{phrase}多少件")
    assert answer.kind in ("exact", "clarification"), answer.text


@pytest.mark.parametrize(
    ("language", "concept", "phrase"),
    [
        (language, concept, phrase)
        for language in LANGUAGES
        for concept, entry in written(language)["own"].items()
        for phrase in entry["phrases"]
    ],
)
def test_a_phrase_of_an_own_row_means_that_row(language: str, concept: str, phrase: str, assistant: Assistant) -> None:
    _check(assistant, language, phrase, {f"own.{concept}"})


def pairs() -> list[tuple[str, str, str, str, str]]:
    """Language, head, its phrase, aspect and its phrase, of every cell that the two name together."""
    return [
        (language, head, words, aspect, outcome)
        for language in LANGUAGES
        for head, entry in written(language)["heads"].items()
        for place, words in enumerate(entry["phrases"])
        for aspect, outcomes in written(language)["aspects"].items()
        for outcome in (outcomes[:1] if place else outcomes)
        if f"{head}.{aspect}" in MEASURES
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_head_and_an_aspect_name_their_cell(language: str, assistant: Assistant) -> None:
    wrong, lost = [], []
    found = [pair for pair in pairs() if pair[0] == language]
    for _, head, words, aspect, outcome in found:
        measure = f"{head}.{aspect}"
        name = "广州海关2023年" if measure in GUANGZHOU else "上海市政府办公厅2020年"
        texts = [f"{name}{words}{outcome}"] if language == "zh" else [f"How many {words} were {outcome} at Guangzhou Customs in 2023"]
        if language == "zh" and words == written("zh")["heads"][head]["phrases"][0]:
            texts.append(f"{name}{outcome}{words}多少")
        for text in texts:
            answer = assistant.ask(text)
            if not meant(answer) <= {measure, *MEASURES[measure].parts}:
                wrong.append((text, sorted(meant(answer)), answer.text))
            elif answer.kind in ("narrative", "abstention") and language == "zh" and measure in GUANGZHOU:
                lost.append((text, answer.text))
    assert wrong == []
    assert lost == []
    assert len(found) > 100


GUANGZHOU = {
    *(f"{head}.{aspect}" for head in ("regulations", "normative") for aspect in ("issued", "repealed", "in_force")),
    *(f"{head}.decisions" for head in ("licensing", "penalties", "coercion")),
    "fees.amount",
    *(f"{head}.{outcome}" for head in ("reconsideration", "litigation", "litigation.direct", "litigation.after") for outcome in ("upheld", "corrected", "other_outcome", "pending", "total")),
}  # fmt: skip
"""What the form of 2021 prints in its tables two and four."""


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("measure", MEASURES)
def test_the_name_of_a_measure_as_a_choice_states_it_means_that_measure(
    measure: str, language: Literal["zh", "en"], assistant: Assistant
) -> None:
    told = messages(language)
    for office in ("广州海关2023年", "上海市人民政府办公厅2020年") if language == "zh" else ("Guangzhou Customs 2023",):
        question = told.text("choice_measure", who=office, measure=told.measure(measure))
        answer = assistant.ask(question)
        assert meant(answer) <= {measure, *MEASURES[measure].parts}, f"{question}: {answer.text}"
        assert answer.kind in ("exact", "abstention"), f"{question}: {answer.text}"
        if language == "zh":
            assert answer.kind == "exact" or "没有看懂" not in answer.text
            assert "没有对应的项目" not in answer.text, f"{question}: {answer.text}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_head_alone_means_its_default_or_asks_back(language: str, assistant: Assistant) -> None:
    for head, entry in written(language)["heads"].items():
        for phrase in entry["phrases"]:
            text = f"广州海关2023年{phrase}多少" if language == "zh" else f"How many {phrase} Guangzhou Customs 2023"
            answer = assistant.ask(text)
            allowed = {f"{head}.{entry['default']}"} if entry["default"] else set()
            assert meant(answer) <= allowed, f"{text}: {answer.text}"
            if not entry["default"]:
                assert answer.kind in ("clarification", "abstention"), f"{text}: {answer.text}"


@pytest.mark.parametrize(("language", "applicant", "phrase"), phrased("applicants"))
def test_a_phrase_of_an_applicant_means_those_applicants(language: str, applicant: str, phrase: str, assistant: Assistant) -> None:
    text = (
        f"广州海关2023年{phrase}提出多少申请" if language == "zh" else f"How many requests did {phrase} submit to Guangzhou Customs in 2023"
    )
    answer = assistant.ask(text)
    found = {at.applicant for part in answer.plan.parts for at in addresses(part)}
    assert answer.kind == "exact", f"{text}: {answer.text}"
    assert (found, meant(answer)) == ({applicant}, {RECEIVED}), f"{text}: {answer.text}"


@pytest.mark.parametrize(
    ("language", "rate", "phrase"),
    [
        (language, rate, phrase)
        for language in LANGUAGES
        for rate, entry in written(language)["rates"].items()
        for phrase in entry["phrases"]
    ],
)
def test_a_rate_is_its_quotient(language: str, rate: str, phrase: str, assistant: Assistant) -> None:
    entry = written(language)["rates"][rate]
    answer = assistant.ask(f"淮安市2024年{phrase}" if language == "zh" else f"What was the {phrase} of Guangzhou Customs in 2023")
    assert answer.kind == "exact", answer.text
    assert meant(answer) == {entry["numerator"], entry["denominator"]}
    assert answer.values[0].unit == "%"


@pytest.mark.parametrize(("language", "kind", "phrase"), phrased("refusals"))
def test_a_phrase_of_a_refusal_refuses(language: str, kind: str, phrase: str, assistant: Assistant) -> None:
    for text in (f"{phrase} 广州海关2023年", phrase) if language == "zh" else (f"Guangzhou Customs {phrase} 2023",):
        answer = assistant.ask(text)
        assert (answer.kind, answer.values) == ("abstention", ()), f"{text}: {answer.text}"


@pytest.mark.parametrize("word", sorted(lexicon("zh").ambiguous))
def test_an_ambiguous_word_asks_back_with_every_reading(word: str, assistant: Assistant) -> None:
    answer = assistant.ask(f"广州海关2023年{word}多少件")
    assert answer.kind == "clarification", answer.text
    assert len(answer.choices) >= 2


def test_every_id_of_the_lexicons_exists() -> None:
    for language in LANGUAGES:
        table = written(language)
        assert set(table["measures"]) - set(MEASURES) == set()
        assert set(table["applicants"]) - set(APPLICANTS) == set()
        heads = {measure.rpartition(".")[0] for measure in MEASURES}
        assert set(table["heads"]) - heads == set()
        aspects = {measure.rpartition(".")[2] for measure in MEASURES}
        assert set(table["aspects"]) - aspects == {"made"}
        defaults = {f"{head}.{entry['default']}" for head, entry in table["heads"].items() if entry["default"]}
        quotients = {entry[side] for entry in table["rates"].values() for side in ("numerator", "denominator")}
        readings = {measure for measures in table["ambiguous"].values() for measure in measures}
        own = {f"own.{concept}" for concept in lexicon("zh").own_names}
        assert (defaults | quotients | readings) - set(MEASURES) - own == set()


def test_every_measure_and_applicant_can_be_named_in_both_languages() -> None:
    for language in LANGUAGES:
        table = written(language)
        named = {
            *table["measures"],
            *(f"{head}.{aspect}" for head in table["heads"] for aspect in (*table["aspects"], table["heads"][head]["default"])),
        }
        assert set(MEASURES) - named == set()
        assert set(APPLICANTS) - set(table["applicants"]) == set()


def test_both_languages_have_the_same_tables() -> None:
    zh, en = written("zh"), written("en")
    for section in ("measures", "own", "heads", "aspects", "applicants", "contact", "refusals", "explain"):
        assert set(zh[section]) == set(en[section]), section
    assert {key: entry["default"] for key, entry in zh["heads"].items()} == {key: entry["default"] for key, entry in en["heads"].items()}
    assert {key: entry["label_contains"] for key, entry in zh["own"].items()} == {
        key: entry["label_contains"] for key, entry in en["own"].items()
    }
    for key in set(zh["rates"]) & set(en["rates"]):
        assert [zh["rates"][key][side] for side in ("numerator", "denominator")] == [
            en["rates"][key][side] for side in ("numerator", "denominator")
        ]


def test_both_languages_say_the_same_things() -> None:
    zh, en = sentences("zh"), sentences("en")
    translated = {name for name in en if name.startswith(("unit_", "scope_"))}
    assert set(zh) - set(en) == set()
    assert set(en) - set(zh) - translated == set()


def test_every_measure_has_a_name_in_both_languages() -> None:
    for language in LANGUAGES:
        told = messages(language)
        names = [told.measure(measure) for measure in MEASURES]
        assert len(set(names)) == len(names)
        assert all(told.applicant(applicant) for applicant in APPLICANTS)
        assert all(told.own_names.values())


def test_no_phrase_of_a_measure_stands_for_two() -> None:
    for language in LANGUAGES:
        for section in ("measures", "own", "heads"):
            entries = written(language)[section]
            phrases = [
                normal_form(phrase) for entry in entries.values() for phrase in (entry["phrases"] if isinstance(entry, dict) else entry)
            ]
            assert len(phrases) == len(set(phrases)), section
    assert replace(lexicon("zh"), language="zh") == lexicon("zh")


_PATTERN = re.compile(r"[\\(\[]")
"""What stands in a pattern, and in no word or phrase."""


def _words(written: Any, *path: str) -> Iterator[tuple[str, str]]:
    """Every word and phrase of a table and where it stands, without patterns and names that are shown."""
    if isinstance(written, dict):
        for key, entry in written.items():
            yield from _words(entry, *path, key)
    elif isinstance(written, list):
        for entry in written:
            yield from _words(entry, *path)
    elif isinstance(written, str) and path[-1] not in ("name", "around") and path[0] != "light" and not _PATTERN.search(written):
        yield ".".join(path), written


def test_what_the_lexicon_lists_is_written_as_questions_are_looked_up() -> None:
    texts = (file.read_text("utf-8") for file in (FOLDER / "lexicon").glob("*/*.toml"))
    listed = [one for text in texts for one in _words(tomllib.loads(text))]
    families = tomllib.loads((FOLDER / "lexicon" / "families.toml").read_text("utf-8"))
    listed += [(name, word) for name, words in families.items() for word in words.split()]
    assert [(place, word) for place, word in listed if word not in "，；" and normal_form(word) != word] == []
