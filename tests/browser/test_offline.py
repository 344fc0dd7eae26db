"""After one visit the site works without a network: what is kept, what is shown of it, and how it goes away again."""

from __future__ import annotations

import hashlib
import re
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

import sites
import tasks
from browser.conftest import FLAGS, PATIENCE
from browser.serving import Site
from browser.test_accessibility import AXE, RUN_AXE
from onward.text import TEXT

TITLES = {"index.md": "Start", "other.md": "Other", "print.md": "Printing"}


@pytest.fixture
def context(new_context: Callable[..., BrowserContext]) -> BrowserContext:
    return new_context(service_workers="allow")


@pytest.fixture
def write(site: Site, tmp_path: Path, make_site: Callable[[dict[str, str]], Path]) -> Callable[..., None]:
    """Publish a small site in the place of the one that is served; texts of pages may be given by their names.

    Its files may be changed.
    """

    def write(**texts: str) -> None:
        kinds = {"print.md": "print"}
        made = make_site(
            {
                name: sites.page(texts.get(name.removesuffix(".md"), "First edition."), title, kinds.get(name, "about"))
                for name, title in TITLES.items()
            }
        )
        site.folder = shutil.copytree(made, Path(tempfile.mkdtemp(dir=tmp_path)) / "site")

    return write


KEPT = """async () => {
    const found = {};
    for (const name of await caches.keys()) {
        found[name] = (await (await caches.open(name)).keys()).map(({ url }) => url);
    }
    return found;
}"""


def kept(page: Page) -> list[str]:
    """The addresses of all that the browser keeps of the site, below its scope."""
    found: dict[str, list[str]] = page.evaluate(KEPT)
    return [address for addresses in found.values() for address in addresses]


def until(page: Page, test: str, given: Any = None) -> None:
    """Wait until an asynchronous function says yes in the page: Playwright's own takes its promise for one."""
    page.evaluate(
        f"""async (given) => {{
            const test = {test};
            const end = performance.now() + {PATIENCE};
            while (!(await test(given))) {{
                if (performance.now() > end) {{
                    throw Error("It never came");
                }}
                await new Promise((next) => setTimeout(next, 10));
            }}
        }}""",
        given,
    )


def visit(page: Page, site: Site, address: str = "") -> None:
    """Open a page and wait until it is kept, and the frame with it."""
    page.goto(site.address(address))
    wait_until_kept(page, site, address)


def wait_until_kept(page: Page, site: Site, *addresses: str) -> None:
    until(
        page,
        """async (addresses) => {
            const has = async (address) => Boolean(await caches.match(address));
            return (await Promise.all(addresses.map(has))).every(Boolean);
        }""",
        [site.address("?state"), *map(site.address, addresses)],
    )


def wait_for_text(page: Page, site: Site, address: str, text: str) -> None:
    """Wait until what is kept of a page holds a text."""
    until(
        page,
        "async ([address, text]) => (await (await caches.match(address))?.text())?.includes(text)",
        [site.address(address), text],
    )


GREET = """() => new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = ({ data }) => resolve(data);
    navigator.serviceWorker.controller.postMessage({ task: "hello", addresses: [] }, [port2]);
})"""


def greet(page: Page) -> dict[str, Any]:
    """Say hello to the worker, as each page does, and wait for its answer."""
    answer: dict[str, Any] = page.evaluate(GREET)
    return answer


def forget(page: Page, address: str) -> None:
    """Take one thing away of what is kept, as nobody but a fault can."""
    assert page.evaluate(
        "async (address) => (await caches.open((await caches.keys())[0])).delete(address)",
        address,
    )


LISTEN = """window.heard = [];
window.MessageChannel = class extends MessageChannel {
    constructor() {
        super();
        this.port1.addEventListener("message", ({ data }) => heard.push(data));
    }
};"""


def wait_for_answers(page: Page, number: int) -> None:
    """Wait until the worker has said so often that a task has ended; LISTEN must have been there before the page."""
    until(page, "async (number) => heard.filter(({ total }) => !total).length === number", number)


