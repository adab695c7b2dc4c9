"""The command `nianbao`: every command of the interface; results to stdout, progress and log lines to stderr."""

from __future__ import annotations

import gc
import json
import sys
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click
from click.exceptions import Exit

import ui  # noqa: F401  (sets the switches that libraries read while they are imported)
from ingest.errors import StoreError
from ingest.settings import Settings
from ui.options import AGENCY, ALLOW_LOCAL, AS_JSON, AT_LEAST_ONE, DATA_DIR, SOURCES, YEAR, option

if TYPE_CHECKING:
    from ingest.stores.archive import Archive
    from qa import Assistant
    from ui.records import Record

FAILED, USAGE, STOPPED = 1, 2, 130
OPINIONS = ("原文如此", "已核实", "读取有误")
"""What a person may say of a contradiction."""

MODES = ("public", "staff")
"""For whom the page is: the public, or the staff of a disclosure office."""


@click.group(help="年报智答：读政府信息公开工作年度报告，回答问题并注明出处。")
def app() -> None:
    """What all commands have in common: nothing."""


@app.command(
    help="导入报告（SOURCES：文件、文件夹、ZIP 压缩包或网址），逐个说明结果，然后更新检索索引。"
    "有文件失败时退出码为 1；按 Ctrl+C 停止时为 130，已入库的报告完整保留，再次运行即可继续。"
)
@SOURCES
@DATA_DIR
@AS_JSON
@option("--jobs", type=AT_LEAST_ONE, default=1, help="同时读取的进程数。")
@ALLOW_LOCAL
def ingest(sources: tuple[str, ...], data_dir: Path | None, as_json: bool, jobs: int, allow_local: bool) -> None:
    """Ingest reports, name the outcome of each document, then bring the search index up to date."""
    from ui.ingesting import Intake

    intake = Intake(Settings.read(data_dir, allow_local=allow_local), jobs)
    # Loaded while the process that reads is starting.
    from tqdm import tqdm

    from ui.render import outcome_text

    records: list[Record] = []
    stopped = False
    try:
        for record in intake.records(sources):
            records.append(record)
            if not as_json:
                with tqdm.external_write_mode():
                    _print(outcome_text(record))
        intake.index()
    except KeyboardInterrupt:
        stopped = True
    if as_json:
        _json({"reports": records, "seconds": intake.seconds(), **({"stopped": True} if stopped else {})})
    elif not stopped:
        _print(intake.summary(records))
    if stopped:
        click.echo(intake.stopped(records), err=True)
        raise Exit(STOPPED)
    _exit(any(record["status"] == "failed" for record in records))


@app.command(help="列出在库报告；--versions 连同更正前的版本和内容相同的文件。")
@DATA_DIR
@AS_JSON
@option("--versions", is_flag=True, help="列出每份报告的全部版本，现行版本在前。")
def reports(data_dir: Path | None, as_json: bool, versions: bool) -> None:
    """List what is held."""
    from ui.records import report_json
    from ui.render import report_text

    if versions:
        from ui.judging import version_text, versions_held

        found = versions_held(_archive(Settings.read(data_dir)))
        _lines(found) if as_json else _print("\n".join(map(version_text, found)))
        return
    held = _assistant(data_dir).reports()
    _lines(map(report_json, held)) if as_json else _print(
        "\n".join(map(report_text, held)) or "库中还没有报告。请先用 nianbao ingest 导入。"
    )


@app.command(help="列出三张法定表里的每一个数字。")
@DATA_DIR
@AGENCY
@YEAR
@AS_JSON
def facts(data_dir: Path | None, agency: str | None, year: int | None, as_json: bool) -> None:
    """List every number of the statutory tables."""
    from ui.records import fact_json
    from ui.render import fact_text

    found = _assistant(data_dir).facts(agency, year)
    for held, fact in found:
        _print(_dumped(fact_json(held, fact)) if as_json else fact_text(fact))


@app.command(help="提问；多个问题（QUESTIONS）是同一次对话的各轮；答案注明出处。")
@click.argument("questions", nargs=-1, required=True)
@DATA_DIR
@AS_JSON
def ask(questions: tuple[str, ...], data_dir: Path | None, as_json: bool) -> None:
    """Ask; the questions are the turns of one conversation."""
    from ui.render import answer_text

    assistant, conversation = _assistant(data_dir), None
    for question in questions:
        answer = assistant.ask(question, conversation)
        conversation = answer.conversation or None
        _print(_dumped(answer.to_json()) if as_json else answer_text(answer))


