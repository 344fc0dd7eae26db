"""A citation of something that is not in guidance.yml.

Why: every statement traces to who said it. A citation that leads nowhere is a claim without a source.

Example: `[@vent-to-freind]`.

Put it right: use an id of docs/_data/guidance.yml. New advice is entered there first, with its source.
"""

from __future__ import annotations

from collections.abc import Iterator

from onward.build import Build
from onward.checks.rule import Finding, Rule
from onward.model import Page, Severity
from onward.readability import shortened
from onward.schema import nearest


def check(page: Page, build: Build) -> Iterator[Finding]:
    entries = build.registry.entries
    if "guidance.yml" in build.registry.unread or not entries:
        return  # The data file itself cannot be read, and says so.
    for citation in page.citations:
        # An entry that cannot be used is told of where it stands.
        if citation.id not in entries and not build.registry.has_entry(citation.id):
            guess = nearest(citation.id, entries)
            hint = (
                "Write the name as it stands in docs/_data/guidance.yml. If another citation says the same, delete "
                "this one. New advice is entered in that file first, with its source."
            )
            if guess:
                says = shortened(build.registry.statement(entries[guess]), 12)
                other = "take another entry of docs/_data/guidance.yml, or delete the citation"
                hint = f'Did you mean `{guess}`? It says: "{says}" If the sentence here does not say that, {other}.'
            yield Finding(citation.position, f"no entry `{citation.id}` in guidance.yml", hint)


RULE = Rule("citation-unknown", Severity.ERROR, __doc__, page=check)
