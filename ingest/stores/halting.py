"""Answers that an operator has stopped: a notice in the data folder, which every process looks for before each answer."""

from __future__ import annotations

from pathlib import Path

FILE = "halted.txt"
NOTICE = "问答已由管理员暂停；在库报告和原件仍可查阅。"
"""What readers are told where the operator says nothing else."""


def halt(folder: Path, notice: str = NOTICE) -> None:
    """Stop all answers over this data folder, in every process, from the next question on. Raises OSError."""
    partial = folder / f"{FILE}.partial"
    partial.write_text(notice, "utf-8")
    partial.replace(folder / FILE)


def resume(folder: Path) -> bool:
    """Let questions be answered again; False where they were not stopped. Raises OSError."""
    try:
        (folder / FILE).unlink()
    except FileNotFoundError:
        return False
    return True


def halted(folder: Path) -> str | None:
    """The notice that stands in place of every answer; None where questions are answered."""
    try:
        return (folder / FILE).read_text("utf-8").strip("\0 \n") or NOTICE
    except FileNotFoundError:
        return None
    except (OSError, UnicodeDecodeError):
        return NOTICE  # what cannot be read may say stop
