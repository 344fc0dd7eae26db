"""A value in a data file that is not right.

Why: the data files say who said what, and where help is. A misspelt key or a wrong value would be lost.

Example: `treatment: stated-plainly`.

Put it right: write the value as the message says.
"""

from __future__ import annotations

from collections.abc import Iterator

from onward.build import Build
from onward.checks.rule import Finding, Rule
from onward.model import Severity


def check(build: Build) -> Iterator[Finding]:
    for path, fault in build.registry.faults:
        if fault.rule == "data-value":
            yield Finding(fault.position, fault.found, fault.detail, path=path)


RULE = Rule("data-value", Severity.ERROR, __doc__, site=check)
