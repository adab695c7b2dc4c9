"""What the page calls things, in Chinese and in English."""

from __future__ import annotations

METRICS = {
    "exact_accuracy": "Figures right",
    "wrong_numbers": "Wrong numbers given (less is better)",
    "coverage": "Answered, of what can be answered",
    "clarification_accuracy": "Asked back rightly",
    "abstention_recall": "Abstained rightly",
    "false_abstentions": "Abstained wrongly (less is better)",
    "citation_accuracy": "Right place cited",
    "narrative_accuracy": "Quotations right",
    "caveat_accuracy": "Caveats given",
    "unit_accuracy": "Units right",
    "reason_accuracy": "Reason of abstention right",
    "citations_hold": "Cited places found again in the original",
    "receipts_hold": "Receipts computed again agree",
}
"""Every share of the scoreboard."""

KINDS = {
    "exact": ("数字题", "Figures"),
    "narrative": ("引文题", "Quotations"),
    "clarification": ("须反问的题", "To be asked back"),
    "abstention": ("应拒答的题", "Stated in no report"),
}

ANSWERS = {"exact": "数字 exact", "narrative": "引文 narrative", "clarification": "反问 clarification", "abstention": "拒答 abstention"}
"""What an answer of each kind is called."""

GROUPS = {
    "kind": ("按题型", "By kind"),
    "office": ("按机关", "By office"),
    "form": ("按报告格式版本", "By form"),
    "language": ("按提问语言", "By language of the question"),
    "carrier": ("按文件格式", "By carrier"),
    "table": ("按表", "By table"),
    "scene": ("按情形", "By scene"),
    "": ("按其他标签", "By other tags"),
}
"""What the prefix of a tag says; `kind` is that of the example, the last is for tags without one of these prefixes."""

_VALUES = {
    ("language", "zh"): ("中文", "Chinese"),
    ("language", "en"): ("英文", "English"),
    ("carrier", "pdf"): ("PDF", ""),
    ("carrier", "html"): ("网页", "HTML"),
    ("carrier", "docx"): ("Word", ""),
}
UNTAGGED = ("未标注", "Untagged")
ALL = ("合计", "All that can be answered")


def value(group: str, name: str) -> tuple[str, str]:
    """What a row of a group is called."""
    return KINDS[name] if group == "kind" else _VALUES.get((group, name), (name, ""))
