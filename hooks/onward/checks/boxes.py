"""What to say of an item or an option that has no box, or something that is meant as one."""

from __future__ import annotations

import re

_LIKE_A_BOX = re.compile(r"[\[(]\s*([xX]?)\s*[\])]\s*(.*)", re.DOTALL)


def without_box(kind: str, found: str, otherwise: str) -> tuple[str, str]:
    """The message and what to do.

    Args:
        kind: what an editor calls it.
        found: its text.
        otherwise: what to do where nothing in the text looks like a box.
    """
    like = _LIKE_A_BOX.match(found)
    if like is None:
        return f"the {kind} `{found}` has no box", otherwise
    box, text = f"[{like[1].lower() or ' '}]", like[2]
    spaces = "with one space in the box and one behind it" if box == "[ ]" else "with one space behind the box"
    return f"the box of the {kind} `{text}` is not written as one", f"Write `- {box} {text}`, {spaces}."
