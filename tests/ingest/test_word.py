"""Word files as offices make them: every number is recovered, or said to be unread."""

from __future__ import annotations

import io
from random import Random
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.document import Document, Grid, Layout, Paragraph
from ingest.errors import DamagedDocument
from ingest.extract import extract_facts
from ingest.fact import Fact
from ingest.forms import Form
from ingest.forms.form_2019 import FORM_2019
from ingest.forms.form_2021 import FORM_2021
from ingest.readers import identify, read
from ingest.readers.media import DOCX
from ingest.readers.ooxml import W
from ingest.recognize import recognize
from samples import Print, SampleReport, invent, own_rows, print_docx
from samples.word_variants import (
    DOUBTFUL,
    WHOLE,
    Variant,
    as_saved_by_others,
    boxed,
    chopped,
    controlled,
    nested,
    noted,
    numbered,
    print_variant,
    reviewed,
    slivered,
    unspanned,
)  # fmt: skip

HOW = st.builds(Print, brackets=st.sampled_from(("full", "half")), mark=st.sampled_from((".", "、")))
REPORT = invent(Random(3))


def layout(content: bytes) -> Layout:
    return read(Document("0" * 64, "年报.docx", identify("年报.docx", content)), content)


def facts(content: bytes) -> tuple[Fact, ...]:
    return extract_facts(recognize(layout(content)))


def wrong(report: SampleReport, found: tuple[Fact, ...]) -> list[tuple[str, str | None, str, str | None]]:
    """The facts that are not as printed and do not say that they are unread."""
    figures = report.figures
    return [
        (fact.at.measure, fact.at.applicant, fact.printed, figures.get((fact.at.measure, fact.at.applicant)))
        for fact in found
        if fact.state != "unread" and fact.printed != (figures.get((fact.at.measure, fact.at.applicant)) or "")
    ]


def lost(report: SampleReport, found: tuple[Fact, ...]) -> set[tuple[str, str | None]]:
    return report.figures.keys() - {(fact.at.measure, fact.at.applicant) for fact in found if fact.state != "unread"}


@pytest.mark.parametrize(("seed", "variant"), tuple(enumerate(WHOLE)), ids=lambda one: getattr(one, "__name__", None))
def test_every_number_of_every_variant_comes_back(seed: int, variant: Variant) -> None:
    report = invent(Random(seed), (FORM_2019, FORM_2021)[seed % 2])
    found = facts(print_variant(report, variant))
    assert wrong(report, found) == []
    assert lost(report, found) == set()


@pytest.mark.parametrize(
    "variant", [numbered, nested, boxed, controlled, reviewed, chopped, slivered, unspanned, noted], ids=lambda variant: variant.__name__
)
def test_what_looks_the_same_on_paper_is_the_same_layout(variant: Variant) -> None:
    assert layout(print_variant(REPORT, variant)).blocks == layout(print_docx(REPORT)).blocks


@pytest.mark.parametrize("variant", DOUBTFUL, ids=lambda variant: variant.__name__)
def test_what_is_not_shown_is_unread_and_never_guessed(variant: Variant) -> None:
    assert wrong(REPORT, facts(print_variant(REPORT, variant))) == []


@settings(max_examples=8)
@given(st.integers(0, 100_000), st.sampled_from((FORM_2021, FORM_2019)), st.booleans(), HOW, st.sets(st.sampled_from(WHOLE), max_size=2))
def test_no_number_of_two_variants_together_is_wrong(seed: int, form: Form, own: bool, how: Print, variants: set[Variant]) -> None:
    lines = own_rows(FORM_2021, "申请人撤销申请", "转为咨询办理") if own and form is FORM_2021 else None
    report = invent(Random(seed), form, lines)
    ordered = [variant for variant in WHOLE if variant in variants]
    assert wrong(report, facts(print_variant(report, *ordered, how=how))) == []


@pytest.mark.parametrize("kind", ["docm", "dotx", "strict"])
def test_the_other_kinds_of_word_file_are_read_alike(kind: str) -> None:
    content = as_saved_by_others(print_docx(REPORT), kind)
    assert identify("年报", content) == DOCX
    assert layout(content).blocks == layout(print_docx(REPORT)).blocks


# --- numbers that stand in no text


def a_word_file(body: str, numbering: str = "", styles: str = "") -> bytes:
    """A file of the fewest parts."""
    kinds = {"document": body and f"<w:body>{body}</w:body>", "numbering": numbering, "styles": styles}
    space, relations = "http://schemas.openxmlformats.org", "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    related = "".join(f'<Relationship Id="r{kind}" Type="{relations}/{kind}" Target="{kind}.xml"/>' for kind in ("numbering", "styles"))
    main = f'<Relationship Id="r" Type="{relations}/officeDocument" Target="word/document.xml"/>'
    buffer = io.BytesIO()
    with ZipFile(buffer, "w", ZIP_DEFLATED) as package:
        for path, inner in (("_rels/.rels", main), ("word/_rels/document.xml.rels", related)):
            package.writestr(path, f'<Relationships xmlns="{space}/package/2006/relationships">{inner}</Relationships>')
        for kind, inner in kinds.items():
            package.writestr(f"word/{kind}.xml", f'<w:{kind} xmlns:w="{W[1:-1]}">{inner}</w:{kind}>')
    return buffer.getvalue()


