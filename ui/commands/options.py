"""The options that the commands have in common."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

Decorator = Callable[[Callable[..., None]], Callable[..., None]]


def option(*names: str, **more: Any) -> Decorator:
    """An option as every command has it: what holds where nothing is said is shown."""
    return click.option(*names, show_default=bool(more.get("default")), **more)


DATA_DIR = option(
    "--data-dir", type=click.Path(path_type=Path), envvar="NIANBAO_DATA_DIR", show_envvar=True, help="数据目录：程序保存的一切都在其中。"
)
ALLOW_LOCAL = option("--allow-local-addresses", "allow_local", is_flag=True, help="也读取本机和内部网络的网址。")
AS_JSON = option("--json", "as_json", is_flag=True, help="输出 JSON。")
AGENCY = option("--agency", help="只看这个机关。")
YEAR = option("--year", type=int, help="只看这一年度。")
SOURCES = click.argument("sources", nargs=-1, required=True)
AT_LEAST_ONE = click.IntRange(min=1)
