"""Whether a rule that is asked about one page, or about none, has looked at another one.

What it found about the page then depends on that other page too, and cannot be remembered with this one alone. No
author of a rule has to think of it: the rule is given a build that notices.
"""

from __future__ import annotations

from collections.abc import ItemsView, Iterator, ValuesView
from dataclasses import replace
from typing import TypeVar, cast

from onward.build import Build

ValueT = TypeVar("ValueT")


class Watch:
    """A build that sets `looked` when something of another page than this one is read; an empty `page` is none.

    Which pages there are and what their titles are is no secret: the names of all files and the titles are among what
    everything that is remembered depends on.
    """

    def __init__(self, build: Build, page: str) -> None:
        self.page = page
        self.looked = False
        self.build = replace(
            build,
            pages=_watched(build.pages, self),
            sources=_watched(build.sources, self),
            fronts=_watched(build.fronts, self),
        )


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
