"""A link to a page or a file that the site does not have.

Why: the reader who taps it is left with an error page. Capitals count on the web even where they do not on your
computer, and a letter such as é can be made in two ways that look the same.

Example: `[reply](replay.md)`, `[reply](Reply.md)`, a link to a draft, `<img src="drawing.png">`, a script or a picture
named in a template or a stylesheet.

Put it right: link to the Markdown file as it stands in docs/: `[reply](reply.md)`.
"""

from __future__ import annotations

from collections.abc import Iterator

from onward.addresses import Flaw
from onward.build import Build
from onward.checks.rule import Finding, Rule
from onward.model import Page, Severity
from onward.raw_links import broken_raw
from onward.written_links import flaws

CORRECT = "Correct the name, or delete the link and keep its words."
_PICTURE = "Correct the name, add the file, or delete the whole picture, from `!` to `)`."
_ONLY_DRAFTS = "Take it out of `draft_docs` in mkdocs.yml, or delete the link."
_ONLY_BUILT = "Readers cannot open it: take it out of `exclude_docs` in mkdocs.yml, or delete the link."


def check(page: Page, build: Build) -> Iterator[Finding]:
    images = {link.position for link in page.links if link.image}
    for position, flaw in flaws(page, build, "link-target"):
        message, hint = _words(flaw, build, image=position in images)
        yield Finding(position, message, hint, severity=Severity.NOTE if flaw.unsure else None)
    for position, broken in broken_raw(page, build, "link-target"):
        yield Finding(position, broken.message, broken.hint)


def _words(flaw: Flaw, build: Build, *, image: bool) -> tuple[str, str]:
    near = f"Did you mean `{flaw.better}`?" if flaw.better else _PICTURE if image else CORRECT
    shown = build.file(flaw.found)
    return {
        "missing": (f"no {'picture' if image else 'page or file'} `{shown}`", near),
        "case": (f"no page or file `{shown}`", f"Capitals count: write `{flaw.better}`."),
        "unicode": (
            f"no page or file `{shown}`: the name of the file looks the same, and is made of other letters",
            f"Write `{flaw.better}`; better, rename the file, with letters from a to z only.",
        ),
        "own": (f"this site has no `{flaw.found}`", near),
        "draft": (f"`{shown}` is a draft, and readers do not get it", _ONLY_DRAFTS),
        "excluded": (f"`{shown}` is left out of the site", _ONLY_BUILT),
        "no-image": (
            f"`{flaw.found}` is a page, and no image",
            f"For a link to it, take out the `!`: [its name]({flaw.found}).",
        ),
    }[flaw.kind]


RULE = Rule("link-target", Severity.ERROR, __doc__, page=check)
