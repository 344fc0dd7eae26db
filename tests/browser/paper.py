"""A page as it comes out of a printer."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product

from pypdfium2 import PdfDocument, PdfPage

POINTS_PER_PIXEL = 0.75
DOTS_PER_POINT = 4
DARK = 128


@dataclass(frozen=True)
class Area:
    """A rectangle, in CSS pixels from the top left corner of the first letter of some words."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True)
class Square:
    """Something dark on paper: how large it is, in CSS pixels, and whether it is dark inside too."""

    width: float
    height: float
    filled: bool


class Paper:
    """A PDF of one or more sheets."""

    def __init__(self, pdf: bytes) -> None:
        self.document = PdfDocument(pdf)

    def text(self) -> str:
        """All words, in the order of the sheets, with single spaces."""
        return " ".join(" ".join(sheet.get_textpage().get_text_bounded() for sheet in self.document).split())

    def square(self, words: str, area: Area) -> Square:
        """What is printed in an area beside some words."""
        for sheet in self.document:
            letters = sheet.get_textpage()
            found = letters.search(words).get_next()
            if found:
                left, _, _, top = letters.get_charbox(found[0], loose=True)
                x, y = left + area.x * POINTS_PER_PIXEL, top - area.y * POINTS_PER_PIXEL
                return self._look(sheet, x, y, area)
        raise AssertionError(f"{words!r} is not on the paper")

    def _look(self, sheet: PdfPage, x: float, y: float, area: Area) -> Square:
        width, height = sheet.get_size()
        right, bottom = x + area.width * POINTS_PER_PIXEL, y - area.height * POINTS_PER_PIXEL
        picture = sheet.render(scale=DOTS_PER_POINT, crop=(x, bottom, width - right, height - y), grayscale=True)
        dots = bytes(picture.buffer)
        dark = {
            (column, row)
            for column, row in product(range(picture.width), range(picture.height))
            if dots[row * picture.stride + column] < DARK
        }
        assert dark, "nothing is printed there"
        columns, rows = {column for column, _ in dark}, {row for _, row in dark}
        across, down = max(columns) - min(columns) + 1, max(rows) - min(rows) + 1
        # A quarter of the square on each side is left to its border.
        inside = product(
            range(min(columns) + across // 4, max(columns) - across // 4),
            range(min(rows) + down // 4, max(rows) - down // 4),
        )
        dots_per_pixel = DOTS_PER_POINT * POINTS_PER_PIXEL
        return Square(across / dots_per_pixel, down / dots_per_pixel, bool(dark.intersection(inside)))
