"""Contradictions: check, findings, verdict."""

from __future__ import annotations

from pathlib import Path

import click

from ingest.settings import Settings
from ui.commands.console import archive_if_there, end, fail, opened_archive, refuse, say, say_json, say_lines
from ui.commands.options import AGENCY, ALLOW_LOCAL, AS_JSON, DATA_DIR, SOURCES, YEAR, option

OPINIONS = ("原文如此", "已核实", "读取有误")
"""What a person may say of a contradiction."""


@click.command(help="核对报告或草稿（不入库），按修改的先后列出每一处前后矛盾，并与在库的上年报告对照；有矛盾时退出码为 1。")
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
    for record in check_sources(opened(sources, local=settings.allow_local_addresses), archive_if_there(settings)):
        checked.append(record)
        if not as_json:
            say(checked_text(record))
    say_json({"reports": checked}) if as_json else say(summary(checked))
    end(any(record["findings"] or record["error"] for record in checked))


@click.command(help="列出在库报告的每一处前后矛盾，附编号和核实意见。")
@DATA_DIR
@AGENCY
@YEAR
@AS_JSON
def findings(data_dir: Path | None, agency: str | None, year: int | None, as_json: bool) -> None:
    """List the contradictions of what is held, with their ids and the verdicts on them."""
    from ui.judging import finding_text, held_findings

    found = held_findings(opened_archive(Settings.read(data_dir)), agency, year)
    say_lines(found) if as_json else say("\n".join(map(finding_text, found)) or "在库报告未发现前后矛盾。")


@click.command(
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
        refuse("请给出一种核实意见（原文如此、已核实、读取有误），或者用 --withdraw 撤回。")
    archive = opened_archive(Settings.read(data_dir))
    try:
        say(take_back(archive, finding) if opinion is None else judge(archive, finding, opinion, remark, person))
    except UnknownFinding as error:
        fail(str(error))
