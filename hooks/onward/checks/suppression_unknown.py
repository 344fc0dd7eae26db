"""A comment that allows what no rule reports: there is no rule of that name.

Why: it allows nothing, and whoever wrote it believes that it does.

Example: `<!-- onward: allow wordlist: the employer's own word -->`.

Put it right: write the name that stands in square brackets at the end of the message that is to be allowed.
"""

from __future__ import annotations

from collections.abc import Iterator

from onward.allowing import Outcome
from onward.build import Build
from onward.checks.rule import Finding, Rule
from onward.model import Severity
from onward.schema import nearest


def check(build: Build, outcome: Outcome) -> Iterator[Finding]:
    for use in outcome.uses:
        if not use.known and not use.swallowed:
            guess = nearest(use.rule.id, outcome.rules)
            hint = f"Did you mean `{guess}`?" if guess else "`python -m onward rules` lists them."
            yield Finding(use.rule.position, f"there is no rule `{use.rule.id}`", hint, use.page.path)


RULE = Rule("suppression-unknown", Severity.ERROR, __doc__, allowing=check)
