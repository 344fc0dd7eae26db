"""Attributes in braces: `{#id .class title="…"}` behind a heading, a paragraph, a link, an image or a table's cell.

The extension attr_list reads them and sets whatever stands there, on any element. So the tree is compared before and
after it: what has come is what an editor wrote. What may not stand there is taken away again.
"""

from __future__ import annotations

import xml.etree.ElementTree as etree
from dataclasses import dataclass, field

from onward.markup import allows


@dataclass
class GivenAttributes:
    """What attr_list has set, by element."""

    _before: dict[int, dict[str, str | None]] = field(default_factory=dict)
    _given: dict[int, dict[str, str]] = field(default_factory=dict)

    def remember(self, root: etree.Element) -> None:
        """Note the attributes that the elements have before attr_list."""
        self._before = {id(element): dict(element.attrib) for element in root.iter()}

    def compare(self, root: etree.Element) -> None:
        """Find what attr_list has set, and take away what may not stand there."""
        self._given = {}
        for element in root.iter():
            before = self._before.get(id(element), {})
            given = {name: value or "" for name, value in element.attrib.items() if before.get(name, "\0") != value}
            if not given:
                continue
            self._given[id(element)] = given
            for name in given:
                if allows(str(element.tag), name.lower(), braces=True):
                    continue
                old = before.get(name)
                if old is None:
                    del element.attrib[name]
                else:
                    element.set(name, old)

    def of(self, element: etree.Element) -> dict[str, str]:
        """The attributes that an editor gave to an element; a class with those that it had before."""
        return self._given.get(id(element), {})
