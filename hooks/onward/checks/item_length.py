"""An item of a checklist with more than 12 words.

Why: a checklist is read at a glance, box by box. What is longer is read, not ticked.

Example: `- [ ] Think about whether there is anybody whom you would like to tell about it today. {#tell}`

Put it right: say the one thing to do. What explains it goes into a paragraph before or after the list.
"""

from __future__ import annotations

from collections.abc import Iterator

from onward.build import Build
from onward.checks.rule import Finding, Rule
from onward.model import Page, Severity
from onward.readability import shortened, words

MOST = 12


def check(page: Page, build: Build) -> Iterator[Finding]:
    for passage in page.passages:
        count = len(words(passage.text))
        if passage.kind == "check" and count > MOST:
            message = f"the item `{shortened(passage.text)}` has {count} words; {MOST} are the most"
            yield Finding(passage.position, message, "Say the one thing to do; explain it outside the list.")


RULE = Rule("item-length", Severity.NOTE, __doc__, page=check, suppressible=True)
