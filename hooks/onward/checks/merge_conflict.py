"""Two versions of a text that Git could not join.

Why: both versions would be shown, with the signs between them.

Example: a line `<<<<<<< HEAD`.

Put it right: keep the text that is right, and delete the other one and the lines with `<<<<<<<`, `=======` and
`>>>>>>>`. Other problems of the page are shown after that.
"""

from __future__ import annotations

from collections.abc import Iterator

from onward.build import Build
from onward.checks.rule import Finding, Rule
from onward.model import Page, Severity


def check(page: Page, build: Build) -> Iterator[Finding]:
    for fault in page.faults_of("merge-conflict"):
        hint = "Keep the text that is right; delete the other one, and the lines with <<<<<<<, ======= and >>>>>>>."
        yield Finding(fault.position, f"two versions of a text stand here, from `{fault.found}` on", hint)


RULE = Rule("merge-conflict", Severity.ERROR, __doc__, page=check)
