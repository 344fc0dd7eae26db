"""Where a citation stands: in which box and on which side of it, or in none."""

from __future__ import annotations

import pytest

from onward.homes import box_of
from onward.model import Advisers, Citation, Fence, Page, Position, View

BOX, SIDES = 10, (12, 16, 20)


def page(closed: int | None) -> Page:
    """A page with a box of three parts that opens on line 10."""
    fence = Fence("advisers-differ", "Ask or wait?", (), Position(BOX), closed)
    parts = tuple(View("", "", Position(line)) for line in SIDES)
    return Page("page.md", None, ("",) * 40, 1, blocks=(Advisers(fence, "ask-or-wait", "Ask or wait?", parts=parts),))


@pytest.mark.parametrize(
    ("closed", "line", "found"),
    [
        (24, 9, ("", -1)),
        (24, 14, ("ask-or-wait", 0)),
        (24, 16, ("ask-or-wait", 1)),
        (24, 24, ("ask-or-wait", 2)),
        (24, 25, ("", -1)),
        # Nobody knows where a box ends that is not closed: its title is all that is surely in it.
        (None, 10, ("ask-or-wait", -1)),
        (None, 14, ("", -1)),
    ],
)
def test_a_citation_stands_in_a_box_or_in_none(closed: int | None, line: int, found: tuple[str, int]) -> None:
    assert box_of(page(closed), Citation("ask", Position(line, 5))) == found
