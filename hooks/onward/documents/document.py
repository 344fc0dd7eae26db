"""A document: what stands on it and around it, before there is any paper."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

FOLDER = "pdf"
"""The folder of the site in which the files are."""


@dataclass(frozen=True, slots=True)
class Fit:
    """One way to set a sheet: the size of its letters in points, and how many empty lines it offers.

    A `long` one goes on over the page; the others have their foot at the bottom of the first. `columns` puts questions,
    and answers, beside each other.
    """

    size: float
    spare: int = 0
    long: bool = False
    columns: bool = False


ONE_PAGE = (
    Fit(12.5, 3),
    Fit(12.5, 1),
    Fit(12, 1),
    Fit(11.25, 1),
    Fit(10.5),
    Fit(9.75),
    Fit(9),
    Fit(8.25),
    Fit(10, long=True),
)
"""From roomy to tight: the first with which everything stands on as many pages as it should; else nothing is lost."""

ANY_LENGTH = (Fit(11.5), Fit(10.25), Fit(11, long=True))
"""For what is read: rather one more page than small letters."""

EXERCISE = (Fit(11.5), *(Fit(size, columns=True) for size in (10.5, 10, 9.5)), ANY_LENGTH[-1])
"""For questions on one page and their answers on the next: options are short, so two columns hold twice as many."""


@dataclass(frozen=True, slots=True)
class Frame:
    """What stands around the sheet: where it is from, and who said so.

    `address` is that of the part of the page that it was made from, and empty if nobody has said where the site stands.
    `sources` are who says what stands on it.
    """

    title: str
    kind: str
    address: str
    reviewed: str
    reviewed_iso: str
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """A file to make, of each paper size one.

    `id` names it in the site, `page` is the docs path of the page that it belongs to; a `whole` one belongs to all.
    `template` places `values`. `most` is how many pages it may have before the next of `fits` is tried, 0 leaves that
    open; if it `must` not have more, somebody is told.
    """

    id: str
    page: str
    frame: Frame
    template: str
    values: Mapping[str, object]
    fits: Sequence[Fit] = ONE_PAGE
    most: int = 1
    must: bool = True
    whole: bool = False

    def path(self, paper: str) -> str:
        """The address of the file below the site; documents of the whole guide cannot meet the id of a block."""
        return f"{FOLDER}/{'guide/' if self.whole else ''}{self.id}-{paper}.pdf"
