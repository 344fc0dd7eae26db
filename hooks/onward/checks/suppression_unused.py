"""A comment that allows something that is not there.

Why: the text was put right, or the comment stands in the wrong place. If it stays, it hides the next mistake.

Example: `<!-- onward: allow word-list: the employer's own word -->` above a paragraph without such a word.

Put it right: delete it. It is about what stands next: one paragraph, heading, item, table or block. To allow something
wherever it stands, write `on this page` behind the name of the rule.
"""

from __future__ import annotations

from collections.abc import Iterator

from onward.allowing import Outcome
from onward.build import Build
from onward.checks.rule import Finding, Rule
from onward.model import Severity


def check(build: Build, outcome: Outcome) -> Iterator[Finding]:
    for use in outcome.effective():
        if not use.used:
            where = "what stands below it" if use.allowance.last else "this page"
            message = f"`{use.rule.id}` reports nothing about {where}, so there is nothing to allow"
            hint = "Delete the comment, or put it above what it is about."
            yield Finding(use.rule.position, message, hint, use.page.path)


RULE = Rule("suppression-unused", Severity.WARNING, __doc__, allowing=check)
