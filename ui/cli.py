"""The command `nianbao`: every command of the interface; results to stdout, progress and log lines to stderr."""

from __future__ import annotations

import gc
import sys

import click

import ui  # noqa: F401  (sets the switches that libraries read while they are imported)
from ingest.errors import StoreError
from ui.commands import asking, checking, keeping, looking, reviewing, serving
from ui.commands.console import FAILED


class _Commands(click.Group):
    """Commands of one word and of two: `eval review` is one, so that `eval` goes on taking a question set."""

    def resolve_command(self, ctx: click.Context, args: list[str]) -> tuple[str | None, click.Command | None, list[str]]:
        return super().resolve_command(ctx, [name, *args[2:]] if (name := " ".join(args[:2])) in self.commands else args)


@click.group(cls=_Commands, help="年报智答：读政府信息公开工作年度报告，回答问题并注明出处。")
def app() -> None:
    """What all commands have in common: nothing."""


for command in (
    keeping.ingest,
    looking.reports,
    looking.facts,
    asking.ask,
    checking.check,
    checking.findings,
    checking.verdict,
    serving.serve,
    serving.mcp,
    serving.staff,
    serving.halt,
    serving.resume,
    asking.evaluate,
    reviewing.review,
    looking.export,
    keeping.remove,
    keeping.rebuild,
    keeping.backup,
    keeping.restore,
    keeping.doctor,
    asking.receipt,
):
    app.add_command(command)


def main() -> None:
    """Run the command line; what a store cannot do becomes one sentence and status 1."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    try:
        app()
    except StoreError as error:
        click.echo(str(error), err=True)
        sys.exit(FAILED)
    except BrokenPipeError:
        # The reader of the pipe (head, less) has enough; nothing may be flushed into it any more.
        sys.stdout = None
        sys.exit(0)
    finally:
        # The process ends: to look through all that it imported for garbage takes a tenth of a second.
        gc.freeze()


if __name__ == "__main__":
    main()