def start_saving(page: Page, site: Site) -> None:
    """Have the guide saved from a page that is open, until nothing but the file that stalls is left."""
    page.get_by_role("button", name="Save the whole guide").click()
    assert site.has_stalled.wait(PATIENCE / 1000)
    until(page, "async () => heard.some(({ done, total }) => total && done === total - 1)")


def file_list(folder: Path) -> str:
    """The path of the list of files of a built site."""
    [path] = (folder / "assets").glob("onward-files.*.json")
    return path.relative_to(folder).as_posix()


def kept_pages(page: Page) -> list[str]:
    """The addresses of what is kept that says something of the reader."""
    return [address for address in kept(page) if address.endswith("/") or "?" in address]


def label(page: Page) -> Any:
    return page.locator(".onward-saved")


def state(page: Page) -> Any:
    return page.locator(".onward-offline__state")


def save_all(page: Page, site: Site, address: str = "print/") -> None:
    visit(page, site, address)
    page.get_by_role("button", name="Save the whole guide").click()
    expect(state(page)).to_contain_text("Saved for offline on")


def test_after_one_visit_the_pages_that_were_read_work_and_say_that_they_are_copies(page: Page, site: Site) -> None:
    visit(page, site, "just-heard/")
    expect(label(page)).to_be_hidden()
    visit(page, site, "reply/")
    expect(label(page)).to_be_hidden()
    site.away = True
    for address in ("just-heard/", "reply/", "reply/?from=a-mail#thank-you-rejection", "just-heard/index.html"):
        page.goto(site.address(address))
        expect(label(page)).to_contain_text("This is the copy of the page that was saved on")
        # The styles, the script and the font are there too.
        expect(page.locator(".onward-item__box").first).to_have_css("appearance", "none")
        assert page.evaluate("document.fonts.ready.then(() => [...document.fonts].some((f) => f.status === 'loaded'))")
    page.goto(site.address("just-heard/"))
    box = page.locator(".onward-item > label").first
    box.check()
    page.reload()
    expect(box).to_be_checked()


def test_the_search_works_without_a_network(page: Page, site: Site) -> None:
    visit(page, site, "just-heard/")
    site.away = True
    page.goto(site.address("just-heard/"))
    field = page.locator(".onward-search__input")
    field.fill("feedback")
    field.press("Shift")
    expect(page.locator(".md-search-result__link").first).to_be_visible()


def test_an_address_that_leads_nowhere_and_a_page_that_is_not_kept_are_told_apart(
    page: Page, site: Site, faults: list[str]
) -> None:
    visit(page, site)
    site.away = True
    answer = page.goto(site.address("no/such/page/"))
    assert answer
    assert answer.status == 404
    expect(page.get_by_role("heading", level=1)).to_have_text(TEXT["not_found_title"])
    expect(page.locator(".onward-page")).to_have_css("display", "block")
    answer = page.goto(site.address("reply/"))
    assert answer
    assert answer.status == 503
    expect(page.get_by_role("heading", level=1)).to_have_text(TEXT["unsaved_title"])
    expect(page.get_by_role("link", name="116 123").first).to_be_visible()
    page.get_by_role("link", name=TEXT["not_found_start"]).first.click()
    expect(label(page)).to_be_visible()
    faults.clear()


def test_an_address_without_its_slash_leads_on(page: Page, site: Site) -> None:
    page.goto(site.address("just-heard"))
    wait_until_kept(page, site, "just-heard/")
    # Now that the worker is there, once more.
    page.goto(site.address("just-heard"))
    assert page.url == site.address("just-heard/")
    assert site.address("just-heard") not in kept(page)
    site.away = True
    page.goto(site.address("just-heard"))
    assert page.url == site.address("just-heard/")
    expect(label(page)).to_be_visible()


def test_what_is_kept_outlives_the_browser(chromium: Browser, site: Site, tmp_path: Path) -> None:
    program = chromium.browser_type
    options: dict[str, Any] = {"executable_path": chromium_path(), "args": FLAGS, "service_workers": "allow"}
    with program.launch_persistent_context(tmp_path / "profile", **options) as context:
        visit(context.new_page(), site, "just-heard/")
    site.away = True
    with program.launch_persistent_context(tmp_path / "profile", **options) as context:
        page = context.new_page()
        page.goto(site.address("just-heard/"), timeout=PATIENCE)
        expect(label(page)).to_be_visible()


