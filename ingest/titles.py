"""Whose report on which year a document is: title, agency, scope, year and contact as its opening states them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from ingest.agencies import agency_named, is_listed
from ingest.document import Paragraph
from ingest.errors import UnknownAgency, UnknownYear
from ingest.labels import normal, simplified
from ingest.sections import is_furniture, is_heading

_DIGITS = str.maketrans("〇○零一二三四五六七八九", "000123456789")
_YEAR = r"(?<!\d)(?:20\d\d|[二2][〇○零0][一二三四五六七八九〇○零\d]{2})"
_NAME = r"[^,，。;；:：<>|?!]{0,40}?"
_REPORT = r"(?:年度)?(?:工作)?(?:情况)?(?:的)?(?:年度)?(?:报告|年报)"
_TITLES = (
    # 广州海关关区2023年…, 2019年上海市人民政府办公厅…
    rf"(?:附件\d*[:：]?)?(?:关于)?(?P<before>{_NAME})(?:关于)?(?P<year>{_YEAR})(?:年度|年)?(?:的)?(?P<behind>{_NAME})(?:的)?"
    rf"(?:年度)?(?:政府信息|政务|信息)公开(?:工作)?(?:情况)?(?:的)?{_REPORT}(?:\([^()]*\))?",
    # 云溪市教育局政府信息公开工作年度报告(2023年度), …政府信息公开工作2023年度报告
    rf"(?P<before>{_NAME})(?P<behind>)政府信息公开(?:工作)?{_REPORT}\(?(?P<year>{_YEAR})年?度?\)?",
    rf"(?P<before>{_NAME})(?P<behind>)政府信息公开(?:工作)?(?P<year>{_YEAR})年?{_REPORT}",
    # 河包镇政府信息公开工作年度报告
    rf"(?P<before>{_NAME})(?P<year>)(?P<behind>)(?:年度)?政府信息公开(?:工作)?{_REPORT}(?:\([^()]*\))?",
)
_FILE_NAMES = (
    *_TITLES,
    rf"(?P<before>\D{{2,40}}?)[-_]?(?P<year>{_YEAR})(?![-.\d]).*(?P<behind>)",
    rf"(?P<before>)(?P<year>{_YEAR})年度?(?P<behind>\D{{2,40}})",
)
_NOT_ITS_OWN = re.compile(r"格式|模板|范文|样本|通知|指南|目录|办法|解读|图解")
_LINES = 3
"""A title fills up to three lines."""

_SEARCHED = 60
"""Paragraphs from the top in which a title is looked for: navigation may fill dozens of lines before it."""

_BRACKETED = re.compile(r"\((?P<scope>[^()]{1,12})\)$")
_SCOPES = ("本级机关", "机关本级", "本级", "关区", "全市", "全区", "全县", "全省", "全系统")
_INSTITUTION = re.compile(
    r".*(政府|机关|海关|总署|办公室|办公厅|委员会|局|委|厅|署|部|院|所|处|队|站|中心|街道|办事处|镇|乡|苏木|会|社|行|校|学|馆|部门|系统|公司|集团)$"
)
_CONTACT = re.compile(r"(?:电话|传真|邮编|邮政编码)[:：]?[（(]?\d|(?:地址|邮箱|联系人)[:：]|\w@\w|请[^。]{0,40}联系")
_SENTENCES = re.compile(r"[^。！？]+[。！？]?[”）)]?")
_WHOLE = re.compile(
    r"(?P<scope>全[市区县省州旗镇乡])[^。;；,，]{0,20}?(?:受理|收到|新收|接收)[^。;；,，\d]{0,24}(?P<count>\d+)(?:余)?[件份宗起条]"
)
_PERIOD = re.compile(rf"({_YEAR})年1月1日")


@dataclass(frozen=True, slots=True)
class Title:
    """A title as printed, with the index of the last paragraph that it fills; agency and year are '' where it has none."""

    text: str
    agency: str
    scope: str | None
    year: str
    last: int


def title_of(paragraphs: Sequence[Paragraph], name: str) -> Title | None:
    """The fullest title above the first section, completed by the file's name; None where there is none.

    Of several the last one counts: the lists of a web page name the reports on other years before it.
    """
    above = (index for index, one in enumerate(paragraphs[:_SEARCHED]) if is_heading(one.text))
    found = _titles(paragraphs[: next(above, _SEARCHED)])
    best = max(found, key=lambda title: (bool(title.agency) + bool(title.year), title.last), default=None)
    if best is not None and best.agency and best.year:
        return best
    named = _read(simplified(re.sub(r"\.\w{2,5}$", "", normal(name))), name, -1, _FILE_NAMES)
    if named is not None and not _is_agency(named.agency):
        named = None
    if best is None or named is None:
        return best or named
    agency, scope = (best.agency, best.scope) if best.agency else (named.agency, named.scope)
    return Title(best.text, agency, scope, best.year or named.year, best.last)


def _titles(paragraphs: Sequence[Paragraph]) -> Iterator[Title]:
    for width in range(1, _LINES + 1):
        for start in range(len(paragraphs) - width + 1):
            window = paragraphs[start : start + width]
            if any(is_furniture(one.text) or ">" in one.text for one in window):
                continue
            title = _read(
                "".join(simplified(normal(one.text)) for one in window), "".join(one.text.strip() for one in window), start + width - 1
            )
            if title is not None and (width == 1 or _is_agency(title.agency)):
                yield title


def _read(plain: str, printed: str, last: int, patterns: Sequence[str] = _TITLES) -> Title | None:
    bare = re.sub(r"^#+|\*+", "", plain)
    found = next(filter(None, (re.fullmatch(pattern, bare) for pattern in patterns)), None)
    if found is None or _NOT_ITS_OWN.search(bare):
        return None
    agency, scope = _agency_and_scope(found["before"] or found["behind"])
    return Title(printed, agency, scope, found["year"].translate(_DIGITS), last)


def _is_agency(name: str) -> bool:
    return is_listed(name) or bool(_INSTITUTION.match(name))


def _agency_and_scope(text: str) -> tuple[str, str | None]:
    """The agency's name, and what its title says that the figures cover.

    >>> _agency_and_scope("广州海关关区"), _agency_and_scope("福州海关(本级机关)"), _agency_and_scope("洪泽区人民政府")
    (('广州海关', '关区'), ('福州海关', '本级机关'), ('洪泽区人民政府', None))
    """
    name = text.strip('《》"“”')
    if (found := _BRACKETED.search(name)) is not None:
        return name[: found.start()], found["scope"]
    if name == "全国海关":
        return "海关总署", "全国海关"
    for scope in _SCOPES:
        if name.endswith(scope) and _is_agency(name[: -len(scope)]):
            return name[: -len(scope)], scope
    return name, "系统" if name.endswith("系统") else None


def agency_of(title: Title, opening: Iterable[Paragraph]) -> str:
    """The agency's canonical name by the title, else by the listed agency that the opening names; raises UnknownAgency."""
    if _is_agency(title.agency):
        return agency_named(title.agency).name
    for paragraph in opening:
        found = re.search(
            r"(?:由|联系|请与|编制)(?P<agency>[^,，。;；:：(（]{2,24}?(?:人民政府|海关|局|委员会|厅))", normal(paragraph.text)
        )
        if found is not None and is_listed(found["agency"]):
            return agency_named(found["agency"]).name
    if title.agency:
        return agency_named(title.agency).name
    raise UnknownAgency(
        f"标题“{title.text}”里没有机关名称：应为“××局2024年政府信息公开工作年度报告”这样的标题。请在文件名中写明机关和年份后再试。"
    )


def year_of(title: Title, paragraphs: Sequence[Paragraph]) -> int:
    """The reported year by the title, else by the period that the opening states; raises UnknownYear."""
    if title.year:
        return int(title.year)
    periods = {found.translate(_DIGITS) for one in paragraphs for found in _PERIOD.findall(normal(one.text))}
    if len(periods) == 1:
        return int(periods.pop())
    raise UnknownYear(f"标题“{title.text}”里没有年份，正文也没有唯一的统计期限：应写明报告所属年度。请在文件名中写明机关和年份后再试。")


def contact_of(opening: Iterable[Paragraph]) -> str | None:
    """The sentences of the opening that say where to write or to call, as printed; None where there are none."""
    sentences = [found for one in opening for found in _SENTENCES.findall(one.text) if _CONTACT.search(normal(found))]
    return "".join(sentence.strip() for sentence in sentences) or None


def whole_scope(paragraphs: Iterable[Paragraph], received: str | None) -> str | None:
    """全市, 全区, 全县 where the prose counts as many requests for the whole as the table received; None elsewhere."""
    for paragraph in paragraphs:
        for found in _WHOLE.finditer(normal(paragraph.text)):
            if received is not None and found["count"] == received:
                return found["scope"]
    return None
