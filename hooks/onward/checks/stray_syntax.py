"""Something that looks like our syntax, in a place where it is shown as text.

Why: a box outside a checklist, or an id where none can stand, was meant as something; readers see brackets and
braces.

Example: `- [ ] Thank them` in a list outside a `/// checklist`; `A paragraph. {#here}`.

Put it right: move it to where it belongs, or take it out. What is only to be shown goes into backticks.
"""

from __future__ import annotations

from collections.abc import Iterator

from onward.build import Build
from onward.checks.rule import Finding, Rule
from onward.model import Page, Severity

LEFT_BEHIND = {
    "block-name",
    "block-end",
    "block-unread",
    "block-content",
    "list-place",
    "checklist-items",
    "quiz-options",
    "feedback-place",
    "self-check-parts",
    "self-check-condition",
}


def check(page: Page, build: Build) -> Iterator[Finding]:
    if any(fault.rule in LEFT_BEHIND for fault in page.faults):
        return  # A block that is wrong leaves its syntax behind as text, and is named already.
    explained = {fault.position.line for fault in page.faults if fault.rule in {"list-mixed", "heading-empty"}}
    # What is wrong in the braces of these is `item-id`.
    members = {member.position.line for block in page.blocks for group in block.members() for member in group.members}
    boxes = {fault.position.line for fault in page.faults_of("stray-syntax") if fault.detail == "box"}
    for fault in page.faults_of("stray-syntax"):
        if fault.position.line in explained or (fault.detail == "label" and fault.position.line in members):
            continue
        if fault.detail == "title":
            hint = "A block has its id in a line below: `id: its-id`. Take the braces out."
            yield Finding(fault.position, f"`{fault.found}` in the title of a block", hint)
        elif fault.detail == "box":
            hint = "Put the list into a `/// checklist | Title` block, or take the box out."
            yield Finding(fault.position, f"a box `{fault.found}` outside a checklist or quiz", hint)
        elif fault.position.line not in boxes:
            hint = "An id stands at the end of a heading, or of an item, a question or an option of a block."
            yield Finding(fault.position, f"`{fault.found}` would be shown as text here", hint)


RULE = Rule("stray-syntax", Severity.ERROR, __doc__, page=check)