def chromium_path() -> Path:
    found = tasks.find_chromium()
    assert found
    return found


def test_the_whole_guide_can_be_saved(page: Page, site: Site, faults: list[str]) -> None:
    visit(page, site, "print/")
    expect(state(page)).to_have_text(TEXT["offline_kept"])
    page.evaluate(
        """() => {
            window.said = [];
            const state = document.querySelector(".onward-offline__state");
            const bar = document.querySelector(".onward-offline progress");
            window.steps = [];
            new MutationObserver(() => said.push(state.textContent)).observe(state, { childList: true });
            new MutationObserver(() => steps.push([bar.value, bar.max])).observe(bar, { attributes: true });
        }"""
    )
    button = page.get_by_role("button", name=re.compile(r"^Save the whole guide \(\d+(\.\d)? MB\)$"))
    button.click()
    expect(state(page)).to_contain_text("Saved for offline on ")
    # Read out once when it starts and once when it ends, whatever the number of files.
    said = page.evaluate("said")
    assert [each.split(" on ")[0] for each in said] == [TEXT["offline_saving"], "Saved for offline"]
    steps = page.evaluate("steps")
    assert len(steps) > 20
    assert steps[-1][0] == steps[-1][1]
    expect(page.locator(".onward-offline progress")).to_be_hidden()
    site.away = True
    for address in site.pages():
        if address != "404.html":
            page.goto(site.address(address))
            expect(label(page)).to_be_visible()
    assert faults == []


def test_what_could_not_be_saved_is_said(page: Page, site: Site) -> None:
    visit(page, site, "print/")
    site.away = True
    page.get_by_role("button", name="Save the whole guide").click()
    expect(state(page)).to_have_text(TEXT["offline_failed"])
    expect(page.locator(".onward-offline progress")).to_be_hidden()
    site.away = False
    page.get_by_role("button", name="Save the whole guide").click()
    expect(state(page)).to_contain_text("Saved for offline on ")


def test_every_page_leads_to_where_the_guide_can_be_saved(page: Page, site: Site) -> None:
    visit(page, site, "reply/")
    page.get_by_role("link", name=TEXT["offline_title"]).click()
    expect(page.get_by_role("heading", name=TEXT["offline_title"])).to_be_in_viewport()
    for button in page.locator(".onward-offline button").all():
        box = button.bounding_box()
        assert box
        assert box["height"] >= 44


def test_a_changed_page_shows_when_the_network_is_back(page: Page, site: Site, write: Callable[..., None]) -> None:
    write()
    visit(page, site)
    visit(page, site, "other/")
    write(index="Second edition.", other="Second edition.")
    site.away = True
    page.goto(site.address())
    expect(page.get_by_text("First edition.")).to_be_visible()
    site.away = False
    page.goto(site.address())
    expect(page.get_by_text("Second edition.")).to_be_visible()
    expect(label(page)).to_be_hidden()
    # The other page was read before, so it is brought up to date without being opened; one that was not stays away.
    wait_for_text(page, site, "other/", "Second edition.")
    assert site.address("print/") not in kept(page)
    site.away = True
    page.goto(site.address("other/"))
    expect(page.get_by_text("Second edition.")).to_be_visible()


def test_a_saved_guide_is_brought_up_to_date_with_one_page_and_forgets_what_is_gone(
    page: Page, site: Site, write: Callable[..., None]
) -> None:
    write()
    save_all(page, site)
    before = set(kept(page))
    write(other="Second edition.", print="[Other](other.md)")
    page.goto(site.address())
    wait_for_text(page, site, "other/", "Second edition.")
    until(
        page,
        "async ([address, list]) => (await (await caches.match(address)).json()).list === list",
        [site.address("?state"), file_list(site.folder)],
    )
    after = set(kept(page))
    assert len(before - after) == 1
    assert len(after - before) == 1


