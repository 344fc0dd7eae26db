"""A page, a help contact or a public body's statement that nobody has looked at for too long.

Why: telephone numbers, law and the pages of public bodies change, and a reader cannot see that. It is a note and never
more: nothing that depends on the day may stop a build.

Example: `checked_on: "2026-11-22"` at a contact, after 22 May 2027.

Put it right: look at it as the hint says, then write the day. A page is due 12 months after `reviewed`, or 6 months
where it shows help contacts or cites a public body; contacts and statements of public bodies are due after 6 months.
`python -m onward reviews` lists what is due soon, and fails if anything is overdue.
"""

from __future__ import annotations

from collections.abc import Iterator

from onward.build import Build
from onward.checks.rule import Finding, Rule
from onward.model import Severity
from onward.reviews import due

HINTS = {
    "reviewed": "Read the whole page against its sources, then write the day in `reviewed`.",
    "checked": "Open its sources, compare every word, then write the day in `checked`.",
    "checked_on": "Open its sources, compare every number, then write the day in `checked_on` and your name.",
}


def check(build: Build) -> Iterator[Finding]:
    for each in due(build, build.today) if build.today else ():
        if each.days < 0:
            yield Finding(each.position, f"the review of {each}", HINTS[each.key], path=each.path)


RULE = Rule("review-overdue", Severity.NOTE, __doc__, site=check)
