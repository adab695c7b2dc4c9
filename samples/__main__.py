"""Prints all shipped samples: `python -m samples OUT_DIR`."""

from __future__ import annotations

import sys
from pathlib import Path

from samples.shipped import SAMPLES


def main(arguments: list[str]) -> int:
    """Writes every sample to the folder that is named; 2 where none is."""
    if len(arguments) != 1:
        sys.stderr.write("用法：python -m samples 输出文件夹\n")
        return 2
    folder = Path(arguments[0])
    folder.mkdir(parents=True, exist_ok=True)
    for sample in SAMPLES:
        (folder / sample.name).write_bytes(sample.printed())
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
