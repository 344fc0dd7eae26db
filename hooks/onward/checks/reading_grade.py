"""A page that is hard to read.

Why: somebody who is upset reads less well than on other days. The guide promises a reading age of 9 to 11, which is a
Flesch-Kincaid grade of up to 6. Above 6 is a note, above 8 a warning.

The grade is 0.39 * words/sentences + 11.8 * syllables/words - 15.59 (Kincaid and others, Derivation of New Readability
Formulas for Navy Enlisted Personnel, 1975), rounded to one decimal. What an editor wrote on the page in Markdown
counts, except blocks of code and messages to copy: `Kind regards` is easy to read and would hide the rest. Raw HTML
does not count. A page with fewer than 100 words is not graded: there a few long words move the grade by a whole year.

Example: a page of sentences such as `Consideration of alternative employment opportunities is recommended.`

Put it right: divide the sentences that the hint names, and write short words for long ones. `python -m onward
reading` shows the grade of every page.
"""

from __future__ import annotations

from collections.abc import Iterator

from onward.build import Build
from onward.checks.rule import Finding, Rule
from onward.model import Page, Severity
from onward.readability import HIGH, TOO_HIGH, graded_sentences, page_grade, shortened, top, words


def check(page: Page, build: Build) -> Iterator[Finding]:
    grade = page_grade(page, build.syllables)
    if grade is None or grade <= HIGH:
        return
    by_length = sorted(graded_sentences(page), key=lambda sentence: (-len(words(sentence.text)), sentence.position))
    longest = "; ".join(
        f"line {sentence.position.line} ({len(words(sentence.text))} words) `{shortened(sentence.text)}`"
        for sentence in by_length[:3]
    )
    severity = Severity.WARNING if grade > TOO_HIGH else Severity.NOTE
    message = f"the reading grade is {grade:.1f}; it should be {HIGH:.0f} or less"
    yield Finding(top(page), message, f"Write shorter sentences and words. The longest: {longest}.", severity=severity)


RULE = Rule("reading-grade", Severity.NOTE, __doc__, page=check, suppressible=True)
