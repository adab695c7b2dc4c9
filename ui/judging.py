"""For the command line: the contradictions and editions that are held, and what people say of a contradiction."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

from ingest.fact import Finding, Verdict
from ingest.held import HeldReport, ReportKey, finding_id
from ingest.outcome import finding_json
from ingest.stores.archive import Archive
from ui.checked import JUDGEMENTS, verdict_text
from ui.records import Record, report_json


class UnknownFinding(Exception):
    """No report held contradicts itself under this id; the message says how to find the ids."""


def held_findings(archive: Archive, agency: str | None = None, year: int | None = None) -> tuple[Record, ...]:
    """FINDING of the interface for each contradiction held, with whose report it stands in; one between two reports once, in the one that it is about."""
    found: dict[str, Record] = {}
    for held, finding in _found(archive):
        id = finding_id(held.key, finding)
        if agency in (None, held.key.agency) and year in (None, held.key.year) and (id not in found or _is_about(finding, held.key)):
            found.pop(id, None)
            whose = {"agency": held.key.agency, "scope": held.key.scope, "year": held.key.year}
            found[id] = whose | finding_json(finding, held.key, held.document)
    return tuple(found.values())


def _is_about(finding: Finding, key: ReportKey) -> bool:
    """Whether a finding between reports is told of this one: its first cell is the one that does not agree."""
    first = finding.facts[0].at if finding.facts else None
    return first is not None and (first.agency, first.scope, first.year) == key


def finding_text(record: Record) -> str:
    """One contradiction with its id, and the verdict on it below."""
    scope = f"（{record['scope']}）" if record["scope"] else ""
    line = f"{record['id']}  {record['agency']}{scope}{record['year']}年：{record['message']}"
    return f"{line}\n              核实：{verdict_text(record['verdict'])}" if record["verdict"] else line


def judge(archive: Archive, id: str, opinion: str, remark: str, person: str | None) -> str:
    """Keep the verdict on the finding with this id; says what was kept. Raises UnknownFinding."""
    key, finding = _named(archive, id)
    judgement = next(word for word, shown in JUDGEMENTS.items() if shown == opinion)
    given = datetime.now(UTC).isoformat(timespec="seconds")
    archive.judge(key, finding, Verdict(judgement, " ".join(remark.split()), person, given))
    return f"已记下核实意见“{opinion}”：{key.agency}{key.year}年，{finding.message}"


def take_back(archive: Archive, id: str) -> str:
    """Take the verdict on the finding with this id back; says so. Raises UnknownFinding where there is none."""
    if not archive.withdraw(id):
        raise UnknownFinding(f"编号{id}没有核实意见可撤回；可用 nianbao findings 查看。")
    return f"已撤回编号{id}的核实意见。"


def versions_held(archive: Archive) -> tuple[Record, ...]:
    """`reports --json` for every edition, the current one of each report first, with the other files that print it once more."""
    editions = (archive.versions(held.key) for held in archive.reports())
    return tuple(
        report_json(held) | {"current": place == 0, "copies": list(archive.copies(held))}
        for versions in editions
        for place, held in enumerate(versions)
    )


def version_text(record: Record) -> str:
    """One line about an edition."""
    scope = f"（{record['scope']}）" if record["scope"] else ""
    copies = f"；内容相同的文件：{'、'.join(record['copies'])}" if record["copies"] else ""
    mark = "现行" if record["current"] else "旧版"
    return f"[{mark}] {record['agency']}{scope} {record['year']}年：{record['document']}，{record['facts']}个数字{copies}"


def _found(archive: Archive) -> Iterator[tuple[HeldReport, Finding]]:
    return ((held, finding) for held in archive.reports() for finding in archive.findings(held.key))


def _named(archive: Archive, id: str) -> tuple[ReportKey, Finding]:
    named = next(((held.key, finding) for held, finding in _found(archive) if finding_id(held.key, finding) == id), None)
    if named is None:
        raise UnknownFinding(f"在库报告中没有编号为{id}的矛盾；可用 nianbao findings 查看编号。")
    return named
