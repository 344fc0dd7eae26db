"""A word that the style guide rules out.

Why: some words hurt, some blame, some only look like help, and some are read by half of the readers. Which they are,
what to write for each and why stands in docs/_data/words.yml, which belongs to the editors. A word with
`weight: warning` there can hurt somebody; the others are notes. Looked at is what a page says, its description and the
texts of its images too, but neither raw HTML nor blocks of code.

Example: `You should simply see it as a gift.`

Put it right: do what the message says. If a word is right in a phrase, add the phrase to its `except`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from onward.build import Build
from onward.checks.rule import Finding, Rule
from onward.model import Page, Position, Severity
from onward.word_list import folded, may_use, uses
from onward.written import texts


def check(page: Page, build: Build) -> Iterator[Finding]:
    read = [(each, folded(each.text)) for each in texts(page)]
    whole = "\n".join(text for _, text in read)
    for entry in build.registry.words:
        if not may_use(entry, whole):
            continue
        place, behind = Position(0), 0
        for each, text in read:
            if not may_use(entry, text):
                continue
            # Two texts have one place if the parser has lost the line of the second: it stands behind the first.
            place, behind = each.position, behind if each.position == place else 0
            for start, end, allowed in uses(entry, each.text):
                found = each.text[start:end]
                written = _as_written(found).search(each.raw, behind)
                behind = written.end() if written else behind
                if not allowed:
                    message = f"the word list rules out `{found}`: {entry.instead}"
                    at = each.place(written.start()) if written else each.position
                    yield Finding(at, message, entry.why, severity=Severity(entry.weight))


def _as_written(found: str) -> re.Pattern[str]:
    """Words as they stand in the file: lines may end between them, in a quotation too."""
    phrase = r"[\s>]+".join(map(re.escape, found.split()))
    return re.compile(rf"(?<!\w)(?:{phrase})(?!\w)")


RULE = Rule("word-list", Severity.NOTE, __doc__, page=check, suppressible=True)
