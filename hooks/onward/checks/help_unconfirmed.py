"""A help contact that nobody has seen live, on the site of a real agency.

Why: somebody may call this number on the worst day of their life. Before a real agency publishes it, a person has
to open the public body's own page and see that the number is right today.

Example: `seen: stored` in docs/_data/help.yml (somebody read a stored copy of the page, not the page itself).

Put it right: open the contact's source, compare every number, then write `seen: live`, the day in `checked_on` and
your name in `checked_by`. While `placeholder: true` stands in mkdocs.yml, this is not asked.
"""

from __future__ import annotations

from collections.abc import Iterator

from onward.build import Build
from onward.checks.rule import Finding, Rule
from onward.model import Severity


def check(build: Build) -> Iterator[Finding]:
    agency = build.agency.agency
    if agency is None or agency.placeholder:
        return
    for contact in build.registry.contacts.values():
        if contact.seen != "live":
            place = build.registry.positions["help.yml", contact.id]
            message = f"nobody has seen `{contact.name}` live; the site of {agency.name} may not show it yet"
            hint = (
                f"Open {contact.sources[0].address}, compare every number, then write `seen: live`, "
                "today's date in `checked_on` and your name in `checked_by`."
            )
            yield Finding(place, message, hint, path="_data/help.yml")


RULE = Rule("help-unconfirmed", Severity.ERROR, __doc__, site=check)
