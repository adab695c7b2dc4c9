"""From the start of the program to the first answer, beside Python that does nothing and imports that it does without.

The processor's time beside the wall time: on a machine that does other things the second says little.
"""

from __future__ import annotations

import statistics
import sys
from collections.abc import Sequence

from benchmarks.answers import PROSE_QUESTIONS, TABLE_QUESTIONS
from benchmarks.held import held, spent


def start(count: int) -> None:
    """Print the wall time of each command, the median of so many."""
    asked = [sys.executable, "-m", "ui.cli", "ask", "--data-dir", str(held())]
    commands = {
        "python alone": [sys.executable, "-c", "pass"],
        "a table answer": [*asked, TABLE_QUESTIONS[0]],
        "a prose answer": [*asked, PROSE_QUESTIONS[0]],
        "importing sqlalchemy": [sys.executable, "-c", "import sqlalchemy"],
        "importing gradio, chromadb and sentence-transformers": [sys.executable, "-c", "import gradio, chromadb, sentence_transformers"],
    }
    times = {name: _medians(command, count) for name, command in commands.items()}
    print(f"start to the first answer, wall time of the command (of the processor), median of {count}")
    for name, (wall, busy) in times.items():
        print(f"  {name:54}{wall:6.2f} s ({busy:5.2f} s)   {busy / times['a table answer'][1]:6.2f} times a table answer")


def _medians(command: Sequence[str], count: int) -> tuple[float, float]:
    """The median wall time and the median time of the processor, after one run that leaves bytecode behind."""
    spent(command)
    walls, busy = zip(*(spent(command) for _ in range(count)), strict=True)
    return statistics.median(walls), statistics.median(busy)
