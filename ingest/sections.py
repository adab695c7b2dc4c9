"""The six sections of a report by their headings, and where the report ends and the page around it begins."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import replace

from ingest.document import Block, Paragraph
from ingest.labels import fold, normal, squeeze
from ingest.tables.axes import table_marked_by

TITLES = {
    1: "总体情况",
    2: "主动公开政府信息情况",
    3: "收到和处理政府信息公开申请情况",
    4: "政府信息公开行政复议、行政诉讼情况",
    5: "存在的主要问题及改进情况",
    6: "其他需要报告的事项",
}
_BY_WORDS = {fold(title): part for part, title in TITLES.items()}
_WORDINGS = {
    1: re.compile(r"(工作)?(总体|基本|工作基本|整体)情况|概述|概况"),
    2: re.compile(r"主动公开政府\w{2,8}情况"),
    3: re.compile(r"收到和?(处理|办理)政府信息公开申请\w{0,4}情况"),
    4: re.compile(r"\w{0,16}行政复议\w{0,4}(行政)?诉讼\w{0,4}情况"),
    5: re.compile(r"\w{0,12}存在的?(主要|突出)?(问题|困难|不足)\w{0,16}"),
    6: re.compile(r"其他(需要|需)?(报告|说明)的?(事项|情况|内容)"),
}
_NUMBERS = "一二三四五六"
_NUMBERED = re.compile(rf"#*\s*第?([{_NUMBERS}])\s*(?:[、.．]|部分)")
_LONGEST_HEADING = 45
_ITEM = r"(?:\([一二三四五六]\)|[1-9][.、])?"
_PROBLEMS = re.compile(rf"{_ITEM}.{{0,12}}?(?:存在|主要)的?(?:主要|突出)?(?:问题|困难|不足)")
_OTHERS = re.compile(rf"{_ITEM}(?:其他(?:需要|需)?(?:报告|说明)?的?(?:事项|情况)|.{{0,20}}信息(?:公开)?处理费)")
_SENTENCE = re.compile(r"[。；;！]$")
_FREE = (1, 5, 6)
"""The sections that hold no table: their headings vary freely, so a number in sequence is enough."""

_FURNITURE = re.compile(
    r"^(相关)?附件|\.(docx?|pdf|xlsx?|wps|ofd)$|^浏览(次数|量)|^(阅读|点击|访问)(次数|量|数)|^【?打印|^【?关闭|版权所有|ICP备|公网安备|网站标识码"
    r"|^上一[篇条]|^下一[篇条]|分享到|扫一扫|^主办(单位)?:|^承办(单位)?:|^责任编辑|^(信息|文章)?来源:|^关于我们|网站地图|^联系我们|设为首页"
    r"|加入收藏|^相关(链接|文档|稿件|解读|新闻|信息)|返回顶部|^无障碍|^技术支持|^(发布|公开|成文)(日期|时间):|^字(号|体)|^索引号|^您(的|当前)?(现在)?的?位置|^当前位置",
    re.IGNORECASE,
)
_LONGEST_FURNITURE = 60


def is_furniture(text: str) -> bool:
    """Whether a paragraph belongs to the page around the report: attachments, visit counts, footers."""
    plain = normal(text)
    return len(plain) <= _LONGEST_FURNITURE and "。" not in plain and bool(_FURNITURE.search(plain))


def is_heading(text: str) -> bool:
    """Whether a paragraph heads the first section of a report."""
    return _heading(text, 0) == 1


def divided(blocks: Sequence[Block]) -> tuple[tuple[int, Block], ...]:
    """The blocks of a report with the number of their section (0 before the first heading); headings and furniture are left out."""
    return tuple(_numbered(blocks))


def titles_in(blocks: Sequence[Block]) -> dict[int, str]:
    """The headings as printed, by the number of their section."""
    found: dict[int, str] = {}
    part = 0
    for block in _broken(blocks):
        if isinstance(block, Paragraph) and (heading := _heading(block.text, part)) is not None:
            part = heading
            found.setdefault(part, block.text.strip())
    return found


def regrouped(prose: Sequence[tuple[int, Paragraph]], titles: Container[int]) -> tuple[tuple[int, Paragraph], ...]:
    """The prose under its sections where the headings of five and six are lost and it stands behind table four.

    What begins with 存在的主要问题 belongs to five; what counts from （一） anew behind it, or names 其他事项, to six.
    """
    found: list[tuple[int, Paragraph]] = []
    lost, counted = 0, False
    for part, paragraph in prose:
        if part not in (3, 4) or 5 in titles:
            found.append((part, paragraph))
            continue
        plain = normal(paragraph.text)
        first, later = plain.startswith(("(一)", "1.", "1、")), plain.startswith(("(二)", "2.", "2、"))
        if lost == 0 and _PROBLEMS.match(plain):
            lost = 5
        elif lost == 5 and 6 not in titles and (_OTHERS.match(plain) or (counted and first)):
            lost = 6
        counted = counted or later
        found.append((lost or part, paragraph))
    return tuple(found)


def _numbered(blocks: Sequence[Block]) -> Iterator[tuple[int, Block]]:
    part = 0
    broken = tuple(_broken(blocks))
    last = max((index for index, block in enumerate(broken) if _holds_table(block)), default=-1)
    for index, block in enumerate(broken):
        heading = _heading(block.text, part) if isinstance(block, Paragraph) else None
        if heading is not None:
            part = heading
        elif isinstance(block, Paragraph) and is_furniture(block.text):
            if part == max(TITLES) and index > last:
                return
        elif not (isinstance(block, Paragraph) and not squeeze(block.text)):
            yield part, block


def _holds_table(block: Block) -> bool:
    """Whether a statutory table stands here: some print the tables as an appendix, behind section six (shanghai_stcsm_2024)."""
    if isinstance(block, Paragraph):
        return len(block.text) <= _LONGEST_HEADING and table_marked_by(block.text) is not None
    return any(table_marked_by(cell.text) is not None for cell in block.cells)


def _heading(text: str, current: int) -> int | None:
    """The section that a paragraph heads; by its words, or for the sections of prose by a number that is next."""
    plain = squeeze(text)
    if len(plain) > _LONGEST_HEADING or table_marked_by(text) == 3:
        return None
    found = _NUMBERED.match(plain)
    words = fold(plain[found.end() :]) if found else fold(plain.lstrip("#*").strip("*"))
    if found is None:
        part = _BY_WORDS.get(words)
        return None if part is None or normal(plain).startswith("(") else part
    named = next((part for part, wording in _WORDINGS.items() if wording.fullmatch(words)), None)
    number = _NUMBERS.index(found.group(1)) + 1
    if named is not None:
        return named
    return number if number == current + 1 and number in _FREE and words and not _SENTENCE.search(plain) else None


def _broken(blocks: Iterable[Block]) -> Iterator[Block]:
    """The blocks, with a heading of the form parted from the text that follows it in the same paragraph."""
    for block in blocks:
        found = _RUN_IN.match(block.text) if isinstance(block, Paragraph) else None
        if isinstance(block, Paragraph) and found and block.text[found.end() :].strip():
            yield replace(block, text=found.group().strip())
            yield replace(block, text=block.text[found.end() :])
        else:
            yield block


def _spaced(text: str) -> str:
    return r"\s*".join(map(re.escape, text))


_RUN_IN = re.compile("|".join(rf"\s*{_NUMBERS[part - 1]}\s*、\s*{_spaced(title)}\s*[:：。\n]" for part, title in TITLES.items()))
