"""What the commands say and how they end: results to stdout, sentences to stderr, one status for each end."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn, TypeVar

import click
from click.exceptions import Exit

from ingest.settings import Settings

if TYPE_CHECKING:
    from ingest.stores.archive import Archive
    from qa import Assistant

_Written = TypeVar("_Written")
FAILED, USAGE, STOPPED = 1, 2, 130


def opened_assistant(data_dir: Path | None) -> Assistant:
    """What answers, over what is held in this folder."""
    from qa import open_assistant

    return open_assistant(data_dir)


def opened_archive(settings: Settings) -> Archive:
    """What is held."""
    from ingest.stores.archive import Archive

    return Archive.open(settings.data_dir)


def archive_if_there(settings: Settings) -> Archive | None:
    """The archive, if there is one; a check makes none."""
    return opened_archive(settings) if (settings.data_dir / "archive.db").is_file() else None


def written(write: Callable[[], _Written], path: Path) -> _Written:
    """What the function that writes the file returns; why it could not write is a sentence."""
    from ui.export import NothingToWrite, UnknownKind

    try:
        return write()
    except UnknownKind as error:
        refuse(str(error))
    except NothingToWrite as error:
        fail(str(error))
    except OSError as error:
        fail(f"无法写入 {path}：{error.strerror}。")


def say(text: str) -> None:
    """Print a text to stdout."""
    print(text)


def dumped(record: object) -> str:
    """A record as one line of JSON."""
    return json.dumps(record, ensure_ascii=False)


def say_json(record: object) -> None:
    """Print a record."""
    say(dumped(record))


def say_lines(records: Iterable[object]) -> None:
    """Print records, one a line."""
    for record in records:
        say_json(record)


def end(failed: bool) -> None:
    """End with the status that says that some of it failed, if so."""
    if failed:
        raise Exit(FAILED)


def fail(sentence: str) -> NoReturn:
    """End with one sentence on stderr: what could not be done."""
    click.echo(sentence, err=True)
    raise Exit(FAILED)


def refuse(sentence: str) -> NoReturn:
    """End with one sentence on stderr: what was wrong with the command."""
    click.echo(sentence, err=True)
    raise Exit(USAGE)
