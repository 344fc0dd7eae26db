"""What to say of an item or an option that has no box, or something that is meant as one."""

from __future__ import annotations

import re

_LIKE_A_BOX = re.compile(r"([\[(][ \t\u00a0]*([xX]?)[ \t\u00a0]*[\])])(?![(\[])\s*(.*)", re.DOTALL)


def without_box(kind: str, found: str, otherwise: str, *, ticked: bool = False) -> tuple[str, str]:
    """The message and what to do.

    Args:
        kind: what an editor calls it.
        found: its text.
        otherwise: what to do where nothing in the text looks like a box.
        ticked: whether its box may have an x.
    """
    like = _LIKE_A_BOX.match(found)
    if like is None:
        return f"the {kind} `{found}` has no box", otherwise
    written, sign, text = like.groups()
    box = "[x]" if sign and ticked else "[ ]"
    spaces = "a space in it and one behind it" if box == "[ ]" else "a space behind it"
    # The rest of the line has an id and citations, which must not be lost.
    hint = f"Write `- {box} ` in place of `- {written}`, with {spaces}, and leave the rest of the line as it is."
    return f"the box of the {kind}{f' `{text}`' if text else ''} is not written as one", hint
