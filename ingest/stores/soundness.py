"""Whether what is kept is still what was kept: the database, what was read from each report, and the originals."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from ingest.errors import StoreError
from ingest.stores.archive import Archive
from ingest.stores.backups import damage, unsealed
from ingest.stores.originals import Originals

_DOCUMENTS = "SELECT sha256 FROM documents ORDER BY sha256"


def refuse_damaged(data_dir: Path) -> None:
    """Raise StoreError where a figure of the archive may not be the one that was read; one that is not there has none."""
    if problem := damage(data_dir / "archive.db"):
        raise StoreError(problem)
    Archive.open(data_dir).close()  # of an earlier version: what it holds is sealed as it stands
    if problems := unsealed(data_dir / "archive.db"):
        raise StoreError(problems[0])


def lost_originals(data_dir: Path) -> Iterator[str]:
    """A sentence for each original that is missing or damaged, and one for those that belong to no report; reads all of them."""
    with closing(sqlite3.connect(data_dir / "archive.db")) as connection:
        documents = [sha256 for (sha256,) in connection.execute(_DOCUMENTS)]
    originals = Originals(data_dir / "originals")
    for sha256 in documents:
        try:
            originals.read(sha256)
        except StoreError as problem:
            yield str(problem)
    if stray := originals.names() - set(documents):
        yield (
            f"{originals.folder} 中有{len(stray)}份原件不属于任何在库报告（{min(stray)} 等）："
            "档案库可能丢失了最近的写入；请重新导入这些文件，导入后移走不再需要的。"
        )
