"""Where a text uses a word that the style guide rules out, by the entries of `words.yml`."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator

from onward.registry import StyleWord

_STRAIGHT = str.maketrans({"\u2018": "'", "\u2019": "'", "\u02bc": "'"})


def folded(text: str) -> str:
    """A text in the form in which it is compared: small letters, straight apostrophes, single spaces."""
    return " ".join(_straight(text).lower().split())


def may_use(entry: StyleWord, folded_text: str) -> bool:
    """Whether the letters of the entry's word stand in a folded text at all: quick, for the many that do not."""
    return any(form in folded_text for form in _forms((entry.word, *entry.also)))


def uses(entry: StyleWord, text: str) -> Iterator[tuple[int, int, bool]]:
    """Where the entry's word stands in a text: start, end, and whether it stands in a phrase that allows it."""
    straight = _straight(text)
    allowed = [match.span() for match in _pattern(tuple(entry.except_)).finditer(straight)] if entry.except_ else []
    for match in _pattern((entry.word, *entry.also)).finditer(straight):
        start, end = match.span()
        yield start, end, any(first <= start and end <= last for first, last in allowed)


def idle(entry: StyleWord) -> Iterator[int]:
    """The numbers of exceptions in which the word does not stand: they allow nothing."""
    return (number for number, phrase in enumerate(entry.except_) if not any(uses(entry, phrase)))


@functools.cache
def _forms(forms: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(map(folded, forms))


@functools.cache
def _pattern(phrases: tuple[str, ...]) -> re.Pattern[str]:
    """Any of the phrases as whole words, the longest first; a space is any white space, so that lines may end in it."""
    longest_first = sorted((_straight(phrase) for phrase in phrases), key=lambda phrase: (-len(phrase), phrase))
    either = "|".join(r"\s+".join(map(re.escape, phrase.split())) for phrase in longest_first)
    return re.compile(rf"(?<!\w)(?:{either})(?!\w)", re.IGNORECASE)


def _straight(text: str) -> str:
    """The text, as long as it was, with straight apostrophes."""
    return text if text.isascii() else text.translate(_STRAIGHT)
