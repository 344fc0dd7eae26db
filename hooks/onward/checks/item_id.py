"""An item, a question or an option without an id of its own.

Why: what a reader ticks or chooses is saved under the id. With it, you can reword, reorder and insert, and nobody's
ticks move; without it they would.

Example: `- [ ] Thank them`, or two items with `{#thank}`.

Put it right: write `{#id}` after the text, in lower case letters, digits and single hyphens: `- [ ] Thank them
{#thank-them}`. To change an id, name the old one: `{#thank-them was="thank"}`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from onward.build import Build
from onward.checks.rule import Finding, Rule
from onward.model import Checklist, Labelled, Members, Page, Plan, SelfCheck, Severity
from onward.schema import is_id, slug


def check(page: Page, build: Build) -> Iterator[Finding]:
    for block in page.blocks:
        dated = isinstance(block, Checklist | Plan)
        for members in block.members():
            counted = isinstance(block, SelfCheck) and members.kind == "option"
            yield from check_ids(members.kind, members.members, dated=dated, counted=counted)
        if not isinstance(block, SelfCheck):  # All of its parts share their ids: `self-check-id`.
            yield from _across(block.members())


def _across(groups: Sequence[Members]) -> Iterator[Finding]:
    """Ids of things of two kinds: what is chosen is saved under both, and each is an address on the page."""
    first: dict[str, tuple[str, int]] = {}
    for group in groups:
        for member in group.members if not group.scope else ():
            kind, line = first.setdefault(member.label.id, (group.kind, member.position.line))
            if member.label.id and kind != group.kind:
                message = f"the {group.kind} id `{member.label.id}` is that of the {kind} on line {line}, too"
                yield Finding(member.position, message, f"Give the {group.kind} another id.")


def check_ids(
    kind: str, members: Sequence[Labelled], *, dated: bool = False, counted: bool = False
) -> Iterator[Finding]:
    """What is wrong with the ids of things of one kind among which each may stand once.

    Args:
        kind: what an editor calls one of them.
        members: the things, in the order of the page.
        dated: whether `due` says something of them.
        counted: whether `adds` does.
    """
    first: dict[str, int] = {}
    current = {member.label.id for member in members}
    replaced: set[str] = set()
    for member in members:
        label, place = member.label, member.position
        if not member.text:
            continue  # What says nothing is named as that, by another rule.
        if not label.id:
            yield _without_id(kind, member)
        elif not is_id(label.id):
            hint = f"Use lower case letters, digits and single hyphens: {{#{slug(label.id)}}}."
            yield Finding(place, f"`{label.id}` cannot be an id", hint)
        elif label.id in first:
            message = f"duplicate {kind} id `{label.id}`; first on line {first[label.id]}"
            yield Finding(place, message, f"Give the {kind} another id.")
        yield from _check_was(kind, member, current | replaced)
        yield from _check_braces(kind, member, dated=dated, counted=counted)
        first.setdefault(label.id, place.line)
        replaced.update(label.was)


def _without_id(kind: str, member: Labelled) -> Finding:
    text = member.text
    # The commonest slips: braces without their `#` or without their end.
    slip = re.search(r"\{:?\s*(#?)([\w-]*)\s*(\}?)\s*\Z", text)
    if slip and slip[2] and not (slip[1] and slip[3]):
        message = f"`{slip[0].strip()}` behind the {kind} is no id"
        return Finding(member.position, message, f"Write {{#{slug(slip[2])}}}: a `#`, the id, and both braces.")
    return Finding(member.position, f"the {kind} `{text}` has no id", f"Write {{#{slug(text)}}} after its text.")


def _check_braces(kind: str, member: Labelled, *, dated: bool, counted: bool) -> Iterator[Finding]:
    label, place = member.label, member.position
    for word in label.extra:
        key, _, value = word.partition("=")
        if key in {"was", "due", "adds"} and not value.strip("\"' "):
            yield Finding(place, f"`{word}` in the braces of `{label.id}` is empty", "Write its value, or take it out.")
            continue
        hint = 'The form is {#id}, {#id was="old-id"} or {#id due="+1d"}.'
        yield Finding(place, f"`{word}` is unknown in the braces of `{label.id}`", hint)
    if label.due and not dated:
        hint = "Take it out: only items of checklists and fields of plans can be due."
        yield Finding(place, f'due="{label.due}" does nothing on this {kind}', hint)
    elif label.due and not label.days:
        days = re.fullmatch(r"[“”„\"']?(\+[1-9][0-9]?d)[“”„\"']?", label.due)
        if days:
            message = f"the quotation marks around `{days[1]}` are not straight, as those of word processors"
            yield Finding(place, message, f'Type them anew: due="{days[1]}".')
        else:
            yield Finding(place, f"`{label.due}` is no time to be due", 'Write it in days: due="+1d".')
    if label.adds and not counted:
        hint = "Take it out: only the options of a self-check add to an area."
        yield Finding(place, f'adds="{label.adds}" does nothing on this {kind}', hint)


def _check_was(kind: str, member: Labelled, taken: set[str]) -> Iterator[Finding]:
    for was in member.label.was:
        if was in taken:
            message = f'was="{was}" names an id that another {kind} has'
            yield Finding(member.position, message, f"An old id goes with one {kind}, and is no longer in use.")
        elif not is_id(was):
            yield Finding(member.position, f"`{was}` cannot have been an id", 'Write the old id: was="old-id".')


RULE = Rule("item-id", Severity.ERROR, __doc__, page=check)
