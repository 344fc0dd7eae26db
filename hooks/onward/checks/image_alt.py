"""An image without a text that stands for it, or with one that says nothing.

Why: who cannot see the image gets nothing in its place. Python-Markdown always writes alt="", which tells a screen
reader that the image does not matter; so a missing text shows only in the source. A screen reader says "image" itself,
and reads the name of a file letter by letter.

Example: `![](path.svg)`, `![path.svg](path.svg)`, `![Image of a path](path.svg)`, `<img src="path.svg">`.

Put it right: write what a friend would say who describes it on the telephone: `![A path with six stops](path.svg)`.
Where the image says nothing that the text does not say, mark it: `![](leaves.svg){.decoration}`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from onward.build import Build
from onward.checks.rule import Finding, Rule
from onward.model import Link, Page, Position, Severity
from onward.written_links import flaws

_FILE = re.compile(
    r"\S+\.(?:svg|png|jpe?g|gif|webp|avif|ico|bmp|tiff?)|(?:IMG|DSCN?|PXL|Screenshot)[\W_]*\d[\d\W_]*", re.IGNORECASE
)
_KIND = "image|picture|photo|photograph|graphic|icon"
_OPENING = re.compile(
    rf"(?:an?\s+|the\s+|this\s+(?:is\s+)?(?:an?\s+)?)?((?:{_KIND})\s+(?:of|showing))\b", re.IGNORECASE
)
_EMPTY_WORDS = re.compile(rf"{_KIND}|logo|drawing|diagram|screenshot", re.IGNORECASE)


def check(page: Page, build: Build) -> Iterator[Finding]:
    # Nobody can say what an image shows that is not there: first that has to be put right.
    missing = {position for position, _ in flaws(page, build, "link-target")}
    linked = {link.position.line for link in page.links if link.around_image}
    linked.update(tag.position.line for tag in page.tags if tag.element == "a" and not tag.braces)
    decorated = {link.position.line for link in page.links if link.decoration}
    for link in page.links:
        if link.image:
            yield from _markdown(page, link, missing=link.position in missing, linked=link.position.line in linked)
        # The image in it is one that is marked as decoration, or it is reported itself.
        elif link.around_image and not link.text and link.position.line in decorated:
            message = "the image is all that the link has, so it is no decoration"
            yield Finding(link.position, message, "Say where the link goes: [![Its name](…)](…).")
    for tag in page.tags:
        if tag.element == "img" and not tag.braces:
            text, linked_here = tag.value("alt"), tag.position.line in linked
            if text is None:
                message = "the image has no `alt`, the text that stands for it"
                hint = 'Say what it shows: alt="…"' + ("." if linked_here else '; for decoration write alt="".')
                yield Finding(tag.position, message, hint)
            else:
                yield from _said(text, tag.position, "" if linked_here else '`alt=""`')


def _markdown(page: Page, link: Link, *, missing: bool, linked: bool) -> Iterator[Finding]:
    if link.decoration and link.text:
        message = f"the image `{link.raw}` is marked as decoration and has a text all the same"
        yield Finding(_start(page, link), message, "Take one of the two away.")
    elif not link.text and not link.decoration:
        if missing:
            return
        message = f"the image `{link.raw}` has no text that stands for it"
        hint = f"Say what it shows: ![What it shows]({link.raw})."
        hint += "" if linked else f" If it says nothing: ![]({link.raw}){{.decoration}}."
        yield Finding(_start(page, link), message, hint)
    else:
        nothing = "" if linked else f"`![]({link.raw}){{.decoration}}`"
        yield from _said(link.text, _start(page, link), nothing)


def _start(page: Page, link: Link) -> Position:
    """Where an image starts: its address is known, and `![` stands before it, or else it is a reference."""
    line = page.lines[link.position.line - 1] if link.position.line <= len(page.lines) else ""
    start = line.rfind("![", 0, link.position.column)
    return Position(link.position.line, start + 1) if start >= 0 else link.position


def _said(text: str, position: Position, nothing: str) -> Iterator[Finding]:
    """What is wrong with a text that stands for an image; such a text is better than none, so it is a warning."""
    hint = "Say in your own words what it shows, as you would on the telephone."
    # An image that is all of a link has to say where that goes.
    hint += f" If it says nothing, write {nothing}." if nothing else ""
    opening = _OPENING.match(text.strip())
    if _FILE.fullmatch(text.strip()) or _EMPTY_WORDS.fullmatch(text.strip()):
        message = f"`{text.strip()}` does not say what the image shows"
        yield Finding(position, message, hint, severity=Severity.WARNING)
    elif opening:
        rest = text.strip()[opening.end() :].strip()
        better = f"Begin with what it shows: `{rest[:1].upper()}{rest[1:]}`." if rest else hint
        message = f"a screen reader says that it is an image; `{opening[1]}` says it once more"
        yield Finding(position, message, better, severity=Severity.WARNING)


RULE = Rule("image-alt", Severity.ERROR, __doc__, page=check)
