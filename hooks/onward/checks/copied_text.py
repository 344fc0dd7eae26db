"""Words in a row that a source article has too.

Why: the guide takes facts from the articles, never sentences. Seven words in a row are an error, six a warning.

Example: with an article that says `no one likes to be told no at the end of a long day`, the sentence `Nobody likes to
be told no at the end of June.` (`likes to be told no at the end of` are nine in a row).

Put it right: say it in your own words. To change one word is not that.

Compared is what the pages say (paragraph by paragraph; their descriptions and the texts of images too), what the data
files say, and mkdocs.yml; raw HTML and blocks of code in a page are not.

Titles and names may be the same: titles, authors and publishers of the articles, names of contacts, names and page
titles of public bodies. Where one of four words or more stands, the row of words is broken, so no run reaches into it
or over it; shorter ones are words like any other.

The articles are known by hashes only, in docs/_data/shingles/. Where an article has none, or they are damaged, that is
a warning, as nothing can be compared with it then: `python -m onward add-source ID FILE` makes them from its text.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from onward.build import Build
from onward.checks.rule import CONFIG, Finding, Rule
from onward.model import START, Page, Position, Severity
from onward.registry import Addition, Article, Atom, Conflict, Contact, Entry, Own, Registry
from onward.schema import nearest
from onward.shingles import FOLDER, LENGTH, Run, shared_runs, shares, spoken, words
from onward.written import Written, texts

SHORTEST_NAME = 4
"""A name of fewer words breaks no row: `Shout` and `Acas` may stand in any sentence."""

MOST_SHOWN = 20
"""So many words of a run are quoted."""


def check_page(page: Page, build: Build) -> Iterator[Finding]:
    for each in texts(page):
        yield from _located(each, build)


def check_site(build: Build) -> Iterator[Finding]:
    yield from _files(build)
    for name, entry_id, key, text in data_texts(build.registry):
        place = build.registry.positions[name, entry_id]
        for run in _runs(text, build):
            finding = _finding(place, run, text, build)
            yield replace(finding, message=f"`{key}`: {finding.message}", path=f"_data/{name}")
    for number, line in enumerate(build.settings.splitlines(), 1):
        for run in _runs(line, build):
            place = Position(number, words(line)[run.first].start + 1)
            yield replace(_finding(place, run, line, build), path=CONFIG)


def names(registry: Registry) -> set[tuple[str, ...]]:
    """The titles and names that may be the same as in an article, as words."""
    articles, contacts = registry.articles.values(), registry.contacts.values()
    additions = [entry for entry in registry.entries.values() if isinstance(entry, Addition)]
    public = [
        *(source for contact in contacts for source in contact.sources),
        *(source for addition in additions for source in addition.sources),
    ]
    texts = [
        *(text for article in articles for text in (article.title, article.author, article.publisher)),
        *(contact.name for contact in contacts),
        *(text for source in public for text in (source.body, source.title)),
    ]
    phrases = (tuple(spoken(text)) for text in texts)
    return {phrase for phrase in phrases if len(phrase) >= SHORTEST_NAME}


def data_texts(registry: Registry) -> Iterator[tuple[str, str, str, str]]:
    """What editors wrote in the data files, but no titles and names: file, id of the entry, key, text."""
    for article in registry.articles.values():
        for key, text in _article_texts(article):
            yield "sources.yml", article.id, key, text
    for entry in registry.entries.values():
        for key, text in _entry_texts(entry):
            yield "guidance.yml", entry.id, key, text
    for contact in registry.contacts.values():
        for key, text in _contact_texts(contact):
            yield "help.yml", contact.id, key, text


def _article_texts(article: Article) -> Iterator[tuple[str, str]]:
    yield "kind", article.kind
    yield "country", article.country
    yield "shown_as", article.shown_as
    yield "readers_shown_as", article.readers_shown_as or ""
    yield "scope", article.scope
    yield from (("unclear", text) for text in article.unclear)
    yield from (("cautions", text) for text in article.cautions)


def _entry_texts(entry: Entry) -> Iterator[tuple[str, str]]:
    if isinstance(entry, Conflict):
        yield from (("view", side.view) for side in entry.sides)
        yield "resolution", entry.resolution
    else:
        yield "statement", entry.statement
    if isinstance(entry, Own):
        yield "why", entry.why
    else:
        yield "note", entry.note or ""
    if isinstance(entry, Atom):
        yield "reason", entry.reason or ""
    if isinstance(entry, Addition):
        yield "not_printed", entry.not_printed or ""


def _contact_texts(contact: Contact) -> Iterator[tuple[str, str]]:
    yield "for", contact.for_
    for way in contact.ways:
        yield "label", way.label
        yield "note", way.note or ""


def _files(build: Build) -> Iterator[Finding]:
    """Articles with which nothing can be compared, and hashes of which nobody knows the article."""
    articles = build.registry.articles
    for source in articles:
        path = FOLDER / f"{source}.txt"
        hint = f"Run `python -m onward add-source {source} FILE` with the text of the article in FILE."
        if source not in build.shingles:
            place = build.registry.positions["sources.yml", source]
            message = f"nothing is compared with the article `{source}`: {build.file(path.as_posix())} is missing"
            yield Finding(place, message, hint, "_data/sources.yml", Severity.WARNING)
        elif build.shingles[source].broken:
            place = Position(build.shingles[source].broken)
            message = f"the hashes of the article `{source}` are damaged: not all of it is compared"
            yield Finding(place, message, hint, path.as_posix(), Severity.WARNING)
    for source in build.shingles if articles else ():
        if source not in articles:
            guess = nearest(source, articles)
            hint = f"Did you mean `{guess}`?" if guess else "Enter it in sources.yml, or delete this file."
            message = f"no article has the id `{source}`"
            yield Finding(START, message, hint, (FOLDER / f"{source}.txt").as_posix(), Severity.WARNING)


def _runs(text: str, build: Build) -> list[Run]:
    run = spoken(text)
    known = {source: file.digests for source, file in build.shingles.items()}
    # The names are asked for only where they can make a difference: nearly no text has six words of an article.
    return shared_runs(run, known, names(build.registry)) if shares(run, known.values()) else []


def _located(each: Written, build: Build) -> Iterator[Finding]:
    """Findings in a text of a page, with their places in its file."""
    runs = _runs(each.text, build)
    if not runs:
        return
    said = spoken(each.text)
    written = words(each.raw)
    index = 0
    for run in runs:
        # Six words are enough to know the place; markup may stand between later ones.
        opening = said[run.first : run.first + LENGTH]
        places = range(index, len(written) - LENGTH + 1)
        found = next((i for i in places if [word.text for word in written[i : i + LENGTH]] == opening), None)
        place = each.position
        if found is not None:
            place = each.place(written[found].start)
            index = found + run.length
        yield _finding(place, run, each.text, build)


def _finding(place: Position, run: Run, text: str, build: Build) -> Finding:
    article = build.registry.articles.get(run.source)
    named = f"`{run.source}` ({article.shown_as})" if article else f"`{run.source}`"
    shown = words(text)[run.first : run.last][:MOST_SHOWN]
    quoted = text[shown[0].start : shown[-1].end] + ("…" if run.length > MOST_SHOWN else "")
    message = f"{run.length} words in a row stand in {named} too: `{quoted}`"
    severity = Severity.WARNING if run.length == LENGTH else Severity.ERROR
    return Finding(place, message, "Say it in your own words.", severity=severity)


RULE = Rule("copied-text", Severity.ERROR, __doc__, page=check_page, site=check_site)