def test_a_silent_server_is_waited_for_no_longer_than_its_time(
    page: Page, site: Site, write: Callable[..., None]
) -> None:
    """How long that is stands in worker.js; here the page comes while the server has not answered at all."""
    write()
    visit(page, site)
    write(index="Second edition.")
    site.may_answer.clear()
    page.goto(site.address(), wait_until="commit")
    expect(page.get_by_text("First edition.")).to_be_visible()
    expect(label(page)).to_be_visible()
    # What comes too late is there for the next time.
    site.may_answer.set()
    wait_for_text(page, site, "", "Second edition.")


def test_a_page_that_the_server_does_not_have_is_shown_as_the_server_says_it(
    page: Page, site: Site, faults: list[str]
) -> None:
    visit(page, site)
    site.folder /= "nowhere"
    answer = page.goto(site.address())
    assert answer
    assert answer.status == 404
    faults.clear()


def test_a_server_that_fails_is_no_reason_to_lose_the_page(page: Page, site: Site, faults: list[str]) -> None:
    visit(page, site)
    site.failing = True
    for failing, away in ((True, False), (False, True)):
        site.failing, site.away = failing, away
        answer = page.goto(site.address())
        assert answer
        assert answer.status == 200
        expect(label(page)).to_be_visible()
    faults.clear()


def test_nothing_is_kept_of_other_sites_and_nothing_that_the_reader_wrote(page: Page, site: Site) -> None:
    visit(page, site, "just-heard/")
    page.locator(".onward-item > label").first.check()
    page.goto(site.address("just-heard/?name=Jo#first-24-hours"))
    wait_until_kept(page, site)
    assert all(address.startswith(site.address()) for address in kept(page))
    assert not [address for address in kept(page) if "Jo" in address]


def test_what_is_kept_is_nothing_but_copies_of_what_the_server_sent(page: Page, site: Site) -> None:
    """Reading stores nothing about the reader: no choice, and no address that they came from."""
    page.goto(site.address("just-heard/?from=a-mail#first-24-hours"))
    wait_until_kept(page, site, "just-heard/")
    found = page.evaluate(
        """async (state) => {
            const [name] = await caches.keys();
            const cache = await caches.open(name);
            const two = (byte) => byte.toString(16).padStart(2, "0");
            const hex = (bytes) => [...new Uint8Array(bytes)].map(two).join("");
            const digest = async (url) => {
                const body = await (await cache.match(url)).arrayBuffer();
                return [url, hex(await crypto.subtle.digest("SHA-256", body))];
            };
            const digests = (await cache.keys()).map(({ url }) => digest(url));
            return {
                local: { ...localStorage },
                session: { ...sessionStorage },
                databases: (await indexedDB.databases()).map(({ name }) => name),
                cookies: document.cookie,
                record: await (await cache.match(state)).json(),
                copies: Object.fromEntries(await Promise.all(digests)),
            };
        }""",
        site.address("?state"),
    )
    copies = found.pop("copies")
    assert copies.pop(site.address("?state"))
    assert found.pop("record").keys() == {"list"}
    assert found == {"local": {}, "session": {}, "databases": [], "cookies": ""}
    for address, digest in copies.items():
        file = site.folder / address.removeprefix(site.address())
        served = file / "index.html" if file.is_dir() else file
        assert digest == hashlib.sha256(served.read_bytes()).hexdigest(), address


def test_everyone_can_use_what_saves_the_guide(page: Page, site: Site) -> None:
    save_all(page, site)
    site.away = True
    page.goto(site.address("print/"))
    expect(label(page)).to_be_visible()
    expect(page.locator(".onward-offline")).to_be_visible()
    page.evaluate(AXE)
    assert page.evaluate(RUN_AXE, False) == []


def test_what_is_kept_can_be_removed(page: Page, site: Site, faults: list[str]) -> None:
    save_all(page, site)
    visit(page, site, "reply/")
    page.goto(site.address("print/"))
    page.get_by_role("button", name=TEXT["offline_clear"]).click()
    expect(state(page)).to_have_text(TEXT["offline_cleared"])
    # What stays is the same for everybody who was ever here.
    assert kept_pages(page) == []
    site.away = True
    page.goto(site.address("reply/"))
    expect(page.get_by_role("heading", level=1)).to_have_text(TEXT["unsaved_title"])
    faults.clear()


