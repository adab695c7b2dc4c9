"""From the start of the program to the first answer, beside Python that does nothing and imports that it does without."""

from __future__ import annotations

import statistics
import sys

from benchmarks.answers import PROSE_QUESTIONS, TABLE_QUESTIONS
from benchmarks.held import held, wall


def start(count: int) -> None:
    """Print the wall time of each command, the median of so many."""
    asked = [sys.executable, "-m", "ui.cli", "ask", "--data-dir", str(held())]
    commands = {
        "python alone": [sys.executable, "-c", "pass"],
        "a table answer": [*asked, TABLE_QUESTIONS[0]],
        "a prose answer": [*asked, PROSE_QUESTIONS[0]],
        "importing gradio, chromadb and sentence-transformers": [sys.executable, "-c", "import gradio, chromadb, sentence_transformers"],
    }
    times = {name: statistics.median(wall(command) for _ in range(count)) for name, command in commands.items()}
    print(f"start to the first answer, wall time of the command, median of {count}")
    for name, seconds in times.items():
        print(f"  {name:54}{seconds:6.2f} s   {seconds / times['a table answer']:6.2f} times a table answer")
