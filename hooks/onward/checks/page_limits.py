"""A page, a line or a paragraph that is far too large.

Why: the Markdown parser takes minutes for some texts (6 kB of `[` took 5 seconds) and stops altogether on
quotations that are thousands deep. So what is far beyond any page of the guide is refused before it is parsed.

Limits: 500 kB and 5,000 lines a file, 5,000 characters a line, 10,000 characters and 500 lines a paragraph (lines
without a blank one between them), 12 levels of lists and quotations, 150 levels of all that can stand inside of each
other, 100 brackets of one kind in a paragraph that are not closed, 100 `<` in the page, 10,000 signs of Markdown.

Put it right: make several pages of it, leave a blank line where the next thought starts, or close what is open.
"""

from __future__ import annotations

from collections.abc import Iterator

from onward.build import Build
from onward.checks.rule import Finding, Rule
from onward.model import Page, Severity

PARTNER = "Write their partners, or take them out."

MESSAGES = {
    "file": ("the file is {size}; the limit is 500 kB", "Make several pages of it."),
    "page": ("the page has {size} lines; the limit is 5,000", "Make several pages of it."),
    "line": ("the line has {size} characters; the limit is 5,000", "Make several lines of it: one for each sentence."),
    "paragraph": (
        "the paragraph that starts here has more than 10,000 characters",
        "Leave a blank line where the next thought starts.",
    ),
    "nesting": (
        "lists or quotations are {size} levels deep; the limit is 12",
        "Take some `>` or spaces out at the start of the line.",
    ),
    "deep": (
        "blocks, lists or emphasis stand inside of each other here, more than 150 levels deep",
        "Close each of them: a block with a line `///`, emphasis with its second sign.",
    ),
    "signs": (
        "up to this line there are more than 10,000 signs of Markdown, such as `*`, `[` and `<`",
        "Make several pages of it.",
    ),
    "lines": ("the paragraph that starts here has more than 500 lines", "Leave a blank line here and there."),
    "square": ("the paragraph that starts here has more than 100 `[` without a `]`", PARTNER),
    "round": ("the paragraph that starts here has more than 100 `(` without a `)`", PARTNER),
    "angle": ("up to this line there are more than 100 `<` without a `>`", PARTNER),
}


def check(page: Page, build: Build) -> Iterator[Finding]:
    why = page.faults_of("block-unread") or [fence for fence in page.fences if fence.closed is None]
    for fault in page.faults_of("page-limits"):
        if fault.found == "deep" and why:
            continue  # That is named already.
        message, hint = MESSAGES[fault.found]
        yield Finding(fault.position, message.format(size=fault.detail), hint)


RULE = Rule("page-limits", Severity.ERROR, __doc__, page=check, even_unread=True)
