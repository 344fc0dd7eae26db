"""`[@id]` in running text: a small number that leads to the closing list of sources."""

from __future__ import annotations

import re
import xml.etree.ElementTree as etree

from markdown.inlinepatterns import InlineProcessor

from onward.blocks.elements import UNSEARCHED, add
from onward.blocks.labels import CITATION

ATTRIBUTE = "data-cite"


class CitationProcessor(InlineProcessor):
    """Puts an empty `sup` for each cited id; the numbers are known only when the whole page has been read."""

    def __init__(self) -> None:
        # With the space before it: a number stands close to the sentence that it is about.
        super().__init__(f"[ \n]?{CITATION.pattern}")

    def handleMatch(self, m: re.Match[str], data: str) -> tuple[etree.Element | str | None, int | None, int | None]:
        group = etree.Element("span", {"class": "onward-cite-group"})
        for name in m[1].split(","):
            sup = add(group, "sup", "onward-cite")
            sup.set(UNSEARCHED, "")
            sup.set(ATTRIBUTE, name.strip().removeprefix("@"))
        return (group if len(group) > 1 else group[0]), m.start(0), m.end(0)
