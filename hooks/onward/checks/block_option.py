"""An option of a block that is unknown, missing, empty or in the wrong place.

Why: options stand right under the opening line, indented by four spaces. pymdownx shows a block with a wrong option
as plain text, and says nothing.

Example: `whem: You have just heard` in a checklist; a quiz without `id`.

Put it right: write the option as the message says. An id has lower case letters, digits and single hyphens.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from onward.blocks import BY_NAME
from onward.build import Build
from onward.checks.rule import Finding, Rule
from onward.model import BlockOption, Fence, Page, Severity
from onward.schema import is_id, listing, nearest, slug


def check(page: Page, build: Build) -> Iterator[Finding]:
    for fault in page.faults_of("block-option"):
        message = f"the option `{fault.found}` is not indented"
        hint = "Indent options by four spaces, right under the opening line."
        if fault.detail == "indent" and fault.position.column > 1:
            spaces = "1 space" if fault.position.column == 2 else f"{fault.position.column - 1} spaces"
            message = f"the option `{fault.found}` is indented by {spaces}, and not by 4"
        elif fault.detail == "blank":
            message = f"a blank line stands before the option `{fault.found}`"
        elif fault.detail == "late":
            message = f"the option `{fault.found}` stands too far down, and would be shown as text"
            hint = "Move it up: options stand right under the opening line."
        elif fault.detail == "colon":
            message, hint = f"the option `{fault.found}` has no colon", f"Write `{fault.found}: …`."
        yield Finding(fault.position, message, hint)
    strays = sorted(fault.position.line for fault in page.faults_of("block-option"))
    for fence in page.fences:
        last = fence.closed or len(page.lines)
        complete = bisect_right(strays, fence.position.line) == bisect_right(strays, last)
        yield from _check(fence, complete=complete)


def _check(fence: Fence, *, complete: bool) -> Iterator[Finding]:
    block = BY_NAME[fence.name]
    seen: dict[str, int] = {}
    guessed = set()
    for option in fence.options:
        if option.key in seen:
            yield Finding(
                option.position,
                f"option `{option.key}` stands twice; first on line {seen[option.key]}",
                "Keep one.",
            )
        elif option.key not in block.KNOWN:
            guess = nearest(option.key, block.KNOWN)
            guessed.add(guess)
            known = f"It may have {listing(block.KNOWN)}." if block.KNOWN else "It has no options."
            hint = f"Did you mean `{guess}`?" if guess else known
            yield Finding(option.position, f"a `{fence.name}` block has no option `{option.key}`", hint)
        else:
            yield from _check_value(option, block.VALUES.get(option.key, ()))
        seen[option.key] = option.position.line
    if not complete:
        return  # The option that seems to be missing may be the one that is not indented.
    for key in block.NEEDED:
        if key not in seen and key not in guessed:
            example = slug(fence.title) if key == "id" else "…"
            hint = f"Add under the opening line, indented by four spaces: `{key}: {example}`."
            yield Finding(fence.position, f"the `{fence.name}` block has no `{key}`", hint)


def _check_value(option: BlockOption, values: Sequence[str]) -> Iterator[Finding]:
    """What is wrong with a value; `values` are those that the option may have, or empty where any will do."""
    value, place = option.value, option.value_position
    if not value:
        yield Finding(place, f"option `{option.key}` is empty", f"Write `{option.key}: …`.")
    elif option.key == "id" and not is_id(value):
        hint = f"Use lower case letters, digits and single hyphens: `{slug(value)}`."
        yield Finding(place, f"`{value}` cannot be an id", hint)
    elif option.key == "was" and not all(map(is_id, value.split())):
        hint = "Write the old ids, with spaces between them: `was: old-id`."
        yield Finding(place, f"`{value}` cannot have been an id", hint)
    elif values and value not in values:
        guess = nearest(value, values)
        hint = f"Did you mean `{guess}`?" if guess else f"Write {listing(values)}."
        yield Finding(place, f"`{value}` is no value of `{option.key}`", hint)


RULE = Rule("block-option", Severity.ERROR, __doc__, page=check)
