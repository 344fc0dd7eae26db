"""A message without a letter, or a letter in the wrong place.

Why: the letter is what readers copy, send and print. It is a quotation, so that it reads as a letter everywhere; its
first line may be the subject of the mail.

Example: a `###` with nothing below it; a second quotation under the same `###`; `> Subject: …` and right below it, with
no `>` between them, `> Dear [name]`.

Put it right: write the letter below its `###`, each line behind `> `, with a line that has only `>` between paragraphs.
"""

from __future__ import annotations

from collections.abc import Iterator

from onward.build import Build
from onward.checks.rule import Finding, Rule
from onward.model import Page, Severity

SAID = {
    "none": (
        'message "{found}" has no letter',
        "Write it as a quotation: each line behind `> `, and a line with only `>` between paragraphs.",
    ),
    "empty": (
        'version "{found}" has no letter',
        "Write it below as a quotation: each line behind `> `, and a line with only `>` between paragraphs.",
    ),
    "twice": (
        'version "{found}" has a second letter',
        "Start it with ### and a name of its own, or write a line with only `>` between the two.",
    ),
    "unnamed": ("the first letter of several has no name", "Write `### Whom it is for {#its-id}` above it."),
    "wordless": ("a version without a name", "Write it after ###."),
    "level": ("the version `{found}` does not start with ###", "Start it with ###."),
    "subject-late": ("the subject stands below the first line", "Make `> Subject: …` the first line of the letter."),
    "subject-joined": (
        "the subject and the next line are one paragraph",
        "Write a line with only `>` below the subject.",
    ),
}


def check(page: Page, build: Build) -> Iterator[Finding]:
    # Python-Markdown's own reason why a letter is missing is named already.
    explained = {
        line
        for block in page.blocks
        if page.faulty(block, "list-place", "block-content", "block-misplaced")
        for line in range(block.position.line, page.last_of(block) + 1)
    }
    for fault in page.faults_of("message-version"):
        message, hint = SAID[fault.detail]
        if fault.detail in {"none", "empty"} and fault.position.line in explained:
            continue
        yield Finding(fault.position, message.format(found=fault.found or "of this message"), hint)


RULE = Rule("message-version", Severity.ERROR, __doc__, page=check)
