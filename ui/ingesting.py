"""What stands around an ingestion at the command line: the progress, a record for each document, the index afterwards."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from pathlib import PurePath
from time import monotonic
from typing import TYPE_CHECKING

from tqdm import tqdm

from ingest.confined import warm
from ingest.outcome import Outcome
from ingest.settings import Settings
from ingest.sources import opened

if TYPE_CHECKING:
    from ingest.stores.archive import Archive
    from ui.records import Record

STATUSES = {"added": "新增", "updated": "更新", "unchanged": "未变", "failed": "失败"}


class Intake:
    """One run of `nianbao ingest`; stopped at any moment it leaves whole reports, and the next run goes on."""

    def __init__(self, settings: Settings, jobs: int) -> None:
        self._settings, self._jobs = settings, jobs
        self._started = monotonic()
        self._whole = False
        warm()

    def records(self, named: Sequence[str]) -> Iterator[Record]:
        """A record of the interface for each document in the order of the sources; what is read is kept as it comes."""
        # Loaded here, while the process that reads is starting.
        from ingest.intake import ingest_from
        from ingest.stores.archive import Archive

        with closing(Archive.open(self._settings.data_dir)) as archive:
            found = opened(named, local=self._settings.allow_local_addresses)
            with closing(ingest_from(archive, found, self._jobs)) as outcomes:
                for outcome in _progress(outcomes, sum(source.count for source in found)):
                    yield outcome.to_json()
        self._whole = True

    def index(self) -> None:
        """Bring the search index up to date with the archive, whether this run or one that was stopped has changed it."""
        bring_up_to_date(self._settings)

    def seconds(self) -> float:
        """Since the run began."""
        return round(monotonic() - self._started, 2)

    def summary(self, records: Sequence[Record]) -> str:
        """One line over all documents."""
        return f"共{len(records)}个文件：{_counts(records)}；用时{self.seconds()}秒。"

    def stopped(self, records: Sequence[Record]) -> str:
        """What is kept of a run that was stopped by Ctrl-C."""
        kept = f"已处理{len(records)}个文件：{_counts(records)}。"
        if self._whole:
            return f"已停止：{kept}报告已全部入库，检索索引尚未更新；再次运行同一命令即可补上。"
        return f"已停止：{kept}已入库的报告完整保留；再次运行同一命令即可继续。"


def bring_up_to_date(settings: Settings) -> None:
    """Build the search index if the published one is damaged or not of what is archived; raises StoreError."""
    from ingest.stores.archive import Archive

    with closing(Archive.open(settings.data_dir)) as archive:
        due = _is_due(settings, archive)
    if due:
        build_index(settings)


def build_index(settings: Settings, *, anew: bool = False) -> None:
    """Build the search index from the archive and switch to it when it is whole; raises StoreBusy."""
    # Loaded here: a run that archives nothing new needs neither numpy nor the search engines.
    from ingest.stores.archive import Archive
    from ingest.stores.embedders import open_embedder
    from ingest.stores.passage_index import build

    with closing(Archive.open(settings.data_dir)) as archive:
        build(settings, archive, open_embedder(settings), progress=sys.stderr.isatty(), anew=anew)


def _is_due(settings: Settings, archive: Archive) -> bool:
    from ingest.stores import generations

    published = generations.current(settings.data_dir / "index")
    if published is None:
        return bool(archive.reports())
    return archive.fingerprint() != published.manifest.archive or generations.whole(published) is None


def _counts(records: Sequence[Record]) -> str:
    return "，".join(f"{word}{sum(record['status'] == status for record in records)}" for status, word in STATUSES.items())


def _progress(outcomes: Iterable[Outcome], total: int) -> Iterator[Outcome]:
    """The outcomes, while a bar on the terminal shows how many are done, the time left and which document came last."""
    with tqdm(total=total, desc="读取报告", unit="份", disable=not sys.stderr.isatty()) as bar:
        for outcome in outcomes:
            bar.total = max(total, bar.n + 1)  # an address may lead to more than one report
            bar.set_postfix_str(PurePath(outcome.source).name, refresh=False)
            bar.update()
            yield outcome
