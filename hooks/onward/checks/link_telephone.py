"""A telephone link with a number that no telephone dials.

Why: who taps it in need hears nothing.

Example: `[call us](tel:)`, `[call us](tel:0300 123 1100)`, `[call us](tel:+44 (0)300 123 1100)`.

Put it right: write digits only, with a `+` and the country's code for numbers that are called from abroad:
`[0300 123 1100](tel:03001231100)`.
"""

from __future__ import annotations

from collections.abc import Iterator

from onward.build import Build
from onward.checks.rule import Finding, Rule
from onward.model import Page, Severity
from onward.written_links import flaws

_FORM = "Write digits only, as in `tel:03001231100`."


def check(page: Page, build: Build) -> Iterator[Finding]:
    for position, flaw in flaws(page, build, "link-telephone"):
        better = f"Write `{flaw.better}`." if flaw.better else _FORM
        messages = {
            "empty": (f"`{flaw.found}` has no telephone number", _FORM),
            "letters": (f"`{flaw.found}` is no telephone number as links need it", better),
            "trunk": (f"`{flaw.found}` has a (0) that is not dialled behind the country's code", better),
            "length": (f"`{flaw.found}` has {flaw.better} digits; telephone numbers have 3 to 15", _FORM),
        }
        yield Finding(position, *messages[flaw.kind])


RULE = Rule("link-telephone", Severity.ERROR, __doc__, page=check)
