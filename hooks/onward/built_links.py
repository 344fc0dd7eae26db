"""From what is broken in the built site to problems with a file and a line, one for each cause.

What the rules have said of a page's Markdown or of the menu is not said again. The rest comes from raw HTML, templates,
stylesheets, mkdocs.yml and hooks.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from onward.build import Build
from onward.links import BrokenLink
from onward.markup import addresses_in
from onward.model import Page, Position, Problem, Severity
from onward.raw_links import RawText, in_refused_elements
from onward.report import in_order

_RULES_OF_IDS = {"block-id", "block-option", "html-id", "item-id", "heading-id"}
_RULES_OF_PAGES = {"steps", "front-matter-value", "html-address", "image-file"}
"""Rules that have said already what is wrong with the address at a place of a page."""

_UNSURE = {"link-target", "link-anchor"}
"""Rules whose findings hooks and plugins can make untrue."""

_TEMPLATES = {".html", ".css", ".js", ".svg", ".xml"}


def settled(build: Build, broken: Iterable[BrokenLink]) -> list[Problem]:
    """The build's problems, those of links as the built site bears them out.

    Where mkdocs.yml names hooks or plugins that may add files and ids, the rules leave their findings as notes. What
    is broken in the built site weighs as it should, and what is not is none.
    """
    addresses = {(link.file, link.address) for link in broken}
    files = {build.file(path): path for path in build.pages}
    kept: list[Problem] = []
    for problem in build.problems:
        path = files.get(problem.path)
        if path is None or problem.rule not in _UNSURE or problem.severity is not Severity.NOTE:
            kept.append(problem)
            continue
        place = Position(problem.line, problem.column)
        built = build.files[path].address
        if any(
            (built, html.unescape(link.built)) in addresses
            for link in build.pages[path].links
            if link.position == place
        ):
            kept.append(replace(problem, severity=Severity.ERROR))
    return kept


def link_problems(build: Build, broken: Iterable[BrokenLink], pages: Mapping[str, str]) -> list[Problem]:
    """Problems for broken links that no rule has explained.

    Args:
        build: what the build knows; its pages hold the links as they were written, its problems what was said of them.
        broken: what `links.BuiltSite.check` found.
        pages: the docs path of each built HTML file that comes from a page.
    """
    # Ids that an editor has wrong make ids of the built page wrong: one cause, one message.
    explained = {problem.path for problem in build.problems if problem.rule in _RULES_OF_IDS}
    told = {
        (each.path, each.line, each.column)
        for each in build.problems
        if each.rule in _RULES_OF_PAGES or each.rule.startswith("link-")
    }
    told.update(
        (build.file(path), place.line, place.column)
        for path, page in build.pages.items()
        for place in in_refused_elements(page)
    )
    refused = {build.files[path].address for path in build.files if build.folder.refuses(path)}
    menu = {entry.raw.strip("/") for entry in build.configured.nav or ()}
    # Raw HTML that is not closed takes in what the template writes behind it.
    unbalanced = {each.path for each in build.problems if each.rule in {"html-element", "html-unclosed"}}
    problems: list[Problem] = []
    elsewhere: list[BrokenLink] = []
    texts: dict[str, RawText] = {}
    for link in broken:
        path = pages.get(link.file)
        if path and link.rule == "built-id" and build.file(path) in explained:
            continue
        page = build.pages.get(path) if path else None
        places = _written(page, link, texts) if page else []
        if path and places:
            problems.extend(
                _problem(build.file(path), place, link)
                for place in places
                if (build.file(path), place.line, place.column) not in told and link.target not in refused
            )
        elif path and build.file(path) in unbalanced:
            continue
        elif not (link.rule != "built-id" and menu & {link.target.strip("/"), link.address.strip("/")}):
            elsewhere.append(link)
    problems.extend(_elsewhere(build, links) for links in _of_one_cause(elsewhere))
    return in_order(problems)


def _of_one_cause(links: Iterable[BrokenLink]) -> list[list[BrokenLink]]:
    """What a template writes is broken on every page: in the same words, or in others that lead to the same."""
    groups: list[list[BrokenLink]] = []
    known: dict[tuple[str, str], list[BrokenLink]] = {}
    for link in links:
        keys = [(link.rule, f"written {link.address}"), *([(link.rule, link.target)] if link.target else [])]
        group = next((known[key] for key in keys if key in known), None)
        if group is None:
            group = []
            groups.append(group)
        group.append(link)
        for key in keys:
            known.setdefault(key, group)
    return groups


def _problem(path: str, place: Position, link: BrokenLink, message: str = "", hint: str = "") -> Problem:
    return Problem(
        path, place.line, place.column, link.rule, message or link.message, Severity.ERROR, hint or link.hint
    )


def _elsewhere(build: Build, links: list[BrokenLink]) -> Problem:
    """One problem for what was not written in a page: in mkdocs.yml, in a template, or in a file of the docs folder."""
    first = links[0]
    more = len({link.file for link in links}) - 1
    count = f" (and on {more} more pages)" if more > 1 else " (and on 1 more page)" if more else ""
    message = f"{first.message}{count}"
    origin = next(_origins(build, first), None)
    if origin:
        return _problem(*origin, first, message)
    hint = f"{first.hint} No page, template or setting holds it: a hook, a plugin or the theme has put it there."
    return _problem(f"built:{first.file}", Position(first.line), first, message, hint.strip())


def _origins(build: Build, link: BrokenLink) -> Iterator[tuple[str, Position]]:
    """Where an address may have been written, the likeliest first."""
    copied = next((file for file in build.files.values() if file.address == link.file and not file.is_page), None)
    source = build.docs / copied.path if copied else None
    if copied and source and source.is_file():
        line = source.read_text("utf-8", "replace").split("\n")[link.line - 1 : link.line]
        column = line[0].find(link.address) if line else -1
        yield build.file(copied.path), Position(link.line, max(column, 0) + 1)
        return
    wanted = dict.fromkeys((link.address, link.target, link.address.lstrip("./"), link.target.strip("/")))
    forms = "|".join(re.escape(each) for form in wanted if form for each in dict.fromkeys((form, html.escape(form))))
    if not forms:
        return
    # An address in YAML needs no quotation marks; in a template it stands between them, or in `url()`.
    plain = re.compile(rf"""(?:^|[\s"'\[,])({forms})(?=["',\]\s]|$)""")
    quoted = re.compile(rf"""["'(=]\s*({forms})(?=["')\s#?>])""")
    for number, text in enumerate(build.settings.splitlines(), 1):
        match = plain.search(text)
        if match:
            yield build.config.name, Position(number, match.start(1) + 1)
    for file in sorted(build.overrides.rglob("*")) if build.overrides != Path() else ():
        if file.suffix in _TEMPLATES and file.is_file():
            shown = f"{build.overrides.name}/{file.relative_to(build.overrides).as_posix()}"
            for number, text in enumerate(file.read_text("utf-8", "replace").splitlines(), 1):
                match = quoted.search(text)
                if match:
                    yield shown, Position(number, match.start(1) + 1)


def _written(page: Page, link: BrokenLink, texts: dict[str, RawText]) -> list[Position]:
    """Where a broken address was written: as a Markdown link, or else as an attribute in raw HTML."""
    written = [each.position for each in page.links if html.unescape(each.built) == link.address]
    if written:
        return written
    if page.path not in texts:
        texts[page.path] = RawText(page)
    found = texts[page.path].places(link.address.removeprefix("#") if link.rule == "built-id" else link.address)
    if not found and link.rule != "built-id":
        # One that is written with `&#…;`, say.
        return [
            attribute.value_position
            for tag in page.tags
            for attribute in tag.attributes
            if link.address in addresses_in(attribute.name, attribute.value)
        ]
    # Of an id that stands twice, the last one is one too many.
    return found[-1:] if link.rule == "built-id" else found