def test_what_is_removed_while_the_guide_is_being_saved_stays_removed(page: Page, site: Site) -> None:
    page.add_init_script(LISTEN)
    visit(page, site, "print/")
    site.stalled = {"reply/"}
    start_saving(page, site)
    page.get_by_role("button", name=TEXT["offline_clear"]).click()
    expect(state(page)).to_have_text(TEXT["offline_cleared"])
    site.may_go_on.set()
    # The greeting, the removal, and the saving that gave way to it.
    wait_for_answers(page, 3)
    assert kept_pages(page) == []
    expect(state(page)).to_have_text(TEXT["offline_cleared"])
    expect(page.locator(".onward-offline progress")).to_be_hidden()


def test_what_another_tab_removes_while_the_guide_is_being_saved_stays_removed(page: Page, site: Site) -> None:
    page.add_init_script(LISTEN)
    visit(page, site, "print/")
    other = page.context.new_page()
    visit(other, site, "print/")
    site.stalled = {"reply/"}
    start_saving(page, site)
    other.get_by_role("button", name=TEXT["offline_clear"]).click()
    expect(state(other)).to_have_text(TEXT["offline_cleared"])
    site.may_go_on.set()
    wait_for_answers(page, 2)
    assert kept_pages(page) == []
    expect(state(page)).to_have_text(TEXT["offline_kept"])


def test_an_answer_that_was_asked_for_before_the_removal_is_not_kept(page: Page, site: Site) -> None:
    visit(page, site, "print/")
    site.stalled = {"reply/"}
    page.evaluate("(address) => { window.late = fetch(address).then((response) => response.text()); }", "../reply/")
    assert site.has_stalled.wait(PATIENCE / 1000)
    page.get_by_role("button", name=TEXT["offline_clear"]).click()
    expect(state(page)).to_have_text(TEXT["offline_cleared"])
    site.may_go_on.set()
    assert "</html>" in page.evaluate("late")
    # What is asked for now is kept, and after what came before.
    page.evaluate("(address) => fetch(address).then((response) => response.text())", "../just-heard/")
    until(page, "async (address) => Boolean(await caches.match(address))", site.address("just-heard/"))
    assert kept_pages(page) == [site.address("just-heard/")]


def test_a_greeting_says_nothing_over_the_saving(page: Page, site: Site) -> None:
    page.add_init_script(LISTEN)
    visit(page, site, "print/")
    site.stalled = {"reply/"}
    start_saving(page, site)
    page.evaluate("navigator.serviceWorker.dispatchEvent(new Event('controllerchange'))")
    wait_for_answers(page, 2)
    expect(state(page)).to_have_text(TEXT["offline_saving"])
    expect(page.locator(".onward-offline progress")).to_be_visible()


def test_the_guide_is_not_called_saved_while_a_part_is_missing(page: Page, site: Site) -> None:
    page.add_init_script(LISTEN)
    visit(page, site, "print/")
    site.stalled = {"reply/"}
    start_saving(page, site)
    forget(page, site.address("just-heard/"))
    site.may_go_on.set()
    expect(state(page)).to_have_text(TEXT["offline_failed"])
    assert page.evaluate("heard.at(-1)") == {"failed": True}


def test_a_file_that_never_comes_does_not_hold_up_the_saving_for_good(
    page: Page, site: Site, write: Callable[..., None]
) -> None:
    write()
    worker = site.folder / "sw.js"
    text = worker.read_text("utf-8")
    assert text.count("timeout(6e4)") == 1
    worker.write_text(text.replace("timeout(6e4)", "timeout(300)"), "utf-8")
    visit(page, site, "print/")
    site.stalled = {"other/"}
    page.get_by_role("button", name="Save the whole guide").click()
    expect(state(page)).to_have_text(TEXT["offline_failed"])


