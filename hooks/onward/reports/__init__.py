"""The forms in which problems are told, one module each: `written(report)` gives the whole of it as text.

`text` is for people, `github` makes annotations of a workflow's run, `json_form` and `sarif` are for programs.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module

from onward.report import Report

FORMATS = {"text": "text", "github": "github", "json": "json_form", "sarif": "sarif"}
"""The names of the forms, as `--format` takes them, with their modules."""


def written(form: str, report: Report) -> str:
    """The report in the form of that name. A form's module is loaded when it is asked for: a check is to be quick."""
    write: Callable[[Report], str] = import_module(f"onward.reports.{FORMATS[form]}").written
    return write(report)
