"""A picture whose file is not there, or that comes from another site.

Why: readers see a broken frame in place of the picture. One that works on Windows or macOS can be missing on the
server, where capitals count. A picture from another site tells that site who reads, and the browser does not load
it here.

Example: `![A path](Path.svg)` for `path.svg`, `![A path](https://elsewhere.example/path.svg)`.

Put it right: keep the file in docs/ and write its address as seen from the page: `![A path](images/path.svg)`. In raw
HTML an address is that of the built page; so write pictures as Markdown, where it is found for you.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from urllib.parse import unquote, urlsplit

from onward.build import Build
from onward.checks.rule import Finding, Rule
from onward.files import built_name
from onward.image import ENDINGS
from onward.markup import scheme_of
from onward.model import Page, Severity
from onward.schema import nearest


def check(page: Page, build: Build) -> Iterator[Finding]:
    for link in page.links:
        if link.image:
            found = _judged(build, page, link.raw, raw=False)
            if found:
                yield Finding(link.position, *found)
    for tag in page.tags:
        source = next((each for each in tag.attributes if each.name == "src"), None)
        if tag.element == "img" and not tag.braces and source:
            found = _judged(build, page, source.value, raw=True)
            if found:
                yield Finding(source.value_position, *found)
        elif tag.element == "img" and not tag.braces:
            yield Finding(
                tag.position, "the image has no address", "Write it as Markdown: ![What it shows](its-file.svg)."
            )


def _judged(build: Build, page: Page, address: str, *, raw: bool) -> tuple[str, str] | None:
    """What is wrong with the address of a picture; `raw` if it stands in raw HTML."""
    scheme = scheme_of(address)
    if build.site_url and address.startswith(build.site_url):
        return None  # Looked for in the built site.
    if scheme in {"http", "https"} or address.strip().startswith(("//", "\\\\")):
        message = f"the image `{_short(address)}` is loaded from another site"
        return message, "Keep the file in docs/ and use it from there."
    if scheme:
        return f"a `{scheme}:` address is not allowed for an image", "Keep the picture as a file in docs/."
    try:
        name = unquote(urlsplit(address.strip()).path)
    except ValueError:
        return None  # `link-address` says so.
    if not name:
        return "the image has no address", "Write the file's name: ![What it shows](its-file.svg)."
    # Of one that starts at the root `link-absolute` says so: where the site will stand is not known here.
    return None if name.startswith("/") else _looked_for(build, page, address, name, raw=raw)


def _looked_for(build: Build, page: Page, address: str, name: str, *, raw: bool) -> tuple[str, str] | None:
    """What is wrong with a path below docs, or with a path of the built site if it is `raw`."""
    target = posixpath.normpath(posixpath.join(_here(build, page, built=raw), name))
    if target.startswith("../") or target == "..":
        return f"the image `{_short(address)}` leaves the docs folder", "Put the file into docs/ and use it from there."
    if target in build.files.assets or _elsewhere(build, target):
        if posixpath.splitext(target)[1].lower() in ENDINGS:
            return None
        return f"`{_short(address)}` is no picture that browsers show", "Use SVG, PNG, JPEG, GIF, WebP or AVIF."
    if target in build.files.pages:
        return f"`{_short(address)}` is a page and no picture", f"Link to it: [its name]({address})."
    if target in build.files.refused:
        return None  # Another rule says what is wrong with the file.
    return f"no image `{_short(address) if raw else build.file(target)}`", _hint(build, page, name, raw)


def _here(build: Build, page: Page, *, built: bool) -> str:
    """The folder that an address is seen from: that of the page's file, or of the built page."""
    path = built_name(page.path, directory_urls=build.setting.directory_urls) if built else page.path
    return posixpath.dirname(path)


def _elsewhere(build: Build, target: str) -> bool:
    """Whether the theme or a plugin brings a file."""
    return target in build.generated or any((folder / target).is_file() for folder in build.setting.theme)


def _hint(build: Build, page: Page, name: str, raw: bool) -> str:
    here = posixpath.dirname(page.path)
    wanted = posixpath.normpath(posixpath.join(here, name))
    pictures = [path for path in build.files.assets if posixpath.splitext(path)[1].lower() in ENDINGS]
    if raw and wanted in pictures:
        return f"In raw HTML an address is that of the built page. Write Markdown: ![What it shows]({name})."
    same = [path for path in pictures if path.lower() == wanted.lower()]
    if same:
        return f"Capitals count: write `{posixpath.relpath(same[0], here or '.')}`."
    stems = {_stem(path): path for path in reversed(pictures)}
    guess = nearest(_stem(wanted), stems)
    if guess:
        return f"Did you mean `{posixpath.relpath(stems[guess], here or '.')}`?"
    return "Put the file there, or correct the name."


def _stem(path: str) -> str:
    return posixpath.splitext(posixpath.basename(path))[0].lower()


def _short(text: str) -> str:
    return text if len(text) <= 80 else f"{text[:77]}…"


RULE = Rule("image-file", Severity.ERROR, __doc__, page=check)
