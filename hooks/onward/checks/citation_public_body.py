"""Law, health or a telephone number that no public body is cited for.

Why: somebody may act on it today. Such a sentence says only what a named public body says; the list of sources shows
the body, its page and the day it was checked.

Example: `Talk to a GP if you have felt low for 2 weeks.` without a citation of its own.

Put it right: cite an addition with `basis: public-body` behind that very sentence, such as `[@add-low-mood]`. If no
public body says it, take it out. The rule goes by words such as GP, tribunal, Act 2010, Universal Credit and by
telephone numbers. Text to copy, headings, questions, answers to choose from, items of a list that link to another
website, and the about page are not asked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from onward.build import Build
from onward.checks.rule import Finding, Rule
from onward.model import Page, Passage, Severity
from onward.readability import shortened
from onward.sentences import sentences

NOT_ASKED = {"heading", "question", "option", "message"}

_MATTER = re.compile(
    r"\b(?:(?i:(?<!in-)laws?|legal(?:ly)?|illegal|unlawful|tribunals?|discriminat\w+|protected characteristics?)"
    r"|GPs?|NHS|Universal Credit|Claimant Commitment|employment contract|Act (?:19|20)\d\d)\b"
    r"|(?<![\d,.])(?:999|111|101|18000|18001|116 ?123|85258|0800 ?1111"
    r"|(?:\+44 ?(?:\(0\))?|\(?0)(?:[ ()-]{0,2}\d){9,10})(?!\d|[,.]\d)"
)
"""In-laws are no law. A telephone number has 10 or 11 digits with its 0, however they are grouped."""


def check(page: Page, build: Build) -> Iterator[Finding]:
    if page.front is None or page.front.kind == "about" or "guidance.yml" in build.registry.unread:
        return
    for passage in page.passages:
        # An item that is a link to the body's own page says nothing of its own.
        if passage.kind in NOT_ASKED or (passage.kind == "item" and _links_out(page, passage)):
            continue
        for sentence in sentences(passage):
            found = _MATTER.search(sentence.text)
            if found and not any(build.registry.rests_on_public_body(name) for name in sentence.cites):
                message = f"a sentence on `{found[0]}` cites no public body: `{shortened(sentence.text)}`"
                hint = "Cite an addition with `basis: public-body` behind this sentence."
                yield Finding(sentence.position, message, hint)


def _links_out(page: Page, item: Passage) -> bool:
    out = {link.position.line for link in page.links if link.raw.startswith("http")}
    return bool(out) and not out.isdisjoint(range(item.position.line, page.last_line(item) + 1))


RULE = Rule("citation-public-body", Severity.WARNING, __doc__, page=check, suppressible=True)
