"""The page's sections as a short list before the first of them, for screens that have no room beside the text."""

from __future__ import annotations

import xml.etree.ElementTree as etree
from collections.abc import Sequence

from onward.blocks.elements import UNSEARCHED, add, plain, words
from onward.model import FrontMatter
from onward.text import TEXT

FEWEST = 3
"""A page with fewer sections is walked through faster than a list of them is read."""


def insert_contents(root: etree.Element, front: FrontMatter | None, stash: Sequence[object]) -> None:
    """Put the list into the page's tree, once the headings have their ids.

    Args:
        root: the tree of the page.
        front: the page's front matter. Start pages and pages about the guide have no list, nor those that hide it.
        stash: Python-Markdown's, where it keeps entities.
    """
    sections = [child for child in root if child.tag == "h2" and child.get("id")]
    if front is None or front.kind not in {"guide", "help"} or front.hides("toc") or len(sections) < FEWEST:
        return
    contents = etree.Element("nav", {"class": "onward-jump", "aria-label": TEXT["contents"], UNSEARCHED: ""})
    fold = add(contents, "details")
    add(fold, "summary", "onward-fold").text = words(TEXT["contents"])
    rows = add(fold, "ul")
    for section in sections:
        add(add(rows, "li"), "a", href=f"#{section.get('id')}").text = words(plain(section, stash))
    root.insert(list(root).index(sections[0]), contents)
