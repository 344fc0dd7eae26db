"""A page that stands twice in the menu.

Why: readers take the two for two pages, and the links to the page before and behind fit one of the places only.

Example: `- Stay in touch: stay-in-touch.md` under two groups of `nav` in mkdocs.yml.

Put it right: delete one of the lines.
"""

from __future__ import annotations

from collections.abc import Iterator

from onward.build import Build
from onward.checks.rule import CONFIG, Finding, Rule
from onward.model import Severity


def check(build: Build) -> Iterator[Finding]:
    first: dict[str, int] = {}
    for entry in build.configured.nav or ():
        if entry.raw in build.files and entry.raw in first:
            message = f"`{entry.raw}` stands twice in the menu; first on line {first[entry.raw]}"
            yield Finding(entry.position, message, "Keep one of the two lines, and delete the other.", path=CONFIG)
        first.setdefault(entry.raw, entry.position.line)


RULE = Rule("nav-twice", Severity.WARNING, __doc__, site=check)
