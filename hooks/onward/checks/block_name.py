"""A `///` line that opens no block.

Why: pymdownx shows a block with a misspelt name as plain text, and says nothing.

Example: `/// cheklist | The first 24 hours`, or `/// checklist The first 24 hours` without the `|`.

Put it right: write `/// `, the name, ` | ` and the title. The blocks are checklist, quiz, do-and-avoid,
advisers-differ, steps, help and registry.
"""

from __future__ import annotations

from collections.abc import Iterator

from onward.blocks import BLOCKS
from onward.blocks.registry_list import LISTS
from onward.build import Build
from onward.checks.rule import Finding, Rule
from onward.model import Page, Severity
from onward.schema import listing, nearest


def check(page: Page, build: Build) -> Iterator[Finding]:
    names = [block.NAME for block in BLOCKS]
    for fault in page.faults_of("block-name"):
        if fault.detail == "unknown":
            guess = nearest(fault.found, names)
            hint = f"Did you mean `{guess}`?" if guess else f"The blocks are {listing(names)}."
            yield Finding(fault.position, f"unknown block `{fault.found}`", hint)
        elif fault.detail == "sign":
            name = fault.found if fault.found in names else fault.found.lower()
            shown = name if name in names else "name"
            message = "this line opens no block" if shown == "name" else f"this line does not open a `{name}` block"
            yield Finding(fault.position, message, f"Write `/// {shown} | Its title`, and close it with `///`.")
        elif fault.detail == "registry":
            guess = nearest(fault.found, LISTS)
            hint = f"Did you mean `{guess}`?" if guess else f"The lists are {listing(LISTS)}."
            yield Finding(fault.position, f"unknown list `{fault.found}` of the registry", hint)
        else:
            title = fault.detail.removeprefix("title:")
            hint = f"Write `/// {fault.found} | {title}`."
            yield Finding(fault.position, f"the title of the `{fault.found}` block needs a ` | ` before it", hint)
    for fence in page.fences:
        if not fence.title:
            message = f"the `{fence.name}` block has no title"
            yield Finding(fence.position, message, f"Write `/// {fence.name} | Its title`.")


RULE = Rule("block-name", Severity.ERROR, __doc__, page=check)
