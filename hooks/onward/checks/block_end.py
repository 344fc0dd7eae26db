"""A `///` that closes nothing.

Why: it shows as three strokes on the page, and often means that the opening line got lost.

Example: two `///` lines after one block.

Put it right: delete it, or write the opening line that is missing.
"""

from __future__ import annotations

from collections.abc import Iterator

from onward.build import Build
from onward.checks.rule import Finding, Rule
from onward.model import Page, Severity


def check(page: Page, build: Build) -> Iterator[Finding]:
    unrecognised = bool(page.faults_of("block-name"))
    for fault in page.faults_of("block-end"):
        if unrecognised and not fault.found:
            continue  # The `///` of a block that was not recognised: one cause, one message.
        if fault.found == "words":
            message = f"`{fault.detail}` closes a block with words behind the strokes"
            yield Finding(fault.position, message, "Write /// and nothing else.")
        elif fault.found == "strokes":
            message = f"`{fault.detail}` stands alone here: the end of a block has three strokes"
            yield Finding(fault.position, message, "Write `///` if a block ends here; otherwise delete it.")
        elif fault.found == "indented":
            message = "this /// is indented, so it does not close its block"
            yield Finding(fault.position, message, "Start it at the beginning of the line.")
        else:
            yield Finding(fault.position, "this /// closes no block", "Delete it, or open a block before it.")


RULE = Rule("block-end", Severity.ERROR, __doc__, page=check)
