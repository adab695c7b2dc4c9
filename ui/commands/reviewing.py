"""What readers said, walked through in the terminal, and made into a question set: eval review."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ingest.settings import Settings
from ui.commands.console import opened_archive, opened_assistant, refuse, say
from ui.commands.options import DATA_DIR, option

if TYPE_CHECKING:
    from evals.candidates import Candidate, Decisions
    from qa import Assistant
    from qa.answer import Answer

KEYS = {"k": "收下", "s": "以后再说", "d": "不要", "q": "结束"}
KINDS = {"e": "exact", "n": "narrative", "c": "clarification", "a": "abstention"}
KINDS_SAID = "e 数字，n 引文，c 反问，a 拒答"


@click.command(
    "eval review",
    help="逐条看读者的反馈和未答的问题，把合适的写成例题。按键：k 收下并写明应有的答案，s 以后再说，d 不要，q 结束；"
    "收下的和不要的不再出现。也可从管道读按键。",
)
@DATA_DIR
@option("--set", "path", type=click.Path(dir_okay=False, path_type=Path), help="写入这个题集；不写则为数据目录里的 heard.jsonl。")
def review(data_dir: Path | None, path: Path | None) -> None:
    """Walk through the candidates and write the good ones to a question set."""
    from evals.candidates import Decisions, candidates
    from ingest.stores.heard import Heard

    settings = Settings.read(data_dir)
    path = path or settings.data_dir / "heard.jsonl"
    held = _held(path)
    heard, decisions = Heard(opened_archive(settings).engine, settings.keep_days), Decisions(settings.data_dir / "reviewed.txt")
    left = decisions.undecided(candidates(heard.feedback(), heard.open_questions()), held)
    try:
        _walked(left, opened_assistant(data_dir), decisions, path)
    except click.Abort:  # what is read from has ended
        click.echo(err=True)
    kept = len(_held(path)) - len(held)
    say(f"收下{kept}题，写入 {path}。" if kept else "没有收下例题。")


def _held(path: Path) -> tuple[str, ...]:
    """The ids of a set; one that cannot be read is refused before anybody has worked for it."""
    from evals.example import InvalidExample, load

    try:
        return tuple(one.id for one in load(path)) if path.exists() and path.stat().st_size else ()
    except InvalidExample as error:
        refuse(str(error))


def _walked(left: tuple[Candidate, ...], assistant: Assistant, decisions: Decisions, path: Path) -> None:
    from evals.asking import last_answer

    for number, one in enumerate(left, start=1):
        answer = last_answer(assistant, one.turns)
        say("\n".join(_shown(one, answer, f"{number}/{len(left)}")))
        key = _asked("，".join(f"{key} {word}" for key, word in KEYS.items()), tuple(KEYS))
        if key == "q":
            return
        if key == "k":
            _keep(path, one, answer)
        if key != "s":
            decisions.decide(one, "kept" if key == "k" else "discarded")


def _shown(one: Candidate, answer: Answer, place: str) -> Iterator[str]:
    from ui.render import answer_text

    yield f"\n〔{place}〕"
    yield from (f"问：{turn}" for turn in one.turns)
    for said in one.feedback:
        yield f"读者：{'有用' if said.useful else '没用'}{f'，{said.remark}' if said.remark else ''}（{said.given[:10]}）"
        yield f"当时的回答：{said.reply}"
    yield from (f"未得到回答{vain.times}次（最近{vain.last[:10]}）" for vain in one.unanswered)
    yield f"现在的回答（{answer.kind}）：{answer_text(answer)}"


def _keep(path: Path, one: Candidate, answer: Answer) -> None:
    """Ask what is expected until it can be used, and write the line."""
    from evals.candidates import add, line_of
    from evals.example import InvalidExample
    from ui.masking import masked

    while True:
        try:
            return add(path, line_of(one, _expected(answer), answer, path, masked))
        except InvalidExample as error:
            click.echo(error.problem, err=True)


def _expected(answer: Answer) -> dict[str, Any]:
    kind = KINDS[_asked(f"应为：{KINDS_SAID}", tuple(KINDS))]
    if kind != "exact":
        return {"kind": kind, "contains": _words(needed=kind == "narrative")}
    typed = _asked("应有的数字，以空格分开；= 同现在的回答").split()
    values = [value.value for value in answer.values] if typed == ["="] else typed
    if not values:
        click.echo("现在的回答里没有数字。", err=True)
        return _expected(answer)
    ordered = {"ordered": True} if len(values) > 1 and _asked("次序要紧：y 是，n 否", ("y", "n")) == "y" else {}
    unit = _asked("单位，可不填", empty=True)
    return {"kind": kind, "values": values, **({"unit": unit} if unit else {}), **ordered, "contains": _words(needed=False)}


def _words(*, needed: bool) -> list[str]:
    typed = _asked(f"应含的词，以 | 分开{'' if needed else '，可不填'}", empty=not needed)
    return [word.strip() for word in typed.split("|") if word.strip()]


def _asked(what: str, among: tuple[str, ...] = (), *, empty: bool = False) -> str:
    """What is typed, on stdin; asked again until it is one of these. Raises click.Abort at the end of the input."""
    while True:
        typed: str = click.prompt(what, default="" if empty else None, show_default=False, prompt_suffix="：", err=True).strip()
        if not among or typed in among:
            return typed
        click.echo(f"请键入 {'、'.join(among)} 之一。", err=True)
