"""`/// registry`: the about page's lists, made from the data files."""

from __future__ import annotations

import posixpath
import xml.etree.ElementTree as etree
from collections.abc import Callable

from onward.blocks.base import OnwardBlock
from onward.blocks.elements import add, words
from onward.model import Fence, RegistryList
from onward.registry import Addition, Article, Conflict, Own
from onward.text import TEXT, say

LISTS = ("sources", "conflicts", "set-aside", "suggestions")


class RegistryBlock(OnwardBlock):
    """No content of its own; the title names the list."""

    NAME = "registry"
    KNOWN = ()

    def read(self, fence: Fence, content: list[etree.Element]) -> RegistryList:
        for element in content:
            self.fault("block-content", self.reading.place(element), "text", "registry")
        if fence.title not in LISTS:
            self.fault("block-name", fence.position, fence.title, "registry")
        return RegistryList(fence, "", fence.title)

    def render(self, block: RegistryList, section: etree.Element) -> None:
        lists: dict[str, Callable[[etree.Element], None]] = {
            "sources": self._sources,
            "conflicts": self._conflicts,
            "set-aside": self._set_aside,
            "suggestions": self._suggestions,
        }
        section.tag = "div"
        section.set("class", f"onward-registry onward-registry--{block.title}")
        if block.title in lists:
            lists[block.title](section)

    def _sources(self, parent: etree.Element) -> None:
        for article in self.reading.registry.articles.values():
            self._article(add(parent, "div", "onward-article", id=article.id), article)

    def _article(self, entry: etree.Element, article: Article) -> None:
        registry = self.reading.registry
        add(entry, f"h{self.level}", "onward-article__title").text = words(article.title)
        by = say("article_by", author=article.author, publisher=article.publisher, date=article.date)
        add(entry, "p", "onward-article__by").text = words(by.replace("..", "."))
        kind = add(entry, "p", "onward-article__kind")
        kind.text = words(f"{article.kind}. ")
        strong = add(kind, "strong")
        strong.text = words(TEXT["recruiter"] if article.recruiter else TEXT["not_recruiter"])
        count = sum(article.id in atom.sources for atom in registry.atoms())
        gives = say("article_gives", scope=article.scope, count=count)
        add(entry, "p", "onward-article__gives").text = words(gives)
        for key, lines in (("unclear", article.unclear), ("cautions", article.cautions)):
            if lines:
                add(entry, "p", f"onward-article__{key}").text = words(TEXT[key])
                rows = add(entry, "ul")
                for line in lines:
                    add(rows, "li").text = words(line)
        address = add(entry, "p", "onward-article__address")
        if article.address:
            add(address, "a", href=article.address).text = words(article.title)
        else:
            address.text = words(TEXT["no_address"])

    def _conflicts(self, parent: etree.Element) -> None:
        rows = add(parent, "ul")
        for entry in self.reading.registry.entries.values():
            if isinstance(entry, Conflict):
                # Its box has the conflict's id, and what is to be done stands there, beside the two sides.
                row = add(rows, "li", id=f"entry-{entry.id}")
                views = words(TEXT["or"].join(say("quoted", words=side.view) for side in entry.sides))
                add(row, "a", href=self._page(entry.page, entry.id)).text = views

    def _page(self, name: str, anchor: str) -> str:
        """The address of a place on a page, from this page."""
        return f"{posixpath.relpath(f'{name}.md', posixpath.dirname(self.reading.path) or '.')}#{anchor}"

    def _set_aside(self, parent: etree.Element) -> None:
        registry = self.reading.registry
        rows = add(parent, "ul")
        for atom in registry.atoms():
            if atom.treatment == "set-aside":
                row = add(rows, "li", id=f"entry-{atom.id}")
                said_by = "; ".join(who.words for who in registry.who(atom))
                row.text = words(f"{atom.statement} ({said_by}) ")
                add(row, "em").text = words(atom.reason or "")

    def _suggestions(self, parent: etree.Element) -> None:
        registry = self.reading.registry
        rows = add(parent, "ul")
        for entry in registry.entries.values():
            if isinstance(entry, Own):
                row = add(rows, "li", id=f"entry-{entry.id}")
                row.text = words(f"{entry.statement} ")
                add(row, "em").text = words(entry.why)
            elif isinstance(entry, Addition) and not registry.who(entry):
                add(rows, "li", id=f"entry-{entry.id}").text = words(entry.statement)
