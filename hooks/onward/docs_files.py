"""What stands in the docs folder, file by file: which of it is built, and under which address.

MkDocs decides this while it builds. `listed` decides the same for those who look at the pages without a build, from
the patterns in mkdocs.yml.
"""

from __future__ import annotations

import enum
import os
import posixpath
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from onward.configured import Configured

_INDEXES = ("index", "README")


class Inclusion(enum.Enum):
    """Whether a file is part of the site that readers get."""

    BUILT = "built"
    DRAFT = "draft"
    EXCLUDED = "excluded"


@dataclass(frozen=True, slots=True)
class DocsFile:
    """A file below the docs folder. `address` is the built file that it becomes, relative to the site."""

    path: str
    address: str
    inclusion: Inclusion = Inclusion.BUILT

    @property
    def is_page(self) -> bool:
        """Whether it is a Markdown file."""
        return self.path.endswith(".md")


def listed(docs: Path, settings: Configured) -> Mapping[str, DocsFile]:
    """The files of a docs folder by their paths, as MkDocs would sort them into built, draft and excluded."""
    found: dict[str, DocsFile] = {}
    for folder, folders, names in os.walk(docs):
        folders.sort()
        below = Path(folder).relative_to(docs).as_posix()
        for name in sorted(names):
            path = posixpath.normpath(posixpath.join(below, name))
            found[path] = DocsFile(path, built_address(path, settings), _inclusion(path, settings))
    return found


def built_address(path: str, settings: Configured) -> str:
    """The built file that a file of the docs folder becomes."""
    stem, suffix = posixpath.splitext(path)
    if suffix != ".md":
        return path
    folder, name = posixpath.split(stem)
    if name in _INDEXES:
        return posixpath.join(folder, "index.html")
    return f"{stem}/index.html" if settings.folder_addresses else f"{stem}.html"


def _inclusion(path: str, settings: Configured) -> Inclusion:
    if settings.excluded.match_file(path):
        return Inclusion.EXCLUDED
    return Inclusion.DRAFT if settings.drafts.match_file(path) else Inclusion.BUILT
