"""An image whose file is there and is no picture that browsers show.

Why: readers see a broken frame in place of the picture. Of a file that is missing, or that comes from another site, the
rules of links say so.

Example: `![A path](path.pdf)`, `<img alt="A path">`.

Put it right: keep the picture as SVG, PNG, JPEG, GIF, WebP or AVIF in docs/, and write its address as seen from the
page: `![A path](images/path.svg)`.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from urllib.parse import unquote, urlsplit

from onward.build import Build
from onward.checks.rule import Finding, Rule
from onward.files import built_name
from onward.image import ENDINGS
from onward.model import Page, Severity


def check(page: Page, build: Build) -> Iterator[Finding]:
    for link in page.links:
        if link.image and _is_no_picture(build, page.path, link.raw):
            yield Finding(link.position, *_words(link.raw))
    # In raw HTML an address is that of the built page.
    built = built_name(page.path, directory_urls=build.setting.directory_urls)
    for tag in page.tags:
        if tag.element != "img" or tag.braces:
            continue
        source = next((each for each in tag.attributes if each.name == "src"), None)
        if source is None or not source.value.strip():
            yield Finding(
                tag.position, "the image has no address", "Write it as Markdown: ![What it shows](its-file.svg)."
            )
        elif _is_no_picture(build, built, source.value):
            yield Finding(source.value_position, *_words(source.value))


def _is_no_picture(build: Build, page: str, address: str) -> bool:
    """Whether an address leads from a page to a file of docs that no browser shows as a picture."""
    try:
        parts = urlsplit(address.strip())
    except ValueError:
        return False  # `link-address` says so.
    target = posixpath.normpath(posixpath.join(posixpath.dirname(page), unquote(parts.path)))
    there = not parts.scheme and not parts.netloc and target in build.folder.assets
    return there and posixpath.splitext(target)[1].lower() not in ENDINGS


def _words(address: str) -> tuple[str, str]:
    shown = address if len(address) <= 80 else f"{address[:77]}…"
    return f"`{shown}` is no picture that browsers show", "Use SVG, PNG, JPEG, GIF, WebP or AVIF."


RULE = Rule("image-file", Severity.ERROR, __doc__, page=check)
