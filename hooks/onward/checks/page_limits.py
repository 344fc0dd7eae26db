"""A page, a line or a paragraph that is far too large.

Why: the Markdown parser takes minutes for some texts (6 kB of `[` took 5 seconds) and stops altogether on
quotations that are thousands deep. So what is far beyond any page of the guide is refused before it is parsed.

Limits: 500 kB a file, 5,000 characters a line, 20,000 characters a paragraph, 12 levels of lists and quotations,
200 square brackets and 200 tags of HTML that are not closed.

Put it right: split the page, or end the paragraph with a blank line.
"""

from __future__ import annotations

from collections.abc import Iterator

from onward.build import Build
from onward.checks.rule import Finding, Rule
from onward.model import Page, Severity

MESSAGES = {
    "file": "the file has {size} kB; the limit is 500 kB",
    "line": "the line has {size} characters; the limit is 5,000",
    "paragraph": "the paragraph that starts here has more than 20,000 characters",
    "nesting": "lists or quotations are {size} levels deep; the limit is 12",
    "tags": "up to this line more than 200 tags of HTML begin with `<` and never end",
    "brackets": "the paragraph that starts here has more than 200 square brackets without a partner",
}


def check(page: Page, build: Build) -> Iterator[Finding]:
    for fault in page.faults_of("page-limits"):
        message = MESSAGES[fault.found].format(size=fault.detail)
        yield Finding(fault.position, message, "Split the page, or end the paragraph with a blank line.")


RULE = Rule("page-limits", Severity.ERROR, __doc__, page=check, even_unread=True)
