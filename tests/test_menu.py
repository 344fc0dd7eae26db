"""The menu: every page of a guide, and of a large one what is near and a way to the rest."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import lxml.html
import pytest

from sites import page

SITE = Callable[[Mapping[str, str]], Path]


def pages(sections: int) -> dict[str, str]:
    """A start page, and sections of four pages, the last of which stands in a section of its own in there."""
    names = [f"part-{part}/{name}" for part in range(sections) for name in ("a", "b", "c", "more/d")]
    return {"index.md": page("Text.\n", title="Start"), **{f"{name}.md": page("Text.\n", name) for name in names}}


def menu(site: Path, address: str) -> list[str]:
    """Where the links of a page's menu lead to, below the site; sorted."""
    folder = site / address
    tree = lxml.html.fromstring((folder / "index.html").read_text("utf-8"))
    links = tree.find_class("onward-menu__link")
    assert [link.get("href") for link in links if link.get("aria-current") == "page"] == ["./" if address else "."]
    found = (Path(folder, link.get("href", "")).resolve() for link in links)
    return sorted(target.relative_to(site.resolve()).as_posix() for target in found)


def own(part: int) -> list[str]:
    """The pages of a section."""
    return [f"part-{part}/{name}" for name in ("a", "b", "c", "more/d")]


def test_a_guide_of_60_pages_has_all_of_them_in_its_menu(make_site: SITE) -> None:
    every = [".", *(address for part in range(14) for address in own(part))]
    assert len(every) == 57
    assert menu(make_site(pages(14)), "part-3/b") == sorted(every)


@pytest.mark.parametrize("at", ["part-3/b", "part-3/more/d"])
def test_a_larger_one_has_the_pages_of_its_section_and_the_first_of_the_others(make_site: SITE, at: str) -> None:
    site = make_site(pages(15))
    first = [f"part-{part}/a" for part in range(15)]
    # What the last page of the section stands in is one link, too: to that page.
    assert menu(site, at) == sorted([".", *first, *own(3)[1:]])
    assert menu(site, "") == sorted([".", *first])
