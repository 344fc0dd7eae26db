"""An entry of guidance.yml that does not stand where it says that it stands.

Why: the guide promises that nothing of the five articles is lost without a word. What is stated or compared is cited
on its page, what is set aside is named on the about page with its reason.

Example: `page: keep-going` in an entry that no sentence of docs/keep-going.md cites.

Put it right: cite it with `[@id]` behind the sentence that says it; or change its `page`; or set it aside
(`treatment: set-aside`) and give the reason. A site without a start page is not a whole guide and is not asked.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

from onward.build import Build
from onward.checks.rule import Finding, Rule
from onward.homes import Place, conflicts_with, page_of, places, unseen
from onward.model import Advisers, RegistryList, Severity
from onward.registry import Addition, Atom, Conflict, Entry

HINT = "Write [@{id}] behind the sentence that says it, or change the entry."


def check(build: Build) -> Iterator[Finding]:
    if not any(page.front and page.front.kind == "start" for page in build.pages.values()):
        return
    cited = places(build)
    hidden = {page.path for page in build.pages.values() if unseen(page, build)}
    lists = {block.title for page in build.pages.values() for block in page.blocks if isinstance(block, RegistryList)}
    for entry_id, entry in build.registry.entries.items():
        if hidden and _may_stand_in(hidden, build, entry):
            continue  # What is wrong with the page is said there, and hides what it cites.
        for message, hint in _faults(build, entry, cited, lists):
            yield Finding(build.registry.positions["guidance.yml", entry_id], message, hint, path="_data/guidance.yml")


def _may_stand_in(hidden: Collection[str], build: Build, entry: Entry) -> bool:
    """Whether an entry may stand on one of the pages of which not everything could be read."""
    if isinstance(entry, Conflict):
        return page_of(build, entry.page) in hidden
    if isinstance(entry, Addition):
        return any(page_of(build, page) in hidden for page in (entry.page, *entry.pages))
    if isinstance(entry, Atom) and entry.treatment == "compared":
        boxes = (build.registry.conflict(name) for name in conflicts_with(build.registry, entry.id))
        return any(page_of(build, conflict.page) in hidden for conflict in boxes if conflict)
    if isinstance(entry, Atom) and entry.treatment == "stated":
        return page_of(build, entry.page or "") in hidden
    return True  # These may stand on any page.


def _faults(
    build: Build, entry: Entry, cited: Mapping[str, Sequence[Place]], lists: Collection[str]
) -> Iterator[tuple[str, str]]:
    here = cited.get(entry.id, ())
    if isinstance(entry, Atom) and entry.treatment == "set-aside":
        yield from _set_aside(entry, here, lists)
    elif isinstance(entry, Atom) and entry.treatment == "compared":
        yield from _compared(build, entry, here)
    elif isinstance(entry, Atom):
        yield from _on_page(build, entry.id, entry.page or "", here)
    elif isinstance(entry, Conflict):
        yield from _conflict(build, entry)
    elif isinstance(entry, Addition):
        for page in (entry.page, *entry.pages):
            yield from _on_page(build, entry.id, page, here)
    elif not here:
        yield f"no page cites `{entry.id}`", HINT.format(id=entry.id)


def _set_aside(entry: Atom, here: Sequence[Place], lists: Collection[str]) -> Iterator[tuple[str, str]]:
    if "set-aside" not in lists:
        yield f"`{entry.id}` is set aside, and no page says so", "Put `/// registry | set-aside` on the about page."
    if not entry.reason:
        yield f"`{entry.id}` is set aside without a reason", "Write the `reason`: the about page prints it."
    if here:
        yield f"`{entry.id}` is set aside, and {here[0].path} cites it", "Take the citation out, or state it."


def _compared(build: Build, entry: Atom, here: Sequence[Place]) -> Iterator[tuple[str, str]]:
    conflicts = list(conflicts_with(build.registry, entry.id))
    if not any(place.conflict in conflicts for place in here):
        boxes = " or ".join(f"`{name}`" for name in conflicts) or "any conflict"
        yield f"`{entry.id}` is to be compared, and the box of {boxes} does not cite it", HINT.format(id=entry.id)


def _on_page(build: Build, entry_id: str, name: str, here: Sequence[Place]) -> Iterator[tuple[str, str]]:
    path = page_of(build, name)
    if not path:
        message = f"`{entry_id}` has its home on `{name}`, and there is no such page"
        yield message, "Write the name of a page, without .md."
    elif not any(place.path == path for place in here):
        yield f"`{entry_id}` has its home on `{name}`, and nothing there cites it", HINT.format(id=entry_id)


def _conflict(build: Build, entry: Conflict) -> Iterator[tuple[str, str]]:
    boxes = [
        page.path
        for page in build.pages.values()
        for block in page.blocks
        if isinstance(block, Advisers) and block.id == entry.id
    ]
    if boxes != [page_of(build, entry.page)]:
        where = f"on {', '.join(sorted(boxes))}" if boxes else "nowhere"
        message = f"the box of `{entry.id}` has its home on `{entry.page}`, and stands {where}"
        yield message, f"Write `/// advisers-differ` with `conflict: {entry.id}` there, once."


RULE = Rule("entry-home", Severity.WARNING, __doc__, site=check)
