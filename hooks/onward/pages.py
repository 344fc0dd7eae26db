"""Reading all pages without MkDocs: for the command line and for tests of the rules."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from markdown import Markdown

from onward.build import Build
from onward.docs_files import Inclusion, listed
from onward.page_files import Files, page_files

EXTENSION = "onward.blocks"


def read_pages(
    build: Build, extensions: Sequence[str], configs: Mapping[str, Mapping[str, Any]], files: Files | None = None
) -> None:
    """Read every page into the build, but those that mkdocs.yml leaves out of the site.

    Args:
        build: a build just started.
        extensions: the names of the Markdown extensions, `onward.blocks` among them.
        configs: their options by name.
        files: the pages; those below the docs folder if none are given.
    """
    add_sources(build, page_files(build.docs) if files is None else files)
    convert_pages(build, extensions, configs)


def add_sources(build: Build, files: Files) -> None:
    """Give the build the bytes of its pages, but of those that are refused, or that mkdocs.yml leaves out."""
    build.files.update(listed(build.docs, build.configured))
    for name, data in files.items():
        known = build.files.get(name)
        if build.folder.refuses(name) or (known is not None and known.inclusion is Inclusion.EXCLUDED):
            continue
        if isinstance(data, OSError):
            build.add_unread(name, data)
        else:
            build.add_source(name, data)


def convert_pages(
    build: Build,
    extensions: Sequence[str],
    configs: Mapping[str, Mapping[str, Any]],
    known: Collection[str] = frozenset(),
) -> None:
    """Read the Markdown of the build's pages, but for those that it knows already; see `read_pages`."""
    settings = {**configs, EXTENSION: {"build": build}}
    for name in build.sources:
        if name not in known:
            build.begin(name)
            markdown = Markdown(extensions=list(extensions), extension_configs=settings)
            build.html[name] = markdown.convert(build.markdown(name))
