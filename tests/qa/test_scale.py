"""Over very many offices: the same figures, fewer words, and nothing imported that tables do not need."""

from __future__ import annotations

import subprocess
import sys
from fractions import Fraction
from pathlib import Path

import pytest

from benchmarks.scale import UNNEEDED, write
from ingest.agencies import aliases_of, listed_agencies, listed_names, ordinary_words, place_of
from qa import Assistant, open_assistant
from qa.composing.explain import MOST_TERMS
from qa.lexicon.phrases import Sense
from qa.linking.names import Names
from qa.linking.question import normal_form

REPORTS, OF_A_YEAR = 1000, 200
SUM, RANKING = "2023年所有机关一共收到多少件申请？", "2023年收到申请最多的前三个机关是哪些？"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("many")
    write(made, REPORTS)
    return made


@pytest.fixture(scope="module")
def many(folder: Path) -> Assistant:
    return open_assistant(folder)


def received(many: Assistant) -> dict[str, Fraction]:
    facts = (fact for _, fact in many.facts(None, 2023) if (fact.at.measure, fact.at.applicant) == ("requests.received", "total"))
    return {fact.at.agency: Fraction(fact.value or 0) for fact in facts}


def test_a_sum_over_all_is_written_out_in_part_and_kept_whole(many: Assistant) -> None:
    answer, numbers = many.ask(SUM), received(many)
    assert OF_A_YEAR == len(numbers) > MOST_TERMS
    assert [value.exact for value in answer.values] == [str(sum(numbers.values()))]
    assert (answer.formula or "").count(" + ") < OF_A_YEAR
    assert answer.formula is not None
    assert "……" in answer.formula
    kept = many.receipt(answer.receipt or "")
    assert kept is not None
    assert kept["agrees"]
    assert len(kept["facts"]) == len(answer.citations) == OF_A_YEAR


def test_more_cells_than_are_cited_are_counted_and_kept(many: Assistant, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("qa.exact.MOST_CITED", 30)
    answer = many.ask(SUM)
    assert answer.kind == "exact"
    assert len(answer.citations) == 30
    assert [caveat.text for caveat in answer.caveats] == [f"此数依据 {OF_A_YEAR} 格得出，出处只列 30 格，回执中列有全部。"]
    kept = many.receipt(answer.receipt or "")
    assert kept is not None
    assert len(kept["facts"]) == OF_A_YEAR


def test_a_ranking_over_all_names_the_largest(many: Assistant) -> None:
    numbers = received(many)
    first = sorted(numbers, key=lambda agency: -numbers[agency])[:3]
    assert [(value.agency, value.exact) for value in many.ask(RANKING).values] == [(agency, str(numbers[agency])) for agency in first]


def test_a_table_answer_imports_nothing_of_prose_and_pages(folder: Path) -> None:
    code = f"import sys; from qa import open_assistant; a = open_assistant({str(folder)!r}).ask({SUM!r}); print(a.kind, *sys.modules)"
    kind, *modules = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout.split()
    assert kind == "exact"
    assert not UNNEEDED & {name.partition(".")[0] for name in modules}


def test_names_looked_up_by_their_beginning_are_those_made_at_once() -> None:
    held = (
        "广州海关",
        "淮安市人民政府",
        "津市卫生健康委员会",
        "沭阳县教育局",
        "甲县人民政府",
        "某地海关",
        "市场监督管理局",
        "臺州市教育局",
        "12345热线办公室",
    )
    rows = ("disposition.other.own:4.申请人撤销申请",)
    at_once = {normal_form(alias): Sense("agency", name) for name in reversed(held) for alias in reversed((name, *aliases_of(name)))}
    listed = {name: Sense("agency", agency) for name, agency in listed_names().items()}
    listed = {name.replace("'", ""): sense for name, sense in listed.items()} | listed
    words = {word: Sense("residue", word) for word in ordinary_words(listed_names())}
    at_once = {**listed, **words, **at_once}
    for name in held:
        for place in place_of(name):
            at_once.setdefault(normal_form(place), Sense("place", place))
            at_once.setdefault(normal_form(place).replace("'", ""), Sense("place", place))
    at_once.setdefault(normal_form("4.申请人撤销申请"), Sense("measure", rows[0]))
    names = Names(held, rows)
    assert {name: names.get(name) for name in at_once} == at_once
    assert set(names) == set(at_once)
    assert len(listed_agencies()) > 3000
