"""Reading all pages without MkDocs: for the command line and for tests of the rules."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from markdown import Markdown

from onward.build import Build
from onward.docs_files import Inclusion, listed
from onward.registry_reader import DATA

EXTENSION = "onward.blocks"


def read_pages(build: Build, extensions: Sequence[str], configs: Mapping[str, Mapping[str, Any]]) -> None:
    """Read every page below the docs folder into the build, but those that mkdocs.yml leaves out of the site.

    Args:
        build: a build just started.
        extensions: the names of the Markdown extensions, `onward.blocks` among them.
        configs: their options by name.
    """
    build.files.update(listed(build.docs, build.configured))
    for file in sorted(build.docs.rglob("*.md")):
        path = file.relative_to(build.docs)
        known = build.files.get(path.as_posix())
        if known is not None and known.inclusion is Inclusion.EXCLUDED:
            continue
        if _is_page(path) and not file.is_dir():
            try:
                build.add_source(path.as_posix(), file.read_bytes())
            except OSError as error:
                build.add_unread(path.as_posix(), error)
    settings = {**configs, EXTENSION: {"build": build}}
    for name in build.sources:
        build.begin(name)
        Markdown(extensions=list(extensions), extension_configs=settings).convert(build.markdown(name))


def _is_page(path: Path) -> bool:
    return path.parts[0] != DATA and not any(part.startswith(".") for part in path.parts)
