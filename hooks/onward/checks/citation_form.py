"""A citation that is not written as one.

Why: it would be shown as text, and its source would be missing from the list.

Example: `[@it-hurts; @own-not-today]`, `[see @it-hurts]`, `[it-hurts]`.

Put it right: write `[@id]`, or `[@id, @id]` for several.
"""

from __future__ import annotations

from collections.abc import Iterator

from onward.build import Build
from onward.checks.rule import Finding, Rule
from onward.model import Page, Severity


def check(page: Page, build: Build) -> Iterator[Finding]:
    for fault in page.faults_of("citation-form"):
        if fault.detail:
            hint = "Cite in the feedback or in the text above the block, where readers see it."
            yield Finding(fault.position, f"a citation `{fault.found}` has no place in a {fault.detail}", hint)
            continue
        message = f"`{fault.found}` is not read as a citation"
        yield Finding(fault.position, message, "Write [@id], or [@id, @id] for several.")


RULE = Rule("citation-form", Severity.ERROR, __doc__, page=check)
