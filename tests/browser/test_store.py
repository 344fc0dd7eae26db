"""The store of choices alone, in a blank page: many operations in a row against a small model of what must be kept.

The sources `store.js` and `file.js` stand in a function, so two calls of it are two tabs over one storage.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from playwright.sync_api import Browser, Page

import sites
from browser.serving import served

SCRIPTS = sites.REPO / "overrides" / "scripts"
SOURCES = "\n".join((SCRIPTS / name).read_text("utf-8") for name in ("store.js", "file.js"))

HARNESS = """
window.open_tab = () => { "use strict"; const SITE = "s"; const TEXT = {}; SOURCES
  return { Store, gather, choicesIn };
};
{
  const { getItem, setItem, removeItem } = Storage.prototype;
  const refused = () => { throw new DOMException("No", "QuotaExceededError"); };
  const modes = { works: [], full: ["setItem"], refuses: ["getItem", "setItem", "removeItem"] };
  let now = 0;
  Date.now = () => now;
  const mode = (name) => {
    Object.assign(Storage.prototype, { getItem, setItem, removeItem });
    modes[name].forEach((method) => { Storage.prototype[method] = refused; });
  };
  const dump = () => Object.entries({ ...localStorage });

  // Each operation is [name, tab, store, ...]; gives, for each, its outcome, every store's choices, and what is stored.
  window.play = (stores, operations) => {
    mode("works");
    now = 0;
    localStorage.clear();
    const tabs = [window.open_tab(), window.open_tab()];
    const all = tabs.map(({ Store }) => stores.map(([id, was]) => new Store(id, was)));
    const removed = new Map();
    const act = {
      choose: (store, id, was, choice) => store.choose(id, was, choice),
      keep: (store, choices) => store.keep(new Map(choices)),
      clear: (store) => { removed.set(store, store.clear()); return removed.get(store) !== null; },
      restore: (store) => {
        const what = removed.get(store);
        removed.delete(store);
        return what ? store.restore(what) : "nothing";
      },
      write: (store, raw) => { setItem.call(localStorage, store.key, raw); },
      mode: (_, name) => mode(name),
      clock: (_, time) => { now = time; },
    };
    return operations.map(([name, tab, store, ...rest]) => [
      act[name](all[tab][store], ...rest) ?? null,
      all.map((each) => each.map((one) => [...one.choices()])),
      dump(),
      tabs.map(({ gather }) => JSON.stringify(gather())),
    ]);
  };
}
""".replace("SOURCES", SOURCES)

# A block, the same one in a second place of the page, what it was before, and one with a name of every object.
STORES = (("b", "a"), ("b", ""), ("a", ""), ("__proto__", ""))
IDS = ("x", "y", "constructor", "__proto__", "toString", "x:note", "1:due")
LATEST = 2**53 - 1
Choices = dict[str, dict[str, Any]]


@pytest.fixture(scope="module")
def blank(chromium: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    """A blank page of an address of its own, with the store in it."""
    folder = tmp_path_factory.mktemp("blank")
    (folder / "index.html").write_text("<!doctype html><title>Blank</title>", "utf-8")
    with served(folder) as site:
        context = chromium.new_context()
        page = context.new_page()
        page.goto(site.address())
        page.add_script_tag(content=HARNESS)
        yield page
        context.close()


def key(block: str) -> str:
    """The key of a block in the browser's storage."""
    return f"onward:1:s:{block}"


def merged(first: Choices, second: Choices) -> Choices:
    """Both; the later of two with one id, and the second of two that are equally late."""
    return {**first, **{name: one for name, one in second.items() if one["at"] >= first.get(name, one)["at"]}}


def readable(raw: str | None) -> Choices | None:
    """What a stored value holds, as the format is written down: None if it is none of ours."""
    if raw is None:
        return {}
    try:
        value = json.loads(raw)
        whole = type(value["v"]) is int and value["v"] == 1
        whole = whole and all(type(one["at"]) is int and 0 <= one["at"] <= LATEST for one in value["choices"].values())
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None
    found: Choices = value["choices"]
    return found if whole else None


