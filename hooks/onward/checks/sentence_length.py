"""A sentence with more than 25 words.

Why: who is upset loses the start of a long sentence before its end. Write up to 20 words; more than 25 is a note.

Example: `If you have not heard anything by the day that they gave you, then wait for 2 or 3 more working days before
you write to them once and ask.`

Put it right: make two sentences of it.
"""

from __future__ import annotations

from collections.abc import Iterator

from onward.build import Build
from onward.checks.rule import Finding, Rule
from onward.model import Page, Severity
from onward.readability import shortened, words
from onward.sentences import sentences

MOST = 25


def check(page: Page, build: Build) -> Iterator[Finding]:
    for passage in page.passages:
        for sentence in sentences(passage):
            count = len(words(sentence.text))
            if count > MOST:
                message = f"the sentence `{shortened(sentence.text)}` has {count} words; {MOST} are the most"
                yield Finding(sentence.position, message, "Make two sentences of it.")


RULE = Rule("sentence-length", Severity.NOTE, __doc__, page=check, suppressible=True)
