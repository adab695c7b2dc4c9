"""What the text around a title tells of a report: its office and year where the title has none, its contact, its scope."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from ingest.agencies import agency_called, is_listed, listed_agencies
from ingest.document import Document, Paragraph
from ingest.errors import UnknownAgency, UnknownYear
from ingest.labels import normal, simplified
from ingest.titles import YEAR, Title, is_agency, is_foreign, plain_year, read_title

_CONTACT = re.compile(
    r"(?:电话|传真|邮编|邮政编码|热线)(?:号码)?(?:是|为)?[:：]?[（(]?(?:\d{3,4}[)）-]|\d{5,}(?![\d余多]*[个次件通人]))|(?:地址|邮箱|联系人|电子邮件)[:：]|(?:地址|邮箱)(?:是|为|在)|\w@\w"
    r"|请[^。]{0,40}联系|联系[^。]{0,40}(?:\(\d{3,4}\)|\d{3,4}-)\d{7,8}|(?:来信|来函|信函|邮寄)[^。]{0,20}(?:至|到|地址)"
)
_SENTENCES = re.compile(r"[^。！？]+[。！？]?[”）)]?")
_WHOLE = re.compile(
    r"(?P<scope>全[市区县省州旗镇乡])[^。;；,，]{0,20}?(?:受理|收到|新收|接收)[^。;；,，\d]{0,24}(?P<count>\d+)(?:余)?[件份宗起条]"
)
# 自2021年1月1日起, and 自202111日起 where a page has lost its 年 and 月 (zhouwan_2021).
_PERIOD = re.compile(rf"(?<!\d)(?:({YEAR})年0?1月0?1日|(20\d\d)年?0?1月?0?1日?起)")
_OFFICE = r"[^,，。;；:：、(（)）《》〈〉“”\d]{2,24}?(?:人民政府|政府|海关|总署|局|委员会|厅|部|院|中心|办事处|街道|镇|乡|学校|大学|管委会|集团|公司|部门|系统)"
_CAPTION = re.compile(
    r"(?:(?:填报|编制|报送|发布|公开|制作)?(?:单位|机关|机构|主体)(?:名称)?[:：])?(?P<agency>[^,，。;；:：《》]{2,30}?)"
    + rf"(?:{YEAR}年?度?)?"
)
_COMPILED = re.compile(
    rf"(?:本(?:年度)?(?:年)?(?:报告|年报)?(?:是)?由|联系|请与|请向|梳理编制|编制单位[:：])(?P<agency>{_OFFICE})"
    rf"(?:[^,，。;；:：]{{0,14}}(?:办公室|办公厅|科|处|股))?(?=根据|按照|依据|依照|编制|联系|[,，。;；:：(（]|$)"
)
_NAMES_ITSELF = re.compile(
    rf"《(?P<whole>[^《》〈〉]{{4,60}}(?:报告|年报))》|(?:编制|公布|发布|形成|制作|公开|现将|梳理|总结)(?:了|的)?"
    rf"(?P<said>[^,，。;；《》〈〉]{{0,40}}?{YEAR}年?度?[^,，。;；《》〈〉]{{0,40}}?信息公开(?:工作)?(?:年度)?(?:工作)?(?:报告|年报))"
)
_DATE = re.compile(r"(?:\d{4}|[二2][〇○零0]\w\w)年\d{0,2}\w{0,3}月\w{0,4}日?")
_NEAR = 4
"""Lines below a title among which its office and year stand where they stand by themselves."""


def completed(title: Title | None, document: Document, opening: Sequence[Paragraph], everything: Sequence[Paragraph]) -> Title | None:
    """The title with the office that it lacks out of the text: captions, a name in 《》, who compiled it, who signed it.

    `opening` stands above the first section, `everything` is the prose of the report. None where nothing names it.
    """
    if title is None:
        return _without_title(document, opening, everything)
    if title.agency and not is_listed(title.agency) and (whole := _whole_name(title.agency, document, opening)) is not None:
        return replace(title, agency=whole)
    if is_agency(title.agency) or (title.agency and is_foreign(title.agency)):
        return title
    return replace(title, agency=_office_named(opening, everything) or title.agency)


def _whole_name(name: str, document: Document, opening: Sequence[Paragraph]) -> str | None:
    """The one listed agency of which the title prints only the end, as the text or the file's name says: 鼓楼区人民政府 of 南京市."""
    text = "".join((normal(document.name), *(normal(one.text) for one in opening)))
    found = [one.name for one in listed_agencies() if one.name.endswith(name) and one.name.removesuffix("人民政府") in text]
    return found[0] if len(found) == 1 else None