@dataclass
class Model:
    """What must be in the storage, beside it, and in the memory of each tab."""

    stored: dict[str, str | Choices] = field(default_factory=dict)
    aside: dict[str, set[str]] = field(default_factory=dict)
    unsaved: tuple[dict[str, Choices], ...] = field(default_factory=lambda: ({}, {}))
    removed: dict[tuple[int, int], Any] = field(default_factory=dict)
    mode: str = "works"
    now: int = 0

    def act(self, name: str, tab: int, store: int, *rest: Any) -> Any:
        """Do one operation; gives its outcome."""
        return getattr(self, name)(tab, store, *rest)

    def view(self, tab: int, store: int) -> Choices:
        """The choices that a block shows."""
        block, was = STORES[store]
        seen: Choices = {}
        for each in (*was.split(), block):
            there = self.stored.get(each)
            if self.mode != "refuses" and isinstance(there, dict):
                seen = merged(seen, there)
        return merged(seen, self.unsaved[tab].get(block, {}))

    def file(self, tab: int) -> dict[str, Choices]:
        """What a file has that is saved in a tab: all that can be read, and what the browser would not keep."""
        blocks = {block: there for block, there in self.stored.items() if isinstance(there, dict)}
        unsaved = self.unsaved[tab]
        blocks |= {block: merged(blocks.get(block, {}), unsaved[block]) for block in unsaved}
        return {block: choices for block, choices in blocks.items() if choices}

    def choose(self, tab: int, store: int, name: str, was: str, choice: dict[str, Any]) -> str:
        before = [one["at"] for old, one in self.view(tab, store).items() if old in {name, *was.split()}]
        at = min(max([self.now, 0, *(time + 1 for time in before)]), LATEST)
        return self.keep(tab, store, [[name, {**choice, "at": at}]])

    def keep(self, tab: int, store: int, choices: Sequence[Any]) -> str:
        block = STORES[store][0]
        new: Choices = dict(choices)
        if self.mode != "works":
            self.unsaved[tab][block] = merged(self.unsaved[tab].get(block, {}), new)
            return "refused"
        there = self.stored.get(block)
        if isinstance(there, str):
            self.aside.setdefault(block, set()).add(there)
        self.stored[block] = merged(self.view(tab, store), new)
        self.unsaved[tab].pop(block, None)
        return "copied" if isinstance(there, str) else "kept"

    def clear(self, tab: int, store: int) -> bool:
        block, was = STORES[store]
        blocks = (block, *was.split())
        view, stored, aside = self.view(tab, store), {}, {}
        if self.mode != "refuses":
            stored = {each: self.stored.pop(each) for each in blocks if each in self.stored}
            aside = {each: self.aside.pop(each) for each in blocks if each in self.aside}
        self.unsaved[tab].pop(block, None)
        self.removed[tab, store] = (view, stored, aside) if view or stored or aside else None
        return bool(view or stored or aside)

    def restore(self, tab: int, store: int) -> str:
        removed = self.removed.pop((tab, store), None)
        if removed is None:
            return "nothing"
        view, stored, aside = removed
        block = STORES[store][0]
        for each, there in stored.items() if self.mode == "works" else ():
            if each not in self.stored:
                self.stored[each] = there
            elif isinstance(there, str):
                self.aside.setdefault(block, set()).add(there)
        for each, raws in aside.items() if self.mode == "works" else ():
            self.aside.setdefault(each, set()).update(raws)
        if view:
            return self.keep(tab, store, list(view.items()))
        return "kept" if self.mode == "works" or not (stored or aside) else "refused"

    def write(self, tab: int, store: int, raw: str) -> None:
        choices = readable(raw)
        self.stored[STORES[store][0]] = raw if choices is None else choices

    def set_mode(self, tab: int, store: int, name: str) -> None:
        self.mode = name

    def set_clock(self, tab: int, store: int, now: int) -> None:
        self.now = now


def in_storage(entries: Sequence[Sequence[str]]) -> tuple[dict[str, str | Choices], dict[str, set[str]]]:
    """What is stored, by block, and what was put aside, by block."""
    stored: dict[str, str | Choices] = {}
    aside: dict[str, set[str]] = {}
    for name, raw in entries:
        block, _, copy = name.removeprefix(key("")).partition(":")
        if copy:
            aside.setdefault(block, set()).add(raw)
        else:
            choices = readable(raw)
            stored[block] = raw if choices is None else choices
    return stored, aside


