"""One who asks while others write: `python -m tests.torture.reader FOLDER STOP`; on stdout what it asked, saw and missed, as JSON."""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

from qa import open_assistant

HELD = (("广州海关2023年有多少申请被撤销？", "26"), ("广州海关2023年怎样加强平台建设？", "全年发布图文1304条"))
"""What is held all the time, and what every answer must hold."""

NEW = {
    "福州海关2024.docx": ("福州海关2024年收到几件申请？", "6"),
    "洪泽区人民政府2023.pdf": ("洪泽区人民政府2023年收到几件申请？", "21"),
}
"""What comes while it asks, by the file that comes."""


def watch(folder: Path, stop: Path) -> dict[str, object]:
    """Ask until the file `stop` is there: how often, what was missed, and when each new report was first seen (seconds of the clock)."""
    assistant = open_assistant(folder)
    missed: list[str] = []
    seen: dict[str, float] = {}
    asked = 0
    for question, _ in (*HELD, *NEW.values()):
        assistant.ask(question)
    print("ready", flush=True)
    while not stop.exists():
        missed += [f"{question} {text}" for question, right in HELD if right not in (text := assistant.ask(question).text)]
        for name, (question, right) in NEW.items():
            answer = assistant.ask(question)
            if answer.kind == "exact" and name not in seen:
                seen[name] = time.time()
            if name in seen and [value.value for value in answer.values] != [right]:
                missed.append(f"{question} {answer.text}")
        asked += len(HELD) + len(NEW)
    return {"asked": asked, "missed": missed, "seen": seen}


if __name__ == "__main__":
    print(json.dumps(watch(Path(sys.argv[1]), Path(sys.argv[2])), ensure_ascii=False))
