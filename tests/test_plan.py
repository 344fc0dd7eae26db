"""The plan as it is read, and what its page knows of the checklists on the other pages."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path

import lxml.html

from onward.model import Checklist, Plan, Position
from onward.plan_data import plan_data
from sites import page
from test_ways import read, shown

PLAN = """/// plan | My *plan*
    id: my-plan
    rows: 2

Before.

- What to *work* on {#area was="topic"}: skills, or [list B](b.md). [@rank-gaps]
- By when {#by due="+14d"}: soon

Between.

- A strength {#strength}

After.

///
"""

LIST = """/// checklist | Now &amp; *here*
    id: now
    was: then before
    notes: true

- [ ] Write **this** &lt;/script&gt;&lt;!-- down: [there](a.md) [@own-write-it-down] {#write was="note old" due="+1d"}
- [ ] Rest {#rest}

///
"""


def test_a_plan_is_read_into_its_fields() -> None:
    build = read({"a.md": page(PLAN), "b.md": page(LIST, title="B")})
    (plan,) = build.pages["a.md"].blocks
    assert isinstance(plan, Plan)
    assert (plan.id, plan.title, plan.rows) == ("my-plan", "My plan", 2)
    assert [
        (field.label.id, field.label.was, field.label.days, field.text, field.spoken, field.hint, field.cites)
        for field in (*plan.fields, *plan.singles)
    ] == [
        ("area", ("topic",), 0, "What to *work* on", "What to work on", "skills, or [list B](b.md).", "[@rank-gaps]"),
        ("by", (), 14, "By when", "By when", "soon", ""),
        ("strength", (), 0, "A strength", "A strength", "", ""),
    ]
    assert plan.fields[1].position == Position(17, 1)
    assert len(plan.fields) == 2


def test_rows_are_three_unless_the_option_says_fewer() -> None:
    for option, rows in (("", 3), ("    rows: 1\n", 1), ("    rows: 9\n", 3)):
        (plan,) = read({"a.md": page(PLAN.replace("    rows: 2\n", option))}).pages["a.md"].blocks
        assert isinstance(plan, Plan)
        assert plan.rows == rows


def test_without_script_a_plan_is_a_table_with_empty_cells() -> None:
    root = shown(read({"a.md": page(PLAN), "b.md": page(LIST, title="B")}), "a.md")
    (table,) = root.findall(".//table")
    heads = [" ".join("".join(cell.itertext()).split()) for cell in table.findall("./thead/tr/th")]
    assert [head.split("skills")[0] for head in heads] == ["Priority", "What to work on", "By whensoon"]
    rows = table.findall("./tbody/tr")
    assert [[cell.tag for cell in row] for row in rows] == [["th", "td", "td"]] * 3
    # The last is for who wrote into it when there were so many.
    assert ["hidden" in row.attrib for row in rows] == [False, False, True]
    assert all(not cell.text and not len(cell) for cell in table.iter("td"))
    assert [head.get("data-was") for head in table.findall("./thead/tr/th")] == [None, "topic", None]


def test_an_item_says_in_words_when_it_is_due() -> None:
    build = read({"a.md": page("Text.\n"), "b.md": page(LIST, title="B")})
    (checklist,) = build.pages["b.md"].blocks
    assert isinstance(checklist, Checklist)
    assert checklist.notes
    root = shown(build, "b.md")
    assert [due.text for due in root.iterfind(".//p[@class='onward-item__due']")] == ["Within 1 day"]
    assert [row.get("data-due") for row in root.iterfind(".//li[@data-item]")] == ["1", None]


EXPECTED = {
    "id": "now",
    "was": "then before",
    "title": "Now & here",
    "page": "b.md",
    "items": [
        {"id": "write", "was": "note old", "text": "Write this </script><!-- down: there"},
        {"id": "rest", "was": "", "text": "Rest"},
    ],
}


def test_the_data_hold_every_checklist_in_plain_words_with_its_old_ids() -> None:
    build = read({"a.md": page(PLAN), "b.md": page(LIST, title="B")})
    assert plan_data(build)["checklists"] == [EXPECTED]


def test_the_data_cannot_end_their_element_and_stand_on_the_plans_page_alone(
    make_site: Callable[[Mapping[str, str]], Path],
) -> None:
    site = make_site({"index.md": page("Text.\n"), "a.md": page(PLAN), "b.md": page(LIST, title="B")})
    html = (site / "a" / "index.html").read_text("utf-8")
    (script,) = lxml.html.fromstring(html).findall(".//template[@class='onward-plan-data']")
    assert "<" not in (script.text or "")
    data = json.loads(script.text or "")
    assert data["checklists"] == [EXPECTED]
    assert data["places"]["b.md"] == "../b/"
    assert "onward-plan-data" not in (site / "b" / "index.html").read_text("utf-8")
