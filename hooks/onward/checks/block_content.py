"""Something in a block that the block cannot show.

Why: each block has its own form, and what does not fit would be lost or land in the wrong place. The commonest
case: Python-Markdown joins `- [ ]` lines to a numbered list that stands right before them.

Example: a paragraph between two items of a checklist; `1. First` and then `- [ ] Second`.

Put it right: move it out of the block, or write it in the block's own form.
"""

from __future__ import annotations

from collections.abc import Iterator

from onward.build import Build
from onward.checks.rule import Finding, Rule
from onward.model import Page, Severity

FORMS = {
    "checklist": "A checklist is paragraphs, then `- [ ]` items, then paragraphs.",
    "checklist-lists": (
        "Items stand in one list, so that it can be counted: move the paragraph between them before the first or "
        "after the last, or make two checklists."
    ),
    "quiz": "A quiz is paragraphs, then for each question `###`, paragraphs, `- [ ]` options and paragraphs.",
    "scenario": (
        "A scenario is paragraphs, then for each step `###`, paragraphs, `- [ ]` options and paragraphs. What an "
        "option leads to starts with `Best:`, `Fine:` or `Risky:`."
    ),
    "sort": "A quiz to sort is paragraphs, then for each group `###` and one list of the lines that belong to it.",
    "order": "A quiz to put in order is for each question `###`, paragraphs, the steps as `1.` and paragraphs.",
    "match": "A quiz to match is for each question `###`, paragraphs, pairs as `- one -> the other` and paragraphs.",
    "option": "Under an option stands only its feedback, as a quotation: blank line, four spaces, `> …`.",
    "self-check": (
        "A self-check is paragraphs, then `###` areas with statements and `###` questions with `- [ ]` options, then "
        "`###` outcomes: `When: …`, paragraphs and lists."
    ),
    "statement": "A statement is one line: `- Text {#its-id}`.",
    "choice": "An option of a self-check is one line: `- [ ] Text {#its-id}`.",
    "message": (
        "A message is paragraphs, one list of what is to be filled in, then for each version `###` and its letter as "
        "a quotation."
    ),
    "letter": "A letter is paragraphs of plain text, because a mail is.",
    "advisers-differ": "Each part starts with `###`; below it stand paragraphs or a list.",
    "do-and-avoid": "Two parts start with `###`; below each stands one list.",
    "inside": "Headings stand outside of blocks.",
    "steps": "The steps are one numbered list, each `1. [Name](page.md). What to do. [@id]`; move the rest out.",
    "plan": "A plan is paragraphs, a list of fields of an action, paragraphs, a list of single fields, paragraphs.",
    "help": "The contacts come from help.yml; close the block right after its options.",
    "registry": "The list is made from the data files; close the block right after its first line.",
}


def check(page: Page, build: Build) -> Iterator[Finding]:
    mixed = {fault.detail for fault in page.faults_of("list-mixed")}
    for fault in page.faults_of("block-content"):
        if str(fault.position.line) in mixed:
            continue  # Why the items are no items is named already.
        article = "an" if fault.detail[0] in "aeio" else "a"
        kinds = {
            "option": "an option",
            "letter": "a letter",
            "inside": "a block",
            "statement": "a statement",
            "choice": "an option",
            "checklist-lists": "a `checklist` block",
        }
        kinds.update(dict.fromkeys(("scenario", "sort", "order", "match"), "a `quiz` block of this kind"))
        kind = kinds.get(fault.detail, f"{article} `{fault.detail}` block")
        message = (
            f"a {fault.found} does not belong here in {kind}"
            if fault.found != "text"
            else f"text does not belong in {kind}"
        )
        yield Finding(fault.position, message, FORMS[fault.detail])


RULE = Rule("block-content", Severity.ERROR, __doc__, page=check)
