"""What a page costs grows with its size and no faster, in shapes that once took the square of it.

A clock says little on a machine that does other things. So calls are counted, and are the same each time: those of
functions, in Python and in C, and each next step of a generator. What one call does inside, such as a search with a
pattern or a loop that calls nothing, is not seen; `python tests/benchmarks/fuzz.py` looks for that with a clock.
"""

from __future__ import annotations

import sys
from types import FrameType
from typing import Any

import pytest

import fuzzing
import sites

TIMES = 4
"""So many times as much text is in the larger page."""

SHAPES = {
    "addresses": "<http://a>\n\n",
    "blocks": "/// quiz\n///\n\n",
    "citations": "| a | b |\n| - | - |\n" + "| [@a][@a][@a][@a][@a][@a] | # |\n" * 10 + "\n",
    "code": "` ` ` ` ` ` ` ` `\n" * 10 + "\n",
    "fences without an end": "``` a\n\n~~~ a\n\n",
    "footnotes": "> " + "a\na\n[^1]" * 10 + "\n\n",
    "halves of links": "![a](<b>x</b>![a](<b>x</b>\n\n",
    "headings": "## a\n\n[a](#a)\n\n",
    "images": "![](b.svg) [![](c.svg){.decoration}](d.md)\n" * 10 + "\n",
    "items": "- [ ] a {#a}\n" * 10 + "\n",
    "letters": "/// message\n///\n\n",
    "links to nothing": "[a](b.md#c) [a][b]\n" * 10 + "\n",
    "lists in lists": "- a\n    - b\n        - c\n\nThen.\n\n",
    "mail addresses": "<a@b.c> <a@b.c>\n" * 10 + "\n",
    "options that are none": "/// quiz | B\n    x: b\n\n    id: c\n///\n\n",
    "raw HTML": "<b>x</b> <i>\n" * 10 + "\n",
    "steps": "/// steps\n///\n\n",
}
"""Many of one thing; what looks through all of them for each of them shows here."""


def calls(text: str) -> int:
    """How many calls it takes to read, check and convert a page."""
    count = 0

    def count_up(frame: FrameType, event: str, argument: Any) -> None:
        nonlocal count
        count += 1

    sys.setprofile(count_up)
    try:
        problems = fuzzing.survives(text)
    finally:
        sys.setprofile(None)
    assert "page-limits" not in {problem.rule for problem in problems}, "a page that is refused costs nothing"
    return count


@pytest.mark.parametrize("shape", SHAPES.values(), ids=SHAPES)
def test_a_page_that_is_longer_costs_no_more_for_its_size(shape: str) -> None:
    often = 4000 // max(len(shape), 25) + 1
    # The first of them also makes what is made once for all pages.
    _, small, large = (calls(sites.page(shape * times)) for times in (often, often, often * TIMES))
    assert large < small * TIMES * 1.1
