"""A public question set as it is measured: its documents, its questions, and where its files come from."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple


class UnusableData(Exception):
    """Files of a public set that are not there or not in its form; the message names the repository and the files."""


class Question(NamedTuple):
    """A question, the document it is put to, what answers it (spans of the text), and whether the document answers it at all.

    `rests_on` are the places of the passages of the document that hold the answer, where a set says so.
    """

    text: str
    document: str
    answers: tuple[str, ...] = ()
    answerable: bool = True
    rests_on: frozenset[int] = frozenset()

    @property
    def in_tuning_half(self) -> bool:
        """Which half of its set a question belongs to; a hash of its words decides, so that no order or seed does."""
        return hashlib.sha256(self.text.encode()).digest()[0] % 2 == 0


class Texts(NamedTuple):
    """The paragraphs of each document, and the questions to them."""

    documents: Mapping[str, tuple[str, ...]]
    questions: tuple[Question, ...]


@dataclass(frozen=True, slots=True)
class Source:
    """The files of a public repository that a set needs, by their paths there."""

    repository: str
    files: tuple[str, ...]

    def read(self, folder: Path) -> Iterable[str]:
        """The text of each file, which lies in the folder under its path or its bare name. Raises UnusableData."""
        found = [next((place for place in (folder / name, folder / Path(name).name) if place.is_file()), None) for name in self.files]
        if missing := [name for name, place in zip(self.files, found, strict=True) if place is None]:
            raise UnusableData(f"{folder} 里缺少 {'、'.join(missing)}。请从公开仓库 github.com/{self.repository} 取来，放入该文件夹。")
        return (place.read_text("utf-8-sig") for place in found if place is not None)

    def unusable(self) -> UnusableData:
        """What to raise where a file is there but in another form."""
        return UnusableData(f"{'、'.join(self.files)} 的格式不符。请使用公开仓库 github.com/{self.repository} 里的原文件。")
