"""An attribute that a page may not set, in raw HTML or in braces.

Why: `onclick` and its like run code; `style` and the site's own classes change what the site looks like, on paper and
in the dark too; `target` opens windows that readers cannot find back from. Braces set whatever stands in them, on any
element, and so do as much harm as HTML.

Example: `<b onclick="…">`, `[x](reply.md){style="color: red"}`, `## Heading {.onward-block}`, `<div markdown>`.

Put it right: delete the attribute. In braces stand `#id`, `.class`, `lang`, `title` and, behind an image, `width`,
`height` and `loading`; `{.decoration}` behind an image says that it shows nothing that a reader has to know.
"""

from __future__ import annotations

from collections.abc import Iterator

from onward.build import Build
from onward.checks.rule import Finding, Rule
from onward.markup import ADDRESSES, ELEMENTS, EMPTY, allows, attributes_of
from onward.model import Attribute, Page, Severity, Tag
from onward.schema import nearest

_OURS = ("onward-", "md-", "js-")
"""How the classes of the site, of the theme and of its scripts begin."""


def check(page: Page, build: Build) -> Iterator[Finding]:
    for tag in page.tags:
        if tag.braces or tag.element in ELEMENTS:
            for attribute in tag.attributes:
                yield from _judged(tag, attribute)


def _judged(tag: Tag, attribute: Attribute) -> Iterator[Finding]:
    if not allows(tag.element, attribute.name, braces=tag.braces):
        yield Finding(attribute.position, *_refused(tag, attribute))
    elif attribute.name == "class":
        for name in attribute.value.split():
            if name.lower().startswith(_OURS):
                message = f"the class `{name}` is one of the site's own"
                yield Finding(attribute.position, message, "Delete it, or write the block that has this look.")


def _refused(tag: Tag, attribute: Attribute) -> tuple[str, str]:
    name = attribute.name
    where = "in braces" if tag.braces else f"in `<{tag.element}>`"
    if name.startswith("on"):
        hint = f'Delete `{name}="…"`.'
        if name == "onclick" and not tag.braces:
            ends = f"`<{tag.element}>`" if tag.element in EMPTY else f"all from `<{tag.element}` to `</{tag.element}>`"
            hint += f" If it was to lead somewhere, write a link in place of {ends}: [its words](address)."
        return f"`{name}` {where} runs code, which no page may do", hint
    if name == "style":
        return (
            f"`style` {where} changes the look of this page alone",
            'Delete `style="…"`: all pages look the same, and the look of all is set in overrides/styles/.',
        )
    if name == "target":
        return f"`target` {where} opens another window or tab", "Delete it. Readers choose that themselves."
    if name == "markdown":
        return (
            "`markdown` has no effect: what stands in raw HTML is not read as Markdown",
            "Take the HTML around it away.",
        )
    if tag.braces and name in ADDRESSES:
        return (
            f"`{name}` in braces would replace the address",
            "Write the address in the round brackets: [x](reply.md).",
        )
    guess = nearest(name, attributes_of(tag.element))
    hint = f"Did you mean `{guess}`?" if guess else "Delete it."
    return f"the attribute `{name}` {where} is not allowed", hint


RULE = Rule("html-attribute", Severity.ERROR, __doc__, page=check)
