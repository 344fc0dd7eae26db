"""Data against a pydantic model, with errors in plain words at the right line and column.

Used for front matter, the data files and `extra.agency`. Pydantic validates; this module says what it found in the
words of somebody who does not program, and where, by way of the positions that `yaml_tree` kept.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Annotated, Any, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, StringConstraints, ValidationError

from onward.model import Position
from onward.yaml_tree import Loc, YamlTree


class Strict(BaseModel):
    """A model that takes nothing it does not know and converts nothing."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


def _iso_date(value: object) -> date:
    if isinstance(value, date):
        return value
    if not isinstance(value, str) or not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value):
        raise ValueError("not a date")
    year, month, day = (int(part) for part in value.split("-"))
    if not 1 <= month <= 12:
        raise ValueError(f"not a date: month {month}")
    if not year:
        raise ValueError("not a date: year 0000")
    try:
        return date(year, month, day)
    except ValueError:
        raise ValueError(f"not a date: day {day} of month {month}") from None


IsoDate = Annotated[date, BeforeValidator(_iso_date)]
"""A date written as YYYY-MM-DD."""

Text = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]
"""A text that is not empty."""

INCOMPLETE = "incomplete"
"""The type of the error of a model whose keys are right each, and together not enough; `keys` names what to add."""

_ID = r"^[a-z0-9]+(?:-[a-z0-9]+)*$"

Id = Annotated[str, StringConstraints(pattern=_ID)]
"""Lower case letters, digits and single hyphens."""

WebAddress = Annotated[str, StringConstraints(pattern=r"^https?://[^\s<>\"]+$")]
"""An `http:` or `https:` address."""


@dataclass(frozen=True, slots=True)
class Mismatch:
    """One thing in the data that the model does not take; a missing key is placed at what it is missing from."""

    position: Position
    message: str
    hint: str = ""
    unknown_key: bool = False
    missing: bool = False


ModelT = TypeVar("ModelT", bound=BaseModel)


def validate(model: type[ModelT], tree: YamlTree) -> tuple[ModelT | None, list[Mismatch]]:
    """Validate the data of `tree`; gives the model's object, or None and every mismatch, in the order of the file."""
    try:
        return model.model_validate(tree.data), []
    except ValidationError as error:
        return None, sorted(_mismatches(model, error, tree), key=lambda mismatch: mismatch.position)


def nearest(name: str, known: Iterable[str]) -> str | None:
    """The known name that a misspelt one most probably means, or None."""
    matches = difflib.get_close_matches(name.lower(), sorted(known), n=1, cutoff=0.6)
    return matches[0] if matches else None


_BETWEEN = re.compile(r"\s*[;/&+]\s*|\s+and\s+|\s+")
_LONGEST = 400


def run_together(text: str, known: Iterable[str]) -> tuple[str, ...]:
    """The known names that stand in one text, with a space, a semicolon or `and` where a comma should be.

    Empty where it is anything else, and where it is one name.
    """
    names = sorted(known, key=len, reverse=True)
    found = _parts(text.strip(), names) if len(text) <= _LONGEST else ()
    return found if len(found) > 1 else ()


def _parts(text: str, names: Sequence[str]) -> tuple[str, ...]:
    for name in names:
        if not text.startswith(name):
            continue
        rest = text[len(name) :]
        if not rest:
            return (name,)
        between = _BETWEEN.match(rest)
        others = _parts(rest[between.end() :], names) if between else ()
        if others:
            return (name, *others)
    return ()


def parted(names: Sequence[str], *, one_line: bool = True) -> tuple[str, str]:
    """What to say of names that stand in one entry of a list: message and hint; `one_line` if it is `[a, b]`."""
    if one_line:
        pairs = [f"`{one}` and `{other}`" for one, other in pairwise(names)]
        return f"a comma is missing between {', and between '.join(pairs)}", f"Write `{', '.join(names)}`."
    lines = " and ".join(f"`- {name}`" for name in names)
    return f"{listing(names, 'and')} stand in one entry", f"Write each on a line of its own: {lines}."


def listing(names: Sequence[str], last: str = "or") -> str:
    """`a`, `b` or `c`."""
    quoted = [f"`{name}`" for name in names]
    return quoted[0] if len(quoted) == 1 else f"{', '.join(quoted[:-1])} {last} {quoted[-1]}"


