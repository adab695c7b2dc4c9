"""Whether what is kept is still what was kept: the database, what was read from each report, and the originals."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from ingest.errors import StoreError
from ingest.stores.archive import Archive
from ingest.stores.backups import damage, documents, unsealed
from ingest.stores.originals import Originals


def refuse_damaged(data_dir: Path) -> None:
    """Raise StoreError where a figure of the archive may not be the one that was read; one that is not there has none."""
    if problem := damage(data_dir / "archive.db"):
        raise StoreError(problem)
    Archive.open(data_dir).close()  # of an earlier version: what it holds is sealed as it stands
    if problems := unsealed(data_dir / "archive.db"):
        raise StoreError(problems[0])


def lost_originals(data_dir: Path) -> Iterator[str]:
    """A sentence for each original that is missing or damaged, and one for those that belong to no report; reads all of them."""
    named, originals = documents(data_dir / "archive.db"), Originals(data_dir / "originals")
    for sha256 in named:
        try:
            originals.read(sha256)
        except StoreError as problem:
            yield str(problem)
    if stray := originals.names() - set(named):
        yield (
            f"{originals.folder} 中有{len(stray)}份原件不属于任何在库报告（{min(stray)} 等）："
            "档案库可能丢失了最近的写入；请重新导入这些文件，导入后移走不再需要的。"
        )
