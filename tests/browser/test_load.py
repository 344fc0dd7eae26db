"""A file that comes back: merged choice by choice by its own times, or refused with a sentence and nothing changed."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from playwright.sync_api import Page, expect

from browser.announcements import announcements, listen
from browser.blocks import SITE_ID, Plan, stored
from browser.clock import set_time
from browser.scripts import expose
from browser.serving import Site

Choices = dict[str, dict[str, Any]]
Blocks = dict[str, Choices]

LIST = "first-24-hours"
UNCHANGED = "Nothing has changed."
BROKEN = "This file cannot be read. It may be damaged, or another kind of file."
FOREIGN = "This file was not saved from these pages."
NEWER = "This file was saved by a newer version of these pages. Reload this page and try again."
HUGE = "This file is larger than 1 MB, so it was not saved from these pages."
LONG = "A text in this file is longer than {} characters."


def file_of(blocks: object, **more: object) -> str:
    """The text of a file, with anything in it changed by `more`."""
    return json.dumps({"onward": 1, "site": SITE_ID, "saved": "2026-11-27T09:00:00Z", "blocks": blocks, **more})


def block_of(choices: object, version: object = 1) -> dict[str, object]:
    return {"v": version, "choices": choices}


def nested(depth: int) -> object:
    value: object = 1
    for _ in range(depth):
        value = [value]
    return value


TICK = {"on": True, "at": 5}
WHOLE = file_of({LIST: block_of({"leave-reply": TICK})})
OTHER = "This file was saved on another site: {}."

REFUSED_FILES: dict[str, tuple[str | bytes, str]] = {
    "empty": ("", BROKEN),
    "no JSON": ("Dear reader", BROKEN),
    "a picture": (b"\x89PNG\r\n\x1a\n\x00\xff\xfe", BROKEN),
    "UTF-16": (WHOLE.encode("utf-16"), BROKEN),
    "a broken character": (WHOLE.replace("leave", "le\u00e9").encode("latin-1"), BROKEN),
    "a lone byte": (WHOLE.encode()[:-4] + b"\xc3", BROKEN),
    "cut off": (WHOLE[:-3], BROKEN),
    "null": ("null", FOREIGN),
    "a number": ("1", FOREIGN),
    "a list": (f"[{WHOLE}]", FOREIGN),
    "somebody else’s": ('{"version": 3, "items": []}', FOREIGN),
    "no site": ('{"onward": 1, "blocks": {}}', FOREIGN),
    "a site that is none": (file_of({}, site={"id": SITE_ID}), FOREIGN),
    "version in words": (file_of({}, onward="1"), FOREIGN),
    "version nought": (file_of({}, onward=0), FOREIGN),
    "half a version": (file_of({}, onward=1.5), FOREIGN),
    "a newer version": (file_of({}, onward=2), NEWER),
    "a newer version of another site": (file_of({}, onward=2, site="x"), NEWER),
    "another site": (file_of({}, site="other-agency"), OTHER.format("other-agency")),
    "a hostile site": (
        file_of({}, site="<img src=x onerror=alert(1)>{most}"),
        OTHER.format("<img src=x onerror=alert(1)>{most}"),
    ),
    "a site without end": (file_of({}, site="x" * 9999), OTHER.format("x" * 60)),
    "no blocks": (file_of(None), BROKEN),
    "blocks in a list": (file_of([]), BROKEN),
    "a block that is none": (file_of({LIST: None}), BROKEN),
    "a newer block": (file_of({LIST: block_of({}, 2)}), NEWER),
    "a block without version": (file_of({LIST: {"choices": {}}}), BROKEN),
    "choices in a list": (file_of({LIST: block_of([])}), BROKEN),
    "a choice that is none": (file_of({LIST: block_of({"leave-reply": True})}), BROKEN),
    "a choice without time": (file_of({LIST: block_of({"leave-reply": {"on": True}})}), BROKEN),
    "a time in words": (file_of({LIST: block_of({"leave-reply": {"on": True, "at": "5"}})}), BROKEN),
    "a time before time": (file_of({LIST: block_of({"leave-reply": {"on": True, "at": -1}})}), BROKEN),
    "a time without end": (WHOLE.replace("5}", "1e999}"), BROKEN),
    "one bad choice among good ones": (file_of({"a": block_of({"b": TICK}), LIST: block_of({"c": 1})}), BROKEN),
    "a block named as a copy": (file_of({f"{LIST}:unreadable": block_of({})}), BROKEN),
    "a block without name": (file_of({"": block_of({})}), BROKEN),
    "a block named without end": (file_of({"x" * 201: block_of({})}), BROKEN),
    "a block named __proto__": (file_of({"__proto__": block_of({"on": TICK})}), BROKEN),
    "a text without end": (file_of({LIST: block_of({"a:note": {"text": "x" * 1001, "at": 5}})}), LONG.format(1000)),
    "a field without end": (
        file_of({"response-plan": block_of({"1:area": {"text": "x" * 1001, "at": 5}})}),
        LONG.format(1000),
    ),
    "an id without end": (file_of({LIST: block_of({"x" * 10_001: TICK})}), LONG.format(10000)),
    "a long text of another kind": (
        file_of({LIST: block_of({"a": {"more": ["x" * 10_001], "at": 5}})}),
        LONG.format(10000),
    ),
    "deep in a choice": (file_of({LIST: block_of({"a": {"more": nested(30), "at": 5}})}), BROKEN),
    "very deep": (f'{{"onward": 1, "site": "{SITE_ID}", "blocks": {"[" * 200_000}{"]" * 200_000}}}', BROKEN),
    "very deep in a choice": (
        WHOLE.replace("true", "[" * 200_000 + "]" * 200_000),
        BROKEN,
    ),
    "very deep and cut off": ("[" * 900_000, BROKEN),
    "1 MB and a byte": (WHOLE + " " * (1_000_001 - len(WHOLE)), HUGE),
    "5 MB": (WHOLE + " " * 5_000_000, HUGE),
}


@pytest.fixture
def plan(page: Page, site: Site) -> Plan:
    listen(page)
    page.goto(site.address("make-a-plan/"))
    return Plan(page)


@pytest.mark.parametrize(("data", "sentence"), REFUSED_FILES.values(), ids=REFUSED_FILES.keys())
def test_a_file_that_is_none_of_ours_changes_nothing(plan: Plan, data: str | bytes, sentence: str) -> None:
    """That nothing throws, and nobody is asked for anything, is seen to for every test: `faults` in conftest.py."""
    plan.field("What to work on").fill("Mine")
    before = stored(plan.page)
    plan.load_text(data)
    expect(plan.said).to_have_text(f"{sentence} {UNCHANGED}")
    assert stored(plan.page) == before
    expect(plan.field("What to work on")).to_have_value("Mine")
    expect(plan.root.locator("img")).to_have_count(0)
    # It is said again when the same file is chosen again, each time once.
    plan.load_text(data)
    expect(plan.said).to_have_text(f"{sentence} {UNCHANGED}")
    assert announcements(plan.page) == [f"{sentence} {UNCHANGED}"] * 2


@pytest.mark.parametrize("name", ["<img src=x onerror=alert(1)>.json", "__proto__", "a" * 200])
def test_the_name_of_a_file_does_not_matter(plan: Plan, name: str) -> None:
    plan.load_text(WHOLE, name)
    expect(plan.said).to_have_text("Choices loaded: 1.")


@pytest.mark.parametrize("data", [WHOLE, "\ufeff" + WHOLE, WHOLE + " " * (1_000_000 - len(WHOLE))])
def test_a_file_that_is_ours_is_loaded(plan: Plan, data: str) -> None:
    plan.load_text(data)
    expect(plan.said).to_have_text("Choices loaded: 1.")
    expect(plan.lists).to_contain_text("The first 24 hours")


def test_a_later_untick_wins_over_an_older_tick_in_either_direction(plan: Plan) -> None:
    plan.page.evaluate(
        "([key, raw]) => localStorage.setItem(key, raw)",
        [
            f"onward:1:{SITE_ID}:{LIST}",
            json.dumps(block_of({"leave-reply": {"on": False, "at": 9}, "one-person": {"on": True, "at": 1}})),
        ],
    )
    newer = {"leave-reply": TICK, "one-person": {"on": False, "at": 5}, "gone": TICK}
    plan.load_text(file_of({LIST: block_of(newer), "unknown": block_of({"x": {"what": [1], "at": 5}})}))
    expect(plan.said).to_have_text("Choices loaded: 3. Newer ones kept here: 1.")
    kept = {key.split(":")[-1]: json.loads(raw)["choices"] for key, raw in stored(plan.page).items()}
    assert kept == {
        LIST: {"leave-reply": {"on": False, "at": 9}, "one-person": {"on": False, "at": 5}, "gone": TICK},
        "unknown": {"x": {"what": [1], "at": 5}},
    }


def test_a_time_in_the_future_does_not_win_for_ever(plan: Plan) -> None:
    now = 1_795_000_000_000
    set_time(plan.page, now)
    future = file_of({"response-plan": block_of({"1:area": {"text": "From the future", "at": now + 10**10}})})
    plan.load_text(future)
    expect(plan.field("What to work on")).to_have_value("From the future")
    assert plan.choices()["1:area"]["at"] == now
    set_time(plan.page, now + 5)
    plan.load_text(future)
    expect(plan.said).to_have_text("Everything in this file is here already.")
    assert plan.choices()["1:area"] == {"text": "From the future", "at": now + 5}
    plan.field("What to work on").fill("Mine")
    assert plan.choices()["1:area"] == {"text": "Mine", "at": now + 6}


def test_how_somebody_feels_is_taken_from_no_file_and_put_into_none(plan: Plan) -> None:
    check = {"low-mood": {"pick": ["yes"], "at": 5}, "explain-employer": {"pick": ["no"], "at": 5}}
    plan.load_text(file_of({"what-to-work-on": block_of(check)}))
    kept = json.loads(stored(plan.page)[f"onward:1:{SITE_ID}:what-to-work-on"])["choices"]
    assert set(kept) == {"explain-employer"}
    # What was there before the question became one about feelings is not saved with the rest.
    plan.page.evaluate(
        "([key, raw]) => localStorage.setItem(key, raw)",
        [f"onward:1:{SITE_ID}:what-to-work-on", json.dumps(block_of(check))],
    )
    with plan.page.expect_download() as saved:
        plan.root.get_by_role("button", name="Save as a file").click()
    blocks = json.loads(saved.value.path().read_text("utf-8"))["blocks"]
    assert set(blocks["what-to-work-on"]["choices"]) == {"explain-employer"}


def test_what_every_object_has_can_be_an_id(plan: Plan) -> None:
    ids = ["__proto__", "constructor", "toString", "hasOwnProperty"]
    plan.load_text(file_of({LIST: block_of(dict.fromkeys(ids, TICK)), "constructor": block_of({"a": TICK})}))
    expect(plan.said).to_have_text("Choices loaded: 5.")
    assert set(json.loads(stored(plan.page)[f"onward:1:{SITE_ID}:{LIST}"])["choices"]) == set(ids)
    assert plan.page.evaluate("() => ({}).on") is None


TWO = file_of({name: block_of({"x": {"text": "file", "at": 20}}) for name in ("a", "b")})


@pytest.mark.parametrize("before", [None, "{", json.dumps(block_of({"x": {"text": "mine", "at": 1}}))])
def test_when_the_browser_refuses_half_way_what_was_stored_is_put_back(plan: Plan, before: str | None) -> None:
    key = f"onward:1:{SITE_ID}:a"
    if before is not None:
        plan.page.evaluate("([key, raw]) => localStorage.setItem(key, raw)", [key, before])
    plan.page.evaluate(
        """() => {
            const { setItem } = Storage.prototype;
            Storage.prototype.setItem = function (key, value) {
                if (key.endsWith(":b")) throw new DOMException("Full", "QuotaExceededError");
                setItem.call(this, key, value);
            };
        }"""
    )
    plan.load_text(TWO)
    expect(plan.said).to_have_text(
        "Choices loaded: 2. This browser will not keep them: they are here until you leave this page."
    )
    assert stored(plan.page) == ({} if before is None else {key: before})
    # They can be taken along all the same.
    with plan.page.expect_download() as download:
        plan.save.click()
    assert {"a", "b"} <= set(json.loads(download.value.path().read_text("utf-8"))["blocks"])


# What the rules say, written a second time and plainly.


def model_of_loading(here: Blocks, file: Blocks, now: int) -> tuple[Blocks, int, int]:
    """What is stored after a file was loaded, how many choices are other ones now, and how many newer ones stayed."""
    after = {block: dict(choices) for block, choices in here.items()}
    taken = kept = 0
    for block, choices in file.items():
        for name, choice in choices.items():
            loaded = {**choice, "at": min(choice["at"], now)}
            mine = here.get(block, {}).get(name)
            other = mine is None or {**mine, "at": 0} != {**loaded, "at": 0}
            if mine is None or mine["at"] <= loaded["at"]:
                taken += other
                after.setdefault(block, {})[name] = loaded
            else:
                kept += other
    return after, taken, kept


NOW = 1000
names = st.sampled_from(["a", "b", "__proto__", "a:note", "1:area", "constructor"])
texts = st.text(st.characters(codec="utf-8"), max_size=8) | st.just("<img src=x onerror=alert(1)>")
contents = (
    st.fixed_dictionaries({"on": st.booleans()})
    | st.fixed_dictionaries({"text": texts})
    | st.fixed_dictionaries({"date": st.sampled_from(["", "2026-12-04"])})
    | st.fixed_dictionaries({"pick": st.lists(names, max_size=2), "checked": st.booleans()})
)
times = st.integers(0, 6) | st.integers(NOW - 2, NOW + 3)
choice = st.builds(lambda content, at: {**content, "at": at}, contents, times)
block_names = st.sampled_from(["one", "two", "first-24-hours", "constructor"])
blocks = st.dictionaries(block_names, st.dictionaries(names, choice, max_size=4), max_size=3)
PROPERTY = settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])

START_FROM = """([here, now]) => {
    localStorage.clear();
    for (const [id, choices] of Object.entries(here)) {
        localStorage.setItem(own.PREFIX + id, JSON.stringify({ v: 1, choices }));
    }
    Date.now = () => now;
}"""
LOAD = "text => own.loadFile(new File([text], 'choices.json'))"


@pytest.fixture
def scripts(page: Page, site: Site) -> Page:
    """A page without our script, with its functions within reach."""
    page.route("**/assets/onward.*.js", lambda route: route.fulfill(body=""))
    page.goto(site.address("404.html"))
    expose(page, ["dom.js", "store.js", "file.js", "foot.js", "writing.js", "load.js"], "loadFile", "gather", "PREFIX")
    return page


def load(page: Page, blocks: Blocks) -> str:
    said: str = page.evaluate(LOAD, file_of({name: block_of(choices) for name, choices in blocks.items()}))
    return said


def kept_in(page: Page) -> Blocks:
    start = f"onward:1:{SITE_ID}:"
    return {key.removeprefix(start): json.loads(raw)["choices"] for key, raw in stored(page).items()}


def start_from(page: Page, here: Blocks, now: int = NOW) -> None:
    # As a text: Playwright's own way of handing over an object knows no `__proto__`.
    page.evaluate(f"([here, now]) => ({START_FROM})([JSON.parse(here), now])", [json.dumps(here), now])


@PROPERTY
@given(here=blocks, file=blocks)
def test_loading_is_what_the_rules_say(scripts: Page, here: Blocks, file: Blocks) -> None:
    start_from(scripts, here)
    said = load(scripts, file)
    after, taken, kept = model_of_loading(here, file, NOW)
    assert kept_in(scripts) == after
    if taken + kept:
        newer = f" Newer ones kept here: {kept}." if kept else ""
        assert said == f"Choices loaded: {taken}.{newer}"
    else:
        assert said == "Everything in this file is here already."
    if until(NOW, here) != here:
        return  # What is here was dated into the future as well: which of the two wins hangs on the day.
    # A second time, later, it changes nothing; but a time that was to come then may have come.
    scripts.evaluate("() => { const now = Date.now(); Date.now = () => now + 7; }")
    assert not re.match("Choices loaded: [1-9]", load(scripts, file))
    assert until(NOW, kept_in(scripts)) == until(NOW, after)


def until(time: int, blocks: Blocks) -> Blocks:
    """The choices with no time after this one."""
    return {
        block: {name: {**one, "at": min(one["at"], time)} for name, one in choices.items()}
        for block, choices in blocks.items()
    }


@PROPERTY
@given(here=blocks, files=st.tuples(blocks, blocks))
def test_of_two_files_the_newer_choice_wins_whichever_comes_first(
    scripts: Page, here: Blocks, files: tuple[Blocks, Blocks]
) -> None:
    # Times that differ and are past: of two choices of one moment, the one that comes second is taken.
    every = (here, *files)
    for number, each in enumerate(every):
        for choices in each.values():
            for one in choices.values():
                one["at"] = (one["at"] % 7) * len(every) + number
    ends = []
    for order in (files, files[::-1]):
        start_from(scripts, here)
        for file in order:
            load(scripts, file)
        ends.append(kept_in(scripts))
    assert ends[0] == ends[1]


@PROPERTY
@given(here=blocks)
def test_what_is_gathered_comes_back_whole(scripts: Page, here: Blocks) -> None:
    start_from(scripts, here)
    text = scripts.evaluate("() => JSON.stringify(own.gather())")
    start_from(scripts, {})
    scripts.evaluate(LOAD, text)
    assert kept_in(scripts) == {block: choices for block, choices in until(NOW, here).items() if choices}


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | texts,
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(names | st.sampled_from(["v", "at"]), inner, max_size=3)
    ),
    max_leaves=12,
)


@PROPERTY
@given(
    part=anything,
    place=st.sampled_from(["file", "onward", "site", "blocks", "block", "v", "choices", "choice", "at", "content"]),
)
def test_whatever_stands_in_a_file_it_is_taken_whole_or_not_at_all(scripts: Page, part: object, place: str) -> None:
    one = {"on": True, "at": part} if place == "at" else {"more": part, "at": 5}
    choices = {"b": TICK, "a": part if place == "choice" else one}
    block = block_of(part if place == "choices" else choices, part if place == "v" else 1)
    all_blocks = {"one": block_of({"a": TICK}), "two": part if place == "block" else block}
    more = {place: part} if place in {"onward", "site"} else {}
    text = json.dumps(part) if place == "file" else file_of(part if place == "blocks" else all_blocks, **more)
    here = {"one": {"a": {"on": False, "at": 3}}}
    start_from(scripts, here)
    said = scripts.evaluate(LOAD, text)
    if said.endswith(UNCHANGED):
        assert kept_in(scripts) == here
    else:
        assert json.loads(text)["onward"] == 1
        assert kept_in(scripts)["one"]["a"] in (TICK, here["one"]["a"])
