"""What the guide stands on: the articles, the pieces of advice, the help contacts. Read from `docs/_data/*.yml`."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Literal, Protocol, TypeVar

from pydantic import BaseModel, Field

from onward.model import Fault, Position
from onward.schema import Id, IsoDate, Strict, Text, WebAddress, nearest, validate
from onward.yaml_tree import Loc, YamlFault, YamlTree, read

DATA = "_data"
FILES = ("sources.yml", "guidance.yml", "help.yml")


class Article(Strict):
    """One of the source articles. `shown_as` names it on task pages; names and dates stand on the about page."""

    id: Id
    title: Text
    author: Text
    date: Text
    publisher: Text
    kind: Text
    country: Text
    shown_as: Text
    readers_shown_as: Text | None = None
    scope: Text
    recruiter: bool
    address: WebAddress | None = None
    unclear: list[Text] = Field(default_factory=list)
    cautions: list[Text] = Field(default_factory=list)


class Atom(Strict):
    """A piece of advice that one or more articles give, in our own words."""

    id: Id
    statement: Text
    stage: Text
    kind: Text
    sources: Annotated[list[Id], Field(min_length=1)]
    strength: int
    page: Id | None = None
    treatment: Literal["stated", "compared", "set-aside"]
    conflicts: list[Id] = Field(default_factory=list)
    reason: Text | None = None
    note: Text | None = None
    voice: Text | None = None


class Side(Strict):
    """One side of a conflict, with the pieces of advice that make it."""

    view: Text
    atoms: Annotated[list[Id], Field(min_length=1)]


class Conflict(Strict):
    """Where articles disagree; the resolution is our own suggestion."""

    id: Id
    type: Literal["disagreement", "tension"]
    page: Id
    sides: Annotated[list[Side], Field(min_length=2)]
    resolution: Text
    note: Text | None = None


class Own(Strict):
    """Advice that no article gives; pages call it our suggestion."""

    id: Id
    statement: Text
    why: Text


class PublicSource(Strict):
    """A page of a named public body."""

    body: Text
    title: Text
    address: WebAddress


class Addition(Strict):
    """What the articles leave out. With basis `public-body` it says only what the named bodies say."""

    id: Id
    need: Text
    statement: Text
    page: Id
    pages: list[Id] = Field(default_factory=list)
    basis: Literal["public-body", "our-suggestion"]
    own: list[Id] = Field(default_factory=list)
    sources: list[PublicSource] = Field(default_factory=list)
    source: Text | None = None
    seen: Literal["live", "stored"] | None = None
    checked: IsoDate | None = None
    not_printed: Text | None = None
    note: Text | None = None
    verify: bool


class Way(Strict):
    """One way to reach a contact. `number` is shown as it stands; `say` is the word to text."""

    kind: Literal["voice", "text", "relay", "web"]
    label: Text
    number: Text | None = None
    address: WebAddress | None = None
    say: Text | None = None
    note: Text | None = None

    @property
    def link(self) -> str:
        """The address that a tap opens: `tel:`, `sms:` or the web address; empty for a relay prefix."""
        if self.address:
            return self.address
        digits = "".join(character for character in self.number or "" if character in "+0123456789")
        scheme = {"voice": "tel", "text": "sms"}.get(self.kind)
        return f"{scheme}:{digits}" if scheme and digits else ""


Place = Literal["England", "Scotland", "Wales", "Northern Ireland"]


class Contact(Strict):
    """Somewhere to turn to: where it serves, how to reach it, and when somebody last saw that it is so."""

    id: Id
    name: Text
    for_: Annotated[Text, Field(alias="for")]
    place: Annotated[list[Place], Field(min_length=1)]
    ways: Annotated[list[Way], Field(min_length=1)]
    in_help_line: bool = False
    sources: Annotated[list[PublicSource], Field(min_length=1)]
    seen: Literal["live", "stored"]
    checked_on: IsoDate
    checked_by: Text


class SourcesFile(Strict):
    """`sources.yml`."""

    sources: Annotated[list[Article], Field(min_length=1)]


class GuidanceFile(Strict):
    """`guidance.yml`."""

    atoms: list[Atom] = Field(default_factory=list)
    conflicts: list[Conflict] = Field(default_factory=list)
    own: list[Own] = Field(default_factory=list)
    additions: list[Addition] = Field(default_factory=list)


class HelpFile(Strict):
    """`help.yml`."""

    contacts: list[Contact] = Field(default_factory=list)


Entry = Atom | Conflict | Own | Addition

FileT = TypeVar("FileT", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who says a thing, as a task page shows it; `address` is empty where there is none."""

    words: str
    address: str = ""
    anchor: str = ""


@dataclass(frozen=True)
class Registry:
    """All data files, read. `faults` are what is wrong with them, by the file's path relative to docs."""

    articles: Mapping[str, Article] = field(default_factory=dict)
    entries: Mapping[str, Entry] = field(default_factory=dict)
    contacts: Mapping[str, Contact] = field(default_factory=dict)
    positions: Mapping[tuple[str, str], Position] = field(default_factory=dict)
    faults: Sequence[tuple[str, Fault]] = ()

    def atoms(self) -> Iterator[Atom]:
        """The articles' pieces of advice, in the order of the file."""
        return (entry for entry in self.entries.values() if isinstance(entry, Atom))

    def conflict(self, entry_id: str) -> Conflict | None:
        """The conflict of that id."""
        entry = self.entries.get(entry_id)
        return entry if isinstance(entry, Conflict) else None

    def statement(self, entry: Entry) -> str:
        """What an entry says; for a conflict, its resolution."""
        return entry.resolution if isinstance(entry, Conflict) else entry.statement

    def rests_on_public_body(self, entry_id: str) -> bool:
        """Whether an entry states law, health or numbers as a public body does, and so needs a look twice a year."""
        entry = self.entries.get(entry_id)
        return isinstance(entry, Addition) and entry.basis == "public-body"

    def who(self, entry: Entry) -> list[Attribution]:
        """Who says it. An empty list means: our own suggestion."""
        if isinstance(entry, Atom):
            return [self._article(entry, self.articles[source]) for source in entry.sources]
        if isinstance(entry, Addition) and entry.basis == "public-body":
            return [Attribution(f"{source.body}: {source.title}", source.address) for source in entry.sources]
        return []

    @staticmethod
    def _article(atom: Atom, article: Article) -> Attribution:
        reader = article.readers_shown_as if "reader" in (atom.voice or "") else None
        return Attribution(reader or article.shown_as, anchor=article.id)


