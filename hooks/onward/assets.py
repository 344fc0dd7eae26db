"""The site's own stylesheets and its one script: put together from `overrides/`, made small, named by their hash."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import rcssmin

from onward.agency import Agency
from onward.minified import FOLDER as MINIFIED
from onward.minified import minified
from onward.text import SCRIPT_KEYS

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
    "walk.css",
    "block.css",
    "tick.css",
    "checklist.css",
    "do-and-avoid.css",
    "advisers.css",
    "help.css",
    "message.css",
    "next.css",
    "related.css",
    "sources.css",
    "footer.css",
)
"""What every page loads, in the order of the cascade."""

SHEETS = {
    "start": ("start.css", "steps.css"),
    "quiz": ("quiz.css", "quiz-kinds.css"),
    "form": ("form.css",),
    "self-check": ("self-check.css",),
    "own": ("own.css",),
    "plan": ("plan.css",),
    "map": ("map.css",),
    "offline": ("offline.css",),
    "problems": ("problems.css",),
    "editors": ("editors.css",),
    "print": (
        "print.css",
        "print-block.css",
        "print-quiz.css",
        "print-self-check.css",
        "print-message.css",
        "print-plan.css",
    ),
}
"""Stylesheets of their own, which follow that one on the pages that need them: `views` says which those are."""

FOR_EDITORS = ("problems", "editors")
"""Stylesheets for what only the preview shows."""

SCRIPTS = (
    "outcomes.js",
    "store.js",
    "message.js",
    "calendar.js",
    "checklist.js",
    "dom.js",
    "file.js",
    "load.js",
    "writing.js",
    "plan.js",
    "self-check.js",
    "controls.js",
    "notes.js",
    "quiz.js",
    "menu.js",
    "print.js",
    "foot.js",
    "offline.js",
    "start.js",
)
"""`start.js` starts the others, and stands last. At their top the others use nothing of each other but functions, so
their order is the one in which they are smallest when they are compressed."""

SITE_ID = "__site-id__"
"""Stands in the script for the name of the site's storage."""

_TEXT = re.compile(r"\bTEXT\.(\w+)")

OFFLINE = "offline"
"""The folder of `overrides/` with the workers that make the guide work without a network."""

NOT_PUBLISHED = ("styles/", "scripts/", "documents/", f"{OFFLINE}/", f"{MINIFIED}/")
"""Folders of `overrides/` that go into what is generated and not to the site."""


@dataclass(frozen=True, slots=True)
class Asset:
    """A generated file: its address below the site, and its text."""

    path: str
    text: str


def stylesheet(overrides: Path, agency: Agency | None) -> Asset:
    """The styles that every page loads, with the brand's colours."""
    return _styles("onward", overrides, STYLES, brand_rules(agency))


def sheets(overrides: Path, *, serving: bool = False) -> dict[str, Asset]:
    """The stylesheets of `SHEETS` by their names; the one for editors only where the site is served for writing."""
    return {
        name: _styles(f"onward-{name}", overrides, files)
        for name, files in SHEETS.items()
        if serving or name not in FOR_EDITORS
    }


def script(overrides: Path, site_id: str) -> Asset:
    """All scripts in one function of their own, with the name of the site's storage, which is an id."""
    text = minified(overrides, "onward.js", script_source(overrides))
    return hashed("onward", "js", text.replace(SITE_ID, site_id))


def script_source(overrides: Path) -> str:
    """The text of all scripts in one function, for no site yet."""
    head = f'(() => {{\n"use strict";\nconst SITE = "{SITE_ID}";\n'
    whole = "\n".join([head, *_texts(overrides / "scripts", SCRIPTS), "})();\n"])
    return _TEXT.sub(lambda text: f"TEXT.{SCRIPT_KEYS.get(text[1], text[1])}", whole)


def brand_rules(agency: Agency | None) -> str:
    """CSS that puts the agency's colours in the place of the site's own, each in its scheme."""
    if agency is None:
        return ""
    colours = agency.colours
    schemes = {
        "light": colour_properties(colours.primary, colours.accent),
        "dark": colour_properties(colours.primary_dark, colours.accent_dark),
    }
    # A rule without a scheme would come after the site's dark one, and win there.
    return "".join(
        f"@media (prefers-color-scheme: {scheme}) {{ :root {{ {properties} }} }}\n"
        for scheme, properties in schemes.items()
        if properties
    )


def colour_properties(primary: str | None, accent: str | None) -> str:
    """Custom properties for those of a brand's colours that there are."""
    colours = {"primary": primary, "accent": accent}
    return " ".join(f"--onward-{name}: {colour};" for name, colour in colours.items() if colour)


def _texts(folder: Path, names: Iterable[str]) -> list[str]:
    return [(folder / name).read_text("utf-8") for name in names]


def _styles(name: str, overrides: Path, files: Iterable[str], *more: str) -> Asset:
    return hashed(name, "css", rcssmin.cssmin("\n".join([*_texts(overrides / "styles", files), *more])))


def hashed(name: str, ending: str, text: str) -> Asset:
    """A file whose name changes with its text."""
    digest = hashlib.sha256(text.encode()).hexdigest()[:10]
    return Asset(f"assets/{name}.{digest}.{ending}", text)
