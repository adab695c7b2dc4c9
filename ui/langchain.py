"""LangChain's doors: a retriever over the passages and a tool that asks the assistant, for chains and agents of others."""

from __future__ import annotations

from collections.abc import Callable

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever
from langchain_core.tools import StructuredTool

from qa import Assistant
from qa.sources import PassageSource


class PassageRetriever(BaseRetriever):
    """Finds passages of the reports; every document carries office, scope, year, section and page as metadata."""

    open_passages: Callable[[], PassageSource]
    """`Assistant.open_passages`: asked anew for every question, as another index may have been published."""

    limit: int = 10

    def _get_relevant_documents(self, query: str, *, run_manager: CallbackManagerForRetrieverRun) -> list[Document]:  # noqa: ARG002 -- LangChain's signature
        return [
            Document(
                page_content=hit.passage.passage.text,
                id=hit.passage.id,
                metadata={
                    **hit.passage.key._asdict(),
                    "section": hit.passage.passage.section,
                    "headings": list(hit.passage.passage.headings),
                    "page": hit.passage.passage.source.page,
                    "score": hit.score,
                },
            )
            for hit in self.open_passages().search(query, None, self.limit)
        ]


def ask_tool(assistant: Assistant) -> StructuredTool:
    """The tool `ask_annual_reports`: a question in, the answer object of INTERFACE.md out."""

    def ask_annual_reports(question: str, conversation: str | None = None) -> dict[str, object]:
        """Answer a question about Chinese annual reports on open government information, exactly and with citations.

        Pass the `conversation` of the last answer to ask a follow-up.
        """
        answer = assistant.ask(question, conversation)
        return {**answer.to_json(), "conversation": answer.conversation}

    return StructuredTool.from_function(ask_annual_reports)
