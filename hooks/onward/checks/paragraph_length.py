"""A paragraph with more than three sentences.

Why: on a phone four sentences fill the screen, and a full screen of text is not read. Items of lists and feedback in a
quiz are paragraphs too; a name in front of an item (`**Technical skills.** …`) is no sentence. Messages to copy are not
looked at: they are letters.

Example: a paragraph that says what to do, why, when, and what comes then.

Put it right: leave a blank line where the next thought starts, or make a list of it.
"""

from __future__ import annotations

from collections.abc import Iterator

from onward.build import Build
from onward.checks.rule import Finding, Rule
from onward.model import Page, Severity
from onward.readability import shortened, words
from onward.sentences import sentences

MOST = 3
LONGEST_NAME = 3
NOT_ASKED = {"heading", "message", "cell"}


def check(page: Page, build: Build) -> Iterator[Finding]:
    # Items that are no list are one paragraph, and named as that.
    swallowed = {fault.position.line for fault in page.faults_of("list-place")}
    last = page.last_lines()
    for passage in page.passages:
        parts = sentences(passage)
        named = passage.kind == "item" and bool(parts) and len(words(parts[0].text)) <= LONGEST_NAME
        count = len(parts) - named
        if (
            count > MOST
            and passage.kind not in NOT_ASKED
            and swallowed.isdisjoint(range(passage.position.line, last[passage.position.line] + 1))
        ):
            message = f"the paragraph `{shortened(passage.text)}` has {count} sentences; {MOST} are the most"
            yield Finding(passage.position, message, "Leave a blank line where the next thought starts.")


RULE = Rule("paragraph-length", Severity.NOTE, __doc__, page=check, suppressible=True)
