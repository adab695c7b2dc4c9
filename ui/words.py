"""The Chinese words that every face uses: table titles, caveats, states, places."""

from __future__ import annotations

from qa.answer import CaveatKind, Citation

TABLES = {2: "表二 主动公开政府信息情况", 3: "表三 收到和处理政府信息公开申请情况", 4: "表四 政府信息公开行政复议、行政诉讼情况"}
CAVEATS: dict[CaveatKind, str] = {
    "contradicted": "报告前后不一致",
    "computed": "计算得出",
    "blank": "报告留空",
    "missing": "数据不全",
    "forms_differ": "口径有变",
    "scope": "统计范围",
    "ocr": "扫描识别",
    "model": "模型参与",
}
STATES = {"number": "", "blank": "空", "not_applicable": "不适用", "unread": "未能识别"}
"""What a cell shows to a reader where it prints nothing itself."""
OUTCOMES = {"added": "新增", "updated": "更新", "unchanged": "已在库中，未变"}
EXACT = "由报告数据直接计算，非AI生成"
QUOTED = "摘自报告原文，非AI生成"
JOINED = "摘自报告原文，由AI连成句子"
PROPOSED = "问法由AI提出，答案不由AI给出"


def office_year(citation: Citation) -> str:
    """广州海关2023年."""
    return f"{citation.agency}{citation.year}年"


def place(citation: Citation) -> str:
    """The file, page and table or section, as people say it: 《广州海关2023.pdf》第5页 表三."""
    page = f"第{citation.page}页" if citation.page else ""
    where = TABLES[citation.table] if citation.table else f"第{citation.section}部分" if citation.section else ""
    return " ".join(part for part in (f"《{citation.document}》{page}", where, CAVEATS["ocr"] * citation.ocr) if part)


def labels(citation: Citation) -> str:
    """The printed labels of row and column: 三、本年度办理结果 › (六)其他处理 × 总计."""
    row, column = " › ".join(citation.row or ()), " › ".join(citation.column or ())
    return " × ".join(part for part in (row, column) if part)
