"""Annotations of a workflow's run on GitHub: each problem stands at its line of the change.

    ::error file=docs/reply.md,line=41,col=1,title=quiz-answer::question "First reply" has no right answer%0AMark …

The form and what is escaped in it: https://docs.github.com/actions/reference/workflow-commands-for-github-actions and
`actions/toolkit`, `command.ts`. GitHub shows ten annotations of each weight of a step; the rest stands in its log.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from onward.model import Problem, Severity
from onward.report import Report
from onward.reports.text import shown

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}


def written(report: Report) -> str:
    """A line for each problem that nobody has allowed."""
    return "".join(f"{annotation(problem, report.root)}\n" for problem in report.open)


def annotation(problem: Problem, root: str = "") -> str:
    """The command for one problem; `root` leads from the top of the repository to the folder of mkdocs.yml."""
    properties = {
        "file": f"{root}{problem.path}",
        "line": str(problem.line),
        "col": str(problem.column),
        "title": problem.rule,
    }
    listed = ",".join(f"{name}={_property(value)}" for name, value in properties.items())
    said = "\n".join(shown(part) for part in (problem.message, problem.hint) if part)
    return f"::{_COMMANDS[problem.severity]} {listed}::{_data(said)}"


def root_of(site: Path, environ: Mapping[str, str]) -> str:
    """What leads from the top of the repository to a site's folder, where a workflow says which the top is."""
    top = environ.get("GITHUB_WORKSPACE")
    if not top or not site.resolve().is_relative_to(Path(top).resolve()):
        return ""
    below = site.resolve().relative_to(Path(top).resolve()).as_posix()
    return "" if below == "." else f"{below}/"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
