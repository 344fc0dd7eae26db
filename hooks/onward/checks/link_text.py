"""A link whose words do not say where it goes.

Why: who uses a screen reader may hear the links of a page as a list, and on paper the words are all that is left of a
link. `here` says nothing in either, and nobody reads a web address aloud.

Example: `Read more [here](get-help.md).`, `[](get-help.md)`, `<https://www.acas.org.uk/rejected>`.

Put it right: name what is there: `[Get help and support](get-help.md)`, `[Being rejected for a job (Acas)](https://…)`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from onward.build import Build
from onward.checks.rule import Finding, Rule
from onward.model import Page, Severity

EMPTY_WORDS = frozenset(
    {
        "click",
        "click here",
        "continue",
        "details",
        "find out more",
        "follow this link",
        "go",
        "go here",
        "here",
        "learn more",
        "link",
        "more",
        "more details",
        "more information",
        "page",
        "press here",
        "read more",
        "read this",
        "see here",
        "see more",
        "tap here",
        "the link",
        "this",
        "this link",
        "this page",
        "this site",
        "this website",
        "url",
        "website",
    }
)
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+|[\w-]+(?:\.[\w-]+)+/\S*", re.IGNORECASE)
"""A name alone is none: GOV.UK is what people call it."""
_AROUND = re.compile(r"^[\W_]+|[\W_]+$")


def check(page: Page, build: Build) -> Iterator[Finding]:
    for link in page.links:
        if link.image or (link.around_image and not link.text):
            continue  # `image-alt` says so.
        if not link.text:
            yield Finding(link.position, "the link has no words", f"Name what is there: [its name]({link.raw}).")
        elif _ADDRESS.fullmatch(link.text):
            hint = f"Name what is there and whose it is: [Being rejected for a job (Acas)]({link.raw})."
            yield Finding(link.position, "the words of the link are a web address", hint)
        elif _AROUND.sub("", link.text).lower() in EMPTY_WORDS:
            hint = f"Name what is there: [Get help and support]({link.raw})."
            yield Finding(link.position, f"the link text `{link.text}` does not say where it goes", hint)


RULE = Rule("link-text", Severity.WARNING, __doc__, page=check, suppressible=True)
