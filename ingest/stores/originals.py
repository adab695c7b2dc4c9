"""The published files themselves, byte for byte, each under the SHA-256 of its bytes."""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass
from pathlib import Path

from ingest.errors import StoreError


@dataclass(frozen=True, slots=True)
class Originals:
    """A folder of files whose names are the hashes of their contents."""

    folder: Path

    def keep(self, sha256: str, content: bytes) -> None:
        """Put the bytes on disk, whole or not at all; raises StoreError where they are not the bytes of that hash, OSError."""
        if (found := hashlib.sha256(content).hexdigest()) != sha256:
            raise StoreError(f"原件的校验值不符：登记为 {sha256}，实际为 {found}；请重新导入该文件。")
        if (target := self.folder / sha256).exists():
            return
        self.folder.mkdir(parents=True, exist_ok=True)
        partial = self.folder / f"{sha256}.{os.getpid()}.partial"
        try:
            with partial.open("wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            partial.replace(target)
        finally:
            partial.unlink(missing_ok=True)
        _sync_folder(self.folder)

    def read(self, sha256: str) -> bytes:
        """The bytes of the file with this hash; raises StoreError where they are missing or damaged."""
        try:
            content = (self.folder / sha256).read_bytes()
        except FileNotFoundError as error:
            raise StoreError(f"找不到校验值为 {sha256} 的原件；请重新导入该文件。") from error
        except OSError as error:
            raise StoreError(f"读不出校验值为 {sha256} 的原件（{error.strerror}）；请检查磁盘。") from error
        if (found := hashlib.sha256(content).hexdigest()) != sha256:
            raise StoreError(f"原件已损坏：应为 {sha256}，实际为 {found}；请移除该报告后重新导入。")
        return content

    def names(self) -> frozenset[str]:
        """The hashes of the files that are there, whole or not."""
        return frozenset(file.name for file in self.folder.glob("*") if "." not in file.name)

    def discard(self, sha256: str) -> None:
        """Delete the file with this hash, if it is there."""
        (self.folder / sha256).unlink(missing_ok=True)


def _sync_folder(folder: Path) -> None:
    # The rename itself must reach the disk before the database may say that the file is there.
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
