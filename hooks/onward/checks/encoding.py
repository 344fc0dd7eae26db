"""The file is not UTF-8, or cannot be read at all.

Why: the site is written in UTF-8. Text in another encoding loses its accents and dashes, or cannot be read at all.

Example: a page saved by an old editor as "Unicode" (UTF-16) or "ANSI" (Windows-1252).

Put it right: open the file in your editor and save it again with the encoding UTF-8. Where one sign alone is not UTF-8,
open the file as UTF-8, or the editor spoils those that are. Where there is a link to a file that is gone, and not the
page itself, put the page there.
"""

from __future__ import annotations

from collections.abc import Iterator

from onward.build import Build
from onward.checks.rule import Finding, Rule
from onward.model import Page, Severity


def check(page: Page, build: Build) -> Iterator[Finding]:
    for fault in page.faults_of("encoding"):
        if fault.found == "unread":
            hint = "Put the page itself here, or delete what stands in its place."
            yield Finding(fault.position, f"the file cannot be read: {fault.detail}", hint)
            continue
        if fault.found == "binary":
            hint = "Put the page itself here. Pictures and documents keep the endings of their kind, such as .png."
            yield Finding(fault.position, "the file is no text: it may be a picture or a document", hint)
            continue
        if fault.found.startswith("UTF"):
            message = f"not UTF-8: the file looks like {fault.found}"
        else:
            message = f"not UTF-8: {fault.found} is no character"
        hint = "Save the file as UTF-8."
        if fault.detail:
            lost = "\N{REPLACEMENT CHARACTER}"
            hint = (
                f"One sign was saved in another encoding, probably `{fault.detail}`. Open the file as UTF-8, write the "
                f"sign anew where it is shown as `{lost}` or the like, and save the file as UTF-8."
            )
        yield Finding(fault.position, message, hint)


RULE = Rule("encoding", Severity.ERROR, __doc__, page=check, even_unread=True)
