"""An answer that no receipt stands behind, taken along: its questions are asked again, and what it quotes is listed with its places."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Annotated

from fastapi import FastAPI, Query, Response
from starlette.exceptions import HTTPException

from qa.answer import Answer
from ui.assistant import Answering
from ui.export import Cell, as_csv, as_xlsx
from ui.heard import TURNS
from ui.note import TEMPLATES
from ui.render import citation_text
from ui.words import labels, words, words_of

COLUMNS = ("类别", "机关", "年度", "项目", "原文", "出处", "网址", "SHA-256", "扫描识别")
LONGEST = 500
"""Characters of a question."""


def quotations(app: FastAPI, assistant: Answering) -> None:
    """Add the route."""

    @app.get("/api/quotations.{kind}", response_class=Response)
    def taken_along(kind: str, turns: Annotated[str, Query(max_length=(LONGEST + 1) * TURNS)]) -> Response:
        """引文文件：turns 为一行一问的对话，kind 为 xlsx、csv 或 html。What the answer to the last of these questions, one a line, quotes."""
        if kind not in WRITERS:
            raise HTTPException(404, f"引文没有 .{kind} 这种文件：应为 {'、'.join(WRITERS)}。")
        answer = last_answer(assistant, turns)
        if answer is None or not answer.citations:
            raise HTTPException(404, "这个问题的答案没有引用原文。")
        writer, media_type = WRITERS[kind]
        shown = "inline" if kind == "html" else "attachment"
        return Response(
            writer(answer), media_type=media_type, headers={"content-disposition": f'{shown}; filename="nianbao-quotations.{kind}"'}
        )


def last_answer(assistant: Answering, turns: str) -> Answer | None:
    """The answer to the last of the questions, one a line, each asked as following on those before; None where there is none."""
    answer, conversation = None, None
    for turn in turns.splitlines()[-TURNS:]:
        if turn.strip():
            answer = assistant.ask(turn.strip()[:LONGEST], conversation)
            conversation = answer.conversation
    return answer


def lines(answer: Answer) -> Iterator[tuple[Cell, ...]]:
    """A row for each place the answer cites, in the order of COLUMNS."""
    said = words("zh")
    for one in answer.citations:
        kind, text = ("单元格", one.printed or said.states["blank"]) if one.quote is None else ("引文", one.quote)
        scanned = said.caveats["ocr"] if one.ocr else None
        yield kind, one.agency, one.year, labels(one) or None, text, said.place(one), one.url, one.sha256, scanned


def page(answer: Answer) -> bytes:
    """The answer as one page to print; it runs and loads nothing."""
    said = words_of(answer)
    basis = said.say("joined" if answer.written_by else "quoted" if answer.kind == "narrative" else "cited")
    documents = dict.fromkeys((one.document, one.sha256) for one in answer.citations)
    cited = [(citation_text(one, words("zh")), one.url) for one in answer.citations]
    shown = TEMPLATES.get_template("quotation.html").render(
        answer=answer, basis=basis, cited=cited, documents=documents, caveats=words("zh").caveats
    )
    return shown.encode()


WRITERS: dict[str, tuple[Callable[[Answer], bytes], str]] = {
    "xlsx": (lambda answer: as_xlsx(lines(answer), COLUMNS), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "csv": (lambda answer: as_csv(lines(answer), COLUMNS), "text/csv; charset=utf-8"),
    "html": (page, "text/html; charset=utf-8"),
}
"""The kinds of files, each with its media type."""
