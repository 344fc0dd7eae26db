"""The site whose mkdocs.yml is given, read without a build."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from onward.build import Build
from onward.checks import check
from onward.model import Problem
from onward.page_files import Files, page_files
from onward.pages import add_sources, convert_pages
from onward.site_settings import Settings, read_settings


def open_site(settings: Settings, files: Files) -> Build:
    """A site with the bytes of its pages and with its data files; no Markdown is read yet."""
    build = Build.start(
        docs=settings.docs,
        config=settings.config,
        overrides=settings.overrides,
        site_url=settings.site_url,
        theme=settings.theme,
    )
    add_sources(build, files)
    return build


def read_markdown(build: Build, settings: Settings, known: Collection[str] = frozenset()) -> None:
    """Read the pages of the site, but for those that it knows already."""
    convert_pages(build, settings.extensions, settings.extension_configs, known)


def read(settings: Settings, files: Files) -> Build:
    """The pages of a site, given as bytes, and its data files."""
    build = open_site(settings, files)
    read_markdown(build, settings)
    return build


def read_site(config_path: Path) -> Build:
    """The pages and data files of the site whose mkdocs.yml is given, read."""
    settings = read_settings(config_path)
    return read(settings, page_files(settings.docs))


def problems_of(config_path: Path) -> list[Problem]:
    """The problems of the pages and data files of the site whose mkdocs.yml is given."""
    return check(read_site(config_path))
