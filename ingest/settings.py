"""Where things are kept, which models embed and reword, what may be fetched: one frozen Settings, read once."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path

import platformdirs

KEPT = 180
"""Days for which what readers say is kept where NIANBAO_KEEP_DAYS says nothing else."""

_YES = ("1", "true", "yes", "on")


@dataclass(frozen=True, slots=True)
class ChatModel:
    """A language model behind an OpenAI-compatible address (the part before /chat/completions); the key is printed nowhere."""

    url: str
    name: str
    key: str | None = field(default=None, repr=False)

    @classmethod
    def read(cls) -> ChatModel | None:
        """The model of NIANBAO_LLM_URL, NIANBAO_LLM_MODEL and NIANBAO_LLM_KEY; None where no address is set."""
        url, name, key = (os.environ.get(name, "").strip() for name in ("NIANBAO_LLM_URL", "NIANBAO_LLM_MODEL", "NIANBAO_LLM_KEY"))
        return cls(url, name, key or None) if url else None

    @property
    def problem(self) -> str | None:
        """What keeps the model from being asked, as a sentence; None where nothing does."""
        if re.match(r"https?://[^/?#\s]+", self.url) is None:
            return "NIANBAO_LLM_URL 应是以 http:// 或 https:// 开头的网址（/chat/completions 之前的部分）；现在不使用语言模型。"
        if not self.name:
            return "设置了 NIANBAO_LLM_URL，但没有用 NIANBAO_LLM_MODEL 指明模型；现在不使用语言模型。"
        if find_spec("httpx") is None:
            return "设置了 NIANBAO_LLM_URL，但没有安装 httpx；请运行 pip install nianbao[llm]。现在不使用语言模型。"
        return None

    @property
    def host(self) -> str:
        """The host and port that are spoken to, without what an address may hold of names and passwords."""
        return re.sub(r"^\w*://|[/?#].*", "", self.url).rpartition("@")[2]


@dataclass(frozen=True, slots=True)
class Settings:
    """The folder that holds everything the program keeps, and the embedding model; None is the default model.

    `allow_local_addresses` lets reports be fetched from this machine and the local network. `chat` is the model that may
    reword questions and join quotations; without it no text is sent anywhere. `keep_days` is how long feedback and
    unanswered questions are kept; 0 keeps none. `proxies` are the addresses of proxies that are believed when they
    say for whom they ask; `identity_header` is where such a one names the member of staff whom it has recognised.
    `frame_parents` are the origins of the pages that may show the chat in a frame.
    """

    data_dir: Path
    embedding_model: str | None = None
    allow_local_addresses: bool = False
    chat: ChatModel | None = None
    keep_days: int = KEPT
    identity_header: str = ""
    proxies: tuple[str, ...] = ()
    frame_parents: tuple[str, ...] = ()

    @property
    def problem(self) -> str | None:
        """What keeps a setting from being followed, as a sentence; None where nothing does."""
        if self.identity_header and not self.proxies:
            return (
                "设置了 NIANBAO_IDENTITY_HEADER，但没有用 NIANBAO_TRUSTED_PROXIES 指明受信任的代理；"
                "现在不按该请求头识别工作人员，只能用账号登录。"
            )
        return None

    @classmethod
    def read(cls, data_dir: Path | None = None, *, allow_local: bool = False) -> Settings:
        """The settings: what is passed, else what the variables NIANBAO_… of the environment say (README).

        The data lie in `nianbao` in the user's data folder where nothing else is said.
        """
        named = os.environ.get("NIANBAO_DATA_DIR", "").strip()
        folder = data_dir or (Path(named) if named else platformdirs.user_data_path("nianbao"))
        model = os.environ.get("NIANBAO_EMBEDDING_MODEL", "").strip() or None
        local = allow_local or os.environ.get("NIANBAO_ALLOW_LOCAL_ADDRESSES", "").strip().lower() in _YES
        days = os.environ.get("NIANBAO_KEEP_DAYS", "").strip()
        header = os.environ.get("NIANBAO_IDENTITY_HEADER", "").strip()
        proxies = tuple(os.environ.get("NIANBAO_TRUSTED_PROXIES", "").replace(",", " ").split())
        framing = tuple(os.environ.get("NIANBAO_FRAME_PARENTS", "").replace(",", " ").split())
        kept = int(days) if days.isdecimal() else KEPT
        return cls(folder.expanduser().absolute(), model, local, ChatModel.read(), kept, header, proxies, framing)
