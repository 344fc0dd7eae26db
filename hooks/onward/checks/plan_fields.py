"""A plan without fields, or a field without a name.

Why: the fields of the first list are the columns of the worksheet, and what a reader writes is shown under their
names. Without them there is nothing to write into.

Example: `- {#area}`, or a `/// plan` without a list.

Put it right: write `- Its name {#its-id}: what to write.`; a field with `due="+14d"` in its braces is a date.
"""

from __future__ import annotations

from collections.abc import Iterator

from onward.build import Build
from onward.checks.rule import Finding, Rule
from onward.model import Page, Plan, Severity

FORM = "Write `- Its name {#its-id}: what to write.`."


def check(page: Page, build: Build) -> Iterator[Finding]:
    for fault in page.faults_of("plan-fields"):
        if fault.detail == "box":
            message, hint = (
                f"the field `{fault.found}` has a box",
                "Write `- ` alone: a field is written into, not ticked.",
            )
        else:
            message = f"the name `{fault.found}` has a colon, and only what stands before it is the name"
            hint = "Write the braces before the colon: `- Its name {#its-id}: what to write.`"
        yield Finding(fault.position, message, hint)
    for block in page.blocks:
        if not isinstance(block, Plan):
            continue
        if not block.fields and not page.faulty(block, "block-content", "list-place"):
            yield Finding(block.position, f'plan "{block.title}" has no fields', FORM)
        for field in (*block.fields, *block.singles):
            if not field.text:
                yield Finding(field.position, "a field without a name", FORM)


RULE = Rule("plan-fields", Severity.ERROR, __doc__, page=check)
