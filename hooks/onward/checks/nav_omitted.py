"""A page that stands in no menu.

Why: readers find it only if another page links to it, or not at all.

Example: `docs/old-page.md`, while `nav` in mkdocs.yml does not name it.

Put it right: add a line to `nav`. If it shall not stand in the menu, name it under `not_in_nav`.
"""

from __future__ import annotations

from collections.abc import Iterator

from onward.build import Build
from onward.checks.rule import Finding, Rule
from onward.docs_files import Inclusion
from onward.model import START, Severity


def check(build: Build) -> Iterator[Finding]:
    if build.configured.nav is None:
        return
    named = {entry.raw for entry in build.configured.nav}
    for path in sorted(build.sources):
        file = build.files.get(path)
        wanted = file is not None and file.inclusion is Inclusion.BUILT
        if wanted and path not in named and not build.configured.unlisted.match_file(path):
            message = "the page stands in no menu"
            hint = f"Add `{path}` to `nav` in mkdocs.yml, or to `not_in_nav` if readers shall come to it by links only."
            yield Finding(START, message, hint, path=path)


RULE = Rule("nav-omitted", Severity.WARNING, __doc__, site=check)
