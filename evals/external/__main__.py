"""`python -m evals.external NAME --data FOLDER`: measure a public set and write its rows into published.json and evals/README.md."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from evals.external import cail, cmrc, drcd, outbreak, rgb
from evals.external.library import Library
from evals.external.measuring import Row, found_first, quoted_rightly, refused
from evals.external.published import publish, table
from evals.external.sets import Texts, UnusableData
from ingest.environment import settle_environment

SEARCHED = {"cmrc": cmrc.read, "drcd": drcd.read, "outbreak": outbreak.read}
"""Sets of one library, in which the right passage is to be found, and the sentence of it that answers."""

REFUSED = {"rgb": rgb.read, "cail": cail.read}
"""Sets in which each question has a document of its own, which may not answer it."""


def measured(name: str, texts: Texts, folder: Path) -> Iterator[Row]:
    """The rows of a set, whose texts are held and indexed in the folder."""
    library = Library.holding(texts.documents.items(), folder, whole=name in SEARCHED)
    if name in REFUSED:
        yield from refused(library, texts.questions)
        return
    ((_, passages),) = texts.documents.items()
    yield from found_first(library, texts.questions, passages)
    yield from quoted_rightly(library, texts.questions)


def main(arguments: list[str]) -> int:
    """Measure, print, and publish where that is asked for; 2 where the data are not there."""
    settle_environment()
    given = _parser().parse_args(arguments)
    try:
        texts = (SEARCHED | REFUSED)[given.set](given.data)
    except UnusableData as error:
        sys.stderr.write(f"{error}\n")
        return 2
    with TemporaryDirectory() as scratch:
        rows = [*measured(given.set, texts, given.held or Path(scratch))]
    sys.stdout.write("\n".join(table({given.set: rows})) + "\n")
    if given.publish:
        publish(given.set, rows)
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m evals.external", description="Public question sets put to our own search and abstention."
    )
    parser.add_argument("set", choices=[*SEARCHED, *REFUSED])
    parser.add_argument("--data", type=Path, required=True, help="folder with the files of the set; what is missing is named")
    parser.add_argument("--held", type=Path, help="folder that keeps the indexed texts for the next run")
    parser.add_argument("--publish", action="store_true", help="write the figures into evals/README.md")
    return parser


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
