"""The map of the advice: each entry once, by kind and by home, with every place where a reader finds it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import lxml.html

import sites
from onward.advice_map import Chapter, Group, MappedEntry, Spot, Stand, advice_map
from onward.build import Build
from onward.pages import read_pages
from onward.registry import Addition, Article, Atom, Attribution, Conflict, Entry, Own, PublicSource, Registry, Side
from test_rules import EXTENSIONS

AUNT = Article(
    id="aunt",
    title="No",
    author="A. Aunt",
    date="2020",
    publisher="Paper",
    kind="Column",
    country="UK",
    shown_as="An aunt",
    scope="All",
    recruiter=False,
)
BODY = PublicSource(body="Acas", title="Your rights", address="https://www.acas.org.uk/rights")


def atom(name: str, treatment: str, page: str | None, **more: object) -> Atom:
    """A piece of advice of the aunt's."""
    values = {"id": name, "statement": f"{name}.", "stage": "s", "kind": "do", "sources": ["aunt"], "strength": 1}
    return Atom.model_validate({**values, "treatment": treatment, "page": page, **more})


# In the file the one that nobody uses stands first, and the page `a` comes before `b`.
ENTRIES: tuple[Entry, ...] = (
    atom("aside", "set-aside", None, reason="It hurts."),
    atom("astray", "stated", "no-such-page"),
    atom("late", "stated", "b"),
    atom("early", "stated", "a"),
    atom("also-late", "compared", "b"),
    Own(id="own-nap", statement="Nap.", why="It helps."),
    Conflict(
        id="ask-or-wait",
        type="tension",
        page="b",
        sides=[Side(view="Ask", atoms=["also-late"]), Side(view="Wait", atoms=["late"])],
        resolution="Ask later.",
    ),
    Addition(
        id="law",
        need="n",
        statement="It is law.",
        page="a",
        basis="public-body",
        sources=[BODY],
        seen="live",
        checked=date(2026, 11, 22),
        verify=False,
    ),
)

A = """Say early. [@early]

## Part {#part}

Say late. [@late] Nap. [@own-nap]

Again. [@late]

## Law &amp; order {#law}

The law. [@law]
"""

B = """/// registry | set-aside
///

## Both {#both}

Say late. [@late]

/// advisers-differ | *Ask* or [wait](a.md)?
    conflict: ask-or-wait

### Ask

Ask. [@also-late]

### Wait

Wait. [@late]

### When each applies

Later. [@ask-or-wait]

///
"""


def test_every_entry_stands_on_the_map_once_with_all_its_places() -> None:
    registry = Registry(articles={"aunt": AUNT}, entries={entry.id: entry for entry in ENTRIES})
    build = Build(Path("no-such-folder"), Path("mkdocs.yml"), sites.REPO / "overrides", registry=registry)
    for path, body, title in (("a.md", A, "Page A"), ("b.md", B, "Page B")):
        build.add_source(path, sites.page(body, title=title).encode())
    read_pages(build, EXTENSIONS, {})

    aunt, acas = Attribution("An aunt", anchor="aunt"), Attribution("Acas: Your rights", BODY.address)
    top, part, law = Spot("", "At the top of the page"), Spot("part", "Part"), Spot("law", "Law & order")
    both, box = Spot("both", "Both"), Spot("ask-or-wait", "Ask or wait?")

    def a(*spots: Spot) -> Stand:
        return Stand("a.md", "Page A", spots)

    def b(*spots: Spot) -> Stand:
        return Stand("b.md", "Page B", spots)

    given, beside, unused = "Given as advice", "Shown beside the other view, where advisers differ", "Not used"
    where_they_differ = "What to do where advisers differ"
    assert advice_map(build) == (
        Chapter(
            "map-advice",
            "Advice from the articles",
            (
                Group(
                    "Page B",
                    (
                        MappedEntry("late", "late.", (aunt,), given, (b(both, box), a(part))),
                        MappedEntry("also-late", "also-late.", (aunt,), beside, (b(box),)),
                    ),
                ),
                Group("Page A", (MappedEntry("early", "early.", (aunt,), given, (a(top),)),)),
                Group("No page yet", (MappedEntry("astray", "astray.", (aunt,), given),)),
                Group("", (MappedEntry("aside", "aside.", (aunt,), unused, (b(top),), "It hurts."),)),
            ),
        ),
        Chapter(
            "map-conflicts",
            "Where advisers differ",
            (Group("", (MappedEntry("ask-or-wait", "Ask later.", (), where_they_differ, (b(box),)),)),),
        ),
        Chapter(
            "map-additions",
            "What we added",
            (Group("", (MappedEntry("law", "It is law.", (acas,), "Added from a public body", (a(law),)),)),),
        ),
        Chapter(
            "map-suggestions",
            "Our suggestions",
            (Group("", (MappedEntry("own-nap", "Nap.", (), "Added by us", (a(part),)),)),),
        ),
    )
    assert [chapter.count for chapter in advice_map(build)] == [5, 1, 1, 1]


def test_the_page_of_the_map_has_its_own_ids_and_lists_that_say_so(built_site: Path) -> None:
    """Its headings may not take the ids of the page's own; Safari takes a list's role away with its bullets."""
    page = lxml.html.fromstring((built_site / "where-each-piece-stands" / "index.html").read_bytes())
    headings = [heading.get("id") for heading in page.iterfind(".//article/h2")]
    assert headings[-4:] == ["map-advice", "map-conflicts", "map-additions", "map-suggestions"]
    lists = page.xpath("//*[contains(@class, 'onward-map')]/descendant-or-self::ul")
    assert len(lists) > 100
    assert {rows.get("role") for rows in lists} == {"list"}
