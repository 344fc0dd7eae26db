"""What reading the pages needs of mkdocs.yml, as MkDocs understands it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any


class UnfitSettings(Exception):
    """A mkdocs.yml that MkDocs does not take; the message says why."""


@dataclass(frozen=True, slots=True)
class Settings:
    """The fields are those of MkDocs' own configuration; `config` is the path of mkdocs.yml."""

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
    # Loaded here because a check that remembers the settings does without MkDocs.
    from mkdocs.config import load_config  # noqa: PLC0415
    from mkdocs.exceptions import Abort, ConfigurationError  # noqa: PLC0415

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
