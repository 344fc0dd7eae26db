"""A picture whose ending does not say what it is.

Why: browsers, mail programs and printers go by the ending. A PNG that is called `.svg` is not shown at all, and a page
of HTML that was saved as `photo.jpg` is no picture.

Example: a PNG with the name `photo.jpg`.

Put it right: rename the file to what it is, and change the addresses that name it; or save it again in the other
format.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from onward.build import Build
from onward.checks.rule import Finding, Rule
from onward.image import ENDINGS, format_of
from onward.model import START, Severity


def check(build: Build) -> Iterator[Finding]:
    for path, size in build.folder.assets.items():
        stem, ending = posixpath.splitext(path)
        expected = ENDINGS.get(ending.lower())
        if expected is None or not size:
            continue
        found = format_of(build.docs / path)
        if found == expected:
            continue
        name = posixpath.basename(stem)
        if not found:
            message, hint = f"the file is no {expected} picture, nor any other that is known", "Save the picture again."
        else:
            right = next(each for each, known in ENDINGS.items() if known == found)
            article = "an" if found[0] in "AIS" else "a"
            message, hint = (
                f"the name says {expected}, but the picture is {article} {found}",
                f"Call it `{name}{right}`.",
            )
        shown = found and "SVG" not in {found, expected}
        yield Finding(START, message, hint, path=path, severity=Severity.WARNING if shown else None)


RULE = Rule("image-format", Severity.ERROR, __doc__, site=check)
