"""What an address says by itself, read as a browser reads it: its scheme, its host, its letters.

Nothing here knows the site. Each function gives a `Flaw`, or None; the rules put flaws into words.
"""

from __future__ import annotations

import difflib
import html
import ipaddress
import re
import unicodedata
from dataclasses import dataclass
from urllib.parse import SplitResult, unquote, unquote_to_bytes, urlsplit

DIALLED = ("tel", "sms")
"""Schemes whose addresses are telephone numbers."""

_DANGEROUS = {"javascript", "vbscript", "livescript", "data"}
_EDGES = "".join(map(chr, range(0x21)))
_DROPPED = str.maketrans("", "", "\t\n\r")
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
_UNSEEN = re.compile(
    "[\x00-\x20\x7f-\xa0\xad\u034f\u061c\u180e\u200b-\u200f\u2028-\u202f\u205f-\u206f\ufe00-\ufe0f\ufeff]"
)
_INVISIBLE = re.compile("[\x00-\x1f\x7f-\x9f\xad\u034f\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]")
_BAD_ESCAPE = re.compile(r"%(?![0-9A-Fa-f]{2})")
_HOST_AND_PORT = re.compile(r"(?:[a-z0-9-]+\.)+[a-z]{2,}:[0-9]+(?:/|$)|localhost:[0-9]*", re.IGNORECASE)
_WEB_HOST = re.compile(
    r"www\.[\w-]+\.[\w.-]+(?:[/?#]|$)|(?:[\w-]+\.)+(?:com|org|net|edu|uk|eu|ie)(?:[/?#]|$)", re.IGNORECASE
)

_MAIL_LOCAL = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*"
_LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
MAIL = re.compile(rf"{_MAIL_LOCAL}@(?:{_LABEL}\.)+[A-Za-z][A-Za-z0-9-]*[A-Za-z0-9]")
"""An e-mail address as people have them; quoted local parts and addresses without a domain are not among them."""

_MAIL_FIELDS = {"subject", "body", "cc", "bcc", "to", "in-reply-to"}
_TELEPHONE = re.compile(r"\+?[0-9][0-9.()-]*(?:;ext=[0-9]+)?")
_HOST_LABEL = re.compile(r"(?!-)[a-z0-9_-]{1,63}(?<!-)", re.IGNORECASE)

_MADE_UP = ("test", "example", "invalid")
"""Names that RFC 2606 keeps for examples; nothing ever stands there."""

_NEAR = ("localhost", "local", "internal", "intranet", "lan", "home", "corp", "private", "localdomain", "home.arpa")
"""Names that mean something on one computer or in one network only (RFC 6761, 6762, 8375 and habit)."""

_DOUBLES = frozenset(
    "abcdefghijklmnopqrstuvwxyz0123456789-"
    "\u0430\u0441\u0435\u043e\u0440\u0445\u0443\u0456\u0458\u0455\u04bb\u0501\u051b\u051d\u04cf\u0433\u043f"
    "\u03bf\u03b1\u03bd\u03b9\u03ba\u03c1\u03c4\u03c5\u03c7"
)
"""Cyrillic and Greek letters that look like Latin ones: a name of nothing else is another name in disguise."""