def read_registry(docs: Path) -> Registry:
    """Read the data files below the docs folder; what cannot be used is left out and named in `faults`."""
    reader = _Reader(docs)
    sources = reader.read("sources.yml", SourcesFile)
    guidance = reader.read("guidance.yml", GuidanceFile)
    help_file = reader.read("help.yml", HelpFile)
    articles = reader.by_id("sources.yml", "sources", sources.sources if sources else ())
    contacts = reader.by_id("help.yml", "contacts", help_file.contacts if help_file else ())
    entries: dict[str, Entry] = {}
    if guidance:
        entries |= reader.by_id("guidance.yml", "atoms", guidance.atoms)
        entries |= reader.by_id("guidance.yml", "conflicts", guidance.conflicts)
        entries |= reader.by_id("guidance.yml", "own", guidance.own)
        entries |= reader.by_id("guidance.yml", "additions", guidance.additions)
        for loc, name, known in _references(guidance, entries, articles if sources else None):
            if name not in known:
                reader.fault("guidance.yml", "data-reference", loc, name, nearest(name, known) or "")
    usable = {
        entry_id: entry
        for entry_id, entry in entries.items()
        if not isinstance(entry, Atom) or all(source in articles for source in entry.sources)
    }
    return Registry(articles, usable, contacts, reader.positions, tuple(reader.faults))


class _Identified(Protocol):
    @property
    def id(self) -> str: ...


IdentifiedT = TypeVar("IdentifiedT", bound=_Identified)


@dataclass
class _Reader:
    """Reads data files and keeps what is wrong with them."""

    docs: Path
    faults: list[tuple[str, Fault]] = field(default_factory=list)
    positions: dict[tuple[str, str], Position] = field(default_factory=dict)
    trees: dict[str, YamlTree] = field(default_factory=dict)

    def read(self, name: str, model: type[FileT]) -> FileT | None:
        """A data file, validated; None if it cannot be used."""
        self.trees[name] = YamlTree(None)
        try:
            text = (self.docs / DATA / name).read_bytes().decode("utf-8-sig").replace("\r\n", "\n")
            self.trees[name] = read(text)
        except FileNotFoundError:
            hint = "Copy it from the project that this site came from."
            self._note(name, Fault("data-yaml", Position(1), "the file is missing", hint))
            return None
        except UnicodeDecodeError:
            self._note(name, Fault("data-yaml", Position(1), "the file is not UTF-8", "Save it as UTF-8."))
            return None
        except YamlFault as broken:
            self._note(name, Fault("data-yaml", broken.position, broken.message, broken.hint))
            return None
        data, mismatches = validate(model, self.trees[name])
        for mismatch in mismatches:
            self._note(name, Fault("data-value", mismatch.position, mismatch.message, mismatch.hint))
        return data

    def by_id(self, name: str, group: str, members: Sequence[IdentifiedT]) -> dict[str, IdentifiedT]:
        """The members by their ids; an id that the file has used already is a fault."""
        found: dict[str, IdentifiedT] = {}
        for index, member in enumerate(members):
            known = self.positions.get((name, member.id))
            if known:
                self.fault(name, "data-reference", (group, index, "id"), member.id, f"duplicate:{known.line}")
                continue
            self.positions[name, member.id] = self.trees[name].position((group, index, "id"))
            found[member.id] = member
        return found

    def fault(self, name: str, rule: str, loc: Loc, found: str, detail: str) -> None:
        """Note a fault at a place in a data file."""
        self._note(name, Fault(rule, self.trees[name].position(loc), found, detail))

    def _note(self, name: str, fault: Fault) -> None:
        self.faults.append((f"{DATA}/{name}", fault))


def _references(
    guidance: GuidanceFile, entries: Mapping[str, Entry], articles: Mapping[str, Article] | None
) -> Iterator[tuple[Loc, str, Collection[str]]]:
    """Every id that `guidance.yml` refers to: where it stands, the id, and what it may name."""
    atoms = [name for name, entry in entries.items() if isinstance(entry, Atom)]
    conflicts = [name for name, entry in entries.items() if isinstance(entry, Conflict)]
    own = [name for name, entry in entries.items() if isinstance(entry, Own)]
    for index, atom in enumerate(guidance.atoms):
        if articles is not None:
            yield from _each(("atoms", index, "sources"), atom.sources, articles)
        yield from _each(("atoms", index, "conflicts"), atom.conflicts, conflicts)
    for index, conflict in enumerate(guidance.conflicts):
        for number, side in enumerate(conflict.sides):
            yield from _each(("conflicts", index, "sides", number, "atoms"), side.atoms, atoms)
    for index, addition in enumerate(guidance.additions):
        yield from _each(("additions", index, "own"), addition.own, own)


def _each(loc: Loc, names: Sequence[str], known: Collection[str]) -> Iterator[tuple[Loc, str, Collection[str]]]:
    return (((*loc, number), name, known) for number, name in enumerate(names))
