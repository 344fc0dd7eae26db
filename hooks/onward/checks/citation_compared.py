"""Advice that is to be compared, stated outside the box that compares it.

Why: where advisers disagree, one side alone is half the truth. An entry with `treatment: compared` stands only in an
`advisers-differ` box, beside the other view.

Example: `Keep applying. [@keep-trying]` in a paragraph, when others say to change the approach.

Put it right: cite the conflict itself (`[@keep-on-or-change]`) and say what its resolution says; or move the sentence
into the box.
"""

from __future__ import annotations

from collections.abc import Iterator

from onward.build import Build
from onward.checks.rule import Finding, Rule
from onward.homes import box_of, conflicts_with, page_unread
from onward.model import Page, Severity
from onward.registry import Atom


def check(page: Page, build: Build) -> Iterator[Finding]:
    if page_unread(page, build):
        return  # It may stand in a box that nobody has read as one; a rule of the block says why.
    for citation in page.citations:
        entry = build.registry.entries.get(citation.id)
        if not isinstance(entry, Atom) or entry.treatment != "compared":
            continue
        conflicts = list(conflicts_with(build.registry, entry.id))
        box = box_of(page, citation)[0]
        if box and not build.registry.conflict(box):
            continue  # `advisers-differ` says so of the box.
        if box not in conflicts:
            instead = " or ".join(f"[@{name}]" for name in conflicts)
            hint = f"Say what the comparison comes to and cite {instead}." if instead else "Compare it in a conflict."
            yield Finding(citation.position, f"`{entry.id}` is to be compared, and stands here alone", hint)


RULE = Rule("citation-compared", Severity.WARNING, __doc__, page=check, suppressible=True)
