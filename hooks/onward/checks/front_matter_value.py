"""A value of the front matter is missing or not right.

Why: every page needs a title (70 characters at most, without < and >), a description (200 at most), a kind (start,
guide, help, print or about) and the day when a person last read it against its sources. The next page and the related
pages are pages of the guide, not places on one and not other websites; each is another page, named once. Related pages
are three at most.

Example: `reviewed: 2026-13-45`.

Put it right: write the value as the message says.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from onward.build import Build
from onward.checks.rule import Finding, Rule
from onward.model import EDITORS, NamedPage, Page, Severity
from onward.schema import parted, run_together


def check(page: Page, build: Build) -> Iterator[Finding]:
    for fault in page.faults_of("front-matter-value"):
        yield Finding(fault.position, fault.found, fault.detail)
    if page.for_editors and not build.configured.drafts.match_file(page.path):
        message = f"`template: {EDITORS}` on a page that readers get"
        hint = (
            f"Take the line out, or add /{page.path} to `draft_docs` in mkdocs.yml: examples of blocks are no guidance."
        )
        yield Finding(page.front_line("template"), message, hint)
    for named in (page.front.next, *page.front.related) if page.front else ():
        if named and named.page not in build.sources:
            several = _run_together(named, page, build)
            if several:
                before = page.lines[named.position.line - 1][: named.position.column - 1]
                yield Finding(named.position, *parted(several, one_line=before.strip() != "-"))
                continue
            guess = build.nearest_page(named.page, page.path)
            hint = f"Did you mean `{guess}`?" if guess else "Name a page in docs, for example `reply.md`."
            yield Finding(named.position, f"`{named.raw}` is no page of this guide", hint)


def _run_together(named: NamedPage, page: Page, build: Build) -> tuple[str, ...]:
    """The pages that stand in one entry of `related`, where a comma is missing."""
    if page.front and named is page.front.next:
        return ()
    folder = posixpath.dirname(page.path) or "."
    return run_together(named.raw, (posixpath.relpath(path, folder) for path in build.sources))


RULE = Rule("front-matter-value", Severity.ERROR, __doc__, page=check)