@app.command(help="核对报告或草稿（不入库），按修改的先后列出每一处前后矛盾，并与在库的上年报告对照；有矛盾时退出码为 1。")
@SOURCES
@DATA_DIR
@AS_JSON
@ALLOW_LOCAL
def check(sources: tuple[str, ...], data_dir: Path | None, as_json: bool, allow_local: bool) -> None:
    """Read reports or drafts without keeping them and list every contradiction, in the order in which a clerk would mend them."""
    from ingest.sources import opened
    from ui.checked import checked_text, summary
    from ui.checking import check_sources

    settings, checked = Settings.read(data_dir, allow_local=allow_local), []
    for record in check_sources(opened(sources, local=settings.allow_local_addresses), _held_beside(settings)):
        checked.append(record)
        if not as_json:
            _print(checked_text(record))
    _json({"reports": checked}) if as_json else _print(summary(checked))
    _exit(any(record["findings"] or record["error"] for record in checked))


@app.command(help="列出在库报告的每一处前后矛盾，附编号和核实意见。")
@DATA_DIR
@AGENCY
@YEAR
@AS_JSON
def findings(data_dir: Path | None, agency: str | None, year: int | None, as_json: bool) -> None:
    """List the contradictions of what is held, with their ids and the verdicts on them."""
    from ui.judging import finding_text, held_findings

    found = held_findings(_archive(Settings.read(data_dir)), agency, year)
    _lines(found) if as_json else _print("\n".join(map(finding_text, found)) or "在库报告未发现前后矛盾。")


@app.command(
    help="对一处前后矛盾（FINDING：编号，见 nianbao findings）给出核实意见，撤回时不写意见；意见在重新导入、重建和升级后仍然有效。"
)
@click.argument("finding")
@click.argument("opinion", type=click.Choice(OPINIONS), required=False)
@option("--remark", default="", help="说明。")
@option("--by", "person", help="核实人。")
@option("--withdraw", is_flag=True, help="撤回已有的意见。")
@DATA_DIR
def verdict(finding: str, opinion: str | None, remark: str, person: str | None, withdraw: bool, data_dir: Path | None) -> None:
    """Keep a person's verdict on a contradiction, or take it back."""
    from ui.judging import UnknownFinding, judge, take_back

    if withdraw == (opinion is not None):
        _refuse("请给出一种核实意见（原文如此、已核实、读取有误），或者用 --withdraw 撤回。")
    archive = _archive(Settings.read(data_dir))
    try:
        _print(take_back(archive, finding) if opinion is None else judge(archive, finding, opinion, remark, person))
    except UnknownFinding as error:
        _fail(str(error))


@app.command(help="启动问答网页、HTTP 接口和 MCP 服务（同一进程）。")
@DATA_DIR
@option("--host", default="127.0.0.1", help="监听地址。")
@option("--port", type=click.IntRange(1, 65535), default=7860, help="监听端口。")
@option("--mode", type=click.Choice(MODES), default="public", help="public：面向公众；staff：另有在库报告一览和数据导出。")
@option("--per-minute", type=AT_LEAST_ONE, default=1200, help="每个客户端每分钟最多提问数。")
def serve(data_dir: Path | None, host: str, port: int, mode: str, per_minute: int) -> None:
    """Serve the chat page, the HTTP API and MCP."""
    from ui.serve import serve_held

    assistant, settings = _assistant(data_dir), Settings.read(data_dir)
    click.echo(f"年报智答：http://{host}:{port}（按 Ctrl+C 停止）", err=True)
    serve_held(
        assistant, settings, for_staff=mode == "staff", host=host, port=port, per_minute=per_minute, tell=partial(click.echo, err=True)
    )


@app.command(help="经标准输入输出提供 MCP 服务（工具与 /mcp 相同），供本机的程序调用。")
@DATA_DIR
def mcp(data_dir: Path | None) -> None:
    """Serve the tools of /mcp over stdin and stdout."""
    from ui.mcp import tools
    from ui.metrics import Meter

    assistant = _assistant(data_dir)
    tools(assistant, Meter(assistant), local=True).run("stdio")


@app.command(help="工作人员账号：add 建立或更换密码，remove 删除，list 列出。")
@click.argument("action", type=click.Choice(("add", "remove", "list")))
@click.argument("name", default="")
@DATA_DIR
def staff(action: str, name: str, data_dir: Path | None) -> None:
    """Add, remove or list the accounts of staff; a password is asked for, or read from stdin where that is no terminal."""
    from ingest.stores.accounts import Accounts
    from ui.staff.admission import managed
    from ui.staff.login import Refused

    try:
        _print(managed(action, name.strip(), Accounts(_archive(Settings.read(data_dir)).engine), _typed))
    except Refused as problem:
        _fail(str(problem))


def _typed() -> str:
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\n")
    return str(click.prompt("密码", hide_input=True, confirmation_prompt="再输入一次"))


@app.command("eval", help="用题集（QUESTIONS：JSON 行）评测，输出得分。")
@click.argument("questions", type=click.Path(exists=True, path_type=Path))
@DATA_DIR
@option("--out", type=click.Path(path_type=Path), help="把逐题结果写入这个文件夹。")
@AS_JSON
def evaluate(questions: Path, data_dir: Path | None, out: Path | None, as_json: bool) -> None:
    """Run a question set and print the scores."""
    from evals.run import main as run

    raise Exit(run(_assistant(data_dir), questions, out, as_json))


