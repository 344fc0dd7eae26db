"""What was found, for people and for programs: lines for the terminal, Markdown, JSON."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from onward.external.addresses import Address
from onward.external.answer import Answer
from onward.external.state import Memory
from onward.external.verdict import FAILING, MEANINGS, Kind, Verdict, archived
from onward.text import spoken_date


@dataclass(frozen=True, slots=True)
class Finding:
    """An address, judged. `asked` is False where an earlier answer still holds."""

    address: Address
    answer: Answer
    memory: Memory
    verdict: Verdict
    asked: bool

    @property
    def archive(self) -> str:
        """Where a copy of a page that is gone may stand; nobody has looked there. Empty for all others."""
        gone = self.verdict.kind is Kind.DEAD
        return archived(self.address.url, self.memory.last_success) if gone else ""


@dataclass(frozen=True, slots=True)
class Report:
    """All findings of a run, in the order of the addresses; what was not asked for, and why."""

    now: datetime
    findings: Sequence[Finding]
    made_up: Sequence[Address]
    unread: Sequence[str]

    @property
    def failing(self) -> bool:
        """Whether something has to be put right."""
        return bool(self.unread) or any(finding.verdict.kind in FAILING for finding in self.findings)

    def of(self, kind: Kind) -> list[Finding]:
        """The findings of a kind."""
        return [finding for finding in self.findings if finding.verdict.kind is kind]


def lines(report: Report) -> Iterator[str]:
    """The findings as lines, the most urgent first, then the summary."""
    for kind in MEANINGS:
        for finding in report.of(kind):
            yield f"{kind.value}: {finding.address.url} {_sentence(finding.verdict.message)}"
            yield from (f"    {more}" for more in _advice(finding))
            yield from (f"    {place}" for place in finding.address.places)
    yield from _unread(report)
    yield summary(report)


def summary(report: Report) -> str:
    """`58 addresses: 1 dead, 57 ok.`, and what was not asked for."""
    total = len(report.findings)
    counts = Counter(finding.verdict.kind for finding in report.findings)
    parts = ", ".join(f"{counts[kind]} {kind.value}" for kind in Kind if counts[kind])
    said = f"{total} {'address' if total == 1 else 'addresses'}{': ' if parts else ''}{parts}."
    known = sum(not finding.asked for finding in report.findings)
    if known:
        said += f" {known} {'was' if known == 1 else 'were'} known from the last 7 days."
    if report.made_up:
        hosts = ", ".join(sorted({address.host for address in report.made_up}))
        said += f" Not asked for, because the name is made up: {hosts}."
    return said


def markdown(report: Report) -> str:
    """The report as a page."""
    parts = ["# Links to other sites", "", f"{spoken_date(report.now.date())}. {summary(report)}", ""]
    parts += [line for each in _unread(report) for line in (each, "")]
    for kind, meaning in MEANINGS.items():
        found = report.of(kind)
        if not found:
            continue
        parts += [f"## {kind.value.capitalize()} ({len(found)})", "", meaning, ""]
        for finding in found:
            parts.append(f"- <{_linked(finding.address.url)}> {_sentence(finding.verdict.message)}")
            parts += [f"  {each}" for each in _advice(finding)]
            parts += [f"    - `{place}`" for place in finding.address.places]
            parts.append("")
    return "\n".join(parts).rstrip("\n")


def as_json(report: Report) -> str:
    """The report for programs: every address, those without a fault too."""
    content = {
        "version": 1,
        "asked_at": report.now.isoformat(),
        "counts": {kind.value: len(report.of(kind)) for kind in Kind},
        "unread": list(report.unread),
        "made_up": [address.url for address in report.made_up],
        "addresses": [_record(finding) for finding in report.findings],
    }
    return json.dumps(content, ensure_ascii=False, indent=2)


def _record(finding: Finding) -> dict[str, object]:
    memory, verdict = finding.memory, finding.verdict
    days = {"last_success": memory.last_success, "first_failure": memory.first_failure}
    return {
        "address": finding.address.url,
        "fragments": list(finding.address.fragments),
        "verdict": verdict.kind.value,
        "message": verdict.message,
        "hint": verdict.hint,
        "moved_to": verdict.moved_to,
        "archive": finding.archive,
        "asked": finding.asked,
        "answer": finding.answer.short,
        "redirects": [{"status": hop.status, "to": hop.to} for hop in finding.answer.hops],
        **{name: day.isoformat() if day else None for name, day in days.items()},
        "places": [{"path": each.path, "line": each.line, "column": each.column} for each in finding.address.places],
    }


def _advice(finding: Finding) -> Iterator[str]:
    if finding.verdict.hint:
        yield finding.verdict.hint
    if finding.archive:
        yield f"The archive may have a copy: {finding.archive}"


def _unread(report: Report) -> Iterator[str]:
    for path in report.unread:
        yield f"unread: {path} cannot be read, so its links were not looked at. `python -m onward check` says why."


def _sentence(text: str) -> str:
    return text if text.endswith(".") else f"{text}."


def _linked(address: str) -> str:
    """An address as Markdown takes it between angle brackets."""
    return address.replace("<", "%3C").replace(">", "%3E").replace(" ", "%20")
