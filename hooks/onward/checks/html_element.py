"""Raw HTML that a page may not hold.

Why: a `<script>` runs with the rights of the site, an `<iframe>` shows another site's page and tells it who reads, a
`<form>` sends what the reader writes to somebody. The site's Content-Security-Policy stops most of them, so that the
page has a hole. Text needs none: Markdown and the blocks say it, and look the same everywhere.

Example: `<script>…</script>`, `<iframe src="…">`, `<font color="red">`, `<!--[if IE]>`.

Put it right: write it in Markdown, or with a block. Allowed are the elements of running text, lists, tables, pictures,
sound and film, such as `<abbr>`, `<kbd>`, `<sup>`, `<table>`, `<figure>` and `<details>`. To show HTML, put it in code.
"""

from __future__ import annotations

from collections.abc import Iterator

from onward.build import Build
from onward.checks.rule import Finding, Rule
from onward.markup import ELEMENTS, HEADINGS
from onward.model import Page, Severity, Tag

_BLOCKS = "Delete it. What readers tick, answer or fill in is a block, such as `/// checklist` or `/// quiz`."
_LOOK = "Delete it. How the site looks is said once for all pages, in overrides/styles/."
_HEAD = "Delete it. What stands in the head of a page comes from its front matter and the template."
_HINTS = {
    "script": "Delete it. What a page can do is a block, such as `/// checklist` or `/// quiz`.",
    "noscript": "Delete it. Every page is complete without script.",
    "template": "Delete it, or write what is in it as Markdown.",
    **dict.fromkeys(
        ("iframe", "frame", "frameset", "object", "embed", "applet", "portal"), "Link to it: [Its name](address)."
    ),
    **dict.fromkeys(
        ("form", "input", "button", "select", "option", "textarea", "label", "fieldset", "legend"), _BLOCKS
    ),
    **dict.fromkeys(("style", "font", "center", "big", "basefont"), _LOOK),
    **dict.fromkeys(("marquee", "blink"), "Write the words as text: what moves cannot be read."),
    **dict.fromkeys(("link", "meta", "base", "title", "head", "html", "body"), _HEAD),
    **dict.fromkeys(("strike", "tt", "acronym", "dir"), "Use `<s>`, `<code>`, `<abbr>` or a list instead."),
    **dict.fromkeys(("svg", "math", "canvas"), "Save it as a file in docs/: ![What it shows](drawing.svg)."),
    "!doctype": _HEAD,
    "!--[if": "Delete it. No browser of today reads it.",
    "![cdata[": "Delete it, and write the text as it is.",
    "?": "Delete it. Nothing runs on the server.",
}


def check(page: Page, build: Build) -> Iterator[Finding]:
    for tag in page.tags:
        if not tag.braces and tag.element not in ELEMENTS:
            yield Finding(tag.position, f"{_name(tag)} is not allowed in a page", _hint(tag))


def _name(tag: Tag) -> str:
    sign = {"!doctype": "<!DOCTYPE>", "?": "<? … ?>", "![cdata[": "<![CDATA[", "!--[if": "<!--[if"}.get(tag.element)
    return f"raw `{sign or f'<{tag.element}>'}`"


def _hint(tag: Tag) -> str:
    if tag.element in HEADINGS:
        return f"Write it as Markdown: {'#' * int(tag.element[1])} Its words."
    return _HINTS.get(tag.element, "Write it as Markdown. To show it as it is, put it between backticks: `<…>`.")


RULE = Rule("html-element", Severity.ERROR, __doc__, page=check)
