"""Whether a rule that is asked about one page, or about none, has looked at another one.

What it found about the page then depends on that other page too, and cannot be remembered with this one alone. No
author of a rule has to think of it: the rule is given a build that notices.
"""

from __future__ import annotations

from collections.abc import ItemsView, Iterator, ValuesView
from dataclasses import fields
from typing import Any, TypeVar, cast

from onward.build import Build

ValueT = TypeVar("ValueT")


OF_EVERY_PAGE = frozenset(
    {"docs", "config", "overrides", "site_url", "registry", "agency", "settings", "shingles", "today", "templates"}
    | {"titles", "syllables", "prove", "folder", "setting", "generated"}
)
"""The fields of a build that everything that is remembered depends on, so that to read them is no look at a page.

Any other field counts as one, those that a build will have one day too: whoever adds one here says that
`fingerprint` covers it.
"""


class Watch:
    """A build that sets `looked` when something of another page than this one is read; an empty `page` is none.

    Which pages there are and what their titles are is no secret: the names of all files and the titles are among what
    everything that is remembered depends on.
    """

    def __init__(self, build: Build, page: str) -> None:
        self.page = page
        self.looked = False
        given = {each.name: getattr(build, each.name) for each in fields(build)}
        self.build = _WatchedBuild(**{**given, **{name: _watched(given[name], self) for name in _BY_PAGE}})
        self.build.__dict__["_watch"] = self


_BY_PAGE = ("pages", "sources", "fronts")


class _WatchedBuild(Build):
    """A build that tells of what is read of it."""

    def __getattribute__(self, name: str) -> Any:
        watch = object.__getattribute__(self, "__dict__").get("_watch")
        plain = name in OF_EVERY_PAGE or name in _BY_PAGE or name.startswith("__")
        # A method reads fields in its turn.
        if watch and not plain and not callable(getattr(type(self), name, None)):
            watch.looked = True
        return super().__getattribute__(name)


def _watched(values: dict[str, ValueT], watch: Watch) -> dict[str, ValueT]:
    return cast("dict[str, ValueT]", _Watched(values, watch))


class _Watched(dict[str, ValueT]):
    """A copy that tells of every value that is taken out of it."""

    def __init__(self, values: dict[str, ValueT], watch: Watch) -> None:
        super().__init__(values)
        self._watch = watch

    def __iter__(self) -> Iterator[str]:
        # Without this, `{**pages}` and `dict(pages)` would copy the values past the methods below.
        return super().__iter__()

    def __getitem__(self, key: str) -> ValueT:
        self._watch.looked = self._watch.looked or key != self._watch.page
        return super().__getitem__(key)

    def get(self, key: str, default: object = None) -> ValueT | None:  # type: ignore[override]
        if key in self:
            return self[key]
        return cast("ValueT | None", default)

    def values(self) -> ValuesView[ValueT]:  # type: ignore[override]
        self._watch.looked = True
        return cast("ValuesView[ValueT]", super().values())

    def items(self) -> ItemsView[str, ValueT]:  # type: ignore[override]
        self._watch.looked = True
        return cast("ItemsView[str, ValueT]", super().items())

    def copy(self) -> dict[str, ValueT]:
        self._watch.looked = True
        return super().copy()

    def __or__(self, other: object) -> dict[str, ValueT]:  # type: ignore[override]
        self._watch.looked = True
        return {**super().copy(), **cast("dict[str, ValueT]", other)}
