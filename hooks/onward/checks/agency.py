"""The agency's entry in mkdocs.yml is missing or not right.

Why: name, logo, colours, telephone, hours and booking link of the whole site, on screen and on paper, come from
this one place: `extra.agency` in mkdocs.yml.

Example: `colors:` for `colours:`; a logo that is not there.

Put it right: as the message says. At least `id` and `name` are needed.
"""

from __future__ import annotations

from collections.abc import Iterator

from onward.build import Build
from onward.checks.rule import CONFIG, Finding, Rule
from onward.model import Severity


def check(build: Build) -> Iterator[Finding]:
    for fault in build.agency.faults:
        yield Finding(fault.position, fault.found, fault.detail, path=CONFIG)
    agency = build.agency.agency
    for key in ("logo", "logo_dark"):
        logo = getattr(agency, key, None)
        if logo and not (build.docs / logo).is_file():
            place = build.agency.position(key)
            yield Finding(
                place,
                f"no file `{build.file(logo)}` for the agency's {key}",
                "Put it there, or delete the line.",
                path=CONFIG,
            )


RULE = Rule("agency", Severity.ERROR, __doc__, site=check)