def _mismatches(model: type[BaseModel], error: ValidationError, tree: YamlTree) -> Iterable[Mismatch]:
    errors = error.errors()
    missing = {detail["loc"] for detail in errors if detail["type"] == "missing"}
    explained: set[Loc] = set()
    for detail in errors:
        if detail["type"] != "extra_forbidden":
            continue
        loc = _path(detail["loc"], tree)
        *parent, key = loc
        absent = [str(each[-1]) for each in missing if each[:-1] == tuple(parent)]
        guess = nearest(str(key), absent) or nearest(str(key), _known_keys(model, tuple(parent)))
        if guess:
            explained.add((*parent, guess))
        hint = f"Did you mean `{guess}`?" if guess else _allowed(_known_keys(model, tuple(parent)))
        yield Mismatch(tree.position(loc, key=True), f"unknown key `{key}`", hint, unknown_key=True)
    for detail in errors:
        loc = _path(detail["loc"], tree)
        if detail["type"] == "extra_forbidden" or detail["loc"] in explained:
            continue
        if detail["type"] == "missing":
            place = tree.position(loc[:-1], key=True)
            owner = f" of {_named(loc[:-1], tree)}" if len(loc) > 1 else ""
            yield Mismatch(place, f"`{loc[-1]}`{owner} is missing", f"Add a line `{loc[-1]}: …`.", missing=True)
            continue
        message, hint = _in_words(detail, _named(loc, tree))
        if loc and isinstance(loc[-1], int):
            several = _several(detail)
            if several:
                message, hint = parted(several, one_line=loc[:-1] in tree.one_line)
            ids = _BETWEEN.split(str(detail["input"]).strip()) if detail["type"] == "string_pattern_mismatch" else []
            if len(ids) > 1 and all(map(is_id, ids)) and loc[:-1] in tree.one_line:
                hint = (
                    f"Is a comma missing? Write `{', '.join(ids)}`; one id has hyphens for spaces: `{'-'.join(ids)}`."
                )
        yield Mismatch(tree.position(loc), message, hint)


def _path(loc: Loc, tree: YamlTree) -> Loc:
    """Pydantic's location without the names that it adds for unions."""
    path: Loc = ()
    for part in loc:
        known = (*path, part) in tree.values or (*path, part) in tree.keys
        if known or part is loc[-1]:
            path = (*path, part)
    return path


def _several(detail: Any) -> tuple[str, ...]:
    """The entries that stand in one, where a comma between them is missing."""
    if detail["type"] != "literal_error":
        return ()
    return run_together(str(detail["input"]), re.findall(r"'([^']*)'", str(detail["ctx"].get("expected", ""))))


def _named(loc: Loc, tree: YamlTree) -> str:
    """A place in the data in words; what has an id is named by it."""
    data = tree.data
    for depth, part in enumerate(loc):
        try:
            data = data[part]
        except (KeyError, IndexError, TypeError):
            break
        entry = data.get("id") if isinstance(data, dict) else None
        if isinstance(part, int) and isinstance(entry, str):
            own = ".".join(each for each in loc[depth + 1 :] if isinstance(each, str))
            return f"`{own}` in the entry `{entry}`" if own else f"the entry `{entry}`"
    return f"`{_dotted(loc) or 'the whole file'}`"


def _dotted(loc: Loc) -> str:
    text = ""
    for part in loc:
        text += f"[{part}]" if isinstance(part, int) else (f".{part}" if text else part)
    return text


def _known_keys(model: type[BaseModel], parent: Loc) -> list[str]:
    """The keys of the model at `parent`; lists and optional values are looked through."""
    current: Any = model
    for part in parent:
        if isinstance(part, str) and isinstance(current, type) and issubclass(current, BaseModel):
            info = current.model_fields.get(part)
            current = info.annotation if info else None
        current = _inner_model(current)
    if isinstance(current, type) and issubclass(current, BaseModel):
        return [info.alias or name for name, info in current.model_fields.items()]
    return []


def _inner_model(annotation: Any) -> Any:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    for argument in getattr(annotation, "__args__", ()):
        found = _inner_model(argument)
        if found is not None:
            return found
    return None


def _allowed(keys: Sequence[str]) -> str:
    return f"Allowed here: {listing(keys)}." if keys else ""


