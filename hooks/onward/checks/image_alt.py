"""An image without a text that stands for it.

Why: who cannot see the image gets nothing in its place. Python-Markdown always writes alt="", which tells a screen
reader that the image does not matter; so a missing text shows only in the source.

Example: `![](path.svg)`.

Put it right: write what a friend would say who describes it on the telephone: `![A path with six stops](path.svg)`.
"""

from __future__ import annotations

from collections.abc import Iterator

from onward.build import Build
from onward.checks.rule import Finding, Rule
from onward.model import Page, Severity


def check(page: Page, build: Build) -> Iterator[Finding]:
    for link in page.links:
        if link.image and not link.text:
            message = f"the image `{link.raw}` has no text that stands for it"
            yield Finding(link.position, message, f"Say what it shows: ![What it shows]({link.raw}).")


RULE = Rule("image-alt", Severity.WARNING, __doc__, page=check)
