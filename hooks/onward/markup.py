"""What of HTML a page may hold: elements, their attributes, and the kinds of address that an attribute may have.

The list says what is allowed, so that what nobody thought of is refused. What Markdown has a sign for is in it where
tables or quotations need it; what runs code, loads from elsewhere or asks the reader for something is not.
"""

from __future__ import annotations

import re

_EVERYWHERE = frozenset({"id", "class", "lang", "dir", "title", "translate", "hidden", "role", "data-search-exclude"})
_CELL = frozenset({"colspan", "rowspan", "headers", "scope", "abbr"})
_SOUND = frozenset({"src", "controls", "preload", "muted", "loop"})
_NONE: frozenset[str] = frozenset()

ELEMENTS: dict[str, frozenset[str]] = {
    **dict.fromkeys(
        re.findall(
            r"\w+",
            "abbr b bdi bdo br caption cite code dd dfn div dl dt em figcaption figure hr i kbd mark p picture pre rp"
            " rt ruby s samp section small span strong sub summary sup table tbody tfoot thead tr u ul var wbr",
        ),
        _NONE,
    ),
    "a": frozenset({"href", "hreflang", "rel", "download", "type"}),
    "audio": _SOUND,
    "blockquote": frozenset({"cite"}),
    "col": frozenset({"span"}),
    "colgroup": frozenset({"span"}),
    "del": frozenset({"cite", "datetime"}),
    "details": frozenset({"open", "name"}),
    "img": frozenset({"src", "srcset", "sizes", "alt", "width", "height", "loading", "decoding"}),
    "ins": frozenset({"cite", "datetime"}),
    "li": frozenset({"value"}),
    "ol": frozenset({"start", "reversed", "type"}),
    "q": frozenset({"cite"}),
    "source": frozenset({"src", "srcset", "sizes", "type", "media", "width", "height"}),
    "td": _CELL,
    "th": _CELL,
    "time": frozenset({"datetime"}),
    "track": frozenset({"src", "kind", "srclang", "label", "default"}),
    "video": _SOUND | {"poster", "width", "height", "playsinline"},
}
"""The elements that raw HTML may have, with the attributes of each beside those that all may have."""

HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
"""Written with `#`, so that the contents list and the rules see them; braces behind one are no raw HTML."""

EMPTY = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
)
"""Elements that have no closing tag: https://html.spec.whatwg.org/multipage/syntax.html#void-elements."""

LOADED = frozenset({"src", "srcset", "poster"})
"""Attributes with addresses that the browser asks for without being told to."""

ADDRESSES = LOADED | {"href", "cite"}

SCHEMES = frozenset({"", "http", "https", "mailto", "tel"})

_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):", re.IGNORECASE)
_INVISIBLE = re.compile(r"[\x00-\x20\x7f-\xa0\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff]")


def allows(element: str, attribute: str, *, braces: bool) -> bool:
    """Whether an element may have an attribute; in braces no address is set, as it stands in the brackets."""
    if braces and attribute in ADDRESSES:
        return False
    own = ELEMENTS.get(element, _NONE)
    return attribute in _EVERYWHERE or attribute in own or re.fullmatch(r"aria-[a-z]+", attribute) is not None


def attributes_of(element: str) -> list[str]:
    """The attributes that an element may have, for a message."""
    return sorted(_EVERYWHERE | ELEMENTS.get(element, _NONE))


def scheme_of(address: str) -> str:
    """The scheme of an address as a browser understands it: tabs, line ends and what nobody sees do not disguise it."""
    found = _SCHEME.match(_INVISIBLE.sub("", address))
    return found[1].lower() if found else ""


def addresses_in(attribute: str, value: str) -> list[str]:
    """The addresses that an attribute holds."""
    if attribute == "srcset":
        return [each.split(maxsplit=1)[0] for each in value.split(",") if each.strip()]
    return [value] if attribute in ADDRESSES else []