def _shown(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if value is None:
        return "nothing"
    if isinstance(value, dict):
        return "keys and values"
    if isinstance(value, (list, tuple)):
        return "a list"
    text = str(value)
    return f"`{text[:60]}…`" if len(text) > 60 else f"`{text}`"


def _in_words(detail: Any, name: str) -> tuple[str, str]:
    """A pydantic error as a message and a hint (its types: https://docs.pydantic.dev/latest/errors/validation_errors/)."""
    kind, value, context = detail["type"], detail["input"], detail.get("ctx", {})
    if kind in _WRONG_TYPE:
        wanted, hint = _WRONG_TYPE[kind]
        if wanted == "text" and isinstance(value, (bool, int)):
            hint = "Put it in quotes."
        elif wanted == "text" and value is None:
            return f"{name} is empty", "Write a text behind the colon; one with a # in it goes into quotes."
        elif wanted == "text" and isinstance(value, (list, dict)):
            hint = "Write it as plain text; a text that starts with [ or { goes into quotes."
        return f"{name} must be {wanted}, got {_shown(value)}", hint
    if kind in _SIZES:
        message, hint = _SIZES[kind]
        return message.format(name=name, size=len(value), **context), hint
    if kind == "literal_error":
        allowed = re.findall(r"'([^']*)'", str(context.get("expected", "")))
        guess = nearest(str(value), allowed)
        return (
            f"{name} must be {listing(allowed)}, got {_shown(value)}",
            f"Did you mean `{guess}`?" if guess else "Write one of them.",
        )
    if kind == "string_pattern_mismatch":
        return f"{name} is not written as it must be: {_shown(value)}", _pattern_hint(str(context.get("pattern")))
    if kind == "value_error" and str(context.get("error", "")).startswith("not a date"):
        return f"{name} is {context['error']}", _date_hint(value)
    if kind == INCOMPLETE:
        return f"{name} {detail['msg']}", f"Add {context['keys']}, or write another `basis`."
    return f"{name} is not right: {context.get('error', detail['msg'])}", ""


_KEYS = "keys and values", "Write each as `key: value`."
_LIST = "a list", "Put each entry on a line of its own, after `- `."

_WRONG_TYPE: Mapping[str, tuple[str, str]] = {
    "string_type": ("text", "Write it as plain text."),
    "string_unicode": ("text", "Write it as plain text."),
    "bool_type": ("true or false", "Write one of these words, without quotes."),
    "int_type": ("a whole number", "Write it in digits, without quotes."),
    "list_type": _LIST,
    "tuple_type": _LIST,
    "model_type": _KEYS,
    "dict_type": _KEYS,
    "model_attributes_type": _KEYS,
}

_SIZES: Mapping[str, tuple[str, str]] = {
    "string_too_short": ("{name} is empty", "Write a text, or delete the line."),
    "string_too_long": ("{name} has {size} characters; the limit is {max_length}", "Shorten it."),
    "too_short": ("{name} has {size} entries; it needs {min_length}", "Add what is missing."),
    "too_long": ("{name} has {size} entries; the limit is {max_length}", "Keep those that matter most."),
}


_DAY_AND_MONTH = re.compile(r"([0-9]{1,2})[./ -]{1,2}([0-9]{1,2})[./ -]{1,2}([0-9]{4})")
_YEAR_FIRST = re.compile(r"([0-9]{4})[./ -]{1,2}([0-9]{1,2})[./ -]{1,2}([0-9]{1,2})")


def _date_hint(value: object) -> str:
    """How to write a date; where somebody has written one in the way of their country, that date."""
    match = _YEAR_FIRST.fullmatch(str(value).strip())
    if match and _is_date(*map(int, match.groups())):
        return "Write it as YYYY-MM-DD: {:04}-{:02}-{:02}.".format(*map(int, match.groups()))
    match = _DAY_AND_MONTH.fullmatch(str(value).strip())
    if match:
        first, second, year = map(int, match.groups())
        readings = [
            (f"{year:04}-{month:02}-{day:02}", name)
            for day, month, name in ((first, second, "day"), (second, first, "month"))
            if _is_date(year, month, day)
        ]
        if len({written for written, _ in readings}) == 1:
            return f"Write it as YYYY-MM-DD: {readings[0][0]}."
        if readings:
            ways = " or ".join(f"{written} if the {name} comes first" for written, name in readings)
            return f"Write it as YYYY-MM-DD: {ways}."
    return "Write it as YYYY-MM-DD, for example 2026-11-22."


def _is_date(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


def _pattern_hint(pattern: str) -> str:
    if pattern.startswith("^https?"):
        return "Write a whole web address, for example https://www.example.org/page."
    if pattern.startswith("^[a-z0-9]+"):
        return "Use lower case letters, digits and single hyphens, for example first-24-hours."
    if pattern.startswith("^#"):
        return "Write a colour as # and six digits, for example #0B5563."
    if pattern.startswith("^[^<>]"):
        return "Leave out < and >."
    return ""


def slug(text: str) -> str:
    """An id that a text suggests: its first few words, in lower case, with hyphens."""
    words = re.findall(r"[a-z0-9]+", re.sub(r"['\u2019]", "", text.lower()))
    return "-".join(words[:5]) or "its-id"


def is_id(text: str) -> bool:
    """Whether a text can be an id."""
    return bool(re.fullmatch(_ID, text))
