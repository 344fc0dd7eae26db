"""What mkdocs.yml says about pages and their place in the menu, with the lines on which it says so."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from pathspec.gitignore import GitIgnoreSpec

from onward.model import Position
from onward.yaml_tree import Loc, YamlFault, YamlTree, read

_NEVER_BUILT = (".*", "/templates/")
"""What MkDocs leaves out in any case (measured on 1.6.1)."""

_OUR_HOOK = "mkdocs_onward.py"
_ADDS_NOTHING = {"search", "material/search"}
"""Plugins that put no page, file or id into the site that a page may link to."""


def _patterns(*lines: str) -> GitIgnoreSpec:
    return GitIgnoreSpec.from_lines(lines)


@dataclass(frozen=True, slots=True)
class NavEntry:
    """One address in the menu: `raw` as it is written, with its place in mkdocs.yml."""

    raw: str
    position: Position


@dataclass(frozen=True, slots=True)
class Configured:
    """The parts of mkdocs.yml that rules ask about.

    `nav` is None where there is no menu in the file: MkDocs then makes one of all pages. `left_out` is what
    `exclude_docs` itself says, `excluded` has what MkDocs never builds too. `folder_addresses` says that `reply.md`
    becomes `reply/`. `extended` says that hooks or plugins other than ours may add files and ids.
    """

    nav: tuple[NavEntry, ...] | None = None
    left_out: GitIgnoreSpec = field(default_factory=_patterns)
    excluded: GitIgnoreSpec = field(default_factory=lambda: _patterns(*_NEVER_BUILT))
    drafts: GitIgnoreSpec = field(default_factory=_patterns)
    unlisted: GitIgnoreSpec = field(default_factory=_patterns)
    folder_addresses: bool = True
    extended: bool = False


def read_configured(text: str) -> Configured:
    """Read the text of mkdocs.yml. What cannot be read counts as not written: MkDocs or the rule `agency` says so."""
    text = text.replace("\r\n", "\n")
    nav = _part(text, "nav")
    entries = None if nav.data is None else tuple(_entries(nav, nav.data, ()))
    return Configured(
        entries,
        _patterns(*_lines(text, "exclude_docs")),
        _patterns(*_NEVER_BUILT, *_lines(text, "exclude_docs")),
        _patterns(*_lines(text, "draft_docs")),
        _patterns(*_lines(text, "not_in_nav")),
        _part(text, "use_directory_urls").data is not False,
        _extended(text),
    )


def _part(text: str, key: str) -> YamlTree:
    try:
        return read(text, within=(key,))
    except YamlFault:
        return YamlTree(None)


def _lines(text: str, key: str) -> list[str]:
    value = _part(text, key).data
    return value.splitlines() if isinstance(value, str) else []


def _entries(tree: YamlTree, data: Any, loc: Loc) -> Iterator[NavEntry]:
    if isinstance(data, str):
        yield NavEntry(data, tree.position(loc))
    elif isinstance(data, list):
        for number, each in enumerate(data):
            yield from _entries(tree, each, (*loc, number))
    elif isinstance(data, dict):
        for key, value in data.items():
            yield from _entries(tree, value, (*loc, key))


def _extended(text: str) -> bool:
    hooks, plugins = _part(text, "hooks").data, _part(text, "plugins").data
    listed = plugins if isinstance(plugins, list) else [plugins] if isinstance(plugins, (str, dict)) else []
    names = [name for each in listed for name in (each if isinstance(each, dict) else [each])]
    foreign = isinstance(hooks, list) and any(not str(hook).endswith(_OUR_HOOK) for hook in hooks)
    return foreign or any(name not in _ADDS_NOTHING for name in names)
