"""A link without words, or with words that do not say where it goes (a warning).

Why: who uses a screen reader may hear the links of a page as a list, and on paper the words are all that is left of a
link. `here` says nothing in either, and nobody reads a web address aloud.

Example: `Read more [here](get-help.md).`, `[](get-help.md)`, `<https://www.acas.org.uk/rejected>`.

Put it right: name what is there: `[Get help and support](get-help.md)`, `[Being rejected for a job (Acas)](https://…)`.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from urllib.parse import unquote

from onward.build import Build
from onward.checks.rule import Finding, Rule
from onward.model import Link, Page, Position, Severity

EMPTY_WORDS = frozenset(
    {
        "click",
        "click here",
        "click me",
        "click this",
        "click this link",
        "continue",
        "details",
        "find out more",
        "follow this link",
        "go",
        "go here",
        "here",
        "info",
        "learn more",
        "link",
        "link here",
        "more",
        "more details",
        "more info",
        "more information",
        "page",
        "press here",
        "read more",
        "read on",
        "read this",
        "see here",
        "see more",
        "see this",
        "tap here",
        "the link",
        "this",
        "this article",
        "this document",
        "this link",
        "this page",
        "this site",
        "this website",
        "url",
        "website",
    }
)
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+|[\w-]+(?:\.[\w-]+)+/\S*", re.IGNORECASE)
"""A name alone is none: GOV.UK is what people call it."""
_FILE = re.compile(r"[\w/.-]+\.(?:md|html?)", re.IGNORECASE)
_BEFORE_ADDRESS = re.compile(r"\]\(\s*<?\s*\Z")
_DEFINED = re.compile(r"\s*\[[^\[\]]+\]:")
_AROUND = re.compile(r"^[\W_]+|[\W_]+$")


def check(page: Page, build: Build) -> Iterator[Finding]:
    for link in page.links:
        if link.image or (link.around_image and not link.text):
            continue  # `image-alt` says so.
        if not link.text:
            hint = _named(page, build, link)
            yield Finding(_words(page, link), "the link has no words", hint, severity=Severity.ERROR)
        elif _FILE.fullmatch(link.text) and "//" not in link.text:
            hint = _named(page, build, link)
            yield Finding(_words(page, link), "the words of the link are the name of a file", hint)
        elif _ADDRESS.fullmatch(link.text):
            hint = f"Name what is there and whose it is: [Being rejected for a job (Acas)]({link.raw})."
            yield Finding(_words(page, link), "the words of the link are a web address", hint)
        elif _AROUND.sub("", link.text).lower() in EMPTY_WORDS:
            message = f"the link text `{link.text}` does not say where it goes"
            hint = _named(page, build, link)
            yield Finding(_words(page, link), message, hint)


def _named(page: Page, build: Build, link: Link) -> str:
    """What to write instead: the link with the title of the page that it leads to, if it leads to one."""
    path = unquote(link.raw.strip("<>").partition("#")[0])
    target = posixpath.normpath(posixpath.join(posixpath.dirname(page.path), path)) if path else page.path
    title = build.titles.get(target)
    if title and "#" not in link.raw:
        return f"Name what is there: [{title}]({link.raw})."
    if title or "//" in link.raw:
        return f"Name what is there: [its name]({link.raw})."
    return "Write the name of what is there between the square brackets."


def _words(page: Page, link: Link) -> Position:
    """Where the words of a link stand: behind its bracket; the bracket itself where there are none."""
    line = page.lines[link.position.line - 1]
    before = _BEFORE_ADDRESS.search(line[: link.position.column - 1])
    number, end = link.position.line, before.start() if before else None
    if end is None:
        if not _DEFINED.match(line):
            return link.position  # The address is its own words.
        # The address stands in a line of its own, `[name]: address`.
        named = re.compile(rf"\[({re.escape(link.text)})\](?![(:])")
        places = ((at, found) for at, each in enumerate(page.lines, 1) if (found := named.search(each)))
        at, found = next(places, (0, None))
        return Position(at, found.start(1) + 1) if found else link.position
    open_brackets = 0
    for start in range(end, -1, -1):
        open_brackets += {"]": 1, "[": -1}.get(line[start], 0)
        if not open_brackets:
            return Position(number, start + (2 if link.text else 1))
    return link.position


RULE = Rule("link-text", Severity.WARNING, __doc__, page=check, suppressible=True)
