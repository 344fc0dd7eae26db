"""Signs in an address that no address has.

Why: a `%` that is followed by no two digits or letters from A to F, a sign that nobody sees, a backslash between
folders: browsers guess what was meant, each in its own way.

Example: `[x](100%.md)`, `[x](help\\\\money.md)`, `[x](other.md #here)`.

Put it right: write the name as the message shows it. Best, name files with small letters, digits and hyphens only.
"""

from __future__ import annotations

from collections.abc import Iterator

from onward.build import Build
from onward.checks.rule import Finding, Rule
from onward.model import Page, Severity
from onward.written_links import flaws


def check(page: Page, build: Build) -> Iterator[Finding]:
    for position, flaw in flaws(page, build, "link-spelling"):
        write = f"Write `{flaw.better}`."
        messages = {
            "escape": (
                f"bad %-escape `{flaw.found}` in the address",
                f"For a percent sign as such, write `{flaw.better}`.",
            ),
            "bytes": (f"the %-escapes of `{flaw.found}` are no letters in UTF-8", "Write the letters themselves."),
            "unseen": (f"the address has a sign that nobody sees: {flaw.found}", f"Type it anew: `{flaw.better}`."),
            "gap": (f"a space too many in the address `{flaw.found}`", write),
            "slash": (f"`{flaw.found}` has a slash too many", write),
            "backslash": (
                f"a backslash in the address `{flaw.found}`",
                f"Folders are parted by `/`: write `{flaw.better}`.",
            ),
        }
        yield Finding(position, *messages[flaw.kind])


RULE = Rule("link-spelling", Severity.ERROR, __doc__, page=check)
