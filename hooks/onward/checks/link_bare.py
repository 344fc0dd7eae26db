"""A web or e-mail address in the text that is no link.

Why: nobody can tap it, and who has the page read aloud hears every letter of it.

Example: `See https://www.acas.org.uk/rejected for more.`

Put it right: give it a name: `[Being rejected for a job (Acas)](https://www.acas.org.uk/rejected)`. An address that is
only shown goes between backticks: `` `https://…` ``.
"""

from __future__ import annotations

from collections.abc import Iterator

from onward.build import Build
from onward.checks.rule import Finding, Rule
from onward.model import Page, Severity


def check(page: Page, build: Build) -> Iterator[Finding]:
    tags = {fault.position.line for fault in page.faults_of("html-unclosed") if fault.detail == "quote"}
    for fault in page.faults_of("link-bare"):
        if fault.position.line in tags:
            continue  # It is in a tag that is none, for want of a quotation mark.
        address = fault.found
        if fault.detail == "mail":
            yield Finding(
                fault.position, f"bare e-mail address `{address}`", f"Write `<{address}>`: then it can be tapped."
            )
        else:
            whole = address if ":" in address.partition(".")[0] else f"https://{address}"
            hint = f"Give it a name: [Name of the page]({whole})."
            yield Finding(fault.position, f"bare web address `{address}`", hint)


RULE = Rule("link-bare", Severity.WARNING, __doc__, page=check)
