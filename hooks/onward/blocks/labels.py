"""What stands behind the words of an item, a question or an option: `{#id was="old" due="+1d"}` and `[@citation]`.

Both are read from the raw text, before inline Markdown: attr_list would put the id on a link in front of it, and
`[x]: address` would make a reference of a ticked box.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from onward.blocks.lines import unmarked
from onward.model import Label

CITATION = re.compile(r"(?<!\\)\[\s*(@[^\s\[\],]+(?:\s*,\s*@[^\s\[\],]+)*)\s*\]")
_LABEL = re.compile(r"[ \t]*\{:?[ \t]*#([^{}\n]*)\}")
_WORD = re.compile(r"""([\w-]+)=(?:"([^"]*)"|'([^']*)'|(\S+))|(\S+)""")
CODE = re.compile(r"(?<!`)(`+)(?!`).+?(?<!`)\1(?!`)", re.DOTALL)
"""Code in a line, between backticks."""

_HIDDEN = "\ue01a"
_SHOWN = re.compile(f"{_HIDDEN}([0-9]+){_HIDDEN}")
_BOX = re.compile(r"\s*\[([ xX])\](?:[ \t]+|$)")


@dataclass(frozen=True, slots=True)
class Labelled:
    """A text, taken apart. `text` is inline Markdown, `cites` the citations as written."""

    text: str
    label: Label
    cites: str


def cited_ids(text: str) -> list[str]:
    """The ids in the citations of a text, in order."""
    return [name.strip().removeprefix("@") for group in CITATION.findall(text) for name in group.split(",")]


def take_apart(text: str) -> Labelled:
    """Split a raw line of Markdown into its words, its label and its citations. What stands in code is only shown."""
    code: list[str] = []

    def hide(match: re.Match[str]) -> str:
        code.append(match.group())
        return f"{_HIDDEN}{len(code) - 1}{_HIDDEN}"

    text = CODE.sub(hide, unmarked(text))
    cites = " ".join(match.group() for match in CITATION.finditer(text))
    text = CITATION.sub("", text)
    labels = [_read_label(match[1]) for match in _LABEL.finditer(text)]
    label = labels[-1] if labels else Label()
    if len(labels) > 1:
        label = replace(label, extra=(*label.extra, f"#{labels[0].id}"))
    shown = re.sub(r"[ \t]{2,}", " ", _LABEL.sub("", text)).strip()
    return Labelled(_SHOWN.sub(lambda match: code[int(match[1])], shown), label, cites)


def take_box(text: str) -> tuple[str | None, str]:
    """The sign in a leading `[ ]` (`" "` or `"x"`), or None without a box; and the text behind it."""
    match = _BOX.match(unmarked(text))
    if not match:
        return None, text
    return match[1].lower(), unmarked(text)[match.end() :]


def _read_label(inner: str) -> Label:
    found: dict[str, str] = {"id": ""}
    extra: list[str] = []
    for number, match in enumerate(_WORD.finditer(inner)):
        key, quoted, single, bare, word = match.groups()
        value = quoted or single or bare or ""
        if key in {"was", "due", "adds"} and value.strip():
            found[key] = value
        elif number == 0 and word:
            found["id"] = word
        else:
            extra.append(match.group())
    was = tuple(found.get("was", "").split())
    return Label(found["id"], was, found.get("due", ""), found.get("adds", ""), tuple(extra))
