"""What the checks of language read: passages, their sentences, and the citations behind each sentence."""

from __future__ import annotations

from pathlib import Path

import sites
from onward.build import Build
from onward.evidence import draw, pairs, shown
from onward.model import Passage, Position
from onward.pages import read_pages
from onward.sentences import sentences

PAGE = """\
## A section {#part}

Being turned down *hurts* &amp; [may](page.md) last. [@it-hurts] Rest\\. Then
go on. [@own-eat-drink, @own-reply-later] Say ‘Thanks. I will call.’ and stop.

- A **tight** item [@stay-polite]
- Another <a.é@example.org> &amp;amp; \\*#

> Dear [name]

| Area | Why |
| --- | --- |
| Skills | Told twice. [@rank-gaps] |

/// checklist | The list
    id: the-list
    when: Any time

Before it.

- [ ] Tick me. {#tick} [@own-eat-drink]

///

/// quiz | The quiz
    id: the-quiz

### What now? {#now}

- [x] Wait [@own-reply-later] {#wait}

    > It keeps. [@it-hurts]

- [ ] Ring {#ring}

    > Later.

**Why:** it helps.

///

/// help | Help
    id: help-now
    show: samaritans
///

/// advisers-differ | Can a no change?
    conflict: no-to-yes

### Now and then

One reason. [@one-solid-reason]

### It is made

Stop.

### When each applies

Once. [@no-to-yes]

///

/// registry | set-aside
///

/// self-check | The check
    id: the-check
    scale: All of it {#yes} = 0, Little {#no} = 1

Before it.

### Sleep {#sleep}

Last week.

- I slept. {#slept} [@own-eat-drink]
- I dreamt. {#dreamt}

### When was it? {#when}

- [ ] Early {#early adds="sleep 1"} [@it-hurts]
- [ ] Late {#late}

### Rest {#rest}

When: sleep is highest and when is early

Lie down. [@own-reply-later]

- Eat.

///
"""


def read(tmp_path: Path, body: str = PAGE) -> Build:
    project = sites.write_project(tmp_path, {"page.md": sites.page(body)})
    build = Build.start(docs=project / "docs", config=project / "mkdocs.yml", overrides=sites.REPO / "overrides")
    read_pages(build, ["attr_list", "tables", "toc", "onward.blocks"], {})
    return build


def test_passages_are_what_an_editor_wrote_in_the_order_of_the_page(tmp_path: Path) -> None:
    passages = read(tmp_path).pages["page.md"].passages
    found = [(each.position.line, each.kind, each.text, each.section, each.quiet) for each in passages]
    first = "Being turned down hurts & may last. Rest. Then go on. Say ‘Thanks. I will call.’ and stop."
    assert [each.position.column for each in passages if each.kind == "cell"] == [3, 10, 3, 12]
    assert found == [
        (8, "heading", "Test page", "", False),
        (10, "heading", "A section", "part", False),
        (12, "paragraph", first, "part", False),
        (15, "item", "A tight item", "part", False),
        (16, "item", "Another a.é@example.org &amp; *#", "part", False),
        (18, "message", "Dear [name]", "part", True),
        (20, "cell", "Area", "part", False),
        (20, "cell", "Why", "part", False),
        (22, "cell", "Skills", "part", False),
        (22, "cell", "Told twice.", "part", False),
        (24, "heading", "The list", "part", True),
        (24, "paragraph", "Any time", "part", True),
        (28, "paragraph", "Before it.", "part", True),
        (30, "check", "Tick me.", "part", True),
        (34, "heading", "The quiz", "part", True),
        (37, "question", "What now?", "part", True),
        (39, "option", "Wait", "part", True),
        (41, "feedback", "It keeps.", "part", True),
        (43, "option", "Ring", "part", True),
        (45, "feedback", "Later.", "part", True),
        (47, "feedback", "Why: it helps.", "part", True),
        (51, "heading", "Help", "part", False),
        (56, "heading", "Can a no change?", "part", False),
        (59, "heading", "Now and then", "part", False),
        (61, "paragraph", "One reason.", "part", False),
        (63, "heading", "It is made", "part", False),
        (65, "paragraph", "Stop.", "part", False),
        (67, "heading", "When each applies", "part", False),
        (69, "paragraph", "Once.", "part", False),
        (76, "heading", "The check", "part", True),
        (80, "paragraph", "Before it.", "part", True),
        (82, "heading", "Sleep", "part", True),
        (84, "paragraph", "Last week.", "part", True),
        (86, "question", "I slept.", "part", True),
        (78, "option", "All of it", "part", True),
        (78, "option", "Little", "part", True),
        (87, "question", "I dreamt.", "part", True),
        (89, "question", "When was it?", "part", True),
        (91, "option", "Early", "part", True),
        (92, "option", "Late", "part", True),
        (94, "heading", "Rest", "part", True),
        (98, "paragraph", "Lie down.", "part", True),
        (100, "item", "Eat.", "part", True),
    ]


