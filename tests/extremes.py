"""As much as an agency and an editor may ask of a page, and letters that not every font has."""

from __future__ import annotations

ITEMS = 12
LONG_TITLE = "Sixty letters of a title that goes on and on to the very end"
LONG_NAME = "Cwmni Recriwtio a Chynghori Gyrfaoedd Llanfairpwllgwyngyll ac Ynys Môn Cyfyngedig"
WELSH = "Gŵyl, tŷ, ŵyn, ŷd"
POLISH = "Zażółć gęślą jaźń, Łódź"

FULL = f"""/// checklist | {LONG_TITLE}
    id: full
    when: You have a lot to do, and want to see all of it on one sheet of paper
    notes: true

Before you start, read all of it once. {WELSH}. {POLISH}.

{{items}}

When everything is done, give yourself a rest. Then look at it once more, on another day.

///
"""


def full() -> str:
    """A checklist with as much in it as there may be."""
    words = "that has to be done before the end of today"
    items = (f'- [ ] Thing {n} {words} {{#item-{n} due="+{n}d"}}' for n in range(1, ITEMS + 1))
    return FULL.replace("{items}", "\n".join(items))
