"""A comment that would allow what must be put right.

Why: only what is a matter of style or judgement may be allowed. What is unsafe, loses something or shows readers
something broken stays a problem, whatever the reason.

Example: `<!-- onward: allow link-target: the page will come -->`.

Put it right: delete the comment, and put right what the rule reports. `python -m onward rules NAME` says whether what
the rule of that name finds may be allowed.
"""

from __future__ import annotations

from collections.abc import Iterator

from onward.allowing import Outcome
from onward.build import Build
from onward.checks.rule import Finding, Rule
from onward.model import Severity


def check(build: Build, outcome: Outcome) -> Iterator[Finding]:
    for use in outcome.uses:
        if use.known and not use.suppressible and not use.swallowed:
            message = f"what `{use.rule.id}` reports cannot be allowed"
            hint = (
                "Delete the comment and put right what is reported: only matters of style and judgement can be allowed."
            )
            yield Finding(use.rule.position, message, hint, use.page.path)


RULE = Rule("suppression-refused", Severity.ERROR, __doc__, allowing=check)
