"""A page that stands in no menu.

Why: readers find it only if another page links to it, or not at all.

Example: `docs/old-page.md`, while `nav` in mkdocs.yml does not name it.

Put it right: add a line to `nav`. If it shall not stand in the menu, name it under `not_in_nav`.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator

from onward.build import Build
from onward.checks.nav_target import meant
from onward.checks.rule import Finding, Rule
from onward.docs_files import Inclusion
from onward.model import START, Severity

_PLAIN = re.compile(r"[A-Za-z][\w ,.'\u2019?!-]*")
"""A title that may stand in the menu without quotes."""


def omitted(build: Build, path: str) -> bool:
    """Whether a page of the site stands neither in the menu nor among those that shall not."""
    nav = build.configured.nav
    file = build.files.get(path)
    if nav is None or file is None or file.inclusion is not Inclusion.BUILT:
        return False
    return all(entry.raw != path for entry in nav) and not build.configured.unlisted.match_file(path)


def menu_line(build: Build, path: str, name: str) -> str:
    """The line of the menu for a page that has, or is to have, this name."""
    title = build.titles.get(path) or posixpath.splitext(posixpath.basename(path))[0].replace("-", " ").capitalize()
    shown = title if _PLAIN.fullmatch(title) else f'"{title}"' if '"' not in title else f"'{title}'"
    return f"- {shown}: {name}"


def check(build: Build) -> Iterator[Finding]:
    if build.configured.nav is None:
        return
    # Of those that a wrong entry means, and of those that are to have another name, it is said there what to write.
    told = meant(build) | {path for path in build.sources if build.folder.misnamed(path)}
    for path in sorted(build.sources):
        if omitted(build, path) and path not in told:
            message = "the page stands in no menu"
            line = menu_line(build, path, path)
            hint = (
                f"Add a line to the menu in mkdocs.yml: `{line}`; or name the page under `not_in_nav` if readers shall "
                "come to it by links only."
            )
            yield Finding(START, message, hint, path=path)


RULE = Rule("nav-omitted", Severity.WARNING, __doc__, site=check)
