"""The scale of a self-check, or what an option adds, cannot be counted.

Why: each answer on the scale has its number, and the reader can add the numbers up on paper. A statement that is not
answered counts 0, so one answer has to count 0 as well.

Example: `scale: Yes, No`; a self-check with statements and no scale; `{#often adds="stres 2"}` where the area is
called `stress`.

Put it right: write `scale: Yes {#yes} = 0, No {#no} = 1`, and behind an option `{#often adds="stress 2"}`, with the id
of an area and a number.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from onward.build import Build
from onward.checks.rule import Finding, Rule
from onward.model import Page, SelfCheck, Severity
from onward.schema import listing, nearest

FORM = "Write each answer with its id and its number: `scale: Yes {#yes} = 0, No {#no} = 1`."
MOST = 9


def check(page: Page, build: Build) -> Iterator[Finding]:
    for fault in page.faults_of("self-check-points"):
        if fault.detail == "scale":
            yield Finding(fault.position, f"`{fault.found}` of the scale has no number", FORM)
        else:
            hint = 'Write the id of an area and a number: `{#its-id adds="area 2"}`.'
            yield Finding(fault.position, f"`{fault.found}` does not say what the option adds", hint)
    for block in page.blocks:
        if isinstance(block, SelfCheck):
            if not page.faulty(block, "self-check-points"):
                yield from _scale(block)
            yield from _adds(block)


def _scale(block: SelfCheck) -> Iterator[Finding]:
    option = block.fence.option("scale")
    rated = any(area.statements for area in block.areas)
    if option is None:
        if rated:
            yield Finding(block.position, f'self-check "{block.title}" has statements and no scale', FORM)
        return
    if not block.scale:
        return  # It is empty, which is `block-option`.
    place = option.value_position
    if not rated:
        yield Finding(option.position, "the scale is for statements, and there are none", "Take it out.")
    elif len(block.scale) < 2:
        yield Finding(place, "the scale has one answer; it needs at least 2", FORM)
    elif all(step.points for step in block.scale):
        hint = "A statement that is not answered counts 0: let the answer that calls for nothing count 0, too."
        yield Finding(place, "no answer of the scale counts 0", hint)
    counts = Counter(step.points for step in block.scale)
    for step in block.scale:
        if step.points > MOST:
            yield Finding(step.position, f"`{step.text}` counts {step.points}; {MOST} is the most", FORM)
        elif counts[step.points] > 1:
            counts[step.points] = 0
            hint = "Give each answer a number of its own, or take one out."
            yield Finding(step.position, f"two answers of the scale count {step.points}", hint)


def _adds(block: SelfCheck) -> Iterator[Finding]:
    areas = [area.label.id for area in block.areas]
    for question in block.questions:
        if question.label.id == block.wellbeing:
            continue  # It may add nothing at all.
        for choice in question.choices:
            for area, points in choice.adds:
                if area.id not in areas:
                    guess = nearest(area.id, areas)
                    known = f"The areas are {listing(areas, 'and')}." if areas else "This self-check has no areas."
                    hint = f"Did you mean `{guess}`?" if guess else known
                    yield Finding(
                        area.position, f"the option `{choice.text}` adds to `{area.id}`, which is no area", hint
                    )
                elif not 0 < points <= MOST:
                    message = f"the option `{choice.text}` adds {points}"
                    yield Finding(area.position, message, f"An option adds 1 to {MOST}.")


RULE = Rule("self-check-points", Severity.ERROR, __doc__, page=check)
