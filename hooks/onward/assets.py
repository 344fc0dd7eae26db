"""The site's one stylesheet and one script, put together from `overrides/`, with names that hold their hash."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from onward.agency import Agency
from onward.text import TEXT

STYLES = (
    "tokens.css",
    "font.css",
    "frame.css",
    "fold.css",
    "header.css",
    "search.css",
    "help-line.css",
    "contents.css",
    "jump.css",
    "page.css",
    "start.css",
    "steps.css",
    "walk.css",
    "map.css",
    "block.css",
    "tick.css",
    "checklist.css",
    "quiz.css",
    "own.css",
    "plan.css",
    "do-and-avoid.css",
    "advisers.css",
    "help.css",
    "message.css",
    "next.css",
    "related.css",
    "sources.css",
    "footer.css",
    "problems.css",
    "print.css",
    "print-block.css",
    "print-plan.css",
)
"""In the order of the cascade."""

SCRIPTS = (
    "store.js",
    "file.js",
    "announce.js",
    "print.js",
    "foot.js",
    "writing.js",
    "notes.js",
    "checklist.js",
    "quiz.js",
    "calendar.js",
    "load.js",
    "plan.js",
    "paper.js",
    "menu.js",
    "start.js",
)
"""What is used stands before what uses it."""

NOT_PUBLISHED = ("styles/", "scripts/")
"""Folders of `overrides/` that go into the bundles and not to the site."""


@dataclass(frozen=True, slots=True)
class Asset:
    """A generated file: its address below the site, and its text."""

    path: str
    text: str


def stylesheet(overrides: Path, agency: Agency | None) -> Asset:
    """All styles and the brand's colours in one file."""
    return _hashed("css", [*_texts(overrides / "styles", STYLES), brand_rules(agency)])


def script(overrides: Path, site_id: str) -> Asset:
    """All scripts in one function of their own, with the text catalogue and the name of the site's storage."""
    catalogue = json.dumps(dict(TEXT), ensure_ascii=False, sort_keys=True, indent=2)
    head = f'(() => {{\n"use strict";\nconst TEXT = {catalogue};\nconst SITE = {json.dumps(site_id)};\n'
    return _hashed("js", [head, *_texts(overrides / "scripts", SCRIPTS), "})();\n"])


def brand_rules(agency: Agency | None) -> str:
    """CSS that puts the agency's colours in the place of the site's own, each in its scheme."""
    if agency is None:
        return ""
    colours = agency.colours
    schemes = {
        "light": _properties({"primary": colours.primary, "accent": colours.accent}),
        "dark": _properties({"primary": colours.primary_dark, "accent": colours.accent_dark}),
    }
    # A rule without a scheme would come after the site's dark one, and win there.
    return "".join(
        f"@media (prefers-color-scheme: {scheme}) {{ :root {{ {properties} }} }}\n"
        for scheme, properties in schemes.items()
        if properties
    )


def _properties(colours: dict[str, str | None]) -> str:
    return " ".join(f"--onward-{name}: {colour};" for name, colour in colours.items() if colour)


def _texts(folder: Path, names: Iterable[str]) -> list[str]:
    return [(folder / name).read_text("utf-8") for name in names]


def _hashed(ending: str, parts: list[str]) -> Asset:
    text = "\n".join(part for part in parts if part)
    digest = hashlib.sha256(text.encode()).hexdigest()[:10]
    return Asset(f"assets/onward.{digest}.{ending}", text)
