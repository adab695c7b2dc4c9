"""The title of a report: the lines that say whose report on which year a document is, however they are laid out."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ingest.agencies import agency_called, is_listed
from ingest.document import Paragraph
from ingest.labels import normal, simplified
from ingest.sections import is_furniture, is_heading
from ingest.tables.axes import table_marked_by

_DIGITS = str.maketrans("〇○零一二三四五六七八九OoΟ", "0001234567890" + "00")
YEAR = r"(?<!\d)(?:20\d\d(?!\d)|[二2][〇○零0OoΟ][一二三四五六七八九〇○零OoΟ\d]{2}(?=年))"
_NAME = r"[^,，。;；:：<>《》|?!]{0,40}?"
_SUBJECT = r"(?:政府信息|政务|信息)公开"
_REPORT = r"(?:年度)?(?:工作)?(?:情况)?(?:的)?(?:年度)?(?:工作)?(?:报告|年报)"
_END = r"(?:\((?P<remark>[^()]*)\))?(?:—{1,2}(?P<author>[^—]{2,40})|[-_|].{0,40}|的(?:公告|通告|公示))?"
_TITLES = (
    # 广州海关关区2023年…, 2019年上海市人民政府办公厅…
    rf"(?:关于)?(?:印发|发布|公布|报送)?(?P<before>{_NAME})(?:关于)?\(?(?P<year>{YEAR})(?:年度|年)?\)?(?:的)?(?P<behind>{_NAME})(?:的)?"
    rf"(?:年度)?{_SUBJECT}(?:工作)?(?:情况)?(?:的)?{_REPORT}{_END}",
    # 云溪市教育局政府信息公开工作年度报告(2023年度), …政府信息公开工作2023年度报告
    rf"(?P<before>{_NAME})(?P<behind>){_SUBJECT}(?:工作)?{_REPORT}\(?(?P<year>{YEAR})年?度?\)?{_END}",
    rf"(?P<before>{_NAME})(?P<behind>){_SUBJECT}(?:工作)?(?:情况)?\(?(?P<year>{YEAR})(?:年度|年)?\)?{_REPORT}{_END}",
    # 河包镇政府信息公开工作年度报告
    rf"(?P<before>{_NAME})(?P<year>)(?P<behind>)(?:年度)?{_SUBJECT}(?:工作)?{_REPORT}{_END}",
)
_FILE_NAMES = (
    *_TITLES,
    rf"(?P<before>\D{{2,40}}?)[-_]?(?P<year>{YEAR})(?![-.\d]).*(?P<behind>)(?P<remark>)(?P<author>)",
    rf"(?P<before>)(?P<year>{YEAR})年?度?(?P<behind>\D{{2,40}})(?P<remark>)(?P<author>)",
)
_NOT_ITS_OWN = re.compile(r"格式|模板|范文|样本|样例|通知|指南|目录|办法|解读|图解|一图读懂|半年|季度|\d月|月报")
_MODEL = re.compile(r"[×xX*＊某]{2}|[××＊]|某(?=[省市区县局])|\(机关名称\)|单位名称")
_LEADING = re.compile(r"^#+|^\*\*(?=.*\*\*$)|(?<=.)\*\*$|^(?:标题|名称|信息名称|文件名称|题名)[:：]")
_LINES = 3
"""A title fills up to three lines."""

_WIDEST = 160
"""Characters: the longest title met has 60."""

_SEARCHED = 300
"""Paragraphs from the top in which a title is looked for: navigation may fill hundreds of lines before it."""

_LONGEST = 40
"""Characters of the title of a model."""

_BRACKETED = re.compile(r"\((?P<scope>[^()]{1,16})\)$")
_OF_SCOPE = re.compile(r"本级|机关|关区|全[市区县省州旗国]|系统|含|隶属|所属|直属|市局|汇总|合计")
_SCOPES = ("本级机关", "机关本级", "本级", "关区", "全市", "全区", "全县", "全省", "全州", "全旗", "全系统")
_INSTITUTION = re.compile(
    r".*(政府|机关|海关|总署|办公室|办公厅|委员会|局|委|厅|署|部|院|所|处|队|站|中心|街道|办事处|镇|乡|苏木|会|社|行|校|学|馆|部门|系统|公司|集团|园区|开发区|新区|场)$"
)
_NO_NAME = re.compile(
    r"^(?:政府|各|我|本(?!溪)|其他|相关|有关|下属|主要|党政|[省市区县]级|工作|领导|内设|所属|新闻|服务|办事|网上|便民|数据|互动|信息)|^(?:省|市(?![中南北]区)|区|县|旗)|\d[月日/.:-]|发布|来源|时间|日期|浏览|点击|阅读|首页|当前|位置|返回|您|欢迎"
)
_SPAM = re.compile(r"娱乐|登录|登陆|赌|博彩|比分|棋牌|凯发|德赢|威尔士|官网|下载|APP|VWIN", re.IGNORECASE)
_NOISE = re.compile(r"(?<=[一-鿿])(?=[!-~]*[A-Za-z'\"`~@#$%^&*+=;?\\{}\[\]])(?![!-~]*20\d\d)[!-~]{2,}(?=[一-鿿])")
"""What forums mix into a text against copying: letters and marks between two Chinese characters."""


@dataclass(frozen=True, slots=True)
class Title:
    """A title as printed, with the index of the last paragraph that it fills; agency and year are '' where it has none."""

    text: str
    agency: str
    scope: str | None
    year: str
    last: int

    @property
    def is_full(self) -> bool:
        """Whether it names an office, or what looks like one, and a year."""
        return bool(self.year) and is_agency(self.agency)


def plain_year(printed: str) -> str:
    """What YEAR finds, in digits: 二〇二三, 2O23."""
    return printed.translate(_DIGITS)


def title_of(paragraphs: Sequence[Paragraph], name: str, period: int | None = None, cells: Sequence[str] = ()) -> Title | None:
    """The fullest title above the first section, completed by a table above it and by the file's name; None where there is none.

    Of several the one on the year of the period that the report states counts, else the last: the lists of a web page
    name other reports before it.
    """
    best = max(_titles(above_sections(paragraphs)), key=lambda title: _rank(title, period), default=None)
    if best is not None and best.is_full:
        return best
    listed = next((one for cell in cells if (one := read_title(cell, cell, -1)) is not None and one.is_full), None)
    named = listed if listed is not None and (best is None or best.year in ("", listed.year)) else named_by(name)
    if best is None or named is None:
        return best or named
    agency, scope = (best.agency, best.scope) if is_agency(best.agency) else (named.agency, named.scope or best.scope)
    return Title(best.text, agency, scope, best.year or named.year, best.last)


def _rank(title: Title, period: int | None) -> tuple[bool, int, bool, int]:
    return title.is_full, bool(title.agency) + bool(title.year), title.year == str(period), title.last


def above_sections(paragraphs: Sequence[Paragraph]) -> Sequence[Paragraph]:
    """The paragraphs above the first section or the first row of a table."""
    searched = paragraphs[:_SEARCHED]
    ends = (index for index, one in enumerate(searched) if is_heading(one.text) or table_marked_by(one.text) is not None)
    return searched[: next(ends, len(searched))]


def named_by(name: str) -> Title | None:
    """What the name of a file says of a report, its ending left out; None where it names no office."""
    named = read_title(re.sub(r"\.\w{2,5}$", "", normal(name)), name, -1, _FILE_NAMES)
    if named is None:
        return None
    parts = [agency_called(part) for part in re.split("[-_—·.]", named.agency)]
    agency = next((part for part in reversed(parts) if is_agency(part)), None)
    return None if agency is None else replace(named, agency=agency)


def is_model(text: str) -> bool:
    """Whether a line is the title of a model or an empty form, which names no office: ××局…, …格式, …范文."""
    plain = _clean(text)
    named = re.search(_SUBJECT, plain) and re.search("报告|年报", plain) and len(plain) <= _LONGEST and not re.search("[《〈,，。]", plain)
    return bool(named) and bool(_MODEL.search(plain) or re.search("格式|模板|范文|样本|样例", plain))


def _titles(paragraphs: Sequence[Paragraph]) -> Iterator[Title]:
    plain = [_clean(one.text) for one in paragraphs]
    around = [is_furniture(one.text) or ">" in text for one, text in zip(paragraphs, plain, strict=True)]
    for width in range(1, _LINES + 1):
        for start in range(len(paragraphs) - width + 1):
            text = "".join(plain[start : start + width])
            if len(text) > _WIDEST or any(around[start : start + width]) or "公开" not in text or not ("报告" in text or "年报" in text):
                continue
            printed = "".join(one.text.strip() for one in paragraphs[start : start + width])
            title = read_title(text, printed, start + width - 1)
            if title is not None and (width == 1 or not title.agency or is_agency(title.agency)):
                yield title


def _clean(text: str) -> str:
    """The text as its patterns expect it: half-width, simplified, without white space, marks around it and noise within it."""
    seen = "".join(one for one in text if unicodedata.category(one) not in ("Cf", "Co"))
    return _NOISE.sub("", _LEADING.sub("", simplified(normal(seen))))


def read_title(plain: str, printed: str, last: int, patterns: Sequence[str] = _TITLES) -> Title | None:
    """The title that a line is as a whole; None for any other line."""
    bare = _clean(plain).strip('《》"“”')
    found = next(filter(None, (re.fullmatch(pattern, bare) for pattern in patterns)), None)
    if found is None or _NOT_ITS_OWN.search(bare) or _MODEL.search(found["before"] + found["behind"]):
        return None
    agency, scope = _office(found["before"], found["behind"], bare)
    for other in (found["author"], found["remark"]):
        if not agency and other and is_agency(other):
            agency = agency_called(other)
    return Title(printed, agency, scope, plain_year(found["year"]), last)


def is_agency(name: str) -> bool:
    """Whether a name is listed or looks like the name of an office, and not like an advertisement."""
    return is_listed(name) or (bool(_INSTITUTION.match(name)) and not _SPAM.search(name) and not _NO_NAME.search(name))


def is_foreign(name: str) -> bool:
    """Whether a name is an advertisement in the place of an office's name, or no name at all."""
    return bool(_SPAM.search(name) or _NO_NAME.search(name)) or not re.search("[一-鿿]{2}", name)


