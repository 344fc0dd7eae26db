"""Nothing that an editor writes ends in a traceback, is placed outside of its file, or leaves a mark in the page.

These are always the same; `python tests/benchmarks/fuzz.py --minutes 30` tries others.
"""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import fuzzing
import sites

BOUNDED = settings(deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck))


@settings(BOUNDED, max_examples=200)
@given(fuzzing.front_matter())
def test_front_matter(text: str) -> None:
    fuzzing.survives(text)


@settings(BOUNDED, max_examples=40)
@given(fuzzing.blocks())
def test_pages_that_were_changed_at_random(text: str) -> None:
    fuzzing.survives(text)


@settings(BOUNDED, max_examples=200)
@given(fuzzing.pieces(60))
def test_pieces_of_our_syntax_in_any_order(text: str) -> None:
    fuzzing.survives(text)


@settings(BOUNDED, max_examples=40)
@given(fuzzing.at_limits(10_000))
def test_paragraphs_at_the_limits(text: str) -> None:
    fuzzing.survives(text)


@settings(BOUNDED, max_examples=200)
@given(st.binary(max_size=300))
def test_bytes(data: bytes) -> None:
    fuzzing.survives(data)


FOUND = {
    "blocks in lists": "- /// quiz\n\n" * 1000,
    "blocks in quotations and lists": "> - /// quiz\n\n" * 1000,
    "an element that ends inside of a mark": "**a *b #**a *b\n #**a \n",
}
"""What longer searches found, made as small as it can be."""


@pytest.mark.parametrize("text", FOUND.values(), ids=FOUND)
def test_what_was_found(text: str) -> None:
    fuzzing.survives(sites.page(text))