def test_a_citation_belongs_to_the_sentence_before_it(tmp_path: Path) -> None:
    build = read(tmp_path)
    assert [(pair.place, pair.sentence, pair.entry.id) for pair in pairs(build)] == [
        ("docs/page.md:12", "Being turned down hurts & may last.", "it-hurts"),
        ("docs/page.md:12", "Then go on.", "own-eat-drink"),
        ("docs/page.md:12", "Then go on.", "own-reply-later"),
        ("docs/page.md:15", "A tight item", "stay-polite"),
        ("docs/page.md:22", "Told twice.", "rank-gaps"),
        ("docs/page.md:30", "Tick me.", "own-eat-drink"),
        ("docs/page.md:39", "Wait", "own-reply-later"),
        ("docs/page.md:41", "It keeps.", "it-hurts"),
        ("docs/page.md:61", "One reason.", "one-solid-reason"),
        ("docs/page.md:69", "Once.", "no-to-yes"),
        ("docs/page.md:86", "I slept.", "own-eat-drink"),
        ("docs/page.md:91", "Early", "it-hurts"),
        ("docs/page.md:98", "Lie down.", "own-reply-later"),
    ]


def of(text: str, *cites: tuple[int, str]) -> list[tuple[str, tuple[str, ...]]]:
    passage = Passage("paragraph", text, Position(1), cites=cites)
    return [(sentence.text, sentence.cites) for sentence in sentences(passage)]


def test_sentences_end_at_stops_that_something_new_follows() -> None:
    assert of("Ask once. Then stop! ‘Why?’ Rest (a lot.) 2 days.") == [
        ("Ask once.", ()),
        ("Then stop!", ()),
        ("‘Why?’", ()),
        ("Rest (a lot.)", ()),
        ("2 days.", ()),
    ]
    assert of("Wait 1.5 hours, on www.example.org and so on") == [
        ("Wait 1.5 hours, on www.example.org and so on", ()),
    ]
    assert of("By law, e.g. Equality Act 2010 (i.e. Great Britain). E.g. Acas says so. I.e. ACAS. Ewe.g. No.") == [
        ("By law, e.g. Equality Act 2010 (i.e. Great Britain).", ()),
        ("E.g. Acas says so.", ()),
        ("I.e. ACAS.", ()),
        ("Ewe.g.", ()),
        ("No.", ()),
    ]
    # What goes on in small letters is one sentence, whatever stands in its quotation marks.
    assert of("Say ‘No.’ and stop.") == [("Say ‘No.’ and stop.", ())]
    assert of("") == []


def test_citations_at_the_edges_of_sentences() -> None:
    assert of("One. Two.", (4, "a"), (9, "b"), (9, "c")) == [("One.", ("a",)), ("Two.", ("b", "c"))]
    # In the middle of a sentence it belongs to that sentence; before all words to none.
    assert of("One and two.", (3, "a"), (0, "b")) == [("One and two.", ("a",))]


def test_a_draw_is_random_and_the_same_for_the_same_seed(tmp_path: Path) -> None:
    every = list(pairs(read(tmp_path)))
    assert draw(every, 3, 1) == draw(every, 3, 1)
    assert len({tuple(pair.place for pair in draw(every, 3, seed)) for seed in range(20)}) > 3
    assert draw(every, 99, 1) == every


def test_a_pair_names_the_sources_to_read(tmp_path: Path) -> None:
    build = read(tmp_path, "Talk to a GP. [@add-low-mood] Be polite. [@stay-polite] Eat. [@own-eat-drink]\n")
    body, article, own = (shown(build, pair).split("\n") for pair in pairs(build))
    assert body[0] == "docs/page.md:10"
    assert body[1] == "  says   Talk to a GP."
    assert body[3].startswith("  from   NHS inform: Low mood and depression, https://www.nhsinform.scot/")
    assert article[3] == "  from   kind-consultancy: " + article[3].removeprefix("  from   kind-consultancy: ")
    assert "(" in article[3]
    assert own[3:] == ["  from   our suggestion"]
