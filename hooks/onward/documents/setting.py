"""From a document to the HTML that a PDF file is made of: autoescaped templates, styles in the site's colours."""

from __future__ import annotations

import base64
import hashlib
import html
import mimetypes
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

import segno
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from onward.assets import colour_properties
from onward.build import Build
from onward.documents.document import Document
from onward.text import TEXT

STYLES = ("sheet.css", "parts.css", "book.css")
"""The documents' own stylesheets, in the order of the cascade."""

FOLDER = "documents"
"""Templates, stylesheets and fonts of the documents, in `overrides/`; not published."""


@dataclass(frozen=True, slots=True)
class Paper:
    """A size of paper: its name in file names and in words, and its sides in millimetres."""

    name: str
    words: str
    width: float
    height: float


PAPERS = (Paper("a4", "A4", 210, 297), Paper("letter", "US Letter", 215.9, 279.4))


@dataclass(frozen=True)
class Setting:
    """Sets documents.

    Args:
        build: whose agency, colours and templates they have.
        help_line: the contacts for urgent help, as the pages' templates get them.
    """

    build: Build
    help_line: Sequence[object]

    @property
    def folder(self) -> Path:
        """Where templates, stylesheets and fonts are."""
        return self.build.overrides / FOLDER

    def html(self, document: Document, paper: Paper) -> tuple[str, ...]:
        """The HTML of a document for a size of paper, from roomy to tight, without the `style` of all of them."""
        template = self._templates.get_template(document.template)
        return tuple(
            template.render(
                document.values,
                frame=document.frame,
                fit=fit,
                paper=paper,
                agency=self.build.agency.agency,
                logo=self._logo,
                help_line=self.help_line,
                text=TEXT,
            )
            for fit in document.fits
        )

    @cached_property
    def fonts(self) -> str:
        """A hash of the fonts."""
        digest = hashlib.sha256()
        for file in sorted((self.folder / "fonts").glob("*.woff2")):
            digest.update(file.read_bytes())
        return digest.hexdigest()

    @cached_property
    def _templates(self) -> Environment:
        templates = Environment(
            loader=FileSystemLoader(self.folder),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        templates.filters |= {"bare": bare, "code": code, "unescaped": html.unescape}
        return templates

    @cached_property
    def style(self) -> str:
        """The site's colours, the agency's after them, and the documents' own styles."""
        agency = self.build.agency.agency
        brand = colour_properties(agency.colours.primary, agency.colours.accent) if agency else ""
        sheets = [self.build.overrides / "styles" / "tokens.css", *(self.folder / name for name in STYLES)]
        tokens, *own = (sheet.read_text("utf-8") for sheet in sheets)
        return "\n".join([tokens, f":root {{ {brand} }}", *own])

    @cached_property
    def _logo(self) -> str:
        """The agency's logo as a data address, or an empty text."""
        agency = self.build.agency.agency
        logo = agency and (agency.logo or agency.logo_dark)
        if not logo:
            return ""
        return data_address((self.build.docs / logo).read_bytes(), mimetypes.guess_type(logo)[0] or "")


def data_address(data: bytes, kind: str) -> str:
    """Bytes as an address that holds them."""
    return f"data:{kind};base64,{base64.b64encode(data).decode('ascii')}"


@cache
def code(address: str) -> str:
    """A QR code that leads to an address, as the address of an image; an empty text without an address."""
    if not address:
        return ""
    # Level M still reads with a coffee stain on it. Micro QR codes are smaller, and phones do not read them.
    drawing = segno.make(address, error="m", micro=False)
    return drawing.svg_data_uri(border=0, omitsize=True, svgclass=None, lineclass=None)


def bare(address: str) -> str:
    """An address as people write it: without its scheme, and without a slash at the end."""
    return address.removeprefix("https://").removeprefix("http://").removesuffix("/")
