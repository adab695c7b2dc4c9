"""One request to an OpenAI-compatible address and its reply as checked JSON; whatever goes wrong is no reply, in five seconds at most."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Coroutine
from dataclasses import dataclass, field
from queue import Empty, SimpleQueue
from threading import BoundedSemaphore, Thread
from typing import Any

import httpx

_LOG = logging.getLogger(__name__)

SECONDS = 5.0
"""From the request to the last byte of the reply: so long does a person wait at most."""

LARGEST = 65_536
"""Bytes of a reply; what is longer is no reply to what was asked."""

AT_ONCE = 4
"""Requests under way at once: a slow model must never hold up the questions that need none."""

TOKENS = 1_200
"""The length of a reply that is asked for."""

_THINKING = "<think"


class NoReply(Exception):
    """The address gave no reply that can be used; the text says why, for the log alone."""


@dataclass(frozen=True)
class Model:
    """A model at an address such as http://127.0.0.1:8000/v1; the key is shown nowhere."""

    url: str
    name: str
    key: str | None = field(default=None, repr=False)
    seconds: float = SECONDS
    _free: BoundedSemaphore = field(default_factory=lambda: BoundedSemaphore(AT_ONCE), repr=False)

    def reply(self, task: str, data: dict[str, Any], schema: dict[str, Any]) -> dict[str, Any] | None:
        """The object with which the model replies to a task over data, unchecked but for being one; None where there is none."""
        if not self._free.acquire(blocking=False):
            return None
        try:
            return _object(_within(self.seconds, self._asked(_body(self.name, task, data, schema))))
        except NoReply as reason:
            _LOG.info("no reply of the model is used: %s", reason)
            return None
        finally:
            self._free.release()

    async def _asked(self, body: dict[str, Any]) -> bytes:
        """The body of the reply. The address alone is spoken to: no redirect is followed, no proxy used."""
        headers = {"accept-encoding": "identity", **({"authorization": f"Bearer {self.key}"} if self.key else {})}
        address = f"{self.url.rstrip('/')}/chat/completions"
        received = bytearray()
        async with (
            asyncio.timeout(self.seconds),
            httpx.AsyncClient(timeout=self.seconds, trust_env=False, follow_redirects=False) as client,
            client.stream("POST", address, json=body, headers=headers) as response,
        ):
            if response.status_code != httpx.codes.OK:
                raise NoReply(f"status {response.status_code}")
            async for piece in response.aiter_raw():
                received += piece
                if len(received) > LARGEST:
                    raise NoReply(f"more than {LARGEST} bytes")
        return bytes(received)


def _body(name: str, task: str, data: dict[str, Any], schema: dict[str, Any]) -> dict[str, Any]:
    said = [{"role": "system", "content": task}, {"role": "user", "content": json.dumps(data, ensure_ascii=False)}]
    form = {"type": "json_schema", "json_schema": {"name": "reply", "strict": True, "schema": schema}}
    return {"model": name, "messages": said, "temperature": 0, "max_tokens": TOKENS, "stream": False, "response_format": form}


def _within(seconds: float, asked: Coroutine[Any, Any, bytes]) -> bytes:
    """What is received, from a thread of its own: only so a resolver that hangs, too, holds nobody up."""
    received: SimpleQueue[bytes | NoReply] = SimpleQueue()

    def run() -> None:
        try:
            received.put(asyncio.run(asked))
        except (NoReply, httpx.HTTPError, httpx.InvalidURL, TimeoutError, OSError, ValueError) as error:
            received.put(NoReply(f"{type(error).__name__}: {error}"))

    Thread(target=run, name="model", daemon=True).start()
    try:
        found = received.get(timeout=seconds)
    except Empty:
        raise NoReply(f"nothing within {seconds} seconds") from None
    if isinstance(found, NoReply):
        raise found
    return found


def _object(received: bytes) -> dict[str, Any]:
    """The JSON object that the first choice holds. Raises NoReply for anything else, and for thoughts in it."""
    try:
        choice = json.loads(received)["choices"][0]
        content, ended = choice["message"]["content"], choice.get("finish_reason")
        if not isinstance(content, str) or _THINKING in content.lower() or ended not in (None, "stop"):
            raise NoReply(f"no whole reply: {ended}")
        found = json.loads(content)
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError) as error:
        raise NoReply(f"{type(error).__name__}: {error}") from error
    if not isinstance(found, dict):
        raise NoReply("no object")
    return found
