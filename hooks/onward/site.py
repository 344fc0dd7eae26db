"""The site whose mkdocs.yml is given, read without a build."""

from __future__ import annotations

from pathlib import Path

from onward.build import Build
from onward.checks import check
from onward.files import Files, page_files
from onward.model import Problem
from onward.pages import read_pages
from onward.settings import Settings, read_settings


def read(settings: Settings, files: Files) -> Build:
    """The pages of a site, given as bytes, and its data files."""
    build = Build.start(
        docs=settings.docs,
        config=settings.config,
        overrides=settings.overrides,
        site_url=settings.site_url,
        theme=settings.theme,
    )
    read_pages(build, settings.extensions, settings.extension_configs, files)
    return build


def read_site(config_path: Path) -> Build:
    """The pages and data files of the site whose mkdocs.yml is given, read."""
    settings = read_settings(config_path)
    return read(settings, page_files(settings.docs))


def problems_of(config_path: Path) -> list[Problem]:
    """The problems of the pages and data files of the site whose mkdocs.yml is given."""
    return check(read_site(config_path))
