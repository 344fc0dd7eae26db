"""Where each piece of advice stands: every entry of `guidance.yml` with who says it and each place that cites it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from onward.build import Build, pages_in_order
from onward.homes import Place, page_of, places
from onward.model import Heading, Page, RegistryList
from onward.registry import Addition, Atom, Attribution, Conflict, Entry, Own
from onward.text import TEXT


@dataclass(frozen=True, slots=True)
class Spot:
    """A place on a page: the id there (empty: the page's top) and the name of the section or the box."""

    anchor: str
    name: str


@dataclass(frozen=True, slots=True)
class Stand:
    """A page to read it on: its docs path, its title, and the places there in their order."""

    path: str
    title: str
    spots: tuple[Spot, ...]


@dataclass(frozen=True, slots=True)
class MappedEntry:
    """An entry as the map shows it. `who` is empty for our own suggestion."""

    id: str
    says: str
    who: tuple[Attribution, ...]
    use: str
    stands: tuple[Stand, ...] = ()
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """Entries that have their home on one page; `title` is that page's, or empty."""

    title: str
    entries: tuple[MappedEntry, ...]


@dataclass(frozen=True, slots=True)
class Chapter:
    """Entries of one kind. `id` is that of its heading, which the page's own headings do not have."""

    id: str
    title: str
    groups: tuple[Group, ...]

    @property
    def count(self) -> int:
        """How many entries it has."""
        return sum(len(group.entries) for group in self.groups)


CHAPTERS = ("advice", "conflicts", "additions", "suggestions")


def advice_map(build: Build) -> tuple[Chapter, ...]:
    """Every entry of the guidance, by kind; the articles' advice also by its home page, in the order of the file."""
    cited = places(build)
    lists = _set_aside(build)
    chapters: dict[str, dict[str, list[MappedEntry]]] = {name: {} for name in CHAPTERS}
    for entry in build.registry.entries.values():
        chapter = _chapter_of(entry)
        home = _home(build, entry) if chapter == "advice" else ""
        stands = _stands(build, entry, cited.get(entry.id, ())) + (lists if _is_set_aside(entry) else [])
        chapters[chapter].setdefault(home, []).append(_mapped(build, entry, tuple(stands)))
    return tuple(
        Chapter(f"map-{name}", TEXT[f"map_{name}"], tuple(_groups(groups)))
        for name, groups in chapters.items()
        if groups
    )


def _groups(groups: Mapping[str, Sequence[MappedEntry]]) -> Iterator[Group]:
    """What has no home comes last, after what has one that is missing."""
    order = sorted(groups, key=lambda title: (not title, title == TEXT["map_no_page"]))
    return (Group(title, tuple(groups[title])) for title in order)


def _chapter_of(entry: Entry) -> str:
    if isinstance(entry, Atom):
        return "advice"
    if isinstance(entry, Conflict):
        return "conflicts"
    return "additions" if isinstance(entry, Addition) else "suggestions"


def _home(build: Build, entry: Entry) -> str:
    """The title of the page on which an article's advice has its home; empty if it is not used."""
    if not isinstance(entry, Atom) or _is_set_aside(entry):
        return ""
    path = page_of(build, entry.page or "")
    return build.titles.get(path, path) or TEXT["map_no_page"]


def _is_set_aside(entry: Entry) -> bool:
    return isinstance(entry, Atom) and entry.treatment == "set-aside"


def _mapped(build: Build, entry: Entry, stands: tuple[Stand, ...]) -> MappedEntry:
    registry = build.registry
    who = tuple(registry.who(entry))
    reason = entry.reason or "" if isinstance(entry, Atom) and _is_set_aside(entry) else ""
    return MappedEntry(entry.id, registry.statement(entry), who, TEXT[f"map_{_use(entry)}"], stands, reason)


def _use(entry: Entry) -> str:
    if isinstance(entry, Atom):
        return entry.treatment.replace("-", "_")
    if isinstance(entry, Addition):
        return entry.basis.replace("-", "_")
    return "resolution" if isinstance(entry, Conflict) else "our_suggestion"


def _stands(build: Build, entry: Entry, cited: Sequence[Place]) -> list[Stand]:
    """The pages that cite an entry, its home first."""
    home = "" if isinstance(entry, Own) else page_of(build, entry.page or "")
    spots: dict[str, list[Spot]] = {}
    for place in sorted(cited, key=lambda place: place.path != home):
        spots.setdefault(place.path, []).append(_spot(build.pages[place.path], place))
    return [Stand(path, build.titles.get(path, path), tuple(dict.fromkeys(each))) for path, each in spots.items()]


def _spot(page: Page, place: Place) -> Spot:
    """The box if it is cited in one, else the section."""
    if place.conflict:
        box = next(block for block in page.blocks if block.id == place.conflict)
        return Spot(box.id, box.title)
    return _section(next((each for each in page.headings if place.section and each.id == place.section), None))


def _set_aside(build: Build) -> list[Stand]:
    """Where advice that is not used is listed with the reasons."""
    return [
        Stand(page.path, build.titles.get(page.path, page.path), (_section(page.section_at(block.position)),))
        for page in pages_in_order(build.pages)
        for block in page.blocks
        if isinstance(block, RegistryList) and block.title == "set-aside"
    ]


def _section(heading: Heading | None) -> Spot:
    return Spot(heading.id, heading.text) if heading else Spot("", TEXT["map_top"])
