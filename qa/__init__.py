"""Answer questions about the reports, exactly and with citations.

Question ─link─▶ Mentions ─parse─▶ Frame ─build─▶ Plan ─execute─▶ Result ─compose─▶ Answer
"""

from qa.answer import Answer
from qa.assistant import Assistant
from qa.wiring import open_assistant

__all__ = ["Answer", "Assistant", "open_assistant"]