def _office(before: str, behind: str, whole: str) -> tuple[str, str | None]:
    """The agency of a title that has words on both sides of its year: 淮安市2023年全市…, 淮安市2023年教育局…."""
    first, second = _agency_and_scope(before, whole), _agency_and_scope(behind, whole)
    if not before or not behind:
        return second if behind else first
    if not second[0]:
        return first[0], second[1] or first[1]
    joined = f"{before}{second[0]}"
    if is_listed(joined) or (before.endswith(("省", "市", "区", "县", "旗", "州")) and is_agency(second[0])):
        return agency_called(joined), second[1]
    return second if is_agency(second[0]) and not is_agency(first[0]) else first


def _agency_and_scope(text: str, whole: str = "") -> tuple[str, str | None]:
    """The agency's name, and what its title says that the figures cover.

    >>> _agency_and_scope("广州海关关区"), _agency_and_scope("福州海关(本级机关)"), _agency_and_scope("洪泽区人民政府")
    (('广州海关', '关区'), ('福州海关', '本级机关'), ('洪泽区人民政府', None))
    """
    name = text.strip('《》"“”·-_')
    if name.endswith("人民") and f"{name}政府信息" in whole:
        name += "政府"
    if (found := _BRACKETED.search(name)) is not None and _OF_SCOPE.search(found["scope"]):
        return _named(name[: found.start()]), found["scope"]
    if name == "全国海关":
        return "海关总署", "全国海关"
    for scope in _SCOPES:
        if name == scope or (name.endswith(scope) and is_agency(_named(name[: -len(scope)]))):
            return _named(name[: -len(scope)]), scope
    return _named(name), "系统" if name.endswith("系统") else None


def _named(name: str) -> str:
    return agency_called(name) if name else ""
