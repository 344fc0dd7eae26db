"""A link to a place on a page that the page does not have.

Why: the browser goes to the top of the page instead, and the reader does not find what the link promised.

Example: `[money](get-help.md#mony)`.

Put it right: use the id of a heading or a block. The message names the nearest. To keep an id for good, write it
behind the heading: `## Money {#money}`.
"""

from __future__ import annotations

from collections.abc import Iterator

from onward.build import Build
from onward.checks.rule import Finding, Rule
from onward.model import Page, Severity
from onward.raw_links import broken_raw
from onward.written_links import flaws

MOST = 10
"""So many of a page's ids are named where none is near to what was written."""


def check(page: Page, build: Build) -> Iterator[Finding]:
    for position, flaw in flaws(page, build, "link-anchor"):
        where = f"`{flaw.kind}`" if flaw.kind else "this page"
        names = flaw.better.split()
        more = f" and {len(names) - MOST} more" if len(names) > MOST else ""
        known = ", ".join(f"#{name}" for name in names[:MOST])
        whole = f" To lead to the whole page, delete `#{flaw.found}`." if flaw.kind else ""
        hint = (
            f"It has {known}{more}.{whole}"
            if names
            else "Look for the id there, or delete what stands from the `#` on."
        )
        if "#" in flaw.found:
            hint = f"An address has one `#` only. {hint}"
        severity = Severity.NOTE if flaw.unsure else None
        yield Finding(position, f"{where} has no anchor `#{flaw.found}`", hint, severity=severity)
    for position, broken in broken_raw(page, build, "link-anchor"):
        yield Finding(position, broken.message, broken.hint)


RULE = Rule("link-anchor", Severity.ERROR, __doc__, page=check)
