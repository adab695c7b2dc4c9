"""The form of 国办公开办函〔2019〕60号 (trial), for the reports on 2019 and 2020."""

from __future__ import annotations

from ingest.forms import Entry, Form
from ingest.forms.shared import COLUMNS, OTHER_AS_ONE, ROWS_AFTER_OTHER, ROWS_BEFORE_OTHER, TABLE_FOUR

_DOCUMENT_COLUMNS = (("本年新制作数量", "newly_made"), ("本年新公开数量", "newly_disclosed"), ("对外公开总数量", "total_disclosed"))
_DOCUMENTS = (("规章", "regulations"), ("规范性文件", "normative"))
_ITEM_COLUMNS = (("上一年项目数量", "items_last_year"), ("本年增/减", "items_change"))
_ACTION_COLUMNS = (*_ITEM_COLUMNS, ("处理决定数量", "decisions"))
_ACTIONS = (
    ("第二十条第(五)项", "行政许可", "licensing"),
    ("第二十条第(五)项", "其他对外管理服务事项", "other_services"),
    ("第二十条第(六)项", "行政处罚", "penalties"),
    ("第二十条第(六)项", "行政强制", "coercion"),
)

FORM_2019 = Form(
    id="2019",
    notice="国办公开办函〔2019〕60号",
    table_two=(
        *(
            Entry(("第二十条第(一)项", document), (column,), f"{measure}.{aspect}")
            for document, measure in _DOCUMENTS
            for column, aspect in _DOCUMENT_COLUMNS
        ),
        *(
            Entry((item, action), (column,), f"{measure}.{aspect}")
            for item, action, measure in _ACTIONS
            for column, aspect in _ACTION_COLUMNS
        ),
        *(Entry(("第二十条第(八)项", "行政事业性收费"), (column,), f"fees.{aspect}") for column, aspect in _ITEM_COLUMNS),
        Entry(("第二十条第(九)项", "政府集中采购"), ("采购项目数量",), "procurement.items"),
        Entry(("第二十条第(九)项", "政府集中采购"), ("采购总金额",), "procurement.amount"),
    ),
    table_three=(*ROWS_BEFORE_OTHER, *OTHER_AS_ONE, *ROWS_AFTER_OTHER),
    columns=COLUMNS,
    table_four=TABLE_FOUR,
)
