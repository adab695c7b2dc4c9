"""What is held: reports, facts, export."""

from __future__ import annotations

from pathlib import Path

import click

from ingest.settings import Settings
from ui.commands.console import dumped, opened_archive, opened_assistant, say, say_lines, written
from ui.commands.options import AGENCY, AS_JSON, DATA_DIR, YEAR, option


@click.command(help="列出在库报告；--versions 连同更正前的版本和内容相同的文件。")
@DATA_DIR
@AS_JSON
@option("--versions", is_flag=True, help="列出每份报告的全部版本，现行版本在前。")
def reports(data_dir: Path | None, as_json: bool, versions: bool) -> None:
    """List what is held."""
    from ui.records import report_json
    from ui.render import report_text

    if versions:
        from ui.judging import version_text, versions_held

        found = versions_held(opened_archive(Settings.read(data_dir)))
        say_lines(found) if as_json else say("\n".join(map(version_text, found)))
        return
    held = opened_assistant(data_dir).reports()
    say_lines(map(report_json, held)) if as_json else say(
        "\n".join(map(report_text, held)) or "库中还没有报告。请先用 nianbao ingest 导入。"
    )


@click.command(help="列出三张法定表里的每一个数字。")
@DATA_DIR
@AGENCY
@YEAR
@AS_JSON
def facts(data_dir: Path | None, agency: str | None, year: int | None, as_json: bool) -> None:
    """List every number of the statutory tables."""
    from ui.records import fact_json
    from ui.render import fact_text

    found = opened_assistant(data_dir).facts(agency, year)
    for held, fact in found:
        say(dumped(fact_json(held, fact)) if as_json else fact_text(fact))


@click.command(help="把全部数字及其出处导出为以 .csv、.xlsx 或 .parquet 结尾的文件。")
@click.argument("path", type=click.Path(path_type=Path))
@DATA_DIR
def export(path: Path, data_dir: Path | None) -> None:
    """Export all facts with their citations."""
    from ui.export import export as write

    count = written(lambda: write(path, opened_assistant(data_dir).facts()), path)
    say(f"已导出{count}个数字到 {path}")
