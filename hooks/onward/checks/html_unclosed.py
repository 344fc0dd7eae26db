"""Raw HTML that is not closed where it was opened.

Why: what is opened and not closed goes on to the end of the page. Behind a `<div>` that is never closed nothing is read
as Markdown any more, so the rest of the page is missing its headings, blocks and checks. A comment or a tag that never
ends is shown to the reader as it is.

Example: `<div>` without `</div>`, `*<b>bold*</b>`, `<!-- to do`.

Put it right: close each element in the paragraph, cell or item in which it was opened, the last one first:
`<b><i>…</i></b>`. In place of most of them Markdown has a sign.
"""

from __future__ import annotations

from collections.abc import Iterator

from onward.build import Build
from onward.checks.rule import Finding, Rule
from onward.model import Fault, Page, Severity


def check(page: Page, build: Build) -> Iterator[Finding]:
    comments = {fault.position.line for fault in page.faults_of("comment-unclosed")}
    loose = {fault.position.line for fault in page.faults_of("html-unclosed") if fault.detail == "quote"}
    for fault in page.faults_of("html-unclosed"):
        if fault.detail == "close" and fault.position.line in loose:
            continue  # It would close what its quotation mark swallowed.
        # `html-element` and `comment-unclosed` say so.
        if fault.detail != "refused" and not (fault.detail == "comment" and fault.position.line in comments):
            yield Finding(fault.position, *_words(fault))


def _words(fault: Fault) -> tuple[str, str]:
    name, (kind, _, line) = fault.found, fault.detail.partition(":")
    return {
        "open": (f"`<{name}>` is opened here and never closed", f"Write `</{name}>` where it ends."),
        "swallows": (
            f"`<{name}>` is opened here and never closed; all that follows is not read as Markdown",
            f"Write `</{name}>` where it ends, with a blank line behind it.",
        ),
        "line": (
            f"`<{name}>` is opened here, and its `</{name}>` on line {line} stands in something else",
            "Open and close it in the same paragraph, item or cell; what was opened last is closed first.",
        ),
        "close": (
            f"`</{name}>` closes nothing that was opened here",
            f"Delete it, or write `<{name}>` where it begins.",
        ),
        "slash": (
            f"`<{name}/>` does not close itself in HTML",
            f"Write `<{name}></{name}>`, or delete it.",
        ),
        "comment": ("the comment that starts here never ends, so that readers see it", "Write `-->` where it ends."),
        "quote": (
            f"`{name}` starts a tag in which a quotation mark is never closed, so that readers see all of it",
            'Write the second quotation mark, as in `<a href="reply.md">`, or write a link: `[Reply](reply.md)`.',
        ),
        "tag": (
            f"`{name}` starts a tag that never ends, so that readers see it as text",
            "Write `>` where it ends. For the sign itself write `&lt;`.",
        ),
    }[kind]


RULE = Rule("html-unclosed", Severity.ERROR, __doc__, page=check)