TIMES = st.sampled_from([0, 1, 5, 1_795_305_600_000, LATEST - 1, LATEST])
CHOICE = st.sampled_from([{"on": True}, {"on": False}, {"pick": ["x"], "checked": True}, {"text": "</p>", "more": [1]}])
CHOSEN = st.builds(lambda choice, at: {**choice, "at": at}, CHOICE, TIMES)
MAP = st.dictionaries(st.sampled_from(IDS), CHOSEN, max_size=3)
RAW = st.one_of(
    MAP.map(lambda choices: json.dumps({"v": 1, "choices": choices})),
    st.sampled_from(
        [
            "",
            "null",
            "[]",
            '{"v":1,"choices":{',
            '{"v":"1","choices":{}}',
            '{"v":2,"choices":{"x":{"on":true,"at":1}}}',
            '{"v":1,"choices":{"x":{"on":true,"at":-1}}}',
            '{"v":1,"choices":{"x":{"on":true,"at":"1"}}}',
            '{"v":1,"choices":{"x":{"on":true,"at":9007199254740992}}}',
        ]
    ),
)
TAB, STORE = st.integers(0, 1), st.integers(0, len(STORES) - 1)
WAS = st.sampled_from(["", "y", "y constructor"])
OPERATION = st.one_of(
    st.tuples(st.just("choose"), TAB, STORE, st.sampled_from(IDS), WAS, CHOICE),
    st.tuples(st.just("choose"), TAB, STORE, st.sampled_from(IDS), WAS, CHOICE),
    st.tuples(st.just("keep"), TAB, STORE, MAP.map(lambda choices: [list(each) for each in choices.items()])),
    st.tuples(st.sampled_from(["clear", "restore"]), TAB, STORE),
    st.tuples(st.just("write"), TAB, STORE, RAW),
    st.tuples(st.just("mode"), TAB, STORE, st.sampled_from(["works", "works", "full", "refuses"])),
    st.tuples(st.just("clock"), TAB, STORE, st.sampled_from([-5, 0, 1_000, 1_795_305_600_000, 8_640_000_000_000_000])),
)
TICK = ("choose", 0, 1, "x", "", {"on": True})


