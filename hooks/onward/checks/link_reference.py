"""A link by name, `[words][name]`, and the line that says where the name leads do not fit.

Why: without the line `[name]: address` readers see the brackets. A line that no link uses (a warning) is mostly a
misspelt name.

Example: `[reply][rpely]` with `[reply]: reply.md` below; a name that is defined twice.

Put it right: write the same name in both places, or the address in the link: `[reply](reply.md)`.
"""

from __future__ import annotations

from collections.abc import Iterator

from onward.blocks.references import nearest_names
from onward.build import Build
from onward.checks.rule import Finding, Rule
from onward.model import Page, Severity


def check(page: Page, build: Build) -> Iterator[Finding]:
    for fault in page.faults_of("link-reference"):
        kind, _, more = fault.detail.partition(" ")
        if kind == "undefined" and not more:
            message = f"`{fault.found}` is printed as it stands: no line says where it leads"
            yield Finding(fault.position, message, "Write `[words](address)`.")
        elif kind == "undefined":
            near = nearest_names(more, page.definitions)
            hint = (
                f"Did you mean `[{near[0]}]`?"
                if near
                else f"Add a line `[{more}]: address`, or write `[words](address)`."
            )
            message = f"`{fault.found}` is printed as it stands: no line says where `[{more}]` leads"
            yield Finding(fault.position, message, hint)
        elif kind == "printed":
            message = f"the line `{fault.found}: {more}` is printed as it stands"
            yield Finding(
                fault.position, message, f"An address has no spaces: write `{fault.found}: {more.replace(' ', '%20')}`."
            )
        elif kind == "twice":
            message = f"`{fault.found}` is defined twice; first on line {more}"
            yield Finding(fault.position, message, "Keep one of the lines: the last one counts for all links.")
        else:
            message = f"no link on this page uses `{fault.found}`"
            hint = f"Use it, as in `[words]{fault.found}`, or delete the line."
            yield Finding(fault.position, message, hint, severity=Severity.WARNING)


RULE = Rule("link-reference", Severity.ERROR, __doc__, page=check)
