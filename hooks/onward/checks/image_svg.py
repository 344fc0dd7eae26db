"""An SVG drawing that runs code, or that loads something from elsewhere.

Why: SVG is a kind of page. A script in it runs with the rights of the site when somebody opens the drawing, and what it
loads from another site tells that site who reads. Drawing programs and free drawings bring both.

Example: `<script>`, `onload="…"`, `<image href="https://…">`, `@import url(https://…)`.

Put it right: save the drawing as plain or optimised SVG, or take out what the message names with a text editor.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from onward.build import Build
from onward.checks.rule import Finding, Rule
from onward.image import MOST_OF_SVG, svg_faults
from onward.model import Position, Severity


def check(build: Build) -> Iterator[Finding]:
    for path, size in build.folder.assets.items():
        if posixpath.splitext(path)[1].lower() != ".svg" or not 0 < size <= MOST_OF_SVG:
            continue
        for line, message in svg_faults(build.docs / path):
            yield Finding(Position(line), message, "Take it out, or save the drawing as plain SVG.", path=path)


RULE = Rule("image-svg", Severity.ERROR, __doc__, site=check)
