"""The chat page: Gradio lays it out, one handler asks and renders."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from html import escape, unescape
from typing import Any
from urllib.parse import quote

import gradio as gr

from ingest.errors import StoreError
from qa.answer import Answer
from qa.linking.question import Question
from ui.evidence import Surroundings, answer_html, lead_html
from ui.greeting import FOOT, TITLE, WELCOME, examples
from ui.heard import TURNS
from ui.render import answer_text
from ui.words import words, words_of

LONGEST = 500
"""Characters of a question; the browser holds to it, the handler checks it."""
DAY = 86_400
"""Seconds after which a conversation that was left alone is forgotten."""
SESSIONS = 1_000
"""Pages whose conversation is remembered; the one unused for longest is forgotten first, so that a flood of pages cannot fill the memory."""
KEPT = 100
"""Messages of a conversation that stay on the page: one that is never left must not fill the memory of the server."""
FONTS = ["PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "Noto Sans SC", "sans-serif"]
ASKED = '<div class="asked">'
TAKEN = ("xlsx", "csv", "html")
"""An answer as a file, by its ending."""
Ask = Callable[[str, str | None], Answer]
Message = dict[str, Any]
Messages = list[Message]
Update = tuple[Any, ...]


def theme() -> gr.themes.Base:
    """Colours with enough contrast in light and dark, and fonts that the reader's machine has."""
    return gr.themes.Base(primary_hue="blue", neutral_hue="slate", font=FONTS, font_mono=FONTS).set(
        block_label_text_color="*neutral_800",
        block_title_text_color="*neutral_800",
        body_text_color_subdued="*neutral_600",
        body_text_color_subdued_dark="*neutral_300",
        input_placeholder_color="*neutral_500",
        button_primary_background_fill="*primary_700",
        button_primary_background_fill_hover="*primary_800",
        button_primary_text_color="white",
    )


def asked(question: str) -> Message:
    """What the reader asked, as a message; HTML, so that no Markdown in it is carried out."""
    return {"role": "user", "content": f"{ASKED}{escape(' '.join(question.split()))}</div>"}


def _questions(messages: Messages) -> str:
    """What was asked so far, a turn a line: what a link holds, so that a follow-up is asked again in its place."""
    said = (str(message["content"]) for message in messages if message["role"] == "user")
    return "\n".join(unescape(text.removeprefix(ASKED).removesuffix("</div>")) for text in said)


def replied(answer: Answer, evidence: str | None, actions: str = "", following: tuple[str, ...] = ()) -> Message:
    """The answer as a message, with what may be asked next as buttons; without evidence while that is still being drawn."""
    if evidence is None:
        return {"role": "assistant", "content": lead_html(answer)}
    said = words_of(answer)
    near = f'<p class="near">{said.say("instead" if answer.suggestions else "next")}</p>' if answer.suggestions or following else ""
    options = [{"value": text, "label": text} for text in answer.choices or answer.suggestions or following]
    return {
        "role": "assistant",
        "content": lead_html(answer) + _one_line(evidence + actions + near),
        "options": options,
    }


def _actions(answer: Answer, asked_so_far: str, *, heard: bool) -> str:
    """What can be done with an answer: taken along with its places, sent on as a link that asks again, judged."""
    say = words_of(answer).say
    copied, link = escape(answer_text(answer)), escape(f"/?q={quote(asked_so_far)}")
    copy = f'<button type="button" data-copy="{copied}">{say("copy")}</button><button type="button" data-copy-link="{link}">{say("copy_link")}</button>'
    # Shown by page.js where this machine has a voice of its own for the language.
    read = f'<button type="button" data-read="{words_of(answer).language}" hidden>{say("read")}</button>'
    judge = _judge(answer, asked_so_far) if heard and answer.kind != "clarification" else ""
    return f'<div class="actions">{copy if answer.citations else ""}{read}{_files(answer, asked_so_far)}{judge}</div>'


def _files(answer: Answer, asked_so_far: str) -> str:
    """The answer as files: one that was computed by its receipt, another by the questions that led to what it quotes."""
    by_questions = f"/api/quotations.{{kind}}?turns={quote(asked_so_far)}" if answer.citations and asked_so_far.count("\n") < TURNS else ""
    address = f"/api/receipts/{answer.receipt}.{{kind}}?question={quote(answer.question)}" if answer.receipt else by_questions
    say = words_of(answer).say
    return "".join(f'<a href="{escape(address.format(kind=kind))}" target="_blank">{say(kind)}</a>' for kind in TAKEN if address)


def _judge(answer: Answer, asked_so_far: str) -> str:
    """The buttons by which a reader says what an answer was worth."""
    say = words_of(answer).say
    said = {"turns": asked_so_far.split("\n")[-TURNS:], "kind": answer.kind, "reply": answer.text[:4000], "receipt": answer.receipt}
    return (
        f'<span class="judge" role="group" aria-label="{say("judge")}" data-said="{escape(json.dumps(said, ensure_ascii=False))}">'
        f'<button type="button" data-useful="true">{say("useful")}</button><button type="button" data-useful="false">{say("useless")}</button></span>'
    )


def refused(sentence: str) -> Message:
    """Why there is no answer now, as a message."""
    return {"role": "assistant", "content": f'<div class="answer"><p class="lead">{escape(sentence)}</p></div>'}


def _let_go(question: str) -> Message:
    """That what was said before on this page is not remembered."""
    return refused(words(Question.read(question).language).say("let_go"))


def _one_line(html: str) -> str:
    # A line break would end the HTML block, and the rest would be read as Markdown.
    return html.replace("\r", "").replace("\n", "&#10;")


