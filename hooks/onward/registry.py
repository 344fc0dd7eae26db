"""What the guide stands on: the articles, the pieces of advice, the help contacts. `registry_reader` reads it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Annotated, Literal

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from onward.ledger import Ledger
from onward.model import Fault, Position
from onward.schema import INCOMPLETE, Id, IsoDate, Strict, Text, WebAddress, listing


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

    @model_validator(mode="after")
    def _says_who_saw_it(self) -> Addition:
        """What rests on a public body says which, and when somebody looked."""
        absent = [key for key in ("sources", "seen", "checked") if not getattr(self, key)]
        if self.basis == "public-body" and absent:
            keys = listing(absent, "and")
            raise PydanticCustomError(INCOMPLETE, "has `basis: public-body` and no {keys}", {"keys": keys})
        return self


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


class StyleWord(Strict):
    """A word or phrase that the guide does not use; `except_` are phrases in which it may stand.

    `instead` says what to do, as an instruction.
    """

    word: Text
    also: list[Text] = Field(default_factory=list)
    except_: list[Text] = Field(alias="except", default_factory=list)
    instead: Text
    why: Text
    weight: Literal["note", "warning"] = "note"


Entry = Atom | Conflict | Own | Addition


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who says a thing, as a task page shows it; `address` is empty where there is none."""

    words: str
    address: str = ""
    anchor: str = ""


@dataclass(frozen=True)
class Registry:
    """All data files, read. `faults` are what is wrong with them, by the file's path relative to docs.

    `ledger` is None where nothing was ever released, or its file cannot be used. `unread` are the names of the files
    that cannot be used: of what should stand in them, nobody knows anything.
    """

    articles: Mapping[str, Article] = field(default_factory=dict)
    entries: Mapping[str, Entry] = field(default_factory=dict)
    contacts: Mapping[str, Contact] = field(default_factory=dict)
    words: Sequence[StyleWord] = ()
    ledger: Ledger | None = None
    positions: Mapping[tuple[str, str], Position] = field(default_factory=dict)
    faults: Sequence[tuple[str, Fault]] = ()
    unread: frozenset[str] = frozenset()

    def has_entry(self, entry_id: str) -> bool:
        """Whether guidance.yml has an entry of that id, even one that cannot be used."""
        return ("guidance.yml", entry_id) in self.positions

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
