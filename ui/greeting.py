"""What stands on the chat page before anything is asked: title, switches, greeting, examples, foot, each in both languages."""

from __future__ import annotations

from itertools import cycle

from ingest.agencies import agency_named
from ui.assistant import Answering


def _both(tag: str, chinese: str, english: str) -> str:
    """The same in both languages; page.css shows the one that the page is read in."""
    return f'<{tag} lang="zh-CN">{chinese}</{tag}><{tag} lang="en">{english}</{tag}>'


WELCOME = (
    '<section class="welcome">'
    + _both(
        "div",
        "<h2>想查年报里的什么数字？</h2><p>按机关和年度提问，答案直接取自政府信息公开工作年度报告，并标出原表位置。</p>"
        "<p><strong>查不了：</strong>个案进度、投诉、法律意见和评价。请拨打 12345（政务服务）或 12360（海关），或联系报告所列的公开机构。</p>",
        "<h2>Which figure of an annual report are you looking for?</h2><p>Name an office and a year. Answers come straight from the annual reports "
        "on government information disclosure, with the place where they are printed.</p>"
        "<p><strong>Not here:</strong> the progress of a case, complaints, legal advice, opinions. Call 12345 (public services) or 12360 (customs), "
        "or the office that the report names.</p>",
    )
    + '<p class="contact" hidden></p></section>'
)
TITLE = (
    '<header class="title"><h1>年报智答</h1><p>'
    + _both("span", "政府信息公开工作年度报告问答", "Answers from government annual reports")
    + '</p><p class="switches"><button type="button" data-switch="large" aria-pressed="false">'
    + _both("span", "大字", "Large type")
    + '</button><button type="button" data-switch="language"><span lang="zh-CN">English</span><span lang="en">中文</span></button></p></header>'
)
FOOT = (
    "<p>"
    + _both(
        "span",
        '每个数字都可核对原表；报告没有写明的，不作推测。 <a href="/accuracy">准确率</a> · <a href="/accessibility">无障碍说明</a>',
        "Every figure can be checked in the printed table; what no report states is not guessed. "
        '<a href="/accuracy?lang=en">Accuracy</a> · <a href="/accessibility?lang=en">Accessibility</a>',
    )
    + "</p>"
)

EXAMPLES = ("收到多少件政府信息公开申请？", "予以公开的占多少？", "不予公开多少件？", "有哪些问题和改进措施？")
ENGLISH = (
    "How many requests did {office} receive in {year}?",
    "What share of the requests did {office} disclose in full in {year}?",
    "How many requests did {office} refuse in {year}?",
    "How many administrative penalties did {office} impose in {year}?",
)


def examples(assistant: Answering) -> tuple[str, ...]:
    """Questions to begin with, in both languages, about the newest report of as many offices as there are; without a report none."""
    newest = {held.key.agency: held.key.year for held in sorted(assistant.reports(), key=lambda held: held.key.year)}
    offices = sorted(newest.items(), key=lambda office: -office[1])
    named = [(agency_named(agency).english, year) for agency, year in offices]
    english = [(office, year) for office, year in named if office]
    return (
        *(f"{agency}{year}年{question}" for question, (agency, year) in zip(EXAMPLES, cycle(offices), strict=False)),
        *(question.format(office=office, year=year) for question, (office, year) in zip(ENGLISH, cycle(english), strict=False)),
    )