@settings(
    max_examples=200,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
@given(st.lists(OPERATION, max_size=25))
@example([("write", 0, 1, "null"), TICK, ("write", 0, 1, "[]"), TICK])
@example([("write", 0, 1, "null"), ("clear", 0, 1), TICK, ("restore", 0, 1)])
@example([("write", 0, 2, "null"), ("choose", 0, 2, "x", "", {"on": True}), ("clear", 0, 0)])
@example([("keep", 0, 1, [["x", {"on": True, "at": LATEST - 1}]]), TICK, TICK, TICK])
def test_whatever_happens_nothing_is_lost_or_moved(blank: Page, operations: Sequence[Sequence[Any]]) -> None:
    model = Model()
    made: dict[tuple[int, int, str], int] = {}
    steps = blank.evaluate("([stores, operations]) => window.play(stores, operations)", [STORES, operations])
    for operation, (outcome, views, entries, files) in zip(operations, steps, strict=True):
        name, tab, store, *rest = operation
        expected = model.act({"mode": "set_mode", "clock": "set_clock"}.get(name, name), tab, store, *rest)
        assert outcome == expected, operation
        for number, stores in enumerate(views):
            for index, view in enumerate(stores):
                assert dict(view) == model.view(number, index), (operation, number, index)
        stored, aside = in_storage(entries)
        assert stored == model.stored, operation
        assert aside == model.aside, operation
        if model.mode != "refuses":
            for number, text in enumerate(files):
                blocks = json.loads(text)["blocks"]
                assert {block: value["choices"] for block, value in blocks.items()} == model.file(number), operation
        _nothing_made_is_gone(made, operation, views, model.mode)


def _nothing_made_is_gone(made: dict[Any, int], operation: Sequence[Any], views: Any, mode: str) -> None:
    """Without the model: what a tab chose, it shows, or something later; until somebody clears or writes over it."""
    name, tab, store, *rest = operation
    if name in {"clear", "write"}:
        made.clear()
    if mode == "refuses":
        return
    for (number, index, item), at in made.items():
        assert dict(views[number][index])[item]["at"] >= at, (operation, item)
    if name == "choose":
        made[tab, store, rest[0]] = dict(views[tab][store])[rest[0]]["at"]


def nested(brackets: int) -> str:
    """A choice that holds lists in lists."""
    return f'{{"v":1,"choices":{{"x":{{"at":1,"more":{"[" * brackets}{"]" * brackets}}}}}}}'


HOSTILE: Mapping[str, str] = {
    "HTML": "<img src=x onerror=alert(1)>",
    "HTML in a choice": '{"v":1,"choices":{"<b>":{"on":true,"at":1,"text":"<script>alert(1)</script>"}}}',
    "a prototype": '{"__proto__":{"v":1,"choices":{}}}',
    "a prototype of choices": '{"v":1,"choices":{"__proto__":{"on":true,"at":1,"__proto__":{"at":2}}}}',
    "names of every object": '{"v":1,"choices":{"constructor":{"at":1},"toString":{"at":1},"hasOwnProperty":{"at":1}}}',
    "five megabytes": json.dumps({"v": 1, "choices": {"big": {"text": "x" * 4_900_000, "at": 1}}}),
    "five megabytes of nothing": "x" * 4_900_000,
    "deep": nested(100_000),
    "deep and broken": "[" * 100_000,
    "another version": '{"v":2,"choices":{"x":{"on":true,"at":1}}}',
    "a version in words": '{"v":"1","choices":{"x":{"on":true,"at":1}}}',
    "a number as text": '{"v":1,"choices":{"x":{"on":true,"at":"1"}}}',
    "a negative time": '{"v":1,"choices":{"x":{"on":true,"at":-1}}}',
    "a huge time": '{"v":1,"choices":{"x":{"on":true,"at":1e300}}}',
    "the latest time": '{"v":1,"choices":{"x":{"on":true,"at":9007199254740991}}}',
    "half a millisecond": '{"v":1,"choices":{"x":{"on":true,"at":0.5}}}',
    "a choice in a list": '{"v":1,"choices":{"x":[{"on":true,"at":1}]}}',
    "a lone surrogate": '{"v":1,"choices":{"\\ud800":{"on":true,"at":1}}}',
}
"""What may stand under a key, whoever wrote it."""


# Large and deep values stay in the page: the way to the test is slow for the one and closed to the other.
PROBE = """raw => {
    localStorage.clear();
    const { Store, gather } = window.open_tab();
    const store = new Store("b", "a");
    localStorage.setItem(store.key, raw);
    store.choices();
    const outcomes = [1, 2].map(() => store.choose("mine", "", { on: true }));
    const shown = store.choices().get("mine").on;
    JSON.stringify(gather());
    const now = localStorage.getItem(store.key);
    const parsed = now === raw ? { choices: {} } : JSON.parse(now);
    const had = outcomes[0] === "kept" ? Object.entries(JSON.parse(raw).choices) : [];
    const before = JSON.stringify({ ...localStorage });
    store.restore(store.clear());
    return {
        outcomes,
        shown,
        mine: Object.hasOwn(parsed.choices, "mine"),
        whole: Object.values(localStorage).includes(raw),
        lost: had.filter(([id, one]) => JSON.stringify(parsed.choices[id]) !== JSON.stringify(one)).map(([id]) => id),
        same: JSON.stringify({ ...localStorage }) === before,
    };
}"""


@pytest.mark.parametrize("raw", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_values_stop_nothing_and_are_not_lost(blank: Page, raw: str) -> None:
    found = blank.evaluate(PROBE, raw)
    first, second = found["outcomes"]
    assert found["shown"] is True
    assert found["lost"] == []
    assert found["whole"] or first == "kept"
    # Where the value fills the whole storage, there is no room for a copy of it, and so it stays where it is.
    assert (second, found["mine"]) == (("refused", False) if first == "refused" else ("kept", True))
    assert found["same"]


def test_what_cannot_be_written_again_is_not_read(blank: Page) -> None:
    """Some browsers read what is nested deep and cannot write it; one such choice would keep all others out."""
    blank.evaluate(
        """() => {
            window.stringify = JSON.stringify;
            JSON.stringify = (value, ...rest) => {
                if (value.choices?.x?.more) throw new RangeError("Maximum call stack size exceeded");
                return window.stringify(value, ...rest);
            };
        }"""
    )
    try:
        found = blank.evaluate(PROBE, nested(3))
    finally:
        blank.evaluate("() => { JSON.stringify = window.stringify; }")
    assert found["outcomes"] == ["copied", "kept"]
    assert found["mine"]
    assert found["whole"]


def test_nothing_is_written_over_what_cannot_be_seen(blank: Page) -> None:
    """Where reading is refused and writing is not, a new value would take the place of one that nobody has read."""
    outcome, stored = blank.evaluate(
        """() => {
            localStorage.clear();
            const { Store } = window.open_tab();
            const store = new Store("b", "");
            store.choose("x", "", { on: true });
            const before = localStorage.getItem(store.key);
            const { getItem } = Storage.prototype;
            Storage.prototype.getItem = () => { throw new DOMException("No", "SecurityError"); };
            const outcome = store.choose("y", "", { on: true });
            Storage.prototype.getItem = getItem;
            return [outcome, localStorage.getItem(store.key) === before];
        }"""
    )
    assert (outcome, stored) == ("refused", True)
