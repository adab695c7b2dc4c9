"""Questions and what their answers rest on: ask, receipt, eval."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click
from click.exceptions import Exit

from ui.commands.console import dumped, fail, opened_assistant, say, say_json, written
from ui.commands.options import AS_JSON, AT_LEAST_ONE, DATA_DIR, option


@click.command(help="提问；多个问题（QUESTIONS）是同一次对话的各轮；答案注明出处。")
@click.argument("questions", nargs=-1, required=True)
@DATA_DIR
@AS_JSON
def ask(questions: tuple[str, ...], data_dir: Path | None, as_json: bool) -> None:
    """Ask; the questions are the turns of one conversation."""
    from ui.render import answer_text

    assistant, conversation = opened_assistant(data_dir), None
    for question in questions:
        answer = assistant.ask(question, conversation)
        conversation = answer.conversation or None
        say(dumped(answer.to_json()) if as_json else answer_text(answer))


@click.command(help="显示一次计算的回执：计划、数字、算式、文件校验值，并重新计算一次；--out 存为凭据文件。")
@click.argument("id")
@DATA_DIR
@AS_JSON
@option("--out", type=click.Path(path_type=Path), help="写入这个 .xlsx、.csv 或 .html（可打印的一页）文件。")
@option("--question", default="", help="凭据页上写明的提问。")
def receipt(id: str, data_dir: Path | None, as_json: bool, out: Path | None, question: str) -> None:
    """Print a computation and what it gives when it is computed again, or write it as a note."""
    assistant = opened_assistant(data_dir)
    if out:
        from ui.note import write

        written(lambda: write(out, assistant, id, question), out)
        say(f"已写入 {out}")
        return
    if (found := assistant.receipt(id)) is None:
        fail(f"没有编号为{id}的回执。")
    say_json(found) if as_json else say(json.dumps(found, ensure_ascii=False, indent=2, default=str))


@click.command("eval", help="用题集（QUESTIONS：JSON 行）评测，输出得分。")
@click.argument("questions", type=click.Path(exists=True, path_type=Path))
@DATA_DIR
@option("--out", type=click.Path(path_type=Path), help="把逐题结果写入这个文件夹。")
@option("--against", type=click.Path(exists=True, file_okay=False, path_type=Path), help="与以前用 --out 写入的这个文件夹逐题比较。")
@option("--jobs", type=AT_LEAST_ONE, default=1, help="同时提问的进程数；结果相同。")
@AS_JSON
def evaluate(questions: Path, data_dir: Path | None, **wanted: Any) -> None:
    """Run a question set and print the scores."""
    from evals.run import Wanted
    from evals.run import main as run
    from evals.subject import Subject

    raise Exit(run(Subject.open(data_dir), questions, Wanted(**wanted)))