@app.command(help="把全部数字及其出处导出为以 .csv、.xlsx 或 .parquet 结尾的文件。")
@click.argument("path", type=click.Path(path_type=Path))
@DATA_DIR
def export(path: Path, data_dir: Path | None) -> None:
    """Export all facts with their citations."""
    from ui.export import export as write

    count = _write(lambda: write(path, _assistant(data_dir).facts()), path)
    _print(f"已导出{count}个数字到 {path}")


@app.command(help="把某机关某年度的报告从全部存储中移除。")
@click.argument("agency")
@click.argument("year", type=int)
@DATA_DIR
def remove(agency: str, year: int, data_dir: Path | None) -> None:
    """Take a report out of every store."""
    from ui.ingesting import build_index

    settings = Settings.read(data_dir)
    count = _archive(settings).remove(agency, year)
    if not count:
        _fail(f"库中没有{agency}{year}年的报告；可用 nianbao reports 查看在库报告。")
    build_index(settings)
    _print(f"已移除{agency}{year}年的报告{count}份。")


@app.command(help="由档案重建检索索引，完整后再切换。")
@DATA_DIR
def rebuild(data_dir: Path | None) -> None:
    """Build the search index anew from the archive."""
    from ui.ingesting import build_index

    build_index(Settings.read(data_dir), anew=True)
    _print("检索索引已重建。")


@app.command(help="检查安装、模型和各存储是否一致；不一致时退出码为 1。")
@DATA_DIR
@AS_JSON
def doctor(data_dir: Path | None, as_json: bool) -> None:
    """Examine the installation, the model and the stores."""
    from ui.doctor import examine, examined_text

    found = examine(Settings.read(data_dir))
    _json(found) if as_json else _print(examined_text(found))
    _exit(not found["agree"])


@app.command(help="显示一次计算的回执：计划、数字、算式、文件校验值，并重新计算一次；--out 存为凭据文件。")
@click.argument("id")
@DATA_DIR
@AS_JSON
@option("--out", type=click.Path(path_type=Path), help="写入这个 .xlsx、.csv 或 .html（可打印的一页）文件。")
@option("--question", default="", help="凭据页上写明的提问。")
def receipt(id: str, data_dir: Path | None, as_json: bool, out: Path | None, question: str) -> None:
    """Print a computation and what it gives when it is computed again, or write it as a note."""
    assistant = _assistant(data_dir)
    if out:
        from ui.note import write

        _write(lambda: write(out, assistant, id, question), out)
        _print(f"已写入 {out}")
        return
    if (found := assistant.receipt(id)) is None:
        _fail(f"没有编号为{id}的回执。")
    _json(found) if as_json else _print(json.dumps(found, ensure_ascii=False, indent=2, default=str))


def main() -> None:
    """Run the command line; what a store cannot do becomes one sentence and status 1."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    try:
        app()
    except StoreError as error:
        click.echo(str(error), err=True)
        sys.exit(FAILED)
    except BrokenPipeError:
        # The reader of the pipe (head, less) has enough; nothing may be flushed into it any more.
        sys.stdout = None
        sys.exit(0)
    finally:
        # The process ends: to look through all that it imported for garbage takes a tenth of a second.
        gc.freeze()


def _assistant(data_dir: Path | None) -> Assistant:
    from qa import open_assistant

    return open_assistant(data_dir)


def _archive(settings: Settings) -> Archive:
    from ingest.stores.archive import Archive

    return Archive.open(settings.data_dir)


def _held_beside(settings: Settings) -> Archive | None:
    """The archive, if there is one; a check makes none."""
    return _archive(settings) if (settings.data_dir / "archive.db").is_file() else None


def _write(write: Callable[[], int], path: Path) -> int:
    """What the function that writes the file returns; why it could not write is a sentence."""
    from ui.export import NothingToWrite, UnknownKind

    try:
        return write()
    except UnknownKind as error:
        _refuse(str(error))
    except NothingToWrite as error:
        _fail(str(error))
    except OSError as error:
        _fail(f"无法写入 {path}：{error.strerror}。")


def _print(text: str) -> None:
    print(text)


def _dumped(record: object) -> str:
    return json.dumps(record, ensure_ascii=False)


def _json(record: object) -> None:
    _print(_dumped(record))


def _lines(records: Iterable[object]) -> None:
    for record in records:
        _json(record)


def _exit(failed: bool) -> None:
    if failed:
        raise Exit(FAILED)


def _fail(sentence: str) -> NoReturn:
    click.echo(sentence, err=True)
    raise Exit(FAILED)


def _refuse(sentence: str) -> NoReturn:
    click.echo(sentence, err=True)
    raise Exit(USAGE)


if __name__ == "__main__":
    main()
