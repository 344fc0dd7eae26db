"""Sentences with what they rest on, for a person who reads the guide against its sources."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from onward.build import Build, pages_in_order
from onward.registry import Addition, Atom, Entry
from onward.sentences import sentences


@dataclass(frozen=True, slots=True)
class Pair:
    """A sentence and one entry that is cited for it; `place` is `docs/reply.md:12`."""

    place: str
    sentence: str
    entry: Entry


def pairs(build: Build) -> Iterator[Pair]:
    """Every pair of the guide, in the order of the pages."""
    for page in pages_in_order(build.pages):
        for passage in page.passages:
            place = f"{build.file(page.path)}:{passage.position.line}"
            for sentence in sentences(passage):
                for name in sentence.cites:
                    if name in build.registry.entries:
                        yield Pair(place, sentence.text, build.registry.entries[name])


def draw(all_pairs: Sequence[Pair], count: int, seed: int) -> list[Pair]:
    """So many pairs at random, each at most once, in the order of the pages; the same seed draws the same."""
    chosen = random.Random(seed).sample(  # noqa: S311 - nothing secret is drawn
        range(len(all_pairs)), min(count, len(all_pairs))
    )
    return [all_pairs[number] for number in sorted(chosen)]


def shown(build: Build, pair: Pair) -> str:
    """A pair as text: the sentence, the entry, and where that comes from."""
    cited = f"{pair.entry.id}: {build.registry.statement(pair.entry)}"
    sources = (f"  from   {source}" for source in _sources(build, pair.entry))
    return "\n".join([pair.place, f"  says   {pair.sentence}", f"  cites  {cited}", *sources])


def _sources(build: Build, entry: Entry) -> Iterator[str]:
    if isinstance(entry, Atom):
        for name in entry.sources:
            article = build.registry.articles[name]
            yield f"{name}: {article.title} ({article.date})"
    elif isinstance(entry, Addition) and entry.basis == "public-body":
        for source in entry.sources:
            yield f"{source.body}: {source.title}, {source.address}"
    else:
        yield "our suggestion"
