"""A page or a section of guidance that cites nothing.

Why: every statement traces to who said it; what is our own idea is called our suggestion.

Example: a page of kind `guide` without a single `[@id]`; a section (`##`) of it without one (a warning).

Put it right: write `[@id]` after the sentence that says it. Our own ideas have entries too: `own-…`.
"""

from __future__ import annotations

from collections.abc import Iterator

from onward.build import Build
from onward.checks.rule import Finding, Rule
from onward.model import Page, Position, Severity

HINT = "Write [@id] after the sentence that says it, with an id of docs/_data/guidance.yml."


def check(page: Page, build: Build) -> Iterator[Finding]:
    if page.front is None or page.front.kind != "guide":
        return
    if not page.citations:
        place = next((heading.position for heading in page.headings), Position(page.body_line))
        yield Finding(place, "a page of guidance that cites nothing", HINT)
        return
    cited = {citation.section for citation in page.citations}
    for heading in page.headings:
        if heading.level == 2 and heading.id not in cited:
            message = f"the section `{heading.text}` cites nothing"
            yield Finding(heading.position, message, HINT, severity=Severity.WARNING)


RULE = Rule("citation-missing", Severity.ERROR, __doc__, page=check)