_PLACEHOLDERS = re.compile(
    r"(?:www\.)?(?:example\.(?:com|org|net)|(?:your|my)-?(?:own-?)?(?:site|website|domain|company|agency|name)\.\w+)|xxx+(?:\.\w+)*",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Flaw:
    """What is wrong with an address: the rule that says so, which of its kinds, what was found, and what to write.

    `unsure` says that hooks, plugins or templates may make it right, which only the built site shows.
    """

    rule: str
    kind: str
    found: str = ""
    better: str = ""
    unsure: bool = False


def as_read(raw: str) -> str:
    """An address as a browser reads it: entities resolved, tabs and line ends dropped, nothing around it."""
    return html.unescape(raw).strip(_EDGES).translate(_DROPPED)


def split(text: str) -> SplitResult | None:
    """The parts of an address, or None if it has none that a browser understands."""
    try:
        parts = urlsplit(text)
        _ = parts.port
    except ValueError:
        return None
    return parts


def scheme_of(text: str) -> str:
    """The scheme in lower case, or empty. `example.org:443` has none: a name with a dot is a host."""
    match = _SCHEME.match(text)
    return match[1].lower() if match and not _HOST_AND_PORT.match(text) else ""


def disguise(raw: str) -> str:
    """The scheme that runs code or holds data, however it is written; empty if there is none.

    Browsers drop tabs and line ends and resolve entities. They do not resolve %-escapes there, but other programs do.
    """
    text = raw
    for _ in range(3):
        text = unquote(html.unescape(text))
    # Letters that look the same, such as fullwidth ones, come to the plain ones.
    match = _SCHEME.match(_UNSEEN.sub("", unicodedata.normalize("NFKC", text)))
    name = match[1].lower() if match else ""
    return name if name in _DANGEROUS else ""


def spelling(text: str) -> Flaw | None:
    """Letters that no address has: bad %-escapes, spaces, signs that nobody sees, a backslash for a slash."""
    bad = _BAD_ESCAPE.search(text)
    if bad:
        return Flaw("link-spelling", "escape", text[bad.start() : bad.start() + 3], _BAD_ESCAPE.sub("%25", text))
    data = unquote_to_bytes(text)
    try:
        decoded = data.decode("utf-8")
    except UnicodeDecodeError:
        return Flaw("link-spelling", "bytes", text)
    unseen = _INVISIBLE.search(decoded)
    if unseen:
        return Flaw("link-spelling", "unseen", f"U+{ord(unseen[0]):04X}", _INVISIBLE.sub("", decoded))
    path = re.split(r"[?#]", text, maxsplit=1)[0]
    if "\\" in path:
        return Flaw("link-spelling", "backslash", text, text.replace("\\", "/"))
    return None


def web(text: str, parts: SplitResult) -> Flaw | None:
    """What is wrong with an `http:` or `https:` address."""
    scheme = parts.scheme.lower()
    if not re.match(r"https?://[^/\\]", text, re.IGNORECASE):
        rest = text.partition(":")[2].lstrip("/\\")
        return Flaw("link-address", "slashes" if rest else "empty", text, f"{scheme}://{rest}")
    if " " in text:
        return Flaw("link-address", "space", text, text.replace(" ", "%20"))
    flaw = host(parts) or spelling(text)
    return flaw or (Flaw("link-http", "", text, f"https{text[4:]}") if scheme == "http" else None)


def host(parts: SplitResult) -> Flaw | None:
    """What is wrong with the host of an address."""
    name = (parts.hostname or "").rstrip(".")
    if "@" in parts.netloc:
        return Flaw("link-host", "login", parts.netloc)
    if not name:
        return Flaw("link-address", "empty", parts.geturl())
    number = _number(name)
    if number is not None:
        kind = "number" if number.is_global else "near"
        return Flaw("link-host", kind, name)
    if any(name == each or name.endswith(f".{each}") for each in _NEAR):
        return Flaw("link-host", "near", name)
    if name.rpartition(".")[2] in _MADE_UP:
        return Flaw("link-host", "made-up", name)
    if _PLACEHOLDERS.fullmatch(name):
        return Flaw("link-host", "placeholder", name)
    if "." not in name:
        return Flaw("link-host", "single", name)
    return _letters(name)


def _number(name: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    """The IP address that a host is; browsers also take a single number or one in hexadecimal for one."""
    try:
        return ipaddress.ip_address(name)
    except ValueError:
        pass
    if re.fullmatch(r"0x[0-9a-f]{1,8}|[0-9]{1,10}", name, re.IGNORECASE):
        value = int(name, 16 if name.lower().startswith("0x") else 10)
        return ipaddress.IPv4Address(value) if value < 1 << 32 else None
    return None


def _letters(name: str) -> Flaw | None:
    """Letters of a host that it cannot have, or that look like others."""
    for label in name.split("."):
        shown = label
        if label.startswith("xn--"):
            try:
                shown = label[4:].encode("ascii").decode("punycode")
            except (UnicodeError, ValueError):
                return Flaw("link-host", "letters", name)
        if shown.isascii() and not _HOST_LABEL.fullmatch(shown):
            return Flaw("link-host", "letters", name)
        if len(_alphabets(shown)) > 1 or (not shown.isascii() and _DOUBLES.issuperset(shown)):
            return Flaw("link-host", "alphabets", name, " and ".join(sorted(_alphabets(shown))))
        if not shown.isascii() and unicodedata.normalize("NFKC", shown.lower()) != shown.lower():
            return Flaw("link-host", "letters", name, unicodedata.normalize("NFKC", name))
    if not name.isascii():
        try:
            return Flaw("link-host", "international", name, name.encode("idna").decode("ascii"))
        except UnicodeError:
            return Flaw("link-host", "letters", name)
    return None


def _alphabets(label: str) -> set[str]:
    """The alphabets of a label, by the first word of each letter's Unicode name: LATIN, CYRILLIC, GREEK …"""
    names = {unicodedata.name(sign, "UNKNOWN").partition(" ")[0] for sign in label if sign.isalpha()}
    # Japanese and Korean are written in several at once.
    return {name.capitalize() for name in names - {"HIRAGANA", "KATAKANA", "CJK", "HANGUL"}}


def mail(text: str) -> Flaw | None:
    """What is wrong with a `mailto:` address (RFC 6068)."""
    rest = text.partition(":")[2]
    to, _, query = rest.partition("?")
    if _BAD_ESCAPE.search(rest):
        return Flaw("link-mail", "escape", text, f"mailto:{_BAD_ESCAPE.sub('%25', rest)}")
    names = [unquote(each) for each in to.split(",")]
    if names == [""]:
        return Flaw("link-mail", "empty", text)
    wrong = next((name for name in names if not MAIL.fullmatch(name)), None)
    if wrong is not None:
        near = wrong.strip().removeprefix("//").replace(" ", "")
        return Flaw("link-mail", "address", wrong, f"mailto:{near}" if MAIL.fullmatch(near) else "")
    if " " in query:
        return Flaw("link-mail", "space", text, f"mailto:{to}?{query.replace(' ', '%20')}")
    for field in query.split("&") if query else ():
        name, sign, _ = field.partition("=")
        if not sign and name.lower() in _MAIL_FIELDS:
            return Flaw("link-mail", "value", name)
        if name.lower() not in _MAIL_FIELDS:
            guess = difflib.get_close_matches(name.lower(), sorted(_MAIL_FIELDS), n=1)
            return Flaw("link-mail", "field", name, guess[0] if guess else "")
    return None


def telephone(text: str) -> Flaw | None:
    """What is wrong with a `tel:` address (RFC 3966) or one of a text message, `sms:` (RFC 5724)."""
    scheme, _, rest = text.partition(":")
    number = unquote(rest.partition("?")[0] if scheme.lower() == "sms" else rest)
    digits = re.sub(r"[^0-9]", "", number.partition(";")[0])
    plain = ("+" if number.strip(" /").startswith("+") else "") + digits
    better = (
        f"{scheme.lower()}:{plain}"
        if 3 <= len(digits) <= 15 and not re.search(r"[A-Za-z]", number.partition(";")[0])
        else ""
    )
    if not digits:
        return Flaw("link-telephone", "empty", text)
    if re.search(r"\+\s*[0-9]+[\s.-]*\(0\)", number):
        # What is dialled inside the country is not dialled behind its code.
        return Flaw(
            "link-telephone", "trunk", number, f"{scheme.lower()}:" + re.sub(r"[^0-9+]", "", number.replace("(0)", ""))
        )
    if not _TELEPHONE.fullmatch(number):
        return Flaw("link-telephone", "letters", number, better)
    if not 3 <= len(digits) <= 15:
        return Flaw("link-telephone", "length", number, str(len(digits)))
    return None


def scheme(text: str, name: str) -> Flaw | None:
    """What is wrong with a scheme that is none of those that a link may have."""
    if name == "file" or len(name) == 1:
        return Flaw("link-scheme", "computer", text)
    near = difflib.get_close_matches(name, ("https", "mailto", "tel"), n=1, cutoff=0.7)
    return Flaw("link-scheme", "unknown", name, near[0] if near else "")


def without_scheme(text: str) -> Flaw | None:
    """What is meant as an address of another site or of a person, and has no scheme."""
    if re.match(r"[/\\]{2}", text):
        return Flaw("link-scheme", "host", text, "https://" + re.sub(r"^[/\\]+", "", text).replace("\\", "/"))
    if re.match(r"https?[/\\;]", text, re.IGNORECASE):
        return Flaw(
            "link-address", "slashes", text, "https://" + re.sub(r"^https?[\W_]*", "", text, flags=re.IGNORECASE)
        )
    if MAIL.fullmatch(text):
        return Flaw("link-mail", "scheme", text, f"mailto:{text}")
    if _HOST_AND_PORT.match(text):
        return Flaw(
            "link-host" if text.startswith("localhost") else "link-address",
            "near" if text.startswith("localhost") else "bare",
            text.partition("/")[0],
            f"https://{text}",
        )
    return None


_SECOND = re.compile(r"_[0-9]+\Z")


def lasting(name: str) -> bool:
    """Whether an id is one to link to: not one of the site's own, nor that of a second heading of the same words.

    Python-Markdown makes that up (`costs_1`), and it changes when a heading is added.
    """
    return bool(name) and "__" not in name and not _SECOND.search(name)


def place_named(fragment: str) -> str:
    """The id that a fragment names, or empty if browsers find the place on every page.

    `top` is the top, and what stands behind `:~:` are words to look for (HTML, 7.4.6.4; the draft on text fragments).
    """
    name = fragment.partition(":~:")[0]
    return "" if name.lower() == "top" else name


def looks_like_host(text: str) -> bool:
    """Whether a relative address is meant as one of another site: `www.acas.org.uk/rejected`."""
    return bool(_WEB_HOST.match(text))
