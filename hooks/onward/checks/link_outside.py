"""A link to something outside the docs folder.

Why: only what is in docs/ becomes part of the site. What stands beside it is not read and not copied, so the link leads
to nothing, or to somebody else's page.

Example: `[settings](../mkdocs.yml)`.

Put it right: copy the file into docs/, or link to its address on the web.
"""

from __future__ import annotations

from collections.abc import Iterator

from onward.build import Build
from onward.checks.rule import Finding, Rule
from onward.model import Page, Severity
from onward.written_links import flaws


def check(page: Page, build: Build) -> Iterator[Finding]:
    for position, flaw in flaws(page, build, "link-outside"):
        hint = "Link to a page in docs; copy the file there if readers shall have it."
        yield Finding(position, f"`{flaw.found}` leaves the docs folder", hint)


RULE = Rule("link-outside", Severity.ERROR, __doc__, page=check)
