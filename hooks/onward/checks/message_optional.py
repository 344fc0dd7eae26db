"""An optional passage of a letter without its text, or without its tick box in the message's list.

Why: the reader ticks the box, and the passage is in the letter. On paper it is shown as written, with its condition.

Example: `[Only if they gave a date]`; `[Only if they gave a date: You expected to decide by [date].]` without
`- [ ] They gave a date {#gave-a-date}` in the list.

Put it right: `[Only if they gave a date: the text.]` in the letter, and the same condition, without ‘Only if’, behind a
box in the list.
"""

from __future__ import annotations

from collections.abc import Iterator

from onward.build import Build
from onward.checks.rule import Finding, Rule
from onward.model import Message, OptionalPassage, Page, Placeholder, Severity
from onward.schema import nearest, slug


def check(page: Page, build: Build) -> Iterator[Finding]:
    for fault in page.faults_of("message-optional"):
        said = {
            "textless": (
                f"the optional passage `{fault.found}` has no text",
                f"Write it behind the colon: `[{fault.found}: …]`.",
            ),
            "nested": (
                "an optional passage stands inside another",
                "Write it behind the other one; a name of a placeholder has no colon.",
            ),
            "ticked": (f"the box `{fault.found}` is ticked already", "Write `- [ ]`: the reader decides."),
            "wordless": (
                "a tick box without words",
                "Write the condition behind it: `- [ ] They gave a date {#its-id}`.",
            ),
        }
        yield Finding(fault.position, *said[fault.detail])
    for block in page.blocks:
        if isinstance(block, Message) and not page.faulty(block, "block-content", "list-place"):
            yield from _check(block)


def _check(block: Message) -> Iterator[Finding]:
    ticks = {each.text.casefold(): each.text for each in block.fields if each.tick and each.text}
    for version in block.versions:
        for part in version.parts():
            if isinstance(part, OptionalPassage):
                yield from _check_passage(block, part, ticks)
            elif isinstance(part, Placeholder):
                condition = part.name.casefold().removeprefix("only if ").strip()
                if condition in ticks:
                    message = f"the optional passage `{part.name}` has no text"
                    yield Finding(part.position, message, f"Write it behind a colon: `[{part.name}: …]`.")


def _check_passage(block: Message, part: OptionalPassage, ticks: dict[str, str]) -> Iterator[Finding]:
    if part.name.casefold() in ticks:
        return
    asked = block.field_named(part.name)
    guess = nearest(part.name, ticks)
    name = part.name[:1].upper() + part.name[1:]
    if asked:
        message = f"`{part.said}` is a placeholder, and an optional passage needs a tick box"
        yield Finding(part.position, message, "Take the colon out, or write a condition of its own before it.")
    elif guess:
        message = f"the condition `{part.said}` is not in the list of the message"
        yield Finding(part.position, message, f"Did you mean `Only if {ticks[guess][:1].lower()}{ticks[guess][1:]}`?")
    else:
        message = f"the condition `{part.said}` is not in the list of the message"
        yield Finding(part.position, message, f"Add to the list: `- [ ] {name} {{#{slug(part.name)}}}`.")


RULE = Rule("message-optional", Severity.ERROR, __doc__, page=check)