def _without_title(document: Document, opening: Sequence[Paragraph], everything: Sequence[Paragraph]) -> Title | None:
    """What a report without any title calls itself; its office and period where it says who compiled it and for which year."""
    full = next((one for one in _names_itself(opening) if one.is_full), None)
    if full is not None:
        return full
    agency, years = _office_named(opening, everything), _years(opening)
    return Title(document.name, agency, None, years.pop(), -1) if agency and len(years) == 1 else None


def _office_named(opening: Sequence[Paragraph], everything: Sequence[Paragraph]) -> str | None:
    named = (one.agency for one in _names_itself(opening))
    found = (*_captions(normal(one.text) for one in opening[:_NEAR]), *named, *_compilers(opening), *_signatures(everything))
    return next((agency_called(agency) for agency in found if is_agency(agency)), None)


def _captions(lines: Iterable[str]) -> Iterator[str]:
    """The offices that stand on a line of their own, in brackets or behind 单位:."""
    yield from (found["agency"] for line in lines if (found := _CAPTION.fullmatch(line.strip("()"))) is not None)


def _names_itself(paragraphs: Iterable[Paragraph]) -> Iterator[Title]:
    for paragraph in paragraphs:
        for found in _NAMES_ITSELF.finditer(simplified(normal(paragraph.text))):
            words = found["whole"] or found["said"]
            title = read_title(words, words, -1)
            if title is not None:
                yield title


def _compilers(paragraphs: Iterable[Paragraph]) -> Iterator[str]:
    for paragraph in paragraphs:
        for found in _COMPILED.finditer(simplified(normal(paragraph.text))):
            yield found["agency"]


def _signatures(paragraphs: Sequence[Paragraph]) -> Iterator[str]:
    """Offices on a line of their own above the date at the end."""
    lines = [normal(one.text) for one in paragraphs]
    for above, below in pairwise(lines):
        if _DATE.fullmatch(below) and len(above) <= 30 and re.fullmatch(_OFFICE, above):
            yield above


def agency_of(title: Title) -> str:
    """The agency's canonical name by the title; an office that nobody listed under the name printed. Raises UnknownAgency."""
    if is_agency(title.agency) or (title.agency and not is_foreign(title.agency)):
        return agency_called(title.agency)
    found = f"写的是“{title.agency}”，不像机关名称" if title.agency else "没有机关名称"
    raise UnknownAgency(
        f"标题“{title.text}”里{found}：应为“××局2024年政府信息公开工作年度报告”这样的标题，正文中也没有能确定的机关。请在文件名中写明机关和年份后再试。"
    )


def year_of(title: Title, paragraphs: Sequence[Paragraph]) -> int:
    """The reported year by the title, else by the period that the opening states; raises UnknownYear."""
    if title.year:
        return int(title.year)
    years = _years(paragraphs)
    if len(years) == 1:
        return int(years.pop())
    found = f"正文写了几个年份（{'、'.join(sorted(years))}）" if years else "正文也没有写统计期限"
    raise UnknownYear(f"标题“{title.text}”里没有年份，{found}：应写明报告所属年度。请在文件名中写明机关和年份后再试。")


def period_of(paragraphs: Sequence[Paragraph]) -> int | None:
    """The one year whose first of January the opening names as the begin of its period; None where it names none or several."""
    periods = _periods(paragraphs)
    return int(periods.pop()) if len(periods) == 1 else None


def _years(paragraphs: Sequence[Paragraph]) -> set[str]:
    return _periods(paragraphs) | {one.year for one in _names_itself(paragraphs) if one.year}


def _periods(paragraphs: Iterable[Paragraph]) -> set[str]:
    return {
        plain_year(next(filter(None, found.groups()))) for one in paragraphs for found in _PERIOD.finditer(simplified(normal(one.text)))
    }


def contact_of(opening: Iterable[Paragraph]) -> str | None:
    """The sentences that say where to write or to call, as printed; None where there are none."""
    sentences = [found for one in opening for found in _SENTENCES.findall(one.text) if _CONTACT.search(normal(found))]
    return "".join(sentence.strip() for sentence in sentences) or None


def whole_scope(paragraphs: Iterable[Paragraph], received: str | None) -> str | None:
    """全市, 全区, 全县 where the prose counts as many requests for the whole as the table received; None elsewhere."""
    for paragraph in paragraphs:
        for found in _WHOLE.finditer(normal(paragraph.text)):
            if received is not None and found["count"] == received:
                return found["scope"]
    return None
