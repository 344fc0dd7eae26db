"""A path of steps that cannot be walked.

Why: the steps are the way through the guide. Each is a link to a page, and that page says which step it is and shows
the way to all the others. So there is one path in the site, and each page stands in it once.

Example: `1. Reply` without a link; a list with `-`; a link to `repyl.md`; a page that is step 2 and step 5.

Put it right: write one numbered list. Each item starts with a link to a page; the link's words are the short name of
the step. Behind it stands what to do, with who says so:

    /// steps | The six steps

    1. [Look after yourself](just-heard.md). Get through today first. [@own-reply-later]
    2. [Reply](reply.md). Send a few polite lines of thanks. [@thank-after-rejection]

    ///
"""

from __future__ import annotations

from collections.abc import Iterator

from onward.build import Build, pages_in_order
from onward.checks.rule import Finding, Rule
from onward.model import Page, Severity, Steps

FORM = "Write `1. [Name](page.md). What to do. [@id]`."


def check(page: Page, build: Build) -> Iterator[Finding]:
    for fault in page.faults_of("steps"):
        if fault.detail == "unordered":
            message = "the steps stand in a list without numbers"
            yield Finding(fault.position, message, "Start each with its number: `1. [Name](page.md). What to do.`")
        else:
            yield Finding(fault.position, f"the path `{fault.found}` has no steps", FORM)
    for block in page.blocks:
        if isinstance(block, Steps):
            yield from _check_steps(block, page, build)


def _check_steps(block: Steps, page: Page, build: Build) -> Iterator[Finding]:
    first: dict[str, int] = {}
    for number, step in enumerate(block.steps, 1):
        if not step.target:
            yield Finding(step.position, f"step {number} does not start with a link to a page", FORM)
        elif step.page not in build.sources:
            guess = build.nearest_page(step.page, page.path)
            hint = f"Did you mean `{guess}`?" if guess else "Link to a page in docs, for example `reply.md`."
            yield Finding(step.target_position, f"`{step.target}` is no page of this guide", hint)
        elif step.page == page.path:
            message = f"step {number} leads to the page that it stands on"
            yield Finding(step.target_position, message, "Link to the page where the reader does this step.")
        elif step.page in first:
            message = f"`{step.page}` is step {first[step.page]} and step {number}"
            yield Finding(step.target_position, message, "A page can be one step only: link to another page.")
        else:
            first[step.page] = number


def check_site(build: Build) -> Iterator[Finding]:
    first = ""
    # Where the start page has one, the others are too many.
    for page in sorted(pages_in_order(build.pages), key=lambda page: not (page.front and page.front.kind == "start")):
        for block in page.blocks:
            if not isinstance(block, Steps):
                continue
            if first:
                message = f"a second `steps` block; the first is {first}"
                hint = "Keep one: pages that are a step show the way to all the others."
                yield Finding(block.position, message, hint, path=page.path)
            first = first or f"{build.file(page.path)}:{block.position.line}"


RULE = Rule("steps", Severity.ERROR, __doc__, page=check, site=check_site)
