"""The front matter is missing or never ends.

Why: the lines between `---` and `---` at the top hold the page's title, its description and the day of its last
review. Without them the page cannot be listed, found or kept up to date.

Example: a page that starts with its heading.

Put it right, as the very first lines of the file:

    ---
    title: Reply to a rejection
    description: What to write when an employer turns you down.
    kind: guide
    reviewed: 2026-11-22
    ---
"""

from __future__ import annotations

from collections.abc import Iterator

from onward.build import Build
from onward.checks.rule import Finding, Rule
from onward.model import Page, Severity

MESSAGES = {
    "missing": (
        "the page has no front matter",
        "Start the file with a line ---, then title, description, kind and reviewed.",
    ),
    "empty": ("the file is empty", "Write the page, or delete the file."),
    "unclosed": ("front matter is not closed", "Add a line --- after the last key."),
    "fence": (
        "front matter starts with `{detail}`",
        "Make the first line of the file --- and nothing else; and the line below the last key, too.",
    ),
    "unopened": ("front matter has no first line ---", "Write --- on a line of its own above it."),
    "text-first": (
        "text stands before the front matter, which starts on line {detail}",
        "Move the text below it: the file must start with ---.",
    ),
    "second": (
        "a second front matter; it would be shown as text",
        "Put all keys between the first two lines ---, and delete the rest.",
    ),
    "blank-first": (
        "a blank line stands before the front matter",
        "Delete it: the file must start with ---.",
    ),
}


def check(page: Page, build: Build) -> Iterator[Finding]:
    for fault in page.faults_of("front-matter"):
        message, hint = MESSAGES[fault.found]
        yield Finding(fault.position, message.format(detail=fault.detail), hint)


RULE = Rule("front-matter", Severity.ERROR, __doc__, page=check, even_unread=True)
