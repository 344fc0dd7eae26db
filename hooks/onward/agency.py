"""Whose site this is: `extra.agency` in mkdocs.yml, the one place for name, logo, colours, telephone and booking."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from pydantic import Field, StringConstraints

from onward.model import Fault, Position
from onward.schema import Id, Strict, Text, WebAddress, validate
from onward.yaml_tree import Loc, YamlFault, read

PATH = ("extra", "agency")

Colour = Annotated[str, StringConstraints(pattern=r"^#[0-9A-Fa-f]{6}$")]
"""A colour as `#` and six hexadecimal digits."""

LogoPath = Annotated[str, StringConstraints(pattern=r"^[\w./-]+\.(?:svg|png|jpg|jpeg|webp)$")]


class Colours(Strict):
    """The brand's colours. The dark ones are for screens in dark mode; without them the site keeps its own there."""

    primary: Colour | None = None
    accent: Colour | None = None
    primary_dark: Colour | None = None
    accent_dark: Colour | None = None


class Agency(Strict):
    """The agency that hands the site over.

    `id` names what the reader's browser saves and must never change. `placeholder` tells the made-up agency of a fresh
    copy from a real one, for which more is checked. `offline` says whether browsers keep the pages that are read.
    """

    id: Id
    name: Text
    placeholder: bool = False
    phone: Text | None = None
    hours: Text | None = None
    booking: WebAddress | None = None
    logo: LogoPath | None = None
    logo_dark: LogoPath | None = None
    offline: bool = True
    colours: Annotated[Colours, Field(default_factory=Colours)]

    @property
    def phone_link(self) -> str:
        """The telephone number as a `tel:` address."""
        digits = "".join(character for character in self.phone or "" if character in "+0123456789")
        return f"tel:{digits}" if digits else ""


@dataclass(frozen=True, slots=True)
class ReadAgency:
    """The agency, or None if what stands there cannot be used; positions by path; what is wrong with it."""

    agency: Agency | None
    positions: dict[Loc, Position]
    faults: tuple[Fault, ...]

    def position(self, *loc: str) -> Position:
        """Where a value stands in mkdocs.yml, or the nearest thing around it."""
        for end in range(len(loc), -1, -1):
            if loc[:end] in self.positions:
                return self.positions[loc[:end]]
        return Position(1)


def read_agency(config_text: str) -> ReadAgency:
    """Read `extra.agency` from the text of mkdocs.yml."""
    try:
        tree = read(config_text.replace("\r\n", "\n"), within=PATH)
    except YamlFault as fault:
        told = tuple(Fault("agency", each.position, each.message, each.hint) for each in fault.every())
        return ReadAgency(None, {}, told)
    if tree.data is None:
        hint = "Add it: at least `id`, `name` and `placeholder: true`."
        return ReadAgency(None, {}, (Fault("agency", Position(1), "`extra.agency` is missing", hint),))
    agency, mismatches = validate(Agency, tree)
    faults = tuple(Fault("agency", mismatch.position, mismatch.message, mismatch.hint) for mismatch in mismatches)
    return ReadAgency(agency, dict(tree.values), faults)
