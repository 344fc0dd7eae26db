"""A link that leads nowhere.

Why: who taps it stays where they are, or lands at the top of the page.

Example: `[reply]()`, `[reply](#)`, `![]()`.

Put it right: write the page between the round brackets: `[reply](reply.md)`. A place on this page is `#` and its id:
`[reply](#what-to-write)`.
"""

from __future__ import annotations

from collections.abc import Iterator

from onward.build import Build
from onward.checks.rule import Finding, Rule
from onward.model import Page, Severity
from onward.written_links import flaws


def check(page: Page, build: Build) -> Iterator[Finding]:
    for position, flaw in flaws(page, build, "link-empty"):
        if flaw.kind == "hash":
            message = f"`{flaw.found}` names no place behind its `#`"
            yield Finding(position, message, f"Write `{flaw.better}`, or the id of a heading behind the `#`.")
        elif flaw.found:
            hint = "Write the page, as in `reply.md`, or a place on this page, as in `#what-to-write`."
            yield Finding(position, f"`{flaw.found}` goes nowhere", hint)
        else:
            name = "drawing.svg" if flaw.kind == "image" else "reply.md"
            hint = f"Write the file between the round brackets, as in `({name})`, or delete the {flaw.kind}."
            yield Finding(position, f"the {flaw.kind} has no address", hint)


RULE = Rule("link-empty", Severity.ERROR, __doc__, page=check)
