"""Pictures of single lines of text to the text, by the model that the optional package rapidocr brings along; nothing is ever downloaded."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

if TYPE_CHECKING:  # half of the memory of a program that reads no picture
    import numpy as np
    from numpy.typing import NDArray

Grey: TypeAlias = "NDArray[Any]"
"""A picture: rows of grey levels from 0 (black) to 255; OpenCV does not say that it gives back the type that it is given."""

_MODEL = "PP-OCRv6_rec_small.onnx"
_HEIGHT = 48
"""Pixels: what the model was trained on."""
_BATCH = 4096
"""Pixels of width in one batch, padding included: about 0.2 GB at most."""
_BLANK = 0
THREADS = 1


# What may stand in a cell of figures, and the characters that print alike: there, a ring is a nought and a bar a one.
_ALIKE = {"0": "Oo〇○", "1": "Il|｜丨", "-": "－—–―一ー─", ".": "．", ",": "，", "/": "／", "%": "％", "+": "＋", "(": "（", ")": "）"}
_SINGLE = "23456789件项元万亿条份次人个起减增加少其中修订"


class Read(NamedTuple):
    """The text of a line, and the probability of each of its characters.

    `figure` is what it says if it is a figure, characters that print alike taken for one; `sure` the probability of the least
    sure character of that.
    """

    text: str
    each: tuple[float, ...]
    figure: str
    sure: float


def model_path() -> Path | None:
    """The file of the model that is installed; None where there is none."""
    found = find_spec("rapidocr")
    folders = found.submodule_search_locations if found is not None else None
    path = Path(next(iter(folders))) / "models" / _MODEL if folders else None
    return path if path is not None and path.is_file() and find_spec("cv2") is not None else None


def is_installed() -> bool:
    """Whether text in pictures can be recognised."""
    return model_path() is not None


@dataclass(frozen=True)
class Recogniser:
    """The model, ready to read."""

    session: Any
    characters: tuple[str, ...]
    alike: tuple[tuple[str, tuple[int, ...]], ...]

    @classmethod
    def open(cls, path: Path) -> Recogniser:
        """The model in this file, its characters included."""
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = THREADS
        options.log_severity_level = 3
        session = onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
        characters = session.get_modelmeta().custom_metadata_map["character"].splitlines()
        places = {character: index for index, character in enumerate(characters, start=1)}
        alike = {**_ALIKE, **dict.fromkeys(_SINGLE, "")}
        groups = ((one, tuple(places[character] for character in one + others if character in places)) for one, others in alike.items())
        return cls(session, ("", *characters, " "), (("", (_BLANK,)), *groups))

    def read(self, lines: Sequence[Grey]) -> tuple[Read, ...]:
        """The text of each picture, black on white, in their order."""
        import numpy as np

        pictures = [_resized(line) for line in lines]
        order = sorted(range(len(pictures)), key=lambda index: pictures[index].shape[1])
        found: dict[int, Read] = {}
        for batch in _batches(order, pictures):
            width = max(pictures[index].shape[1] for index in batch)
            stack = np.full((len(batch), 3, _HEIGHT, width), 1.0, np.float32)
            for place, index in enumerate(batch):
                stack[place, :, :, : pictures[index].shape[1]] = pictures[index] / 127.5 - 1.0
            odds = self.session.run(None, {self.session.get_inputs()[0].name: stack})[0]
            found |= {index: self._decoded(odds[place]) for place, index in enumerate(batch)}
        return tuple(found[index] for index in range(len(pictures)))

    def _decoded(self, odds: NDArray[np.float32]) -> Read:
        import numpy as np

        text, each = _spelt(odds, self.characters)
        among = np.stack([odds[:, columns].sum(axis=1) for _, columns in self.alike], axis=1)
        figure, sure = _spelt(among, [one for one, _ in self.alike])
        return Read(text, each, figure, min(sure, default=0.0))


def _spelt(odds: NDArray[np.float32], characters: Sequence[str]) -> tuple[str, tuple[float, ...]]:
    """The characters and their odds by the rule of the model: the likeliest at each step, repetitions without a blank between them once."""
    import numpy as np

    best = odds.argmax(axis=1)
    kept = (best != _BLANK) & np.concatenate(([True], best[1:] != best[:-1]))
    each = tuple(float(odds[step, best[step]]) for step in np.flatnonzero(kept))
    return "".join(characters[index] for index in best[kept]), each


def _batches(order: Sequence[int], pictures: Sequence[Grey]) -> Iterator[list[int]]:
    batch: list[int] = []
    for index in order:
        if batch and (len(batch) + 1) * pictures[index].shape[1] > _BATCH:
            yield batch
            batch = []
        batch.append(index)
    if batch:
        yield batch


def _resized(line: Grey) -> Grey:
    import cv2

    height, width = line.shape
    wanted = max(_HEIGHT, -(-width * _HEIGHT // height // 8) * 8)
    resized: Grey = cv2.resize(
        line, (wanted if width * _HEIGHT >= wanted * height * 0.8 else max(1, round(width * _HEIGHT / height)), _HEIGHT)
    )
    return resized


@cache
def recogniser() -> Recogniser | None:
    """The installed model, opened once; None where there is none."""
    path = model_path()
    return None if path is None else Recogniser.open(path)
