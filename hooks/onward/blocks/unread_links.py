"""Links that are printed as they stand, because Markdown did not read them as links; and addresses without a name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from onward.addresses import MAIL

_FOOTNOTE = re.compile(r"(\[\^[^\s\[\]]+\])")
_PRINTED_DEFINITION = re.compile(r"\A\s*(\[(?!\^)[^\[\]\n]+\]):[ \t]+(\S[^\n]*)")
_REFERENCE = re.compile(r"(!?(?:\[[^\[\]]*)?\]\[(?!\s*@)([^\[\]]*)\])")
_GAP = re.compile(r"(!?\[[^\[\]]+\])\s+\(([^()\s]+)(?:\s+[\"'][^\n]*?[\"'])?\)")
_REVERSED = re.compile(r"(\([^()\n]+\)\[(?![\^@])([^\[\]\s]+)\])")
_BROKEN = re.compile(r"((?:\[[^\[\]\n]*)?\]\([^\s()]*)")
_WEB = re.compile(
    r"(?<![\w@/.-])((?:https?://|ftp://|www\.(?=\w))[^\s<>\x02\x03\ufffc\"\u201c\u201d\u2018\u2019]+)", re.IGNORECASE
)
_MAIL = re.compile(rf"(?<![\w@/.:+-])({MAIL.pattern})(?![\w@/])")
_LONGEST_NAME, _LONGEST_DOMAIN = 64, 255  # Before and behind the @ (RFC 5321, 4.5.3.1).
_ADDRESS = re.compile(
    r"(?:https?:|mailto:|tel:|www\.|\.{0,2}/|#)\S*|[^\s()]+\.(?:md|html?|pdf|svg|png|jpe?g|gif|webp|com|org|net|uk)(?:[#?/]\S*)?|\S+/\S*",
    re.IGNORECASE,
)
_FILE = re.compile(r"[^\n]+\.(?:md|html?|pdf|svg|png|jpe?g)")
_END = ".,;:!?'*_~"


@dataclass(frozen=True, slots=True)
class Unread:
    """What was meant as a link. `found` is the part to name, `detail` what the message needs.

    `whole` is `found` with what stands behind it, by which it is looked for in the file.
    """

    rule: str
    found: str
    detail: str = ""
    whole: str = ""


def unread_links(text: str, *, in_link: bool) -> Iterator[Unread]:
    """What is left of links in a text of the finished tree.

    Args:
        text: a text that is printed as it stands, without marks.
        in_link: whether it is part of the words of a link, where an address is `link-text`.
    """
    rest = text
    for pattern, rule, kind in (
        (_FOOTNOTE, "footnote", ""),
        (_PRINTED_DEFINITION, "link-reference", "printed"),
        (_REFERENCE, "link-reference", "undefined"),
        (_GAP, "link-form", "gap"),
        (_REVERSED, "link-form", "reversed"),
        (_BROKEN, "link-form", "nested" if in_link else "broken"),
    ):
        taken = []
        for match in pattern.finditer(rest):
            address = match[2] if pattern.groups > 1 else ""
            is_file = kind == "printed" and _FILE.fullmatch(address)
            if kind in {"gap", "reversed", "printed"} and not (is_file or _ADDRESS.match(address)):
                continue
            taken.append(match.span())
            yield Unread(rule, " ".join(match[1].split()), f"{kind} {address}".strip(), match[0].strip())
        for start, end in taken:
            rest = f"{rest[:start]}{' ' * (end - start)}{rest[end:]}"
    if not in_link:
        yield from _bare(rest)


def unread_reference(tail: str) -> Unread | None:
    """What stands behind a link and was to say where it leads: of `[words][name]` Markdown may read `[words]` alone."""
    match = re.match(r"\[(?![@^])([^\[\]]+)\](?!\()", tail)
    return Unread("link-reference", match[0], f"undefined {match[1]}", match[0]) if match else None


def _bare(text: str) -> Iterator[Unread]:
    for match in _WEB.finditer(text):
        address = match[1].rstrip(_END)
        # A bracket that was opened before the address closes behind it.
        while address.endswith((")", "]")) and address.count(address[-1]) > address.count(
            "(" if address[-1] == ")" else "["
        ):
            address = address[:-1].rstrip(_END)
        yield Unread("link-bare", address, "web")
    end = 0
    for at in re.finditer("@", text):
        # Around each @ only: what an address may start with may stand anywhere, a thousand times.
        mail = _MAIL.search(text, max(end, at.start() - _LONGEST_NAME), at.end() + _LONGEST_DOMAIN)
        if mail:
            end = mail.end()
            yield Unread("link-bare", mail[1], "mail")
