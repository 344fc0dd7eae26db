"""A footnote, which these pages do not have.

Why: `[^1]` is printed as it stands, or becomes a link to the first word of the note. On a phone and when read aloud
footnotes get lost anyway.

Example: `They may say no.[^1]` and `[^1]: The law does not ask them to.`

Put it right: say it in the text. Who said it goes into a citation: `[@id]`.
"""

from __future__ import annotations

from collections.abc import Iterator

from onward.build import Build
from onward.checks.rule import Finding, Rule
from onward.model import Page, Severity


def check(page: Page, build: Build) -> Iterator[Finding]:
    for fault in page.faults_of("footnote"):
        message = f"`{fault.found}` makes no footnote here"
        yield Finding(fault.position, message, "Say it in the text; who said it goes into a citation, `[@id]`.")


RULE = Rule("footnote", Severity.ERROR, __doc__, page=check)
