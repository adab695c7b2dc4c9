"""An answer taken along: its receipt computed again, as a table with one citation a cell or as one page to print."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from ingest.document import Document
from ingest.fact import Fact
from qa.answer import Answer, Citation
from qa.composing.cite import cite_fact
from qa.linking.question import Question
from qa.receipt import fact_from, plan_from
from ui.assistant import Answering
from ui.export import Cell, NothingToWrite, UnknownKind, as_csv, as_xlsx, put
from ui.records import Record
from ui.render import citation_text
from ui.words import labels, words

COLUMNS = (
    "类别", "机关", "年度", "项目", "数值", "单位", "原文所印", "算式", "出处", "网址", "SHA-256", "扫描识别", "回执",
)  # fmt: skip
CHANGED = "这些报告此后有更正或移除：按现在的数据，同一计算的结果或依据已不同于本页。本页所列为出具回执时的数字。"
TEMPLATES = Environment(
    loader=FileSystemLoader(Path(__file__).parent), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
)


@dataclass(frozen=True, slots=True)
class Note:
    """A receipt that was computed again: `answer` puts it into words over the data held now, `same` says whether these are still its facts."""

    receipt: Record
    question: str
    answer: Answer
    facts: tuple[tuple[Fact, Citation], ...]
    same: bool


class NoReceipt(NothingToWrite):
    """No receipt is kept under this id."""


def note(assistant: Answering, id: str, question: str = "") -> Note:
    """The note on the receipt of this id; in the language of the question, where that is known. Raises NoReceipt."""
    if (receipt := assistant.receipt(id)) is None or (plan := plan_from(receipt["plan"]).compute) is None:
        raise NoReceipt(f"没有编号为{id}的回执。")
    answer = assistant.compute(plan, Question.read(question).language)
    now = assistant.receipt(answer.receipt) if answer.receipt else None
    documents = {one["sha256"]: Document(**one) for one in receipt["documents"]}
    facts = ((fact_from(one), documents[one["sha256"]]) for one in receipt["facts"])
    cited = tuple((fact, cite_fact(fact, document)) for fact, document in facts)
    return Note(receipt, " ".join(question.split()), answer, cited, now is not None and _computed(now) == _computed(receipt))


def _computed(receipt: Record) -> tuple[Any, ...]:
    """The facts and figures of a receipt in no order: a series may be asked for in any."""
    return sorted(map(str, receipt["facts"])), sorted(str((one["exact"], one["unit"])) for one in receipt["again"]), receipt.get("tally")


def cells(taken: Note) -> Iterator[tuple[Cell, ...]]:
    """A row for each figure of the answer, then one for each cell that it rests on, in the order of COLUMNS."""
    id = taken.receipt["receipt"]
    yield from ((*result, None, None, None, id) for result in _results(taken))
    for fact, citation in taken.facts:
        value = None if fact.value is None else format(fact.value, "f")
        printed = fact.printed or words("zh").states[fact.state]
        yield (
            "依据", citation.agency, citation.year, labels(citation), value, fact.unit, printed, None, words("zh").place(citation),
            citation.url, citation.sha256, words("zh").caveats["ocr"] if citation.ocr else None, id,
        )  # fmt: skip


def _results(taken: Note) -> Iterator[tuple[Cell, ...]]:
    if not taken.same:
        for one in taken.receipt["results"]:
            yield "结果", None, None, None, one["exact"], one["unit"], None, one["formula"], "见依据"
        return
    answer = taken.answer
    for value in answer.values:
        whose = [cited for cited in answer.citations if (cited.agency, cited.year) == (value.agency, value.year)] or answer.citations
        where = f"{words('zh').place(whose[0])} {labels(whose[0])}" if len(whose) == 1 else f"见依据（{len(whose)}处）"
        yield "结果", value.agency, value.year, value.label, value.value, value.unit, None, answer.formula, where


def page(taken: Note) -> bytes:
    """The note as one page to print; it runs and loads nothing."""
    said = words("zh")
    cited = [(citation_text(citation, said), citation.url) for _, citation in taken.facts]
    shown = TEMPLATES.get_template("note.html").render(note=taken, cited=cited, caveats=said.caveats, changed=CHANGED)
    return shown.encode()


def as_table(taken: Note) -> bytes:
    """The note as CSV."""
    return as_csv(cells(taken), COLUMNS)


def as_book(taken: Note) -> bytes:
    """The note as a workbook."""
    return as_xlsx(cells(taken), COLUMNS)


WRITERS: dict[str, tuple[Callable[[Note], bytes], str]] = {
    ".xlsx": (as_book, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    ".csv": (as_table, "text/csv; charset=utf-8"),
    ".html": (page, "text/html; charset=utf-8"),
}
"""The kinds of files, each with its media type."""


def write(path: Path, assistant: Answering, id: str, question: str) -> int:
    """Write the note as the kind that the ending names; returns how many cells it cites. Raises UnknownKind, NoReceipt, OSError."""
    if path.suffix.lower() not in WRITERS:
        raise UnknownKind(f"不认识的格式“{path.suffix or path.name}”：应以 {'、'.join(WRITERS)} 结尾。")
    taken = note(assistant, id, question)
    put(path, WRITERS[path.suffix.lower()][0](taken))
    return len(taken.facts)
