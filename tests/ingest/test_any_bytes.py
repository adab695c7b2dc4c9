"""Whatever bytes come: a reading or one sentence, and no number that nobody could see there. More of them: --hypothesis-profile=long."""

from __future__ import annotations

import re
import unicodedata
from io import BytesIO
from zipfile import ZipFile

from hypothesis import given
from hypothesis import strategies as st

from ingest.errors import IngestError
from ingest.forms.form_2019 import FORM_2019
from ingest.forms.form_2021 import FORM_2021
from ingest.pipeline import read_report
from ingest.reading import Reading
from samples import print_docx, print_html, print_text
from tests.ingest.layouts import HEADINGS, a_report

BEGINNINGS = (
    b"", b"%PDF-1.7\n", b"%PDF-1.4\n1 0 obj\n<<", b"PK\x03\x04", b"PK\x05\x06", b"<html>", b"<!doctype html><table>", b"\xef\xbb\xbf", b"\xff\xfe",
    b"\xfe\xff", b"MIME-Version: 1.0\nContent-Type: multipart/related\n\n", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"Rar!", b"\x1f\x8b",
)  # fmt: skip
NAMES = st.sampled_from(("a.pdf", "a.docx", "a.html", "a.htm", "a.txt", "a.md", "a", "广州海关2023年报.doc", ".pdf", "a.PDF.html"))
REPORT = a_report()
PACKAGE = ZipFile(BytesIO(print_docx(REPORT)))
DOCUMENT = "word/document.xml"
LABELS = tuple(label for form in (FORM_2019, FORM_2021) for line in (*form.table_three, *form.columns) for label in line.labels)
WORDS = st.one_of(
    st.sampled_from((*LABELS, *HEADINGS.values(), REPORT.title, "新收政府信息公开申请96件，办结90件。", "行政复议", "结果维持", "总计")),
    st.integers(-5, 99_999).map(str),
    st.sampled_from(("", " ", "/", "—", "0", "1，234", "22（其中16件）", "约30", "(一)", "3.", "#", "|", "\t", "　", "\u200b", "٣", "①")),
    st.text(st.characters(exclude_characters="<>&", exclude_categories=("Cs", "Cc")), max_size=6),
)
SPANS = st.sampled_from(("1", "2", "7", "0", "-1", "1000", "99999999999", "x", "", "٣", "1e9"))
TAGS = st.one_of(
    st.sampled_from(
        ("<table>", "</table>", "<tr>", "</tr>", "</td>", "<p>", "<br>", "<ul><li>", "<!--", "-->", "<thead>", "</div>", "<style>")
    ),
    st.builds('<{0} rowspan="{1}" colspan="{2}">'.format, st.sampled_from(("td", "th")), SPANS, SPANS),
)
ELEMENTS = st.one_of(
    st.builds(
        '<w:{0} w:val="{1}"/>'.format, st.sampled_from(("gridSpan", "vMerge", "numId", "ilvl", "vanish", "br", "tab", "tcW", "p")), SPANS
    ),
    st.sampled_from(
        ("<w:p>", "</w:p>", "<w:tc>", "</w:tc>", "</w:tr>", "<w:tr>", "</w:tbl>", "<w:tbl>", "<w:r>", "<w:sdt>", "<w:del>", "</w:del>")
    ),
)
Edit = tuple[int, str, str]


def edits(words: st.SearchStrategy[str]) -> st.SearchStrategy[list[Edit]]:
    """Places of a report and what is done there: a word or tag lost, doubled, put in, put instead, changed for the next one."""
    kinds = st.sampled_from(("lose", "double", "put", "instead", "swap"))
    return st.lists(st.tuples(st.integers(0, 10**6), kinds, words), min_size=1, max_size=8)


def edited(text: str, changes: list[Edit]) -> str:
    tokens = re.findall(r"<[^>]*>|[^<\n|\t]+|[\n|\t]", text)
    for place, kind, word in changes:
        at = place % (len(tokens) - 1)
        token, following = tokens[at : at + 2]
        done = {"lose": [following], "double": [token, token, following], "put": [token, word, following], "instead": [word, following]}
        tokens[at : at + 2] = done.get(kind, [following, token])
    return "".join(tokens)


def ended(name: str, content: bytes) -> Reading | None:
    """The reading, or None where one sentence says why there is none; the process around the reader tells of a nesting too deep."""
    try:
        return read_report(name, content)
    except IngestError as error:
        said = str(error)
    except RecursionError:
        return None
    assert said.rstrip("）").endswith(("。", "？"))
    assert "\n" not in said
    return None


def no_number_is_made_up(reading: Reading | None, text: str) -> None:
    seen = set(re.findall(r"\d+", unicodedata.normalize("NFKC", re.sub("<[^>]*>", "\n", text))))
    for fact in reading.facts if reading else ():
        assert fact.state != "number" or set(re.findall(r"\d+", unicodedata.normalize("NFKC", fact.printed))) <= seen, fact


@given(NAMES, st.sampled_from(BEGINNINGS), st.binary(max_size=300))
def test_any_bytes(name: str, beginning: bytes, rest: bytes) -> None:
    ended(name, beginning + rest)


@given(st.text(max_size=400), st.sampled_from(("utf-8", "gb18030", "utf-16", "big5")))
def test_any_text(text: str, encoding: str) -> None:
    ended("a.txt", text.encode(encoding, "ignore"))


@given(edits(WORDS), st.sampled_from(("tabs", "cells", "pipe")))
def test_any_words_in_a_text(changes: list[Edit], style: str) -> None:
    text = edited(print_text(REPORT, style), changes)
    no_number_is_made_up(ended("a.txt", text.encode()), text)


@given(edits(st.one_of(WORDS, TAGS)))
def test_any_tags_in_a_page(changes: list[Edit]) -> None:
    page = edited(print_html(REPORT).decode(), changes)
    no_number_is_made_up(ended("a.html", page.encode()), page)


@given(edits(st.one_of(WORDS, ELEMENTS)))
def test_any_markup_in_a_word_file(changes: list[Edit]) -> None:
    document = edited(PACKAGE.read(DOCUMENT).decode(), changes)
    written = BytesIO()
    with ZipFile(written, "w") as new:
        for name in PACKAGE.namelist():
            new.writestr(name, document if name == DOCUMENT else PACKAGE.read(name))
    no_number_is_made_up(ended("a.docx", written.getvalue()), document)


@given(
    st.text(st.characters(codec="ascii"), max_size=40),
    st.binary(max_size=60),
    st.sampled_from((DOCUMENT, "[Content_Types].xml", "mimetype")),
)
def test_any_package(name: str, content: bytes, beside: str) -> None:
    package = BytesIO()
    with ZipFile(package, "w") as written:
        written.writestr(beside, content)
        written.writestr(f"x{name}", content)
    ended("a.docx", package.getvalue())
