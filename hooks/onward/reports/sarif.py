"""Problems as SARIF 2.1.0, the exchange format that code hosts and editors read.

https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html. Columns are characters (`columnKind`), paths are
relative to the top of the repository (`%SRCROOT%`), and the rules' manual pages are their help. What an editor has
allowed is in the log with the reason, as a suppression in the source.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from importlib.metadata import version
from typing import Any
from urllib.parse import quote

from onward.checks import LINK_RULES, RULES
from onward.checks.rule import Rule
from onward.model import Problem
from onward.report import Report

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_ROOT = "%SRCROOT%"


def written(report: Report) -> str:
    """A log with one run."""
    rules = {rule.id: rule for rule in (*RULES, *LINK_RULES)}
    index = {rule_id: number for number, rule_id in enumerate(rules)}
    suppressing = any(problem.allowed for problem in report.problems)
    seen: Counter[str] = Counter()
    results = []
    for problem in report.problems:
        result = _result(problem, report, index)
        mark = _fingerprint(problem, report)
        seen[mark] += 1
        result["partialFingerprints"] = {"onwardLine/v1": f"{mark}:{seen[mark]}"}
        if suppressing:  # In a run either all results say whether they are suppressed, or none does (3.27.23).
            result["suppressions"] = _suppressions(problem)
        results.append(result)
    run = {
        "tool": {
            "driver": {
                "name": "Onward",
                "version": version("onward"),
                "rules": [_rule(rule) for rule in rules.values()],
            }
        },
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {_ROOT: {"description": {"text": "The top folder of the repository."}}},
        "results": results,
    }
    return json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, indent=2) + "\n"


def _rule(rule: Rule) -> dict[str, Any]:
    manual = (rule.manual or "").strip()
    return {
        "id": rule.id,
        "name": "".join(word.capitalize() for word in rule.id.split("-")),
        "shortDescription": {"text": manual.splitlines()[0]},
        "help": {"text": manual, "markdown": manual_as_markdown(manual)},
        "defaultConfiguration": {"level": rule.severity.value},
    }


def manual_as_markdown(manual: str) -> str:
    """A manual page as Markdown: it is nearly that; the names of its parts are set off."""
    parts = manual.split("\n\n")
    names = ("Why:", "Example:", "Put it right:")
    return "\n\n".join(
        next((f"**{name}**{part.removeprefix(name)}" for name in names if part.startswith(name)), part)
        for part in parts
    )


def _result(problem: Problem, report: Report, index: dict[str, int]) -> dict[str, Any]:
    said = f"{problem.message}\n{problem.hint}" if problem.hint else problem.message
    path = quote(f"{report.root}{problem.path}", safe="/")
    return {
        "ruleId": problem.rule,
        "ruleIndex": index[problem.rule],
        "level": problem.severity.value,
        "message": {"text": said},
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": {"uri": path, "uriBaseId": _ROOT},
                    "region": {"startLine": problem.line, "startColumn": problem.column},
                }
            }
        ],
    }


def _suppressions(problem: Problem) -> list[dict[str, str]]:
    return [{"kind": "inSource", "justification": problem.allowed}] if problem.allowed else []


def _fingerprint(problem: Problem, report: Report) -> str:
    """What stays the same when lines are added above: by it a host knows a problem again."""
    lines = report.lines(problem.path)
    text = lines[problem.line - 1].strip() if problem.line <= len(lines) else ""
    return hashlib.sha256(f"{problem.rule}\0{problem.path}\0{text}".encode("utf-8", "replace")).hexdigest()[:16]
