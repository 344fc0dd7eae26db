"""Tables that may be wider than the screen: each in a region that scrolls, for fingers and for the keyboard."""

from __future__ import annotations

import xml.etree.ElementTree as etree

from onward.blocks.elements import HEADINGS


def wrap_tables(root: etree.Element) -> None:
    """Put each table of the page's own text into a region named by the heading above it, once headings have ids.

    Args:
        root: the tree of the page.
    """
    heading = ""
    for place, child in enumerate(list(root)):
        if child.tag in HEADINGS:
            heading = child.get("id") or heading
        elif child.tag == "table":
            region = etree.Element("div", {"class": "onward-table", "tabindex": "0", "role": "region"})
            if heading:
                region.set("aria-labelledby", heading)
            region.tail, child.tail = child.tail, None
            region.append(child)
            root[place] = region
