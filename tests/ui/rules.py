"""What WCAG 2.1 AA asks of a page, as far as axe-core can judge it."""

from __future__ import annotations

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

RULES = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]}, "resultTypes": ["violations"]}


def broken(page: Page) -> list[str]:
    """What axe finds wrong: the rule, where, and why; and whether the page must be scrolled sideways."""
    found = Axe().run(page, options=RULES).response["violations"]
    return too_wide(page) + [f"{one['id']}: {node['html'][:160]} {node['failureSummary'][:200]}" for one in found for node in one["nodes"]]


def too_wide(page: Page) -> list[str]:
    """By how much the page must be scrolled sideways."""
    wide = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    return [f"{wide} px too wide"] * (wide > 0)
