"""The pictures of the pages for paper: as addresses that hold them, so that a file needs nothing beside it."""

from __future__ import annotations

import mimetypes
import posixpath
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from urllib.parse import quote, unquote, urlsplit

from onward.build import Build
from onward.docs_files import Inclusion
from onward.documents.setting import data_address
from onward.model import Page


@dataclass(frozen=True)
class Pictures:
    """Finds the pictures of a build's pages in its docs folder."""

    build: Build

    def found(self, page: Page, source: str) -> str:
        """A picture as an address that holds it; an empty text where it cannot be had.

        Args:
            page: on which it stands.
            source: its address, as the built page has it.
        """
        if source.startswith("data:"):
            return source
        file = self._files.get(self._target(page, source))
        kind = mimetypes.guess_type(file.name)[0] if file else None
        if file is None or kind is None or not kind.startswith("image/"):
            return ""
        try:
            # With its name, for whoever has to be told that it cannot be drawn.
            return data_address(file.read_bytes(), f"{kind};name={quote(file.name)}")
        except OSError:
            return ""

    def _target(self, page: Page, source: str) -> str:
        """What the address of a picture comes to, below the site."""
        try:
            parts = urlsplit(source)
        except ValueError:
            return ""
        if parts.scheme or parts.netloc:
            return self.build.own_address(parts) or ""
        file = self.build.files.get(page.path)
        return posixpath.normpath(posixpath.join(posixpath.dirname(file.address if file else ""), unquote(parts.path)))

    @cached_property
    def _files(self) -> Mapping[str, Path]:
        """The files of the docs folder by their addresses below the site."""
        files = (file for file in self.build.files.values() if file.inclusion is not Inclusion.EXCLUDED)
        return {file.address: self.build.docs / file.path for file in files}