def level(place: int, mark: str, kind: str = "decimal", start: int = 1) -> str:
    return f'<w:lvl w:ilvl="{place}"><w:start w:val="{start}"/><w:numFmt w:val="{kind}"/><w:lvlText w:val="{mark}"/></w:lvl>'


def listed(text: str, number: int = 1, place: int = 0) -> str:
    properties = f'<w:pPr><w:numPr><w:ilvl w:val="{place}"/><w:numId w:val="{number}"/></w:numPr></w:pPr>'
    return f"<w:p>{properties}<w:r><w:t>{text}</w:t></w:r></w:p>"


def a_list(levels: str, *lists: str) -> str:
    given = lists or ('<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>',)
    return f'<w:abstractNum w:abstractNumId="0">{levels}</w:abstractNum>{"".join(given)}'


def texts(content: bytes) -> list[str]:
    return [block.text for block in layout(content).blocks if isinstance(block, Paragraph)]


def test_levels_are_counted_under_those_above_them() -> None:
    levels = level(0, "%1、", "chineseCounting") + level(1, "（%2）", "chineseCounting") + level(2, "%3.") + level(3, "%3.%4", "decimal", 4)
    body = listed("a") + listed("b", 1, 2) + listed("c", 1, 2) + listed("d", 1, 3) + listed("e", 1, 1) + listed("f") + listed("g", 1, 1)
    assert texts(a_word_file(body, a_list(levels))) == ["一、a", "1.b", "2.c", "2.4 d", "（二）e", "二、f", "（一）g"]


def test_a_number_of_a_list_never_joins_the_number_in_the_text() -> None:
    assert texts(a_word_file(listed("26") + listed("件"), a_list(level(0, "%1")))) == ["1 26", "2 件"]


def test_a_list_that_begins_anew_and_one_that_goes_on() -> None:
    anew = '<w:num w:numId="2"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride></w:num>'
    goes_on = '<w:num w:numId="3"><w:abstractNumId w:val="0"/></w:num>'
    first = '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    body = listed("a") + listed("b") + listed("c", 2) + listed("d", 2) + listed("e", 3) + listed("f", 0) + listed("g", 9)
    assert texts(a_word_file(body, a_list(level(0, "%1."), first, anew, goes_on))) == ["1.a", "2.b", "5.c", "6.d", "7.e", "f", "g"]


def test_a_list_may_come_from_a_style_and_a_bullet_is_no_number() -> None:
    style = '<w:style w:styleId="{0}"><w:basedOn w:val="{1}"/><w:pPr>{2}</w:pPr></w:style>'
    styles = style.format("H2", "H1", "") + style.format("H1", "", '<w:numPr><w:numId w:val="1"/></w:numPr>')
    body = '<w:p><w:pPr><w:pStyle w:val="H2"/></w:pPr><w:r><w:t>总体情况</w:t></w:r></w:p>'
    assert texts(a_word_file(body, a_list(level(0, "%1、", "chineseCounting")), styles)) == ["一、总体情况"]
    assert texts(a_word_file(listed("a"), a_list(level(0, "\uf06c", "bullet")))) == ["a"]


# --- tables that say of themselves what is not so


def grid(rows: str) -> list[tuple[str, int, int, int, int]]:
    (found,) = layout(a_word_file(f"<w:tbl>{rows}</w:tbl>")).blocks
    assert isinstance(found, Grid)
    return [(cell.text, cell.row, cell.column, cell.row_span, cell.column_span) for cell in found.cells]


def row(*cells: tuple[str, str], properties: str = "") -> str:
    drawn = "".join(f"<w:tc><w:tcPr>{said}</w:tcPr><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>" for text, said in cells)
    return f"<w:tr><w:trPr>{properties}</w:trPr>{drawn}</w:tr>"


def test_a_merge_does_not_reach_over_a_row_that_is_not_merged() -> None:
    rows = (
        row(("甲", '<w:vMerge w:val="restart"/>'), ("1", "")) + row(("乙", '<w:gridSpan w:val="2"/>')) + row(("", "<w:vMerge/>"), ("2", ""))
    )
    assert grid(rows) == [("甲", 0, 0, 1, 1), ("1", 0, 1, 1, 1), ("乙", 1, 0, 1, 2), ("", 2, 0, 1, 1), ("2", 2, 1, 1, 1)]


def test_a_continued_cell_with_words_of_its_own_is_a_cell() -> None:
    rows = row(("甲", '<w:vMerge w:val="restart"/>'), ("1", "")) + row(("乙", "<w:vMerge/>"), ("2", ""))
    assert grid(rows)[2] == ("乙", 1, 0, 1, 1)


def test_cells_merged_the_old_way_and_rows_that_are_hidden() -> None:
    old = row(("甲", '<w:hMerge w:val="restart"/>'), ("", "<w:hMerge/>"), ("1", ""))
    hidden = row(("乙", ""), ("丙", ""), ("9", ""), properties="<w:hidden/>")
    assert grid(old + hidden) == [("甲", 0, 0, 1, 2), ("1", 0, 2, 1, 1)]


def test_a_body_that_unpacks_to_more_than_any_report_is_refused() -> None:
    with pytest.raises(DamagedDocument, match="64 MB"):
        layout(a_word_file("<w:p/>" * 12_000_000))
