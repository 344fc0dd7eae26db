"""A question about how the reader feels that is not one, that adds to an area, or that leads nowhere.

Why: the answer to the wellbeing question is never stored and never counted. It is asked only to put help first.

Example: `wellbeing: low-mod` where the question is called `low-mood`; an option of it with `adds="stress 2"`; no
outcome with `When: low-mood is yes`.

Put it right: write the id of a question, take `adds` out of its options, and write an outcome that depends on it.
"""

from __future__ import annotations

from collections.abc import Iterator

from onward.build import Build
from onward.checks.rule import Finding, Rule
from onward.model import Page, SelfCheck, Severity
from onward.schema import listing, nearest


def check(page: Page, build: Build) -> Iterator[Finding]:
    for block in page.blocks:
        option = block.fence.option("wellbeing")
        if isinstance(block, SelfCheck) and option and block.wellbeing:
            question = next((each for each in block.questions if each.label.id == block.wellbeing), None)
            if question is None:
                names = [each.label.id for each in block.questions if each.label.id]
                guess = nearest(block.wellbeing, names)
                known = f"The questions are {listing(names, 'and')}." if names else "Write a question with options."
                hint = f"Did you mean `{guess}`?" if guess else known
                yield Finding(option.value_position, f"`{block.wellbeing}` is no question of this self-check", hint)
                continue
            for choice in question.choices:
                if choice.label.adds:
                    message = f"the wellbeing answer `{choice.text}` adds to an area"
                    yield Finding(choice.position, message, "Take `adds` out: how somebody feels is not counted.")
            used = any(block.about_wellbeing(outcome) for outcome in block.outcomes)
            if not used and not page.faulty(block, "self-check-condition"):
                hint = f"Write an outcome with `When: {block.wellbeing} is …` that says where to find help."
                yield Finding(option.value_position, f"no outcome depends on `{block.wellbeing}`", hint)


RULE = Rule("self-check-wellbeing", Severity.ERROR, __doc__, page=check)
