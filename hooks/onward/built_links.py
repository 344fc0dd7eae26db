"""From what is broken in the built site to problems with the Markdown file and the line, one for each cause."""

from __future__ import annotations

import difflib
import html
import posixpath
import re
from collections.abc import Iterable, Mapping
from urllib.parse import unquote

from onward.build import Build
from onward.links import BrokenLink
from onward.markup import ELEMENTS, addresses_in
from onward.model import Page, Position, Problem, Severity
from onward.report import in_order

_RULES_OF_IDS = {"block-id", "block-option", "html-id", "item-id", "heading-id"}
_RULES_OF_PAGES = {"html-address", "image-file", "steps"}
"""Rules that have said already what is wrong with the address at a place of a page."""


def link_problems(build: Build, broken: Iterable[BrokenLink], pages: Mapping[str, str]) -> list[Problem]:
    """Problems for broken links.

    Args:
        build: what the build knows; its pages hold the links as they were written.
        broken: what `links.BuiltSite.check` found.
        pages: the docs path of each built HTML file that comes from a page.
    """
    # Ids that an editor has wrong make ids of the built page wrong: one cause, one message.
    explained = {problem.path for problem in build.problems if problem.rule in _RULES_OF_IDS}
    told = {(each.path, each.line, each.column) for each in build.problems if each.rule in _RULES_OF_PAGES}
    refused = _in_refused_elements(build)
    # Raw HTML that is not closed takes in what the template writes behind it.
    unbalanced = {each.path for each in build.problems if each.rule in {"html-element", "html-unclosed"}}
    problems: list[Problem] = []
    in_templates: list[list[BrokenLink]] = []
    for link in broken:
        path = pages.get(link.file)
        if path and link.rule == "built-id" and build.file(path) in explained:
            continue
        found = _written(build.pages.get(path), link) if path else []
        if path and found:
            problems.extend(
                Problem(
                    build.file(path),
                    position.line,
                    position.column,
                    link.rule,
                    _in_editors_terms(build, path, raw, link.rule, link.message) if raw else link.message,
                    Severity.ERROR,
                    _hint(build, path, raw, link) if raw else link.hint,
                )
                for raw, position in found
                if (build.file(path), position.line, position.column) not in told
                and not (link.rule == "link-scheme" and (build.file(path), position.line, position.column) in refused)
                and _resolved(path, raw) not in build.files.refused
            )
        elif not (path and build.file(path) in unbalanced):
            _group(in_templates, link)
    for links in in_templates:
        first = links[0]
        more = len({link.file for link in links}) - 1
        count = f" (and on {more} more pages)" if more > 1 else " (and on 1 more page)" if more else ""
        message = f"{first.message}{count}"
        problems.append(Problem(f"built:{first.file}", first.line, 1, first.rule, message, Severity.ERROR, first.hint))
    return in_order(problems)


def _in_refused_elements(build: Build) -> set[tuple[str, int, int]]:
    """The places of addresses in elements that may not stand in a page at all: `html-element` says so."""
    return {
        (build.file(path), each.value_position.line, each.value_position.column)
        for path, page in build.pages.items()
        for tag in page.tags
        if not tag.braces and tag.element not in ELEMENTS
        for each in tag.attributes
    }


def _group(groups: list[list[BrokenLink]], link: BrokenLink) -> None:
    """Put a link with those of the same cause: what a template writes is broken on every page, in other words."""
    for group in groups:
        if any(
            link.rule == other.rule and (link.address == other.address or (link.target and link.target == other.target))
            for other in group
        ):
            group.append(link)
            return
    groups.append([link])


def _written(page: Page | None, link: BrokenLink) -> list[tuple[str, Position]]:
    """Where a broken address was written: as a Markdown link, or else as an attribute in raw HTML (then "")."""
    if page is None:
        return []
    written = [(each.raw, each.position) for each in page.links if each.built == link.address]
    if written:
        return written
    if link.rule != "built-id":
        raw = [
            ("", attribute.value_position)
            for tag in page.tags
            for attribute in tag.attributes
            if link.address in addresses_in(attribute.name, attribute.value)
        ]
        if raw:
            return raw
    wanted = link.address.removeprefix("#") if link.rule == "built-id" else link.address
    if not wanted.strip():
        return []
    forms = "|".join(dict.fromkeys(re.escape(form) for form in (wanted, html.escape(wanted))))
    attribute = re.compile(rf"""[="'#]({forms})["'\s>}}]""")
    places = [
        Position(number, match.start(1) + 1)
        for number, line in enumerate(page.lines, 1)
        if number >= page.body_line
        for match in attribute.finditer(line)
    ]
    # Of an id that stands twice, the last one is one too many.
    return [("", places[-1] if link.rule == "built-id" else places[0])] if places else []


def _in_editors_terms(build: Build, path: str, raw: str, rule: str, message: str) -> str:
    """The message for a Markdown link: the editor wrote a file name, not an address of the site."""
    target, _, fragment = raw.partition("#")
    if rule == "link-target" and _resolved(path, target).startswith("../"):
        return f"`{raw}` leaves the docs folder"
    if rule == "link-target" and target:
        return f"no page or file `{build.file(_resolved(path, target))}`"
    if rule == "link-anchor":
        where = f"`{target}`" if target else "this page"
        return f"{where} has no anchor `#{unquote(fragment)}`"
    return message


def _hint(build: Build, path: str, raw: str, link: BrokenLink) -> str:
    target, _, fragment = raw.partition("#")
    if link.rule == "link-anchor":
        return _nearest_anchors(build.pages.get(_resolved(path, target) if target else path), unquote(fragment), link)
    if link.rule != "link-target":
        return link.hint
    # Endings say nothing about what was meant: `nope.md` is not near `other.md`.
    stems = {name.removesuffix(".md"): name for name in sorted(build.pages)}
    wanted = _resolved(path, target).rstrip("/").removesuffix(".md").removesuffix(".html")
    matches = difflib.get_close_matches(wanted, stems, n=1, cutoff=0.6)
    if not matches:
        return "Correct the name, or delete the link."
    relative = posixpath.relpath(stems[matches[0]], posixpath.dirname(path) or ".")
    return f"Did you mean `{relative}`?"


def _nearest_anchors(page: Page | None, fragment: str, link: BrokenLink) -> str:
    """The anchors of the page that are nearest in name, or its first few."""
    if page is None:
        return link.hint
    known = [heading.id for heading in page.headings if heading.id] + [block.id for block in page.blocks if block.id]
    near = difflib.get_close_matches(fragment, known, n=3, cutoff=0.5) or known[:5]
    return f"It has {', '.join(f'#{name}' for name in near)}." if near else "It has no anchors."


def _resolved(path: str, target: str) -> str:
    return posixpath.normpath(posixpath.join(posixpath.dirname(path), unquote(target)))
