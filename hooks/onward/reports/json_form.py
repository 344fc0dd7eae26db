"""Problems as JSON, for programs.

    {"format": "onward-problems", "version": 1, "summary": {…}, "problems": [{…}]}

`summary` counts `error`, `warning`, `note` and `suppressed`. A problem has `path` (from the folder of mkdocs.yml, with
`/`), `line` and `column` (from 1, the column in characters), `rule`, `severity`, `message`, `hint` (may be empty) and
`suppressed`: null, or the reason for which an editor has allowed it. The order is that of the paths and places.

A key may be added; when one goes or changes its meaning, `version` is counted up. The text is ASCII, all else escaped.
"""

from __future__ import annotations

import json

from onward.model import Severity
from onward.report import Report

VERSION = 1


def written(report: Report) -> str:
    """The whole report as one JSON object."""
    weights = [problem.severity for problem in report.open]
    return (
        json.dumps(
            {
                "format": "onward-problems",
                "version": VERSION,
                "summary": {
                    **{severity.value: weights.count(severity) for severity in Severity},
                    "suppressed": len(report.problems) - len(weights),
                },
                "problems": [
                    {
                        "path": problem.path,
                        "line": problem.line,
                        "column": problem.column,
                        "rule": problem.rule,
                        "severity": problem.severity.value,
                        "message": problem.message,
                        "hint": problem.hint,
                        "suppressed": problem.allowed or None,
                    }
                    for problem in report.problems
                ],
            },
            indent=2,
        )
        + "\n"
    )
