"""A page's model as plain data, for the cache: everything that rules ask of another page than the one they look at.

Left out are the lines, which stand in the file, and the elements that a block is rendered from. Whoever asks for those
gets `Forgotten` raised, and reads the page anew.
"""

from __future__ import annotations

import xml.etree.ElementTree as etree
from collections.abc import Iterator, Sequence
from dataclasses import fields, is_dataclass, replace
from datetime import date
from typing import Any

from onward import model
from onward.model import Page


class Unstorable(Exception):
    """Something in a page that has no plain form; the message names its type."""


class Forgotten(Exception):
    """Somebody asks for elements that were not kept."""


class _Elements:
    """In the place of elements: whatever one does with them, it raises."""

    def __iter__(self) -> Iterator[etree.Element]:
        raise Forgotten

    def __bool__(self) -> bool:
        raise Forgotten

    def __len__(self) -> int:
        raise Forgotten

    def __getitem__(self, index: int) -> etree.Element:
        raise Forgotten


ELEMENTS = _Elements()


def plain(page: Page) -> object:
    """The page as what JSON can hold.

    Raises:
        Unstorable: if there is something in it that has no plain form.
    """
    return _plain(replace(page, lines=()))


def page_of(value: object, lines: Sequence[str]) -> Page:
    """The page that `plain` was given, with the lines of its file."""
    page = _value(value)
    if not isinstance(page, Page):
        raise TypeError(type(page).__name__)
    return replace(page, lines=tuple(lines))


def _plain(value: object) -> object:
    """A tuple becomes a list, anything else that JSON has not an object with one key, which says what it is."""
    if value is None or type(value) in {str, int, bool}:
        return value
    if isinstance(value, tuple):
        if any(isinstance(each, etree.Element) for each in value):
            return {"elements": True}
        return [_plain(each) for each in value]
    if isinstance(value, list):
        return {"list": [_plain(each) for each in value]}
    if isinstance(value, dict):
        return {"dict": [[_plain(key), _plain(each)] for key, each in value.items()]}
    if type(value) is date:
        return {"date": value.isoformat()}
    name = type(value).__name__
    if is_dataclass(value) and getattr(model, name, None) is type(value):
        return {name: [_plain(getattr(value, each.name)) for each in fields(value)]}
    raise Unstorable(name)


def _value(plain_value: Any) -> object:
    if isinstance(plain_value, list):
        return tuple(map(_value, plain_value))
    if not isinstance(plain_value, dict):
        return plain_value
    ((name, inner),) = plain_value.items()
    if name == "elements":
        return ELEMENTS
    if name == "list":
        return [_value(each) for each in inner]
    if name == "dict":
        return {_value(key): _value(each) for key, each in inner}
    if name == "date":
        return date.fromisoformat(inner)
    return getattr(model, name)(*map(_value, inner))
