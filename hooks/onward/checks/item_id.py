"""An item, a question or an option without an id of its own.

Why: what a reader ticks or chooses is saved under the id. With it, you can reword, reorder and insert, and nobody's
ticks move; without it they would.

Example: `- [ ] Thank them`, or two items with `{#thank}`.

Put it right: write `{#id}` after the text, in lower case letters, digits and single hyphens: `- [ ] Thank them
{#thank-them}`. To change an id, name the old one: `{#thank-them was="thank"}`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from onward.build import Build
from onward.checks.rule import Finding, Rule
from onward.model import Labelled, Page, Severity
from onward.schema import is_id, slug


def check(page: Page, build: Build) -> Iterator[Finding]:
    for block in page.blocks:
        for members in block.members():
            yield from check_ids(members.kind, members.members)


def check_ids(kind: str, members: Sequence[Labelled]) -> Iterator[Finding]:
    """What is wrong with the ids of things of one kind among which each may stand once."""
    first: dict[str, int] = {}
    current = {member.label.id for member in members}
    replaced: set[str] = set()
    for member in members:
        label, place = member.label, member.position
        if not member.text:
            continue  # What says nothing is named as that, by another rule.
        if not label.id:
            yield Finding(
                place,
                f"the {kind} `{member.text}` has no id",
                f"Write {{#{slug(member.text)}}} after its text.",
            )
        elif not is_id(label.id):
            hint = f"Use lower case letters, digits and single hyphens: {{#{slug(label.id)}}}."
            yield Finding(place, f"`{label.id}` cannot be an id", hint)
        elif label.id in first:
            message = f"duplicate {kind} id `{label.id}`; first on line {first[label.id]}"
            yield Finding(place, message, f"Give the {kind} another id.")
        yield from _check_was(kind, member, current | replaced)
        for word in label.extra:
            hint = 'The form is {#id}, {#id was="old-id"} or {#id due="+1d"}.'
            yield Finding(place, f"`{word}` is unknown in the braces of `{label.id}`", hint)
        if label.due and not label.days:
            yield Finding(place, f"`{label.due}` is no time to be due", 'Write it in days: due="+1d".')
        first.setdefault(label.id, place.line)
        replaced.update(label.was)


def _check_was(kind: str, member: Labelled, taken: set[str]) -> Iterator[Finding]:
    for was in member.label.was:
        if was in taken:
            message = f'was="{was}" names an id that another {kind} has'
            yield Finding(member.position, message, f"An old id goes with one {kind}, and is no longer in use.")
        elif not is_id(was):
            yield Finding(member.position, f"`{was}` cannot have been an id", 'Write the old id: was="old-id".')


RULE = Rule("item-id", Severity.ERROR, __doc__, page=check)
