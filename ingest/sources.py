"""Where documents come from: a file, a folder, a ZIP, an address; each gives what it holds, one thing after the other."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from ingest.errors import UnreadableDocument
from ingest.found import Found, content_of, is_companion, is_shown
from ingest.outcome import Outcome
from ingest.packed import Packed
from ingest.zips import is_archive


class Source(Protocol):
    """What a person named, or a file in a folder that a person named."""

    @property
    def count(self) -> int:
        """How many documents it gives, as far as is known before they are fetched."""
        ...

    def found(self) -> Iterator[Found | Outcome]:
        """The documents in it, and a failed outcome for each that cannot be had."""
        ...


@dataclass(frozen=True, slots=True)
class File:
    """A file that is one document."""

    path: Path
    count: int = 1

    def found(self) -> Iterator[Found | Outcome]:
        """Its bytes, or a failed outcome."""
        try:
            yield Found(str(self.path), self.path.name, content_of(self.path))
        except UnreadableDocument as error:
            yield Outcome(str(self.path), "failed", error=str(error))


@dataclass(frozen=True, slots=True)
class Address:
    """An http(s) address of a report, of an archive of reports, or of a page that lists them; `local` allows this machine's own network."""

    address: str
    local: bool = False
    count: int = 1

    def found(self) -> Iterator[Found | Outcome]:
        """What it leads to, fetched one after the other."""
        # Loaded here: who reads files alone needs no network.
        from ingest.web.visit import found_at

        for one in found_at(self.address, local=self.local):
            if isinstance(one, Outcome):
                yield one
            else:
                yield from unpacked(one)


def opened(named: Iterable[Path | str], *, local: bool = False) -> tuple[Source, ...]:
    """The sources that these names stand for: folders walked and archives looked through, nothing read yet, each file once."""
    given = tuple(named)
    addresses = {name for name in given if isinstance(name, str) and name.startswith(("http://", "https://"))}
    files = {name: tuple(sources([Path(name)])) for name in given if name not in addresses}
    seen: set[Path] = set()
    found: list[Source] = []
    for name in dict.fromkeys(given):
        if name in addresses:
            found.append(Address(str(name), local))
        new = [path for path in files.get(name, ()) if path.absolute() not in seen]
        seen |= {path.absolute() for path in new}
        found += map(_source, new)
    return tuple(found)


def sources(paths: Iterable[Path]) -> Iterator[Path]:
    """The files that the paths name: folders walked in sorted order, hidden files and folders left out, each file once."""
    return iter({file.absolute(): file for path in paths for file in _files(path)}.values())


def _source(path: Path) -> Source:
    try:
        with path.open("rb") as file:
            return Packed.of(str(path), path) if is_archive(file) else File(path)
    except OSError:
        return File(path)  # which says why it cannot be opened


def unpacked(found: Found) -> Iterator[Found | Outcome]:
    """What an archive holds, or the document itself."""
    archive = is_archive(io.BytesIO(found.content))
    return Packed.of(found.source, found.content, found.url).found() if archive else iter((found,))


def _files(path: Path) -> Iterator[Path]:
    """The file itself or the files below the folder; a folder that cannot be opened comes itself, and is refused when it is read."""
    if not path.is_dir():
        yield path
        return
    try:
        below = sorted(path.iterdir())
    except OSError:
        yield path
        return
    names = [one.name for one in below]
    for one in below:
        if is_shown(one.name) and not (one.is_dir() and is_companion(one.name, names)):
            yield from _files(one)
