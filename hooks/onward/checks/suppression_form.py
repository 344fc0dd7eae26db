"""A comment that is meant to allow something, and cannot be read as that.

Why: what it should allow is reported all the same. And a reason is asked for, because whoever reads the page next year
must know whether it still holds.

Example: `<!-- onward: allow word-list -->`, without a reason; or a comment behind other text on its line.

Put it right: write it alone on its line, above what it is about:
`<!-- onward: allow word-list: the employer's own word -->`. Several rules are separated by commas. Behind them may
stand `on this page`, and then `until 2027-03-01`, the last day on which it holds. What may be allowed is a matter of
style or judgement in a page; `python -m onward rules NAME` says whether it is.
"""

from __future__ import annotations

from collections.abc import Iterator

from onward.build import Build
from onward.checks.rule import Finding, Rule
from onward.model import Page, Severity

FORM = "`<!-- onward: allow word-list: the reason -->`"


def check(page: Page, build: Build) -> Iterator[Finding]:
    for fault in page.faults_of("suppression-form"):
        if fault.found == "reason":
            message, hint = (
                "no reason is given for what this allows",
                (f"Write why behind a colon: `<!-- onward: allow {fault.detail}: the reason -->`."),
            )
        elif fault.found == "date":
            message = f"`{fault.detail}` is no day until which something can be allowed"
            hint = "Write year, month and day, such as `until 2027-03-01`."
        elif fault.found == "place":
            message = "this allows nothing: it does not stand alone on its line"
            hint = f"Write {FORM} at the start of the line above what it is about, all on one line."
        else:
            message = f"`{fault.detail}` does not say what is allowed" if fault.detail else "it says nothing"
            hint = f"Write {FORM}; `on this page` and `until 2027-03-01` may stand before the colon."
        yield Finding(fault.position, message, hint)


RULE = Rule("suppression-form", Severity.ERROR, __doc__, page=check)
