"""A data file that cannot be read.

Why: without it, no citation and no help contact can be shown.

Example: a tab in front of a key in docs/_data/guidance.yml.

Put it right: as the message says.
"""

from __future__ import annotations

from collections.abc import Iterator

from onward.build import Build
from onward.checks.rule import Finding, Rule
from onward.model import Severity


def check(build: Build) -> Iterator[Finding]:
    for path, fault in build.registry.faults:
        if fault.rule == "data-yaml":
            yield Finding(fault.position, fault.found, fault.detail, path=path)


RULE = Rule("data-yaml", Severity.ERROR, __doc__, site=check)
