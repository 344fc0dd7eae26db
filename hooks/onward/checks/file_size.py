"""A picture or another file that is empty, or very large.

Why: many readers are on a phone and pay for what they load. An empty file is one that was not saved, or not fetched.

Example: a photo of 6 MB, straight from the camera.

Put it right: make a picture as wide as it is shown (1,400 pixels are enough) and save it as WebP, JPEG or SVG, with
less than 500 kB. Other files may have up to 10 MB.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from onward.build import Build
from onward.checks.rule import Finding, Rule
from onward.image import ENDINGS
from onward.model import START, Severity

MOST_OF_A_PICTURE = 500_000
MOST = 10_000_000


def check(build: Build) -> Iterator[Finding]:
    for path, size in build.folder.assets.items():
        picture = posixpath.splitext(path)[1].lower() in ENDINGS
        limit = MOST_OF_A_PICTURE if picture else MOST
        if not size:
            yield Finding(START, "the file is empty", "Save it again, or delete it.", path=path)
        elif size > limit:
            shown = f"{size / 1e6:.1f} MB" if size >= 1_000_000 else f"{size / 1000:.0f} kB"
            most = "500 kB" if picture else "10 MB"
            what, hint = (
                ("picture", "Make it smaller, or save it as WebP.") if picture else ("file", "Make it smaller.")
            )
            yield Finding(START, f"the {what} has {shown}; more than {most} is slow to load", hint, path=path)


RULE = Rule("file-size", Severity.WARNING, __doc__, site=check)
