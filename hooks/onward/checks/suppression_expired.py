"""A comment that allowed something until a day that is past.

Why: whoever wrote it wanted somebody to look at it again by then. What it allowed is told again, as a note, and so is
this: nothing that depends on the day may stop a build. `make reviews` fails on it.

Example: `<!-- onward: allow word-list until 2026-06-30: in their campaign -->`, in July.

Put it right: put right what it allowed and delete it; or, if the reason still holds, name a later day.
"""

from __future__ import annotations

from collections.abc import Iterator

from onward.allowing import Outcome
from onward.build import Build
from onward.checks.rule import Finding, Rule
from onward.model import Severity
from onward.text import spoken_date


def check(build: Build, outcome: Outcome) -> Iterator[Finding]:
    for use in outcome.effective():
        if use.used and use.allowance.until and use.allowance.over(build.today):
            day = spoken_date(use.allowance.until)
            message = f"`{use.rule.id}` was allowed until {day}, because: {use.allowance.reason}"
            hint = "Put right what it allowed and delete this; or, if the reason still holds, name a later day."
            yield Finding(use.rule.position, message, hint, use.page.path)


RULE = Rule("suppression-expired", Severity.NOTE, __doc__, allowing=check)
