"""The form of 国办公开办函〔2021〕30号, for the reports from 2021 on."""

from __future__ import annotations

from ingest.forms import Entry, Form
from ingest.forms.shared import COLUMNS, OTHER_IN_PARTS, ROWS_AFTER_OTHER, ROWS_BEFORE_OTHER, TABLE_FOUR

_DOCUMENT_COLUMNS = (("本年制发件数", "issued"), ("本年废止件数", "repealed"), ("现行有效件数", "in_force"))
_DOCUMENTS = (("规章", "regulations"), ("行政规范性文件", "normative"))
_DECISIONS = (
    ("第二十条第(五)项", "行政许可", "licensing"),
    ("第二十条第(六)项", "行政处罚", "penalties"),
    ("第二十条第(六)项", "行政强制", "coercion"),
)

FORM_2021 = Form(
    id="2021",
    notice="国办公开办函〔2021〕30号",
    table_two=(
        *(
            Entry(("第二十条第(一)项", document), (column,), f"{measure}.{aspect}")
            for document, measure in _DOCUMENTS
            for column, aspect in _DOCUMENT_COLUMNS
        ),
        *(Entry((item, action), ("本年处理决定数量",), f"{measure}.decisions") for item, action, measure in _DECISIONS),
        Entry(("第二十条第(八)项", "行政事业性收费"), ("本年收费金额(单位:万元)",), "fees.amount"),
    ),
    table_three=(*ROWS_BEFORE_OTHER, *OTHER_IN_PARTS, *ROWS_AFTER_OTHER),
    columns=COLUMNS,
    table_four=TABLE_FOUR,
)
