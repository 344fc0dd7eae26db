"""A page of guidance or help with fewer than 250 or more than 700 words to read in one go.

Why: with fewer, the reader has to go on to another page for an answer; with more, the answer is not found. Headings,
paragraphs, lists and tables count. Checklists, quizzes and messages to copy do not: they are worked through, not read.

Example: a page of kind `guide` that has grown to 900 words.

Put it right: take out what another page says, or divide the page; join a short page with the one that it leads to.
"""

from __future__ import annotations

from collections.abc import Iterator

from onward.build import Build
from onward.checks.rule import Finding, Rule
from onward.model import Page, Severity
from onward.readability import running_words, top

LEAST, MOST = 250, 700
COUNTED = "Headings, paragraphs, lists and tables count; checklists, quizzes and messages to copy do not."


def check(page: Page, build: Build) -> Iterator[Finding]:
    if page.front is None or page.front.kind not in {"guide", "help"}:
        return
    if any(fence.closed is None for fence in page.fences):
        return  # Nobody knows what the block has swallowed.
    count = running_words(page)
    if not LEAST <= count <= MOST:
        yield Finding(top(page), f"the page has {count} words to read; it should have {LEAST} to {MOST}", COUNTED)


RULE = Rule("page-length", Severity.NOTE, __doc__, page=check, suppressible=True)
