"""What changes what is held: ingest, remove, rebuild; and doctor, which says whether it agrees."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click
from click.exceptions import Exit

from ingest.settings import Settings
from ui.commands.console import STOPPED, end, fail, opened_archive, say, say_json, written
from ui.commands.options import ALLOW_LOCAL, AS_JSON, AT_LEAST_ONE, DATA_DIR, SOURCES, option

if TYPE_CHECKING:
    from ui.records import Record


@click.command(
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
                    say(outcome_text(record))
        intake.index()
    except KeyboardInterrupt:
        stopped = True
    if as_json:
        say_json({"reports": records, "seconds": intake.seconds(), **({"stopped": True} if stopped else {})})
    elif not stopped:
        say(intake.summary(records))
    if stopped:
        click.echo(intake.stopped(records), err=True)
        raise Exit(STOPPED)
    end(any(record["status"] == "failed" for record in records))


@click.command(help="把某机关某年度的报告从全部存储中移除。")
@click.argument("agency")
@click.argument("year", type=int)
@DATA_DIR
def remove(agency: str, year: int, data_dir: Path | None) -> None:
    """Take a report out of every store."""
    from ui.ingesting import build_index

    settings = Settings.read(data_dir)
    count = opened_archive(settings).remove(agency, year)
    if not count:
        fail(f"库中没有{agency}{year}年的报告；可用 nianbao reports 查看在库报告。")
    say(f"已移除{agency}{year}年的报告{count}份。")
    build_index(settings)


@click.command(help="由档案重建检索索引，完整后再切换。")
@DATA_DIR
def rebuild(data_dir: Path | None) -> None:
    """Build the search index anew from the archive."""
    from ui.ingesting import build_index

    build_index(Settings.read(data_dir), anew=True)
    say("检索索引已重建。")


@click.command(help="检查安装、模型和各存储是否一致；不一致时退出码为 1。")
@DATA_DIR
@AS_JSON
def doctor(data_dir: Path | None, as_json: bool) -> None:
    """Examine the installation, the model and the stores."""
    from ui.doctor import examine, examined_text

    found = examine(Settings.read(data_dir))
    say_json(found) if as_json else say(examined_text(found))
    end(not found["agree"])


@click.command(help="把档案库和全部原件备份成一个 .zip 文件（TARGET）；服务可以照常运行。检索索引不在其中，恢复后自动重建。")
@click.argument("target", type=click.Path(dir_okay=False, path_type=Path))
@DATA_DIR
def backup(target: Path, data_dir: Path | None) -> None:
    """Write everything that cannot be made again into one file."""
    from ingest.stores.backups import backup as write

    target = target.absolute()
    count = written(lambda: write(Settings.read(data_dir).data_dir, target), target)
    say(f"已备份 {count} 份原件及全部数据到 {target}")


@click.command(help="从备份（SOURCE：nianbao backup 写成的 .zip 文件）恢复，并重建检索索引；原有的数据移到一旁，不删除。请先停止服务。")
@click.argument("source", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@DATA_DIR
def restore(source: Path, data_dir: Path | None) -> None:
    """Put the archive of a backup in place of what is there."""
    from ingest.stores.backups import restore as put_back
    from ui.ingesting import build_index

    settings = Settings.read(data_dir)
    try:
        aside = put_back(source, settings.data_dir)
    except OSError as error:
        fail(f"无法写入 {settings.data_dir}：{error.strerror}。")
    say("已从备份恢复。" + (f"原有的数据在 {aside}，确认无误后可以删除。" if aside else ""))
    build_index(settings, anew=True)
