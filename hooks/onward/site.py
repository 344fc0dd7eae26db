"""The site whose mkdocs.yml is given: its settings as MkDocs understands them, and its pages, read without a build."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mkdocs.config import load_config
from mkdocs.exceptions import Abort, ConfigurationError

from onward.build import Build
from onward.checks import check
from onward.model import Problem
from onward.pages import Files, page_files, read_pages


class UnfitSettings(Exception):
    """A mkdocs.yml that MkDocs does not take; the message says why."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What reading the pages needs of mkdocs.yml, `config`; the fields are those of MkDocs' own configuration."""

    config: Path
    docs: Path
    overrides: Path
    site_url: str
    theme: tuple[str, ...]
    extensions: tuple[str, ...]
    extension_configs: Mapping[str, Mapping[str, Any]]


def read_settings(config_path: Path) -> Settings:
    """The settings of a mkdocs.yml.

    Raises:
        UnfitSettings: if MkDocs does not take it.
        OSError: if it cannot be read.
    """
    try:
        config = load_config(str(config_path))
    except (ConfigurationError, Abort) as error:
        raise UnfitSettings(str(error)) from error
    return Settings(
        config_path,
        Path(config.docs_dir),
        Path(config.theme.custom_dir or ""),
        config.site_url or "",
        tuple(config.theme.dirs),
        tuple(config.markdown_extensions),
        config.mdx_configs,
    )


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