class Conversation:
    """The handlers of the page: a question in, the growing outputs (chat, conversation, messages) out.

    The conversation is None where the server has forgotten the page: opening it made it empty.
    """

    def __init__(self, around: Surroundings, ask: Ask) -> None:
        self._around, self._ask = around, ask

    def typed(self, question: str, conversation: str | None, messages: Messages) -> Iterator[Update]:
        """The reply to what was typed."""
        if len(question) > LONGEST:
            gr.Warning(words(Question.read(question).language).say("too_long", most=LONGEST, count=len(question)))
        elif question:
            yield from self._reply(question, conversation, messages)

    def example(self, event: gr.SelectData, conversation: str | None, messages: Messages) -> Iterator[Update]:
        """The reply to an example, which stands only where nothing was said."""
        yield from self._reply(str(event.value["text"]), conversation or "", messages)

    def choice(self, event: gr.SelectData, conversation: str | None, messages: Messages) -> Iterator[Update]:
        """The reply to one of the questions that the answer before it offered."""
        yield from self._reply(str(event.value), conversation, messages)

    def linked(self, request: gr.Request, conversation: str | None, messages: Messages) -> Iterator[Update]:
        """The replies to the questions in the page's own address (?q=…), a turn a line."""
        conversation = conversation or ""
        turns = [turn.strip()[:LONGEST] for turn in str(request.query_params.get("q", "")).splitlines() if turn.strip()]
        if not turns:
            yield gr.skip(), gr.skip(), gr.skip()
        for turn in turns[:TURNS]:
            for shown, after, all_messages in self._reply(turn, conversation, messages):
                conversation = after if isinstance(after, str) else conversation
                yield shown, after, all_messages

    def _reply(self, question: str, conversation: str | None, messages: Messages) -> Iterator[Update]:
        """The list of messages grows in place: another question may be asked and answered while this answer is being drawn."""
        said = asked(question)
        before = [_let_go(question)] if conversation is None and not messages else messages[2 - KEPT :]
        messages[:] = [*before, said]
        questions = _questions(messages)
        yield list(messages), gr.skip(), messages
        try:
            answer = self._ask(question, conversation or None)
        except StoreError as error:
            yield _behind(messages, said, refused(str(error))), gr.skip(), messages
            return
        lead = replied(answer, None)
        yield _behind(messages, said, lead), answer.conversation, messages
        actions = _actions(answer, questions, heard=self._around.hearing is not None)
        whole = replied(answer, answer_html(answer, self._around), actions, self._around.assistant.following(answer))
        yield _instead(messages, lead, whole), gr.skip(), messages


def _behind(messages: Messages, said: Message, reply: Message) -> Messages:
    """The messages with the reply behind its question; as they are where the conversation was begun anew meanwhile."""
    messages[:] = [one for old in messages for one in ((old, reply) if old is said else (old,))]
    return list(messages)


def _instead(messages: Messages, lead: Message, reply: Message) -> Messages:
    messages[:] = [reply if old is lead else old for old in messages]
    return list(messages)


def page(around: Surroundings, ask: Ask, below: str = "") -> gr.Blocks:
    """The page; `below` is HTML that stands under the chat."""
    talk = Conversation(around, ask)
    blocks = gr.Blocks(title="年报智答", analytics_enabled=False, fill_height=True)
    with blocks:
        gr.Markdown(TITLE, sanitize_html=False, elem_id="title")
        # The sanitizer would take aria-current out of the tables; everything shown is escaped, and the policy of headers.py stands behind it.
        chat = gr.Chatbot(
            label="问答", show_label=False, height="auto", elem_id="chat", buttons=[], layout="bubble", sanitize_html=False, allow_tags=False,
            latex_delimiters=[], placeholder=WELCOME, examples=[{"text": text} for text in examples(around.assistant)], feedback_options=None, autoscroll=False, scale=1,
        )  # fmt: skip
        with gr.Row(elem_id="ask", equal_height=True):
            box = gr.Textbox(
                placeholder="请输入问题", label="您的问题", show_label=False, container=False, max_length=LONGEST,
                autofocus=True, lines=1, max_lines=4, scale=8, submit_btn="提问", elem_id="question",
            )  # fmt: skip
            fresh = gr.Button("新对话", scale=0, min_width=88, elem_id="fresh")
        gr.Markdown(FOOT + below, sanitize_html=False, elem_id="foot")
        question, conversation, messages = gr.State("", time_to_live=DAY), gr.State(None, time_to_live=DAY), gr.State([], time_to_live=DAY)
        outputs = [chat, conversation, messages]
        wired: dict[str, Any] = {"concurrency_limit": 8, "api_visibility": "private", "show_progress": "hidden", "outputs": outputs}
        # The box is emptied once, at once, and is no output of the answer: the reader may be typing the next question meanwhile.
        # Each question is answered, though the tables of the one before are still being drawn: by default it would be dropped.
        sent = box.submit(_taken, box, [box, question], api_visibility="private", queue=False, trigger_mode="multiple")
        sent.then(talk.typed, [question, conversation, messages], trigger_mode="multiple", **wired)
        chat.example_select(talk.example, [conversation, messages], **wired)
        chat.option_select(talk.choice, [conversation, messages], **wired)
        blocks.load(_opened, conversation, conversation, api_visibility="private", queue=False, show_progress="hidden")
        blocks.load(talk.linked, [conversation, messages], **wired)
        fresh.click(_emptied, messages, outputs, api_visibility="private", queue=False)
    blocks.state_session_capacity = SESSIONS
    blocks.queue(max_size=200, default_concurrency_limit=8, api_open=False)
    return blocks


def _opened(conversation: str | None) -> str:
    return conversation or ""


def _taken(typed: str) -> tuple[str, str]:
    return "", typed.strip()


def _emptied(messages: Messages) -> Update:
    messages.clear()
    return [], "", messages
