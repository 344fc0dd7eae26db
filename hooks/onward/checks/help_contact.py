"""A help panel that names a contact nobody knows.

Why: the panel shows numbers that people call in need. A contact that is misspelt would be missing from it.

Example: `show: samaritan`.

Put it right: use the ids of docs/_data/help.yml, separated by commas.
"""

from __future__ import annotations

from collections.abc import Iterator

from onward.build import Build
from onward.checks.rule import Finding, Rule
from onward.model import HelpPanel, Page, Position, Severity
from onward.schema import listing, nearest


def check(page: Page, build: Build) -> Iterator[Finding]:
    contacts = build.registry.contacts
    if not contacts:
        return  # The data file itself cannot be read, and says so.
    for block in page.blocks:
        if not isinstance(block, HelpPanel):
            continue
        option = block.fence.option("show")
        if option and option.value and not block.show:
            yield Finding(
                option.value_position, "the help panel shows no contact", f"Known: {listing(list(contacts))}."
            )
        for number, name in enumerate(block.show):
            if option is None or (name in contacts and name not in block.show[:number]):
                continue
            if name in contacts:
                yield Finding(option.value_position, f"the contact `{name}` stands twice", "Keep one of them.")
                continue
            guess = nearest(name, contacts)
            hint = f"Did you mean `{guess}`?" if guess else f"Known contacts: {listing(list(contacts))}."
            place = option.value_position
            column = place.column + max(option.value.find(name), 0)
            yield Finding(Position(place.line, column), f"no contact `{name}` in help.yml", hint)


RULE = Rule("help-contact", Severity.ERROR, __doc__, page=check)
