"""Two builds with everything changed between them at once: each stored choice is still on its own item.

The edits are drawn at random, many in one build, from a seed: reworded, reordered, inserted, renamed, taken out; and
blocks that got another id or went to another page.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random
from typing import Any

import pytest
from playwright.sync_api import Page

import sites
from browser.blocks import stored
from browser.serving import Site

PAGES = ("index.md", "one.md", "two.md")


@dataclass(frozen=True)
class Part:
    """A block, an item, a question or an option. `origin` names it for good, whatever its id becomes."""

    kind: str
    id: str
    origin: str
    words: str
    was: tuple[str, ...] = ()
    parts: tuple[Part, ...] = ()
    page: str = ""

    @property
    def label(self) -> str:
        """The braces behind its words."""
        was = f' was="{" ".join(self.was)}"' if self.was else ""
        return f"{{#{self.id}{was}}}"


INSIDE = {"quiz": "question", "checklist": "item", "question": "option"}
LEAST = {"quiz": 1, "checklist": 1, "question": 2}


class Editor:
    """Writes blocks, and edits them so that every kind of change is there many times."""

    def __init__(self, seed: int) -> None:
        self.random = Random(seed)  # noqa: S311 - For the same edits on every run.
        self.count = 0

    def new(self, kind: str) -> Part:
        """A new part, with new parts inside it."""
        self.count += 1
        name = f"{kind}-{self.count}"
        inside = INSIDE.get(kind)
        parts = tuple(self.new(inside) for _ in range(self.random.randint(3, 6))) if inside else ()
        page = self.random.choice(PAGES) if kind in LEAST else ""
        return Part(kind, name, name, f"Words {self.count}", (), parts, page)

    def edited(self, part: Part) -> Part:
        """The part, changed, with changed parts inside it."""
        self.count += 1
        new_id = f"{part.kind}-{self.count}"
        # Every second one that is renamed was renamed twice since the first build.
        old = self.random.choice([(part.id,), (f"between-{self.count}", part.id)])
        page = self.random.choice(PAGES) if part.page else ""
        changed = replace(part, words=f"Other words {self.count}", page=page)
        if self.random.random() < 0.35:
            changed = replace(changed, id=new_id, was=old)
        inside = INSIDE.get(part.kind)
        if inside is None:
            return changed
        stay = [self.edited(each) for each in part.parts if self.random.random() < 0.8]
        while len(stay) < LEAST[part.kind]:
            stay.append(self.new(inside))
        stay += [self.new(inside) for _ in range(self.random.randint(0, 2))]
        self.random.shuffle(stay)
        return replace(changed, parts=tuple(stay))


def markdown(block: Part) -> str:
    """A block as an editor writes it."""
    was = f"    was: {' '.join(block.was)}\n" if block.was else ""
    head = f"/// {block.kind} | {block.words}\n    id: {block.id}\n{was}\n"
    if block.kind == "checklist":
        return head + "".join(f"- [ ] {item.words}. {item.label}\n" for item in block.parts) + "\n///\n\n"
    questions = ""
    for question in block.parts:
        questions += f"### {question.words}? {question.label}\n\n"
        for number, option in enumerate(question.parts):
            questions += f"- [{'x' if number == 0 else ' '}] {option.words}. {option.label}\n\n    > So.\n\n"
    return f"{head}{questions}///\n\n"


def pages(blocks: list[Part]) -> dict[str, str]:
    """The pages with their blocks."""
    bodies = {name: "".join(markdown(block) for block in blocks if block.page == name) for name in PAGES}
    return {name: sites.page(f"## To do\n\n{body}", title=name[:-3]) for name, body in bodies.items()}


ACT = """([ticks, picks, checks]) => {
    const find = (path, tail = "") => document.getElementById(path.join("--") + tail);
    for (const path of ticks) find(path, "__box")?.click();
    for (const path of picks) find(path)?.click();
    for (const path of checks) find(path)?.querySelector("[data-action=check]").click();
}"""

SHOWN = """() => Object.fromEntries([...document.querySelectorAll("[data-onward]")].map((block) => [
    block.dataset.block,
    {
        ticked: [...block.querySelectorAll(".onward-item__box:checked")].map((box) => box.id.replace("__box", "")),
        picked: [...block.querySelectorAll(".onward-option__input:checked")].map((input) => input.id),
        answered: [...block.querySelectorAll(".onward-question")]
            .filter((one) => one.querySelector(".onward-option__feedback:not(:empty)")).map((one) => one.id),
    },
]))"""


@dataclass(frozen=True)
class Acts:
    """What the reader did, by the origins of what it was done to."""

    ticked: frozenset[str]
    picked: frozenset[str]
    checked: frozenset[str]

    def expected(self, blocks: list[Part]) -> dict[str, dict[str, list[str]]]:
        """What each block has to show, by the ids of today, in the order of the page."""
        return {block.id: self._of(block) for block in blocks}

    def _of(self, block: Part) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {"ticked": [], "picked": [], "answered": []}
        for part in block.parts:
            path = f"{block.id}--{part.id}"
            if part.origin in self.ticked:
                found["ticked"].append(path)
            picked = [f"{path}--{option.id}" for option in part.parts if option.origin in self.picked]
            found["picked"] += picked
            if picked and part.origin in self.checked:
                found["answered"].append(path)
        return found


def paths(blocks: list[Part]) -> Iterator[tuple[str, list[str]]]:
    """Every part inside a block: its origin, and the ids that lead to it."""
    for block in blocks:
        for part in block.parts:
            yield part.origin, [block.id, part.id]
            yield from ((option.origin, [block.id, part.id, option.id]) for option in part.parts)


def chosen(random: Random, blocks: list[Part]) -> Acts:
    """Some items to tick, one option of most questions, some answers to check."""
    parts = [part for block in blocks for part in block.parts]
    questions = [part for part in parts if part.kind == "question" and random.random() < 0.8]
    return Acts(
        frozenset(part.origin for part in parts if part.kind == "item" and random.random() < 0.5),
        frozenset(random.choice(question.parts).origin for question in questions),
        frozenset(question.origin for question in questions if random.random() < 0.6),
    )


def shown(page: Page, site: Site) -> dict[str, Any]:
    """What all blocks of the site show."""
    found: dict[str, Any] = {}
    for name in PAGES:
        page.goto(site.address(address(name)))
        found |= page.evaluate(SHOWN)
    return found


def act(page: Page, site: Site, blocks: list[Part], acts: Acts) -> None:
    """Do all of it, on every page."""
    kinds = (acts.ticked, acts.picked, acts.checked)
    to_do = [[path for origin, path in paths(blocks) if origin in kind] for kind in kinds]
    for name in PAGES:
        page.goto(site.address(address(name)))
        page.evaluate(ACT, to_do)


def address(name: str) -> str:
    return "" if name == "index.md" else f"{name[:-3]}/"


def all_choices(entries: Mapping[str, str]) -> dict[str, Any]:
    """Every stored choice, by its key and id."""
    return {f"{key} {name}": one for key, raw in entries.items() for name, one in json.loads(raw)["choices"].items()}


@pytest.mark.parametrize("seed", [1, 2])
def test_each_choice_stays_on_its_own_item_through_a_rebuild(
    page: Page, site: Site, make_site: Callable[[dict[str, str]], Path], seed: int
) -> None:
    editor = Editor(seed)
    before = [editor.new(kind) for kind in ("checklist", "quiz") * 5]
    after = [editor.edited(block) for block in before]
    assert len({(block.id != old.id, block.page != old.page) for block, old in zip(after, before, strict=True)}) == 4
    acts = chosen(editor.random, before)

    site.folder = make_site(pages(before))
    act(page, site, before, acts)
    assert shown(page, site) == acts.expected(before)
    kept = all_choices(stored(page))

    site.folder = make_site(pages(after))
    assert shown(page, site) == acts.expected(after)
    assert all_choices(stored(page)) == kept

    # And when everything has been written anew: whatever was not chosen yet is chosen too.
    more = chosen(editor.random, after)
    items = {part.origin for block in after for part in block.parts if part.kind == "item"}
    fresh = Acts(frozenset(items & more.ticked) - acts.ticked, frozenset(), frozenset())
    act(page, site, after, fresh)
    assert shown(page, site) == replace(acts, ticked=acts.ticked | fresh.ticked).expected(after)
    assert all_choices(stored(page)).items() >= kept.items()
