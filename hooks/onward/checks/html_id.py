"""An id that stands twice on a page, that belongs to the site, or that cannot be linked to.

Why: a link to `#costs` goes to the first element of that id, and labels and scripts find the wrong one. Ids that begin
with `__` are those of the site's own parts.

Example: `<p id="costs">` on a page with the heading `## Costs {#costs}`; `<p id="my costs">`.

Put it right: give the element another id of small letters, digits and `-`, or delete it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from onward.build import Build
from onward.checks.rule import Finding, Rule
from onward.markup import ELEMENTS, HEADINGS
from onward.model import Page, Severity

_HINT = "Use small letters, digits and `-`."


def check(page: Page, build: Build) -> Iterator[Finding]:
    lines = {block.id: block.position.line for block in page.blocks if block.id}
    lines |= {heading.id: heading.position.line for heading in page.headings if heading.id}
    for tag in page.tags:
        # `heading-id` looks at those of headings; what is no element of a page has no id either.
        if tag.element in HEADINGS if tag.braces else tag.element not in ELEMENTS:
            continue
        for attribute in tag.attributes:
            if attribute.name != "id":
                continue
            name, place = attribute.value, attribute.value_position
            if not name or re.search(r"\s", name):
                yield Finding(place, f"`{name}` cannot be an id", _HINT)
            elif name.startswith("__"):
                yield Finding(place, f"the id `{name}` is one of the site's own", _HINT)
            elif name in lines:
                yield Finding(place, f"duplicate id `{name}`; first on line {lines[name]}", "Give it another id.")
            lines.setdefault(name, place.line)


RULE = Rule("html-id", Severity.ERROR, __doc__, page=check)
