"""What the pages say of the files: a line under each block that there is a file of, and lists on the page to print.

The line is put into the finished page, since only then all files are made and their sizes known. The block has left a
slot for it: signs that no editor can write, as Python-Markdown keeps places for raw HTML.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Sequence
from urllib.parse import quote

from markupsafe import Markup

from onward.blocks.elements import SLOT, UNSEARCHED
from onward.documents.document import Document
from onward.documents.press import File
from onward.model import Offer, Offered
from onward.text import TEXT, say


def offered(files: Iterable[File]) -> tuple[Offered, ...]:
    """The documents that there are files of, in the order of the files."""
    by_document: dict[str, tuple[Document, list[Offer]]] = {}
    for file in files:
        offer = Offer(file.paper.words, size_in_words(file.size), file.address)
        by_document.setdefault(file.document.path(""), (file.document, []))[1].append(offer)
    return tuple(
        Offered(document.id, document.frame.title, document.frame.kind, document.page, document.whole, tuple(offers))
        for document, offers in by_document.values()
    )


def size_in_words(size: int) -> str:
    """`45 kB`, `1.2 MB`: rounded up, so that nobody waits longer than they were told."""
    if size < 995_000:
        return say("size_kb", size=-(-size // 1000))
    return say("size_mb", size=f"{-(-size // 100_000) / 10:.1f}")


def with_offers(html: str, offers: Sequence[Offered], url: str, *, listing: bool = False) -> str:
    """The HTML of a page with its slots filled; those of blocks without a file go.

    Args:
        html: the page's content.
        offers: the documents of the whole site.
        url: the address of the page below the site.
        listing: whether the page lists what there is to print: then each line of a list that is nothing but a link to
            a block has the files of that block below it.
    """
    by_id = {each.id: each for each in offers if not each.whole}

    def line(match: re.Match[str]) -> str:
        return str(_line(by_id[match[1]], url)) if match[1] in by_id else ""

    def listed(match: re.Match[str]) -> str:
        return f"{match[0]}{_below(by_id[match[1]], url)}" if match[1] in by_id else match[0]

    filled = _SLOT.sub(line, html)
    return _LISTED.sub(listed, filled) if listing else filled


_SLOT = re.compile(re.escape(SLOT).replace(r"\{id\}", "([^\x02\x03]*)"))


_LISTED = re.compile(r'<li>\s*(?:<p>)?<a href="[^"#]*#([\w-]+)">[^<]*</a>(?=(?:</p>)?\s*</li>)')


def _line(offer: Offered, url: str) -> Markup:
    """What stands under a block."""
    return Markup('<p class="onward-pdf" {}="">{}</p>\n').format(UNSEARCHED, _links(offer, url, TEXT["document_offer"]))


def _below(offer: Offered, url: str) -> Markup:
    """What stands under a line that leads to a block."""
    return Markup('<span class="onward-pdf" {}="">{}</span>').format(
        UNSEARCHED, _links(offer, url, TEXT["document_listed"])
    )


def _links(offer: Offered, url: str, first: str) -> Markup:
    return Markup(" ").join(
        Markup('<a href="{}" type="application/pdf" aria-label="{}">{}</a>').format(
            relative(file.address, url), f"{words}: {offer.title}", words
        )
        for file, words in zip(offer.files, _words(offer.files, first), strict=True)
    )


def _words(files: Sequence[Offer], first: str) -> Iterable[str]:
    """The first link says what it is for, the others only what is different about them."""
    for number, file in enumerate(files):
        size = say("document_size", paper=file.paper, size=file.size)
        yield size if number else f"{first} ({size})"


def relative(address: str, url: str) -> str:
    """An address below the site, as a link on the page with that URL has it."""
    folder = url if url.endswith("/") else posixpath.dirname(url)
    return quote(posixpath.relpath(address, folder or "."))
