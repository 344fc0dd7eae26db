"""An entry of the menu (`nav` in mkdocs.yml) that leads to no page.

Why: it stands on every page of the site.

Example: `- Reply: replay.md`, `- Reply: /reply/`, a draft.

Put it right: write the file as it stands in docs: `- Reply: reply.md`; another site with `https://`.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from onward import addresses
from onward.build import Build
from onward.checks.rule import CONFIG, Finding, Rule
from onward.docs_files import Inclusion
from onward.model import Severity

_CORRECT = "Correct the name, or delete the line."


def check(build: Build) -> Iterator[Finding]:
    for entry in build.configured.nav or ():
        found = _words(build, entry.raw)
        if found:
            yield Finding(entry.position, *found, path=CONFIG)


def meant(build: Build) -> set[str]:
    """The pages that wrong entries of the menu most probably mean, and that their messages name."""
    wrong = {entry.raw: _words(build, entry.raw) for entry in build.configured.nav or ()}
    guesses = ((build.spelt_alike(raw) or _near(build, raw), words) for raw, words in wrong.items() if words)
    return {page for page, (_, hint) in guesses if page and f"`{page}`" in hint}


def _near(build: Build, raw: str) -> str | None:
    """The page that a wrong entry most probably means: none that the menu has already."""
    near = build.nearest_page(raw.strip("/"), "")
    return near if near not in {entry.raw for entry in build.configured.nav or ()} else None


def _words(build: Build, raw: str) -> tuple[str, str] | None:
    scheme = addresses.disguise(raw) or addresses.scheme_of(raw)
    if scheme in {"https", "http"}:
        return None
    if scheme:
        return f"a `{scheme}:` address is not allowed in the menu", "Name a file in docs, or another site with https:."
    near = _near(build, raw)
    guess = f"Did you mean `{near}`?" if near else _CORRECT
    if raw.startswith(("/", "\\")):
        return f"`{raw}` starts at the root of the web site, and breaks under a sub-path", guess
    file = build.files.get(raw)
    if file is None:
        if posixpath.normpath(raw).startswith(".."):
            return f"`{raw}` leaves the docs folder", _CORRECT
        alike = build.spelt_alike(raw)
        if alike:
            return f"no page `{build.file(raw)}` for the menu", f"Write `{alike}`."
        return None if build.in_theme(raw) else (f"no page `{build.file(raw)}` for the menu", guess)
    if file.inclusion is Inclusion.BUILT:
        return None
    key = "draft_docs" if file.inclusion is Inclusion.DRAFT else "exclude_docs"
    return (
        f"`{build.file(raw)}` is in the menu, and readers do not get it",
        f"Delete the line, or take it out of `{key}`.",
    )


RULE = Rule("nav-target", Severity.ERROR, __doc__, site=check)
