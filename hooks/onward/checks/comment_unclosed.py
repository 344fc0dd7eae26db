"""A comment that never ends.

Why: `<!--` hides what follows up to `-->`. Without that it hides nothing: what was to be hidden is shown, and so are
the signs. What stands below is not looked at.

Example: `<!-- to be written` without `-->`, or with `--!>`.

Put it right: write `-->` where the comment ends.
"""

from __future__ import annotations

from collections.abc import Iterator

from onward.build import Build
from onward.checks.rule import Finding, Rule
from onward.model import Page, Severity


def check(page: Page, build: Build) -> Iterator[Finding]:
    for fault in page.faults_of("comment-unclosed"):
        yield Finding(fault.position, "the comment opened here is never closed", "Write --> where it ends.")


RULE = Rule("comment-unclosed", Severity.ERROR, __doc__, page=check)
