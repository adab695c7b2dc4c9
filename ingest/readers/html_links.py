"""The title of a page, and where it leads: links with the words around them, embedded documents, a refresh."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from selectolax.lexbor import LexborHTMLParser, LexborNode

from ingest.readers.encoding import decode

_EMBEDDED = (("iframe", "src"), ("embed", "src"), ("object", "data"))
_ENTRIES = frozenset(("li", "tr", "dd", "p"))
_LONGEST_ENTRY = 200
_REFRESH = re.compile(r"\s*(\d+)\s*[;,]\s*url\s*=\s*['\"]?([^'\"]+)", re.I)
_SOON = 5
_SPACE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Link:
    """Where a page leads: the address as written, its own words (its title attribute where that says more), and its entry's words."""

    href: str
    text: str
    entry: str = ""


@dataclass(frozen=True, slots=True)
class Leads:
    """What a page says of other pages; `base` is the base of its links as written, `refresh` the page that replaces it at once."""

    title: str
    encoding: str
    base: str
    refresh: str | None
    links: tuple[Link, ...]


def leads_of(content: bytes) -> Leads:
    """Where the page leads; links that only a script opens are left out."""
    tree = LexborHTMLParser(decode(content) or "")
    base = tree.css_first("base[href]")
    title = tree.css_first("title")
    return Leads(
        title=_words(title) if title else "",
        encoding="utf-8" if _is_utf8(content) else "gb18030",
        base=(base.attributes.get("href") or "") if base else "",
        refresh=_refresh(tree),
        links=tuple(_links(tree)),
    )


def _links(tree: LexborHTMLParser) -> Iterator[Link]:
    for node in tree.css("a[href]"):
        href = (node.attributes.get("href") or "").strip()
        if href and not href.startswith("#") and not href.lower().startswith(("javascript:", "mailto:", "tel:", "data:")):
            yield Link(href, max(_words(node), _SPACE.sub("", node.attributes.get("title") or ""), key=len), _entry(node))
    for tag, name in _EMBEDDED:
        yield from (Link(node.attributes.get(name) or "", "") for node in tree.css(f"{tag}[{name}]"))


def _entry(node: LexborNode) -> str:
    """The words of the list entry or table row that a link stands in; '' where it stands in none, or in a long one."""
    parent = node.parent
    while parent is not None and parent.tag not in _ENTRIES:
        parent = parent.parent
    words = _words(parent) if parent is not None and len(parent.css("a")) == 1 else ""
    return words if len(words) <= _LONGEST_ENTRY else ""


def _refresh(tree: LexborHTMLParser) -> str | None:
    for node in tree.css("meta[http-equiv]"):
        found = _REFRESH.match(node.attributes.get("content") or "")
        if (node.attributes.get("http-equiv") or "").lower() == "refresh" and found and int(found.group(1)) <= _SOON:
            return found.group(2).strip()
    return None


def _words(node: LexborNode) -> str:
    return _SPACE.sub("", node.text())


def _is_utf8(content: bytes) -> bool:
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True