def test_a_page_that_came_as_it_was_before_is_asked_for_again(
    page: Page, site: Site, write: Callable[..., None]
) -> None:
    """While a site is being put in place, a server can have the new list and the old pages."""
    write()
    save_all(page, site)
    before = (site.folder / "other" / "index.html").read_bytes()
    write(other="Second edition.")
    other = site.folder / "other" / "index.html"
    after = other.read_bytes()
    other.write_bytes(before)
    page.goto(site.address())
    is_of = "async ([address, list]) => (await (await caches.match(address)).json()).list === list"
    record = site.address("?state")
    until(page, is_of, [record, file_list(site.folder)])
    other.write_bytes(after)
    # An hour later.
    wait = page.evaluate(
        """async (address) => {
            const record = await (await caches.match(address)).json();
            const cache = await caches.open((await caches.keys())[0]);
            await cache.put(address, new Response(JSON.stringify({ ...record, again: Date.now() - 1 })));
            return record.again - Date.now();
        }""",
        record,
    )
    assert 0 < wait <= 3_600_000
    page.goto(site.address())
    wait_for_text(page, site, "other/", "Second edition.")
    until(page, "async (address) => !(await (await caches.match(address)).json()).again", record)
    page.goto(site.address("print/"))
    expect(state(page)).to_contain_text("Saved for offline on")


def test_the_body_of_a_page_is_waited_for_no_longer_than_its_head(
    page: Page, site: Site, write: Callable[..., None]
) -> None:
    write()
    visit(page, site)
    write(index="Second edition.")
    site.stalled = {""}
    page.goto(site.address(), wait_until="commit")
    expect(page.get_by_text("First edition.")).to_be_visible()
    expect(label(page)).to_be_visible()
    site.may_go_on.set()
    wait_for_text(page, site, "", "Second edition.")


def test_a_part_of_the_frame_that_was_lost_comes_back(page: Page, site: Site) -> None:
    visit(page, site)
    forget(page, site.address("404.html"))
    visit(page, site)
    until(page, "async (address) => Boolean(await caches.match(address))", site.address("404.html"))


def test_what_is_not_the_guides_is_not_kept(page: Page, site: Site, write: Callable[..., None]) -> None:
    """An agency may have more in the same folder, such as pages for those who have signed in."""
    write()
    (site.folder / "account.html").write_text("<p>For Jo alone.", "utf-8")
    visit(page, site)
    assert "Jo" in page.evaluate("fetch('account.html').then((response) => response.text())")
    page.evaluate("fetch('other/').then((response) => response.text())")
    until(page, "async (address) => Boolean(await caches.match(address))", site.address("other/"))
    page.goto(site.address("account.html"))
    visit(page, site)
    assert site.address("account.html") not in kept(page)


def switched_off(site: Site, tmp_path: Path) -> None:
    """Publish a site that is not to be kept."""
    settings = {"extra": {"agency": {"id": "a", "name": "A", "placeholder": True, "offline": False}}}
    project = sites.write_project(tmp_path / "off", {"index.md": sites.page("Off.")}, config=settings)
    result = sites.build(project, tmp_path / "off-site", "--strict")
    assert result.returncode == 0, result.stderr
    site.folder = tmp_path / "off-site"


def test_the_switch_in_the_settings_removes_everything(page: Page, site: Site, tmp_path: Path) -> None:
    visit(page, site)
    switched_off(site, tmp_path)
    page.goto(site.address())
    until(page, "async () => !(await caches.keys()).length")
    until(page, "async () => !(await navigator.serviceWorker.getRegistrations()).length")
    page.goto(site.address())
    assert kept(page) == []
    assert not page.evaluate("Boolean(navigator.serviceWorker.controller)")
    expect(page.locator(".onward-offline-link")).to_have_count(0)


