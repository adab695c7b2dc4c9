"""What stands around an ingestion at the command line: the progress, a record for each file, the index afterwards."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from time import monotonic

from tqdm import tqdm

from ingest.outcome import Outcome
from ingest.pipeline import ingest, sources
from ingest.settings import Settings
from ingest.stores.archive import Archive
from ingest.stores.embedders import open_embedder
from ui.records import Record

STATUSES = {"added": "新增", "updated": "更新", "unchanged": "未变", "failed": "失败"}


class Intake:
    """One run of `nianbao ingest`."""

    def __init__(self, settings: Settings, jobs: int) -> None:
        self._settings, self._jobs = settings, jobs
        self._started = monotonic()
        self._changed = False

    def records(self, named: Sequence[str]) -> Iterator[Record]:
        """A record of the interface for each file, those that cannot be looked at first; what is read is kept as it comes."""
        paths, refused = named_files(named)
        yield from (outcome.to_json() for outcome in refused)
        archive = Archive.open(self._settings.data_dir)
        for outcome in _progress(ingest(archive, paths, self._jobs), len(paths)):
            self._changed |= outcome.status in ("added", "updated")
            yield outcome.to_json()
        archive.close()

    def index(self) -> None:
        """Bring the search index up to date if something was archived."""
        if self._changed:
            build_index(self._settings)

    def seconds(self) -> float:
        """Since the run began."""
        return round(monotonic() - self._started, 2)

    def summary(self, records: Sequence[Record]) -> str:
        """One line over all files."""
        counts = "，".join(f"{word}{sum(record['status'] == status for record in records)}" for status, word in STATUSES.items())
        return f"共{len(records)}个文件：{counts}；用时{self.seconds()}秒。"


def build_index(settings: Settings, *, anew: bool = False) -> None:
    """Build the search index from the archive and switch to it when it is whole; raises StoreBusy."""
    # Loaded here: a run that archives nothing new needs neither numpy nor the search engines.
    from ingest.stores.passage_index import build

    archive = Archive.open(settings.data_dir)
    build(settings, archive, open_embedder(settings), progress=sys.stderr.isatty(), anew=anew)
    archive.close()


def named_files(named: Iterable[str]) -> tuple[list[Path], list[Outcome]]:
    """The files to be read, folders walked, each once; and a failed outcome for each name that is no file here."""
    web = [name for name in named if name.startswith(("http://", "https://"))]
    found = list(sources(Path(name) for name in named if name not in web))
    zipped = [path for path in found if path.suffix.lower() == ".zip"]
    refused = [Outcome(name, "failed", error=f"暂不能读取网址 {name}：请先下载为文件，再导入该文件。") for name in web]
    refused += [Outcome(str(path), "failed", error=f"暂不能读取压缩包《{path.name}》：请先解压，再导入其中的文件。") for path in zipped]
    return [path for path in found if path not in zipped], refused


def _progress(outcomes: Iterable[Outcome], total: int) -> Iterable[Outcome]:
    bar: Iterable[Outcome] = tqdm(outcomes, total=total, desc="读取报告", unit="份", disable=not sys.stderr.isatty() or total < 2)
    return bar
