"""An address in raw HTML that runs code, holds data or loads something from another site.

Why: a `javascript:` or `data:` address runs code with the rights of the site, also when tabs, capitals or `&#…;`
disguise it. What is loaded from another site tells that site who reads, and the site's Content-Security-Policy stops
it.

Example: `<a href="java&#115;cript:…">`, `<video src="https://elsewhere.example/film.mp4">`.

Put it right: link to a page, to `https:`, `mailto:` or `tel:`. Keep what the page loads in docs/.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from onward.build import Build
from onward.checks.rule import Finding, Rule
from onward.markup import ELEMENTS, LOADED, SCHEMES, addresses_in, allows, scheme_of
from onward.model import Attribute, Page, Severity
from onward.raw_links import all_broken_raw

_LINK = "Link to a page, https:, mailto: or tel:."


def check(page: Page, build: Build) -> Iterator[Finding]:
    told = (
        {(position.line, link.address.strip()) for position, link in all_broken_raw(page, build)}
        if page.tags
        else set()
    )
    for tag in page.tags:
        if tag.braces or tag.element not in ELEMENTS:
            continue
        for attribute in tag.attributes:
            # `image-file` says what is wrong with the file of a picture.
            if allows(tag.element, attribute.name, braces=False) and (tag.element, attribute.name) != ("img", "src"):
                yield from _judged(attribute, told)


def _judged(attribute: Attribute, told: Collection[tuple[int, str]]) -> Iterator[Finding]:
    for address in addresses_in(attribute.name, attribute.value):
        if (attribute.value_position.line, address.strip()) in told:
            continue  # A rule of links has said what is wrong with it.
        scheme = scheme_of(address)
        if scheme not in SCHEMES:
            message = f"a `{scheme}:` address is not allowed in `{attribute.name}`"
            yield Finding(attribute.value_position, message, _LINK)
        elif attribute.name in LOADED and (scheme or address.strip().startswith(("//", "\\\\"))):
            message = f"`{address.strip()[:80]}` is loaded from another site"
            yield Finding(attribute.value_position, message, "Keep the file in docs/ and use it from there.")


RULE = Rule("html-address", Severity.ERROR, __doc__, page=check)
