"""A word that the style guide rules out.

Why: some words hurt, some blame, some only look like help, and some are read by half of the readers. Which they are,
what to write for each and why stands in docs/_data/words.yml, which belongs to the editors. A word with
`weight: warning` there can hurt somebody; the others are notes.

Example: `You should simply see it as a gift.`

Put it right: do what the message says. If a word is right in a phrase, add the phrase to its `except`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from onward.build import Build
from onward.checks.rule import Finding, Rule
from onward.model import Page, Passage, Position, Severity
from onward.word_list import folded, may_use, uses

_UNREAD = re.compile(r"\]\([^)\n]*\)|\[@[^\]\n]*\]|\{[^}\n]*\}")
"""Addresses, citations and ids: `just-heard.md` is no use of the word."""


def check(page: Page, build: Build) -> Iterator[Finding]:
    written = [_UNREAD.sub(lambda match: " " * len(match.group()), line) for line in page.lines]
    read = folded("\n".join(passage.text for passage in page.passages))
    for entry in build.registry.words:
        if not may_use(entry, read):
            continue
        last = Position(0)
        for passage in page.passages:
            for start, end, allowed in uses(entry, passage.text):
                found = passage.text[start:end]
                place = _place(found, written, passage, _end(page, passage), last)
                last = place or last
                if not allowed:
                    message = f"the word list rules out `{found}`: {entry.instead}"
                    yield Finding(place or passage.position, message, entry.why, severity=Severity(entry.weight))


def _end(page: Page, passage: Passage) -> int:
    """The last line on which a passage can stand: the one before the next passage."""
    later = [other.position.line for other in page.passages if other.position.line > passage.position.line]
    return min(later, default=len(page.lines) + 1) - 1


def _place(found: str, lines: Sequence[str], passage: Passage, end: int, last: Position) -> Position | None:
    """Where a word of a passage stands in the file, behind the last place of one, if it stands there as it was read."""
    first = passage.position.line
    text = "\n".join(lines[first - 1 : end])
    begin = 0
    if first <= last.line <= end:
        begin = sum(len(line) + 1 for line in lines[first - 1 : last.line - 1]) + last.column
    as_written = r"[\s>]+".join(map(re.escape, found.split()))
    match = re.compile(rf"(?<!\w)(?:{as_written})(?!\w)").search(text, begin)
    if not match:
        return None
    return Position(first + text.count("\n", 0, match.start()), match.start() - text.rfind("\n", 0, match.start()))


RULE = Rule("word-list", Severity.NOTE, __doc__, page=check)
