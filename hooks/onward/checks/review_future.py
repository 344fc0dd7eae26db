"""A day of review that is still to come.

Why: the page says that somebody has looked at it on that day. Until then that is not true, and the next review comes
too late. It is a note: nothing that depends on the day may stop a build.

Example: `reviewed: 2062-11-22`.

Put it right: write the day on which somebody last looked.
"""

from __future__ import annotations

from collections.abc import Iterator

from onward.build import Build
from onward.checks.rule import Finding, Rule
from onward.model import Severity
from onward.reviews import due
from onward.text import spoken_date


def check(build: Build) -> Iterator[Finding]:
    for each in due(build, build.today) if build.today else ():
        if build.today and each.seen > build.today:
            message = f"`{each.key}` of {each.what} is {spoken_date(each.seen)}, which is still to come"
            yield Finding(each.position, message, "Write the day on which somebody last looked.", path=each.path)


RULE = Rule("review-future", Severity.NOTE, __doc__, site=check)
