"""The doors for people and programs: serve, mcp, and the accounts of staff."""

from __future__ import annotations

import sys
from functools import partial
from pathlib import Path

import click

from ingest.settings import Settings
from ui.commands.console import fail, opened_archive, opened_assistant, say, written
from ui.commands.options import AT_LEAST_ONE, DATA_DIR, option

MODES = ("public", "staff")
"""For whom the page is: the public, or the staff of a disclosure office."""


@click.command(help="启动问答网页、HTTP 接口和 MCP 服务（同一进程）。")
@DATA_DIR
@option("--host", default="127.0.0.1", help="监听地址。")
@option("--port", type=click.IntRange(1, 65535), default=7860, help="监听端口。")
@option("--mode", type=click.Choice(MODES), default="public", help="public：面向公众；staff：另有在库报告一览和数据导出。")
@option("--per-minute", type=AT_LEAST_ONE, default=1200, help="每个客户端每分钟最多提问数。")
def serve(data_dir: Path | None, host: str, port: int, mode: str, per_minute: int) -> None:
    """Serve the chat page, the HTTP API and MCP."""
    from ingest.stores.soundness import refuse_damaged
    from ui.serve import serve_held

    settings = Settings.read(data_dir)
    refuse_damaged(settings.data_dir)
    assistant = opened_assistant(data_dir)
    click.echo(f"年报智答：http://{host}:{port}（按 Ctrl+C 停止）", err=True)
    serve_held(
        assistant, settings, for_staff=mode == "staff", host=host, port=port, per_minute=per_minute, tell=partial(click.echo, err=True)
    )


@click.command(help="暂停问答：不重启，所有进程从下一个问题起只回复通知（NOTICE）；报告、数据和原件仍可查阅。")
@click.argument("notice", default="")
@DATA_DIR
def halt(notice: str, data_dir: Path | None) -> None:
    """Stop all answers, with a notice."""
    from ingest.stores.halting import NOTICE
    from ingest.stores.halting import halt as stop

    folder = Settings.read(data_dir).data_dir
    written(lambda: stop(folder, notice.strip() or NOTICE), folder)
    say("问答已暂停；恢复：nianbao resume")


@click.command(help="恢复被 nianbao halt 暂停的问答。")
@DATA_DIR
def resume(data_dir: Path | None) -> None:
    """Answer questions again."""
    from ingest.stores.halting import resume as go_on

    folder = Settings.read(data_dir).data_dir
    say("问答已恢复。" if written(lambda: go_on(folder), folder) else "问答没有暂停。")


@click.command(help="经标准输入输出提供 MCP 服务（工具与 /mcp 相同），供本机的程序调用。")
@DATA_DIR
def mcp(data_dir: Path | None) -> None:
    """Serve the tools of /mcp over stdin and stdout."""
    from ingest.stores.soundness import refuse_damaged
    from ui.log import to_stderr
    from ui.mcp import tools
    from ui.metrics import Meter

    refuse_damaged(Settings.read(data_dir).data_dir)
    assistant = opened_assistant(data_dir)
    to_stderr()
    tools(assistant, Meter(assistant), local=True).run("stdio")


@click.command(help="工作人员账号：add 建立或更换密码，remove 删除，list 列出。")
@click.argument("action", type=click.Choice(("add", "remove", "list")))
@click.argument("name", default="")
@DATA_DIR
def staff(action: str, name: str, data_dir: Path | None) -> None:
    """Add, remove or list the accounts of staff; a password is asked for, or read from stdin where that is no terminal."""
    from ingest.stores.accounts import Accounts
    from ui.staff.admission import managed
    from ui.staff.login import Refused

    try:
        say(managed(action, name.strip(), Accounts(opened_archive(Settings.read(data_dir)).engine), _typed))
    except Refused as problem:
        fail(str(problem))


def _typed() -> str:
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\n")
    return str(click.prompt("密码", hide_input=True, confirmation_prompt="再输入一次"))
