"""Programs of LangChain get the same passages and the same answers as a person."""

from __future__ import annotations

from qa import Assistant
from ui.langchain import PassageRetriever, ask_tool


def test_the_tool_gives_the_answer_object(assistant: Assistant) -> None:
    answer = ask_tool(assistant).invoke({"question": "广州海关2023年申请人撤销申请多少件"})
    assert (answer["kind"], answer["values"][0]["value"], answer["citations"][0]["printed"]) == ("exact", "26", "26")
    assert answer["receipt"] == assistant.ask("广州海关2023年申请人撤销申请多少件").receipt


def test_the_retriever_finds_the_passage_with_its_place(assistant: Assistant) -> None:
    found = PassageRetriever(open_passages=assistant.open_passages, limit=3).invoke("福州海关2024年接听热线电话")
    first = found[0]
    assert "10289" in first.page_content
    assert (first.metadata["agency"], first.metadata["year"], first.metadata["section"]) == ("福州海关", 2024, 1)
    assert len(found) == 3
