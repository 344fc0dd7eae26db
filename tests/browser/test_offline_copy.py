"""The zip, unzipped and opened from the disk: everything works, and nothing is asked of anybody."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

import sites
from browser.blocks import Checklist, Plan, Quiz
from browser.conftest import PATIENCE
from browser.test_search import WANTED
from sites import COPY as NAME


@pytest.fixture
def copy(archive: Path, tmp_path: Path) -> Path:
    """The unzipped copy, in a folder whose name needs care in addresses."""
    folder = tmp_path / "My downloads #1"
    with zipfile.ZipFile(archive) as opened:
        opened.extractall(folder)
    return folder / NAME


@pytest.fixture
def page(chromium: Browser, copy: Path) -> Iterator[Page]:
    """A tab in a browser without a network. Nothing may go wrong in it, and nothing be asked for outside the folder."""
    complaints: list[str] = []
    inside = (f"{copy.as_uri()}/", "data:", "blob:", "about:")

    def note(asked: str) -> None:
        if not asked.startswith(inside):
            complaints.append(f"asked {asked}")

    def note_failure(asked: str, why: str) -> None:
        # A page that is left while it still loads has not failed.
        if why != "net::ERR_ABORTED":
            complaints.append(f"{why} {asked}")

    with chromium.new_context(offline=True) as context:
        context.set_default_timeout(PATIENCE)
        page = context.new_page()
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("request", lambda request: note(request.url))
        page.on("requestfailed", lambda request: note_failure(request.url, request.failure or ""))
        yield page
    assert complaints == []


def address(copy: Path, name: str = "index.html") -> str:
    return (copy / name).as_uri()


def test_every_page_opens_and_every_link_leads_to_something(page: Page, copy: Path) -> None:
    pages = sorted(copy.rglob("*.html"))
    assert len(pages) >= 18
    ids: dict[str, set[str]] = {}
    links: dict[str, set[str]] = {}
    for file in pages:
        page.goto(file.as_uri())
        expect(page.locator("h1")).to_be_visible()
        ids[file.as_uri()] = set(page.evaluate("[...document.querySelectorAll('[id]')].map(({ id }) => id)"))
        links[file.as_uri()] = set(page.evaluate("[...document.links].map(({ href }) => href)"))
    inside = 0
    for start, ends in links.items():
        for end in ends:
            if not end.startswith("file:"):
                assert end.startswith(("https:", "http:", "tel:", "sms:", "mailto:")), (start, end)
                continue
            inside += 1
            bare, _, fragment = end.partition("#")
            assert Path(unquote(urlsplit(bare).path)).is_file(), (start, end)
            assert not fragment or fragment in ids[bare], (start, end)
    assert inside > 500


def test_from_page_to_page_with_a_click(page: Page, copy: Path) -> None:
    page.goto(address(copy))
    page.locator(".onward-menu > summary").click()
    page.locator(".onward-menu").get_by_role("link", name="Reply to a rejection").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Reply to a rejection")
    page.locator(".onward-brand").click()
    assert page.url == address(copy)


@pytest.mark.parametrize("query", ["no reply", "suicidal", "colleagues"])
def test_the_search_finds_what_it_finds_on_the_web(page: Page, copy: Path, query: str) -> None:
    page.goto(address(copy, "about.html"))
    page.set_viewport_size({"width": 1280, "height": 800})
    field = page.locator(".onward-search__input")
    field.fill(query)
    field.press("Shift")
    first = page.locator(".md-search-result__link").first
    expect(first).to_be_visible()
    shown = [link.get_attribute("href") or "" for link in page.locator(".md-search-result__link").all()]
    wanted = f"{WANTED[query].strip('/')}.html"
    assert wanted in [Path(urlsplit(each).path).name for each in shown[:2]] or wanted in shown[0]
    first.click()
    expect(page.locator("h1")).to_be_visible()


def test_a_whole_checklist(page: Page, copy: Path) -> None:
    page.goto(address(copy, "just-heard.html"))
    checklist = Checklist(page, "first-24-hours")
    for item in checklist.ids():
        checklist.tick(item)
    total = len(checklist.ids())
    expect(checklist.progress).to_have_text(f"{total} of {total} done")
    page.goto(address(copy, "reply.html"))
    page.goto(address(copy, "just-heard.html"))
    assert checklist.ticked() == checklist.ids()
    checklist.clear.click()
    expect(checklist.progress).to_have_text(f"0 of {total} done")


def test_a_whole_quiz(page: Page, copy: Path) -> None:
    page.goto(address(copy, "reply.html"))
    quiz = Quiz(page, "send-edit-delete")
    for question in quiz.questions():
        question.labels.first.check()
        question.check.click()
        expect(question.feedback.first).to_be_visible()
    total = len(quiz.questions())
    assert total >= 3
    expect(quiz.progress).to_contain_text(f"{total} of {total}")


def test_the_plan_gathers_what_is_left_on_the_other_pages(page: Page, copy: Path) -> None:
    page.goto(address(copy, "just-heard.html"))
    checklist = Checklist(page, "first-24-hours")
    checklist.tick(checklist.ids()[0])
    page.goto(address(copy, "make-a-plan.html"))
    plan = Plan(page)
    plan.lists.get_by_role("link").first.click()
    assert page.url.startswith(address(copy, "just-heard.html"))


def test_it_says_that_it_is_a_copy_and_where_the_original_is(page: Page, copy: Path) -> None:
    page.goto(address(copy, "about.html"))
    footer = page.locator(".onward-footer")
    expect(footer).to_contain_text("This copy of the guide was made on 22 November 2026.")
    original = "https://www.example.org/resources/after-a-rejection/"
    expect(footer.get_by_role("link", name="Look for newer pages")).to_have_attribute("href", original)
    expect(page.locator("link[rel=canonical]")).to_have_attribute("href", f"{original}about/")
    page.get_by_role("link", name="remove them").click()
    expect(page.get_by_text("You have a copy of the whole guide.")).to_be_visible()
    expect(page.locator(".onward-offline button")).to_have_count(0)


@pytest.mark.pdf
def test_its_files_for_paper_are_those_of_the_site(copy: Path, built_site: Path) -> None:
    """Links in them lead to pages of the site, or of the handbook; the copy's own links lead to files."""
    names = sorted(file.relative_to(copy) for file in (copy / "pdf").rglob("*.pdf"))
    assert len(names) > 20
    assert [name for name in names if (copy / name).read_bytes() != (built_site / name).read_bytes()] == []


def test_it_is_small_and_the_same_twice(archive: Path, tmp_path: Path) -> None:
    again = sites.offline_copy(tmp_path / "again")
    for name in (f"{NAME}.zip", f"{NAME}.epub"):
        assert (again / name).read_bytes() == (archive.parent / name).read_bytes()
    with zipfile.ZipFile(archive) as opened:
        entries = opened.infolist()
    assert [entry.filename for entry in entries] == sorted(entry.filename for entry in entries)
    assert all(entry.filename.startswith(f"{NAME}/") for entry in entries)
    assert {entry.date_time for entry in entries} == {(2026, 11, 22, 0, 0, 0)}
    # Documents of the whole guide, such as the handbook, may be as large as they are.
    assert sum(entry.compress_size for entry in entries if "/guide/" not in entry.filename) < 2_000_000
    names = {entry.filename.rpartition("/")[2] for entry in entries}
    assert {"index.html", "iframe-worker.js", "LICENSE-iframe-worker.txt", "LICENSE-cabin.txt"} <= names
    assert not names & {"sw.js", "404.html", "sitemap.xml", "search_index.json"}
    assert not [name for name in names if name.endswith(".map")]
