"""An option without feedback.

Why: whoever chose it is left alone with "there is a better choice".

Example: `- [ ] Reply straight away {#reply-now}` with nothing below it.

Put it right: a blank line, then four spaces, `> ` and one or two kind sentences.
"""

from __future__ import annotations

from collections.abc import Iterator

from onward.build import Build
from onward.checks.rule import Finding, Rule
from onward.model import Page, Quiz, Severity


def check(page: Page, build: Build) -> Iterator[Finding]:
    for block in page.blocks:
        # The feedback is there, in the wrong place.
        if isinstance(block, Quiz) and not page.faulty(block, "feedback-place", "block-content"):
            for question in block.questions:
                for option in question.options:
                    if option.feedback_text.strip():
                        continue
                    if block.kind != "sort":
                        hint = "Below it: a blank line, then four spaces and `> What you want to say.`"
                        yield Finding(option.position, f"the option `{option.text}` has no feedback", hint)
                    elif not question.why:
                        message = f"the line `{question.text}` has no feedback for `{option.text}`"
                        hint = f"Below it: a blank line, then four spaces and `> {option.text}: What you want to say.`"
                        yield Finding(question.position, message, hint)


RULE = Rule("quiz-feedback", Severity.ERROR, __doc__, page=check)