def test_two_guides_on_one_host_keep_apart(page: Page, site: Site, write: Callable[..., None], tmp_path: Path) -> None:
    write()
    both = tmp_path / "host"
    for name in ("one", "one-two"):
        shutil.copytree(site.folder, both / name, dirs_exist_ok=True)
    switched_off(site, tmp_path)
    off, site.folder, site.mount = site.folder, both, "/"
    for name in ("one/", "one-two/"):
        page.goto(site.address(name))
        until(page, "async (state) => Boolean(await caches.match(state))", site.address(f"{name}?state"))
    found = page.evaluate(KEPT)
    scopes = [site.address("one/"), site.address("one-two/")]
    assert sorted(found) == sorted(f"onward {scope} 1" for scope in scopes)
    assert not [address for address in found[f"onward {scopes[0]} 1"] if address.startswith(scopes[1])]
    shutil.copytree(off, both / "one", dirs_exist_ok=True)
    page.goto(site.address("one/"))
    until(page, "async () => (await caches.keys()).length === 1")
    assert list(page.evaluate(KEPT)) == [f"onward {scopes[1]} 1"]
    site.away = True
    page.goto(site.address("one-two/"))
    expect(label(page)).to_be_visible()


def test_a_page_in_a_frame_keeps_nothing(page: Page, site: Site, tmp_path: Path) -> None:
    host = tmp_path / "host"
    shutil.copytree(site.folder, host / "guide")
    (host / "index.html").write_text('<iframe src="guide/index.html" width="600" height="600"></iframe>', "utf-8")
    site.folder, site.mount = host, "/"
    page.goto(site.address())
    frame = page.frame_locator("iframe")
    expect(frame.locator(".onward-footer")).to_be_visible()
    page.wait_for_load_state("networkidle")
    assert page.evaluate("async () => (await navigator.serviceWorker.getRegistrations()).length") == 0


def test_without_script_nothing_is_said_about_keeping_pages(
    new_context: Callable[..., BrowserContext], site: Site
) -> None:
    page = new_context(java_script_enabled=False).new_page()
    page.goto(site.address("print/"))
    expect(page.locator(".onward-offline")).to_be_hidden()
    expect(page.locator(".onward-offline-link")).to_be_hidden()
    expect(label(page)).to_be_hidden()


def test_what_only_hosts_read_does_not_keep_the_guide_from_being_saved(page: Page, site: Site, tmp_path: Path) -> None:
    for_hosts = ["CNAME", "_headers", "_redirects"]
    pages = {"index.md": sites.page("Here."), "print.md": sites.page("Here.", "Printing", "print")}
    project = sites.write_project(tmp_path / "hosted", {**pages, **dict.fromkeys(for_hosts, "guide.example\n")})
    site.folder = tmp_path / "hosted-site"
    # Not strictly: whoever has them in docs/ is told that they would be published.
    assert sites.build(project, site.folder).returncode == 0
    for name in for_hosts:
        (site.folder / name).unlink()
    save_all(page, site)


PICTURE = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><text>{}</text></svg>'


@pytest.fixture
def write_picture(
    site: Site, tmp_path: Path, make_site: Callable[[dict[str, str]], Path]
) -> Callable[[str, str], None]:
    """Publish a small site with one picture of this name and text on its first page; its files may be changed."""

    def write_picture(name: str, text: str) -> None:
        body = f'<img src="{name}" alt="A picture">'
        made = make_site({"index.md": sites.page(body), name: PICTURE.format(text)})
        site.folder = shutil.copytree(made, tmp_path / "with-picture")

    return write_picture


def test_a_name_with_signs_is_the_same_in_the_list_and_in_the_page(
    page: Page, site: Site, write_picture: Callable[[str, str], None]
) -> None:
    write_picture("photo(1).svg", "First.")
    visit(page, site)
    assert site.address("photo(1).svg") in kept(page)
    page.evaluate("fetch('photo%281%29.svg')")
    greet(page)
    assert len([address for address in kept(page) if "photo" in address]) == 1
    site.away = True
    page.goto(site.address())
    assert page.locator(".onward-page img").evaluate("(picture) => picture.naturalWidth") == 9


@pytest.mark.parametrize("name", ["picture.svg", "picture..svg"])
def test_a_picture_is_asked_for_afresh_like_a_page(
    page: Page, site: Site, write_picture: Callable[[str, str], None], name: str
) -> None:
    site.headers["Cache-Control"] = "max-age=3600"
    write_picture(name, "First.")
    visit(page, site)
    (site.folder / name).write_text(PICTURE.format("Second."), "utf-8")
    for _ in range(2):
        page.goto(site.address())
        assert "Second." in page.evaluate("async (name) => (await fetch(name)).text()", name)
