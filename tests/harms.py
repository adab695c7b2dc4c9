"""What can become of a file on a disk."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

Harm = Callable[[Path], object]


def flipped(file: Path) -> None:
    """Turn every bit of one byte in the middle over; of an empty file there is none."""
    content = bytearray(file.read_bytes())
    if content:
        content[len(content) // 2] ^= 255
        file.write_bytes(content)


def halved(file: Path) -> None:
    """Cut the second half off."""
    os.truncate(file, file.stat().st_size // 2)


def zeroed(file: Path) -> None:
    """Leave the size and nothing else."""
    file.write_bytes(bytes(file.stat().st_size))


def emptied(file: Path) -> None:
    """Leave the name."""
    file.write_bytes(b"")


HARMS: tuple[Harm, ...] = (flipped, halved, zeroed, emptied, Path.unlink)
