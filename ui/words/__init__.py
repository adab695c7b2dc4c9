"""What every face says around an answer, as data: one TOML file a language."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from ingest.agencies import agency_named
from qa.answer import Answer, Citation
from qa.linking.question import Language, Question

OUTCOMES = {"added": "新增", "updated": "更新", "unchanged": "已在库中，未变"}


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one language: sentences with named places, and the names of tables, caveats and states of cells."""

    language: Language
    sentences: dict[str, str]
    tables: dict[int, str]
    caveats: dict[str, str]
    states: dict[str, str]

    def say(self, name: str, /, **parts: object) -> str:
        """The sentence of this name with its places filled."""
        return self.sentences[name].format(**parts)

    def office_year(self, citation: Citation) -> str:
        """广州海关2023年; Guangzhou Customs, 2023."""
        agency = agency_named(citation.agency)
        office = agency.english if self.language == "en" and agency.english else citation.agency
        return self.say("office_year", office=office, year=citation.year)

    def place(self, citation: Citation) -> str:
        """The file, page and table or section, as people say it: 《广州海关2023.pdf》第5页 表三."""
        file = self.say("file_page" if citation.page else "file", file=citation.document, page=citation.page)
        where = self.tables[citation.table] if citation.table else self.say("section", section=citation.section) if citation.section else ""
        return " ".join(part for part in (file, where, self.caveats["ocr"] * citation.ocr) if part)


def labels(citation: Citation) -> str:
    """The printed labels of row and column: 三、本年度办理结果 › (六)其他处理 × 总计."""
    row, column = " › ".join(citation.row or ()), " › ".join(citation.column or ())
    return " × ".join(part for part in (row, column) if part)


@cache
def words(language: Language) -> Words:
    """The words of a language, read once."""
    found: dict[str, Any] = tomllib.loads(files(__name__).joinpath(f"{language}.toml").read_text("utf-8"))
    tables = {int(number): title for number, title in found.pop("tables").items()}
    return Words(language, tables=tables, caveats=found.pop("caveats"), states=found.pop("states"), sentences=found)


def words_of(answer: Answer) -> Words:
    """The words of the language in which was asked."""
    return words(Question.read(answer.question).language)
