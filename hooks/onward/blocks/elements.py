"""Making and reading the tree that Python-Markdown works on."""

from __future__ import annotations

import html
import re
import xml.etree.ElementTree as etree
from collections.abc import Iterable, Sequence
from functools import lru_cache

from markdown.util import AtomicString

from onward.blocks.lines import unmarked

UNSEARCHED = "data-search-exclude"
"""Material's search leaves out what carries this attribute: what is no part of the text that a reader looks for."""

SLOT = "\x02onward-pdf:{id}\x03"
"""Stands where a page will say which PDF files there are of a block; no editor can write it. See `documents.offers`."""

HEADINGS = {f"h{level}": level for level in range(1, 7)}
ESCAPE = re.compile("\x02([0-9]+)\x03")
"""What Python-Markdown writes for a letter with a backslash before it: the letter's number."""

_PLACEHOLDER = re.compile("\x02([^\x02\x03]*)\x03((?<=\x02amp\x03)#?\\w+;)?")


def add(parent: etree.Element, tag: str, class_: str = "", **attributes: str | None) -> etree.Element:
    """Append an element; a trailing `_` of an attribute's name goes, other `_` become `-`, None leaves it out."""
    element = etree.SubElement(parent, tag)
    if class_:
        element.set("class", class_)
    for name, value in attributes.items():
        if value is not None:
            element.set(name.rstrip("_").replace("_", "-"), value)
    return element


def words(text: str) -> AtomicString:
    """Text that is not Markdown."""
    return AtomicString(text)


def move(parent: etree.Element, children: Iterable[etree.Element]) -> etree.Element:
    """Put elements under a parent."""
    parent.extend(list(children))
    return parent


def lead(element: etree.Element) -> tuple[str, list[etree.Element]]:
    """The first text of a list item, whether the list is tight or loose, and the elements after it."""
    children = list(element)
    if element.text and element.text.strip():
        return element.text, children
    if children and children[0].tag == "p":
        return children[0].text or "", children[1:]
    return "", children


def plain(element: etree.Element, stash: Sequence[object] = ()) -> str:
    """The words of an element, without marks and markup; entities from Python-Markdown's stash are words."""
    return re.sub(r"\s+", " ", spelled(unmarked("".join(_words(element))), stash)).strip()


@lru_cache(maxsize=1024)
def _letter(reference: str) -> str:
    """The letter that a reference stands for; Python-Markdown writes each letter of a mail address as one."""
    return html.unescape(reference)


def spelled(text: str, stash: Sequence[object] = ()) -> str:
    """A text of the tree with its placeholders resolved, as far as they stand for words."""

    def shown(match: re.Match[str]) -> str:
        """A backslash escape stands as a number between STX and ETX, an entity as a place in the stash.

        A letter of an e-mail address is a reference whose `&` stands as `amp`.
        """
        if match[2]:
            return _letter(f"&{match[2]}")
        if match[1].isdigit():
            return chr(int(match[1]))
        place = match[1].rpartition(":")[2]
        stashed = stash[int(place)] if place.isdigit() and int(place) < len(stash) else ""
        return html.unescape(stashed) if isinstance(stashed, str) and stashed.startswith("&") else ""

    return _PLACEHOLDER.sub(shown, text)


def name_of(element: etree.Element) -> str:
    """What an editor calls it."""
    return _NAMES.get(str(element.tag), "heading" if element.tag in HEADINGS else "text")


_NAMES = {
    "p": "paragraph",
    "ul": "list",
    "ol": "numbered list",
    "blockquote": "quotation",
    "hr": "line (---)",
    "table": "table",
    "pre": "piece of code",
}


def _words(element: etree.Element) -> Iterable[str]:
    """Text of the element and below it; a citation's number is none of its words."""
    if "onward-cite" in element.get("class", ""):
        return
    yield element.text or ""
    for child in element:
        yield from _words(child)
        yield child.tail or ""
