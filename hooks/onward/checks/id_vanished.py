"""An id that was released is gone, and nothing says what has become of it.

Why: what readers ticked, chose or wrote is saved under the ids. When one goes without a word, their choices go with it.
docs/_data/ids.yml lists every id that was ever released.

Example: `{#drink-water}` was released, and is `{#drink}` now.

Put it right: write the old id again; or name it where the new one stands: `{#drink was="drink-water"}`, or `was:
old-id` under the opening line of a block. Old ids are never taken out: after a second change it is `{#sip was="drink
drink-water"}`. What was given up is named under `retired` in docs/_data/ids.yml, with the reason; nothing else may have
its id then. A block may move to another page as it is.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from onward.build import Build, pages_in_order
from onward.checks.rule import Finding, Rule
from onward.homes import page_unread
from onward.ledger import NAME, Homes, IdPath, Ledger, labelled
from onward.model import Block, Labelled, Page, Severity
from onward.page_files import DATA
from onward.schema import nearest

FILE = f"{DATA}/{NAME}"

_SAVED = {"item": "ticks", "field": "words", "option": "answers", "line": "answers", "step": "answers"}
"""What is saved under the id of one of a kind; of others, which one was chosen."""

HIDING = (
    "block-content",
    "block-end",
    "block-name",
    "block-unread",
    "checklist-items",
    "feedback-place",
    "list-place",
    "match-sides",
    "quiz-options",
    "quiz-question",
    "self-check-condition",
    "self-check-parts",
    "self-check-points",
    "stray-syntax",
)
"""Faults that hide a block or a part of one. What they hide has not vanished."""


def check(build: Build) -> Iterator[Finding]:
    ledger = build.registry.ledger
    if ledger is None:
        return
    shown = build.file(FILE)
    homes = Homes(pages_in_order(build.pages))
    retired = {homes.find(path).now for path in ledger.retired}
    whole = all(_whole(page, build) for page in build.pages.values())
    told: set[IdPath] = set()
    for path, place in ledger.released.items():
        found = homes.find(path)
        gone = found.gone
        if gone is None or gone in told or _is_retired(gone, retired):
            continue
        told.add(gone)
        given_up = (
            f"If it was deleted on purpose, enter `{'/'.join(gone)}` under `retired` in {shown}, with the reason."
        )
        if found.page is None or found.block is None:
            if whole:
                message, become, heir_id = _block(gone, homes, ledger)
                # Where it is known, the place where something is to be written.
                page, heir = homes.blocks.get(heir_id, (None, None))
                where, file = (heir.position, page.path) if page and heir else (place, FILE)
                yield Finding(where, message, f"{become} {given_up}", path=file)
        elif not page_unread(found.page, build) and not found.page.faulty(found.block, *HIDING):
            message, become, member = _member(gone, found.block, homes, ledger)
            where = member.position if member else found.position
            yield Finding(where, message, f"{become} {given_up}", path=found.page.path)
    yield from _back(build, ledger, homes)


def _back(build: Build, ledger: Ledger, homes: Homes) -> Iterator[Finding]:
    """Ids that were given up, and that something has again."""
    for path in ledger.retired:
        found = homes.find(path)
        if found.gone is None and found.page:
            message = f"`{'/'.join(path)}` is retired, and stands here again"
            hint = f"Readers have saved something else under it. Write a new id; {build.file(FILE)} says why."
            yield Finding(found.position, message, hint, path=found.page.path)


def _whole(page: Page, build: Build) -> bool:
    """Whether every block of a page can be seen."""
    return not page_unread(page, build) and not any(fault.rule in HIDING for fault in page.faults)


def _is_retired(gone: IdPath, retired: Collection[IdPath]) -> bool:
    return any(gone[:length] in retired for length in range(1, len(gone) + 1))


def _block(gone: IdPath, homes: Homes, ledger: Ledger) -> tuple[str, str, str]:
    """What to say of a block that is gone: message, what to write if it has another id, and that id if it is known."""
    (old,) = gone
    blocks = (block for _, block in homes.blocks.values())
    heirs = {block.id: block.was for block in blocks if block.was or (block.id,) not in ledger.released}
    guess = _guess(old, heirs)
    become = f"If it has another id now, write `was: {old}` under its opening line."
    if guess:
        was = f"`was: {' '.join([*heirs[guess], old])}`"
        become = f"Write `id: {old}` again. To keep `{guess}` instead, write {was} under its opening line."
    message = f"the block `{old}`, under which readers' choices are saved, is on no page"
    return message, become, guess or ""


def _member(gone: IdPath, block: Block, homes: Homes, ledger: Ledger) -> tuple[str, str, Labelled | None]:
    """What to say of a part of a block that is gone: message, what to write if it has another id, and who has that."""
    *outer, old = gone
    released = {homes.find(path).now for path in ledger.released}
    # What was released under its own id, and under no other, is itself and not what has become of another.
    members = {
        member.label.id: member
        for path, member in labelled(block)
        if path[:-1] == gone[:-1] and member.label.id and (member.label.was or path not in released)
    }
    heirs = {name: member.label.was for name, member in members.items()}
    guess = _guess(old, heirs)
    become = f'Write was="{old}" in the braces of what it has become.'
    if guess:
        was = " ".join([*heirs[guess], old])
        become = f'Write {{#{old}}} again. To keep `{guess}` instead, write {{#{guess} was="{was}"}}.'
    scope = outer[-1] if len(outer) > 1 else ""
    kinds = sorted({group.kind for group in block.members() if group.scope == scope})
    saved = _SAVED.get(kinds[0], "choices") if len(kinds) == 1 else "choices"
    message = f"the id `{old}` of `{'/'.join(outer)}`, under which readers' {saved} are saved, is gone"
    return message, become, members.get(guess or "")


def _guess(old: str, heirs: dict[str, tuple[str, ...]]) -> str | None:
    """The id that a vanished one most probably has now: one like it, or one that was like it, or the only new one."""
    names = {name: heir for heir, was in heirs.items() for name in (*was, heir)}
    near = nearest(old, names)
    return names[near] if near else next(iter(heirs)) if len(heirs) == 1 else None


RULE = Rule("id-vanished", Severity.ERROR, __doc__, site=check)
