"""What reading the pages needs of mkdocs.yml, as MkDocs understands it."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from onward.model import Problem


class UnfitSettings(Exception):
    """A mkdocs.yml that MkDocs does not take; `problem` says where and why, if that is known."""

    def __init__(self, message: str, problem: Problem | None = None) -> None:
        super().__init__(message)
        self.problem = problem


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

    with _errors_kept() as said:
        try:
            config = load_config(str(config_path))
        except (ConfigurationError, Abort) as error:
            # Loaded here because all rules come with it.
            from onward.stopped import settings_problem  # noqa: PLC0415

            root = config_path.absolute().parent
            problem = settings_problem(error, config_path, root, said)
            raise UnfitSettings(str(problem), problem) from error
    return Settings(
        config_path,
        Path(config.docs_dir),
        Path(config.theme.custom_dir or ""),
        config.site_url or "",
        tuple(config.theme.dirs),
        tuple(config.markdown_extensions),
        config.mdx_configs,
    )


@contextmanager
def _errors_kept() -> Iterator[list[str]]:
    """What MkDocs logs as errors of its settings, in place of printing it."""
    said: list[str] = []

    def keep(record: logging.LogRecord) -> bool:
        if record.levelno < logging.ERROR:
            return True
        said.append(record.getMessage())
        return False

    log = logging.getLogger("mkdocs.config")
    log.addFilter(keep)
    try:
        yield said
    finally:
        log.removeFilter(keep)
