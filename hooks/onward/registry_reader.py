"""Reads `docs/_data/*.yml` into the registry, and keeps what is wrong with the files."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Protocol, TypeVar

from pydantic import BaseModel, Field

from onward.ledger import NAME as IDS
from onward.ledger import IdPath, IdsFile, Ledger
from onward.model import Fault, Position
from onward.page_files import DATA
from onward.registry import Addition, Article, Atom, Conflict, Contact, Entry, Own, Registry, StyleWord
from onward.schema import Mismatch, Strict, nearest, validate
from onward.source import read_file
from onward.word_list import folded, idle
from onward.yaml_tree import Loc, YamlFault, YamlTree, read


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


class WordsFile(Strict):
    """`words.yml`."""

    words: Annotated[list[StyleWord], Field(min_length=1)]


FileT = TypeVar("FileT", bound=BaseModel)


def read_registry(docs: Path) -> Registry:
    """Read the data files below the docs folder; what cannot be used is left out and named in `faults`."""
    reader = _Reader(docs)
    sources = reader.read("sources.yml", SourcesFile)
    guidance = reader.read("guidance.yml", GuidanceFile)
    help_file = reader.read("help.yml", HelpFile)
    words_file = reader.read("words.yml", WordsFile)
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
    words = tuple(_style_words(reader, words_file.words)) if words_file else ()
    ledger = _ledger(reader) if (docs / DATA / IDS).exists() else None
    unread = frozenset(reader.unread)
    return Registry(articles, usable, contacts, words, ledger, reader.positions, tuple(reader.faults), unread)


def _ledger(reader: _Reader) -> Ledger | None:
    """The ledger of ids; what is retired without having been released is named in `faults`."""
    read_file = reader.read(IDS, IdsFile)
    if read_file is None:
        return None
    position = reader.trees[IDS].position
    released: dict[IdPath, Position] = {}
    for index, joined in enumerate(read_file.released):
        released.setdefault(tuple(joined.split("/")), position(("released", index)))
    retired: dict[IdPath, Position] = {}
    for joined in reader.by_id(IDS, "retired", read_file.retired):
        place = reader.positions[IDS, joined]
        if tuple(joined.split("/")) in released:
            retired[tuple(joined.split("/"))] = place
        else:
            known = ["/".join(path) for path in released]
            reader.note(IDS, Fault("data-reference", place, joined, nearest(joined, known) or ""))
    return Ledger(released, retired)


def _style_words(reader: _Reader, entries: Sequence[StyleWord]) -> Iterator[StyleWord]:
    """The entries of `words.yml`, without those that name a word again: each use of it would be told twice."""
    first: dict[str, int] = {}
    for index, entry in enumerate(entries):
        for number in idle(entry):
            found = f"`{entry.word}` does not stand in `{entry.except_[number]}`, which so allows nothing"
            place = ("words", index, "except", number)
            reader.fault("words.yml", "data-value", place, found, "Write the whole phrase, or take it out.")
        forms: list[tuple[Loc, str]] = [(("words", index, "word"), entry.word)]
        forms += [(("words", index, "also", number), form) for number, form in enumerate(entry.also)]
        again = [(loc, form) for loc, form in forms if folded(form) in first]
        for loc, form in again:
            reader.fault("words.yml", "data-reference", loc, form, f"word:{first[folded(form)]}")
        for loc, form in forms:
            first.setdefault(folded(form), reader.trees["words.yml"].position(loc).line)
        if not again:
            yield entry


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
    unread: set[str] = field(default_factory=set)

    def read(self, name: str, model: type[FileT]) -> FileT | None:
        """A data file, validated; None if it cannot be used."""
        data = self._read(name, model)
        if data is None:
            self.unread.add(name)
        return data

    def _read(self, name: str, model: type[FileT]) -> FileT | None:
        self.trees[name] = YamlTree(None)
        try:
            text = read_file(self.docs / DATA / name).decode("utf-8-sig").replace("\r\n", "\n")
            self.trees[name], data, mismatches = _parsed(model, text)
        except FileNotFoundError:
            hint = "Copy it from the project that this site came from."
            self.note(name, Fault("data-yaml", Position(1), "the file is missing", hint))
            return None
        except OSError as error:
            message = f"the file cannot be read: {error.strerror}"
            self.note(name, Fault("data-yaml", Position(1), message, "Put a file of this name here."))
            return None
        except UnicodeDecodeError:
            self.note(name, Fault("data-yaml", Position(1), "the file is not UTF-8", "Save it as UTF-8."))
            return None
        except YamlFault as broken:
            for each in broken.every():
                self.note(name, Fault("data-yaml", each.position, each.message, each.hint))
            return None
        for mismatch in mismatches:
            self.note(name, Fault("data-value", mismatch.position, mismatch.message, mismatch.hint))
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
        self.note(name, Fault(rule, self.trees[name].position(loc), found, detail))

    def note(self, name: str, fault: Fault) -> None:
        """Keep a fault of a data file."""
        self.faults.append((f"{DATA}/{name}", fault))


@lru_cache(maxsize=16)
def _parsed(model: type[FileT], text: str) -> tuple[YamlTree, FileT | None, Sequence[Mismatch]]:
    """What a data file says. The preview reads the same files at each save, which took half of the time of a check."""
    tree = read(text)
    return tree, *validate(model, tree)


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
