"""`python -m onward links`: which addresses are asked for, what is said of them, and what is left when it is over."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from datetime import timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from filelock import FileLock
from urllib3.util import parse_url

import sites
from onward.__main__ import main
from onward.external import command, connection
from onward.external.addresses import Address, Found, Place, collect
from onward.external.answer import Trouble
from onward.external.changed import NoRevision, lines_at, new
from onward.external.run import Options, Wrong, agent, chosen, run
from onward.site import read_site
from web import Clock, Handler, Web, in_turn, moved, page, serve, silent, status

SOURCES = """\
sources:
- id: one
  title: A title
  author: Somebody
  date: "2022"
  publisher: A publisher
  kind: agency
  country: UK
  shown_as: An agency, 2022
  scope: All of it
  recruiter: true
  address: "https://article.onward.uk/one"
"""
GUIDANCE = """\
additions:
- id: add-law
  need: law
  statement: "Ask."
  page: index
  basis: public-body
  sources:
  - {body: Acas, title: Help, address: "https://body.onward.uk/a#part"}
  seen: stored
  checked: "2026-11-22"
  verify: true
"""
HELP = """\
contacts:
- id: samaritans
  name: Samaritans
  for: To talk to someone
  place: [England]
  ways:
  - {kind: web, label: Chat, address: 'https://help.onward.uk/chat'}
  sources:
  - body: Samaritans
    title: Contact us
    address: https://help.onward.uk/
  seen: stored
  checked_on: "2026-11-22"
  checked_by: An editor
"""
DATA = {"sources.yml": SOURCES, "guidance.yml": GUIDANCE, "help.yml": HELP}
NO_LINKS = {"sources.yml": SOURCES.replace('  address: "https://article.onward.uk/one"\n', "")}
NO_LINKS |= {"guidance.yml": "own: []\n", "help.yml": "contacts: []\n"}
AGENCY = {"extra": {"agency": {"id": "a", "name": "A", "placeholder": True}}}


def project(root: Path, body: str, data: dict[str, str] | None = None, **config: Any) -> Path:
    """A site of one page, with no addresses but those that the test gives."""
    page_text = sites.page(body)
    data = NO_LINKS if data is None else data
    return sites.write_project(root, {"index.md": page_text}, data=data, config={**AGENCY, **config})


def collected(root: Path) -> Found:
    return collect(read_site(root / "mkdocs.yml"))


def where(root: Path, path: str, *needles: str) -> list[str]:
    """The places of texts that stand once in a file each; a mark | in them is the place itself."""
    text = (root / path).read_text("utf-8")
    found = []
    for needle in needles:
        assert text.count(needle.replace("|", "", 1)) == 1, needle
        before = text[: text.index(needle.replace("|", "", 1)) + max(needle.find("|"), 0)]
        found.append(f"{path}:{before.count(chr(10)) + 1}:{len(before) - before.rfind(chr(10))}")
    return found


def places(found: Found) -> dict[str, list[str]]:
    return {each.url: [str(place) for place in each.places] for each in found.addresses}


# Which addresses there are


BODY = """\
[Words](https://one.onward.uk/a "Title") and [more][ref], <https://one.onward.uk/auto>.
![Alt](https://one.onward.uk/p.png) and [again](https://one.onward.uk/a#x) and [part](https://one.onward.uk/a#y).

<p><a class="b" href='https://two.onward.uk/?a=1&amp;b=2'>Raw</a></p>

`<a href="https://code.onward.uk/">` and [own](index.md), [mail](mailto:a@b.uk), [ours](https://guide.onward.uk/x/).

    https://code.onward.uk/too

<!-- https://comment.onward.uk/ -->

[Two](https://three.onward.uk/?a=1&amp;b=2) and <img src="p.png" alt="P" srcset="https://one.onward.uk/p2.png 2x">

[ref]: https://one.onward.uk/ref
"""


def test_every_address_of_a_page_is_found_where_it_stands(tmp_path: Path) -> None:
    root = project(tmp_path, BODY, site_url="https://guide.onward.uk/")
    found, name = collected(root), "docs/index.md"
    assert places(found) == {
        "https://one.onward.uk/a": where(
            root, name, '(|https://one.onward.uk/a "', "https://one.onward.uk/a#x", "https://one.onward.uk/a#y"
        ),
        "https://one.onward.uk/auto": where(root, name, "https://one.onward.uk/auto"),
        "https://one.onward.uk/p.png": where(root, name, "https://one.onward.uk/p.png"),
        "https://one.onward.uk/p2.png": where(root, name, "https://one.onward.uk/p2.png"),
        "https://three.onward.uk/?a=1&b=2": where(root, name, "https://three"),
        "https://one.onward.uk/ref": where(root, name, "https://one.onward.uk/ref"),
        "https://two.onward.uk/?a=1&b=2": where(root, name, "https://two.onward.uk/?a=1&amp;b=2"),
    }
    assert next(each.fragments for each in found.addresses if each.url.endswith("/a")) == ("x", "y")


def test_those_of_data_files_settings_and_templates_are_found_too(tmp_path: Path) -> None:
    overrides = tmp_path / "overrides"
    overrides.mkdir()
    template = '{% extends "base.html" %}\n<a href="https://template.onward.uk/">A</a> <a href="{{ url }}">B</a>\n'
    (overrides / "main.html").write_text(template, "utf-8")
    agency = {"agency": {**AGENCY["extra"]["agency"], "booking": "https://agency.onward.uk/book"}}
    root = project(
        tmp_path,
        "See [Acas](https://body.onward.uk/a).\n",
        DATA,
        extra=agency,
        nav=[{"Home": "index.md"}, {"Agency": "https://agency.onward.uk/"}],
        theme={"custom_dir": "overrides"},
        site_url="https://guide.onward.uk/",
    )
    assert places(collected(root)) == {
        "https://agency.onward.uk/": where(root, "mkdocs.yml", "Agency: |https://agency.onward.uk/"),
        "https://agency.onward.uk/book": where(root, "mkdocs.yml", "https://agency.onward.uk/book"),
        "https://article.onward.uk/one": where(root, "docs/_data/sources.yml", "https://article"),
        "https://body.onward.uk/a": [
            *where(root, "docs/_data/guidance.yml", "https://body"),
            *where(root, "docs/index.md", "https://body"),
        ],
        "https://help.onward.uk/": where(root, "docs/_data/help.yml", "address: |https://help.onward.uk/"),
        "https://help.onward.uk/chat": where(root, "docs/_data/help.yml", "https://help.onward.uk/chat"),
        "https://template.onward.uk/": where(root, "overrides/main.html", "https://template"),
    }


def test_the_guide_s_own_addresses_are_all_found() -> None:
    """As many as a plain search finds, but for the site's own."""
    found = collected(sites.REPO)
    files = [*sorted((sites.REPO / "docs").rglob("*.md")), *sorted((sites.REPO / "docs" / "_data").glob("*.yml"))]
    count = sum(file.read_text("utf-8").count(f"{scheme}://") for file in files for scheme in ("http", "https"))
    assert sum(len(each.places) for each in found.addresses if each.places[0].path != "mkdocs.yml") == count
    assert found.unread == []
    for address in found.addresses:
        for place in address.places:
            line = (sites.REPO / place.path).read_text("utf-8").split("\n")[place.line - 1]
            assert line[place.column - 1 :].startswith(address.written[0])


def test_what_cannot_be_read_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = project(tmp_path, "Text.\n", {**NO_LINKS, "help.yml": "contacts: ["})
    (root / "docs" / "broken.md").write_bytes(b"\xff")
    assert main(["links", "--config", str(root / "mkdocs.yml")]) == 1
    told = "cannot be read, so its links were not looked at. `python -m onward check` says why."
    assert capsys.readouterr().out.splitlines()[:3] == [
        f"unread: docs/_data/help.yml {told}",
        f"unread: docs/broken.md {told}",
        "0 addresses.",
    ]


@pytest.mark.parametrize(
    ("address", "made_up"),
    [
        ("https://www.example.org/book", True),
        ("https://example.com", True),
        ("https://a.test/", True),
        ("http://localhost:8000/", True),
        ("https://myexample.org/", False),
        ("https://example.org.uk/", False),
        ("https://[::1/", False),
    ],
)
def test_made_up_names(address: str, made_up: bool) -> None:
    assert Address(address, (), (address,), ()).made_up is made_up


# Which of them are new


@pytest.mark.parametrize(
    ("before", "is_new"),
    [
        ("See [it](https://one.uk/a).", False),
        ("https://one.uk/a", False),
        ('address: "https://one.uk/a"', False),
        ("<https://one.uk/a>", False),
        ("| https://one.uk/a| `https://one.uk/a`", False),
        ("https://one.uk/a/b", True),
        ("https://one.uk/ab", True),
        ("https://one.uk/a#b", True),
        ("https://one.uk/A", True),
        ("https://one.uk/a?b and https://one.uk/a.", True),
        ("", True),
    ],
)
def test_an_address_is_new_if_it_did_not_stand_there_as_a_whole(before: str, is_new: bool) -> None:
    address = Address("https://one.uk/a", (), ("https://one.uk/a",), ())
    assert bool(new([address], before)) is is_new


@pytest.mark.parametrize("form", ["https://one.uk/?a&b", "https://one.uk/?a&amp;b"])
def test_an_address_that_was_written_for_html_is_not_new(form: str) -> None:
    address = Address("https://one.uk/?a&b", (), ("https://one.uk/?a&b",), ())
    assert new([address], f'<a href="{form}">') == []


def git(root: Path, *arguments: str) -> None:
    settings = ("-c", "user.name=A", "-c", "user.email=a@b.uk", "-c", "commit.gpgsign=false")
    program = shutil.which("git")
    assert program
    subprocess.run([program, "-C", str(root), *settings, *arguments], check=True, capture_output=True)


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    root = project(tmp_path / "project", "[Old](https://old.onward.uk/) [gone](https://gone.onward.uk/)\n")
    git(root, "init", "--initial-branch=main")
    git(root, "add", ".")
    git(root, "commit", "-m", "First")
    return root


def test_only_what_a_change_brings_is_asked_for(repository: Path) -> None:
    text = "[Old](https://old.onward.uk/) [new](https://new.onward.uk/)\n\n[Longer](https://old.onward.uk/more)\n"
    (repository / "docs" / "index.md").write_text(sites.page(text), "utf-8")
    build = read_site(repository / "mkdocs.yml")
    found = collect(build)
    for revision in ("main", "HEAD"):
        picked = chosen(found, build, Options(repository, revision))
        assert [each.url for each in picked] == ["https://new.onward.uk/", "https://old.onward.uk/more"]
    assert len(chosen(found, build, Options(repository))) == 3


@pytest.mark.parametrize("revision", ["nowhere", "--all", "-h", "main~5", "main:docs", "main docs"])
def test_a_revision_that_is_none_is_told(repository: Path, capsys: pytest.CaptureFixture[str], revision: str) -> None:
    assert main(["links", "--config", str(repository / "mkdocs.yml"), f"--changed={revision}"]) == 2
    assert capsys.readouterr().err == (
        f"`{revision}` names no commit here. In a shallow clone, fetch it first: git fetch --unshallow\n"
    )


def test_without_git_it_is_told(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(NoRevision, match="git is not installed"):
        lines_at(repository, "main", ["docs"])


def test_a_change_without_a_new_link_needs_no_network(
    repository: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(command, "Connections", NoNetwork)
    assert main(["links", "--config", str(repository / "mkdocs.yml"), "--changed", "main"]) == 0
    assert capsys.readouterr().out.startswith("0 addresses.\n")


class NoNetwork:
    def __init__(self, *arguments: object, **options: object) -> None: ...

    def request(self, *arguments: object, **options: object) -> connection.Reply:
        raise AssertionError("asked for something")

    def cut(self) -> None: ...


# A run


@pytest.fixture
def web() -> Iterator[Web]:
    with serve(Clock()) as served:
        yield served


class Runs:
    """Runs over a folder, one after the other, on one web."""

    def __init__(self, web: Web, folder: Path) -> None:
        self.web = web
        self.folder = folder
        self.said: list[str] = []
        self.told: list[str] = []
        self.tell: Callable[[str], None] = self.told.append

    def __call__(self, *urls: str, **options: Any) -> int:
        """The exit code of a run over these addresses; the n-th stands on line n of a page."""
        addresses = [
            Address(url.partition("#")[0], tuple(filter(None, [url.partition("#")[2]])), (url,), (place(number),))
            for number, url in enumerate(urls, 1)
        ]
        self.said.clear()
        self.told.clear()
        self.web.seen.clear()
        return run(
            Found(addresses),
            addresses,
            Options(self.folder, allow_local=True, **options),
            requests=self.web.connections(),
            clock=self.web.clock,
            say=self.said.append,
            tell=self.tell,
        )

    def state(self) -> dict[str, Any]:
        content: dict[str, Any] = json.loads((self.folder / "state.json").read_text("utf-8"))
        return content["addresses"] if content else {}

    def report(self) -> dict[str, Any]:
        content: dict[str, Any] = json.loads((self.folder / "report.json").read_text("utf-8"))
        return content


def place(line: int) -> Place:
    return Place("docs/index.md", line, 1)


@pytest.fixture
def runs(web: Web, tmp_path: Path) -> Runs:
    return Runs(web, tmp_path / "links")


def test_nothing_to_put_right(web: Web, runs: Runs) -> None:
    web.pages = {"/": status(200)}
    assert runs(web.url("/")) == 0
    assert runs.said[1:] == ["1 address: 1 ok.", f"The report: {runs.folder / 'report.md'}"]


def test_every_kind_is_told_with_its_places(web: Web, runs: Runs) -> None:
    web.pages = {
        "/ok": status(200),
        "/moved": moved(301, "/ok"),
        "/blocked": status(403),
        "/flaky": status(500),
        "/anchor": page("<p>"),
    }
    paths = ["/ok", "/gone", "/moved", "/blocked", "/flaky", "/anchor#x"]
    assert runs(*(web.url(path) for path in paths)) == 1
    base = web.url("")
    assert runs.said[1:-1] == [
        f"dead: {base}/gone answers 404: there is no such page.",
        "    Find where its text went and write that address, or take the link out.",
        f"    The archive may have a copy: https://web.archive.org/web/*/{base}/gone",
        "    docs/index.md:2:1",
        f"anchor: {base}/anchor is there, but has no #x.",
        "    Look on the page for the place that is meant, or take the part from # on out of the address.",
        "    docs/index.md:6:1",
        f"moved: {base}/moved has moved for good.",
        f"    Write {base}/ok",
        "    docs/index.md:3:1",
        f"blocked: {base}/blocked answers 403 to this check.",
        "    Open it in a browser. If it works there, leave it as it is.",
        "    docs/index.md:4:1",
        f"flaky: {base}/flaky answers 500, an error of the server.",
        "    Nothing to do yet. If it is still so on 11 December 2026, it counts as dead.",
        "    docs/index.md:5:1",
        "6 addresses: 1 dead, 1 anchor, 1 moved, 1 blocked, 1 flaky, 1 ok.",
    ]
    report = runs.report()
    assert [each["verdict"] for each in report["addresses"]] == ["ok", "dead", "moved", "blocked", "flaky", "anchor"]
    assert report["addresses"][2]["moved_to"] == f"{base}/ok"
    assert report["addresses"][1]["places"] == [{"path": "docs/index.md", "line": 2, "column": 1}]
    assert report["counts"] == {
        "dead": 1,
        "private": 0,
        "insecure": 0,
        "anchor": 1,
        "moved": 1,
        "blocked": 1,
        "flaky": 1,
        "ok": 1,
    }
    text = (runs.folder / "report.md").read_text("utf-8")
    assert "## Dead (1)\n\nThe page is gone. Put another address there.\n\n- <" in text
    assert "    - `docs/index.md:2:1`\n" in text


@pytest.mark.parametrize(
    ("path", "code"), [("/moved", 0), ("/blocked", 0), ("/flaky", 0), ("/ok", 0), ("/gone", 1), ("/anchor#x", 1)]
)
def test_the_exit_code_is_1_for_what_an_editor_has_to_put_right(web: Web, runs: Runs, path: str, code: int) -> None:
    web.pages = {"/ok": status(200), "/moved": moved(301, "/ok"), "/blocked": status(403)}
    web.pages |= {"/flaky": status(500), "/anchor": page("<p>")}
    assert runs(web.url(path)) == code


def test_what_worked_is_not_asked_for_again_within_a_week(web: Web, runs: Runs) -> None:
    web.pages = {"/ok": status(200), "/moved": moved(301, "/ok")}
    urls = [web.url("/ok"), web.url("/moved"), web.url("/gone")]
    runs(*urls)
    assert runs(*urls) == 1
    assert web.asked() == ["HEAD /gone", "GET /gone"]
    assert f"    Write {web.url('/ok')}" in runs.said
    assert runs.said[-2] == "3 addresses: 1 dead, 1 moved, 1 ok. 2 were known from the last 7 days."
    runs(*urls, again=True)
    assert web.asked()[:1] == ["HEAD /ok"]
    web.clock.sleep(timedelta(days=7).total_seconds())
    runs(*urls)
    assert "HEAD /ok" in web.asked()


def test_a_page_that_goes_is_flaky_for_a_day_then_dead_then_well_again(web: Web, runs: Runs) -> None:
    web.pages = {"/": status(200)}
    url = web.url("/")
    assert runs(url) == 0
    web.pages = {}
    web.clock.sleep(timedelta(days=8).total_seconds())
    assert runs(url) == 0
    assert runs.said[-2] == "1 address: 1 flaky."
    web.clock.sleep(timedelta(days=1).total_seconds())
    assert runs(url) == 1
    assert f"    The archive may have a copy: https://web.archive.org/web/20261127*/{url}" in runs.said
    state = runs.state()[url]
    assert (state["last_success"][:10], state["first_failure"][:10]) == ("2026-11-27", "2026-12-05")
    web.pages = {"/": status(200)}
    assert runs(url) == 0
    assert "first_failure" not in runs.state()[url]


def test_each_host_in_its_own_time(web: Web, runs: Runs) -> None:
    web.pages = {f"/{number}": status(200) for number in range(3)}
    urls = [web.url(f"/{number}", f"host-{host}.uk") for host in range(12) for number in range(3)]
    assert runs(*urls) == 0
    assert len(web.seen) == 36
    for host in range(12):
        at = [seen.at for seen in web.seen if seen.host == f"host-{host}.uk"]
        assert all(later - earlier >= 1 for earlier, later in pairwise(at))
    assert runs.said[0] == "Asking for 36 pages on 12 hosts, at most one a second from each host."
    assert runs.told == [*(f"{number} of 36" for number in range(1, 37)), ""]


def test_without_a_network_nothing_is_remembered(web: Web, runs: Runs) -> None:
    urls = [web.url("/", f"unknown-{number}.uk") for number in range(5)]
    with pytest.raises(Wrong, match=r"No host could be reached \(tried unknown-0.uk, unknown-1.uk, unknown-2.uk\)"):
        runs(*urls)
    assert not (runs.folder / "state.json").exists()
    assert not (runs.folder / "report.json").exists()


def test_an_address_that_is_none_is_no_network(web: Web, runs: Runs) -> None:
    """What can be known without a network is, and makes no host unknown that may be known."""
    with pytest.raises(Wrong, match=r"\(tried unknown\.uk\)"):
        runs("https://a b.uk/", web.url("/", "unknown.uk"))
    assert set(runs.state()) == {"https://a b.uk/"}
    assert runs("https://a b.uk/") == 1


def test_with_a_network_an_unknown_host_is_dead(web: Web, runs: Runs) -> None:
    web.pages = {"/": status(200)}
    assert runs(web.url("/", "unknown.uk"), web.url("/")) == 1
    assert f"dead: {web.url('/', 'unknown.uk')} names a host that does not exist." in runs.said
    assert set(runs.state()) == {web.url("/", "unknown.uk"), web.url("/")}


@pytest.mark.parametrize("error", [KeyboardInterrupt, OSError])
@pytest.mark.parametrize("failures", [0, 3])  # What is cut off is no answer, even if it was the last try.
def test_what_was_answered_before_ctrl_c_is_kept(
    web: Web, runs: Runs, error: type[BaseException], failures: int
) -> None:
    asked = threading.Event()

    def hangs(handler: Handler) -> None:
        asked.set()
        silent(handler)

    web.pages = {"/": status(200), "/hangs": in_turn(*[status(500)] * failures, hangs)}

    def stop(line: str) -> None:
        assert asked.wait(10)
        raise error

    runs.tell = stop
    with pytest.raises(error):
        runs(web.url("/"), web.url("/hangs", "two.onward.uk"))
    assert set(runs.state()) == {web.url("/")}


def test_what_is_under_way_can_be_cut(web: Web) -> None:
    requests = web.connections()

    def hangs(handler: Handler) -> None:
        requests.cut()
        silent(handler)

    web.pages = {"/": hangs}
    # If it were not cut it would time out.
    assert requests.request("GET", parse_url(web.url("/")), body=False).trouble is Trouble.CLOSED


def test_a_second_run_at_the_same_time_is_refused(web: Web, runs: Runs) -> None:
    runs.folder.mkdir()
    with FileLock(runs.folder / "lock"), pytest.raises(Wrong, match="Another run is under way"):
        runs(web.url("/"))
    assert web.seen == []


def test_a_state_that_cannot_be_read_is_told_and_the_run_goes_on(web: Web, runs: Runs) -> None:
    web.pages = {"/": status(200)}
    runs.folder.mkdir()
    (runs.folder / "state.json").write_text("{", "utf-8")
    assert runs(web.url("/")) == 0
    assert runs.said[0].endswith("cannot be read, so nothing is remembered. It is kept as state.json.unreadable.")
    assert list(runs.state()) == [web.url("/")]


def test_made_up_names_are_not_asked_for(web: Web, tmp_path: Path) -> None:
    said: list[str] = []
    url = "https://www.example.org/book"
    addresses = [Address(url, (), (url,), (place(1),))]
    options = Options(tmp_path)
    code = run(Found(addresses), addresses, options, requests=NoNetwork(), clock=web.clock, say=said.append, tell=print)
    assert code == 0
    assert said[0] == "0 addresses. Not asked for, because the name is made up: www.example.org."


def test_who_asks_says_so() -> None:
    assert agent("https://guide.uk/").endswith(" (+https://guide.uk/)")
    assert agent("").startswith("Onward-link-check/")


# The command


def test_the_command(
    web: Web, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    web.pages = {"/": status(200)}
    base = f"http://127.0.0.1:{web.port}"
    root = project(tmp_path / "project", f"[One]({base}/) [two]({base}/gone)\n")
    monkeypatch.setattr(command, "SystemClock", lambda: web.clock)
    call = ["links", "--config", str(root / "mkdocs.yml")]
    assert main(call) == 1  # Nobody asked to look into this machine.
    assert "private: " in capsys.readouterr().out
    assert web.seen == []
    assert main([*call, "--allow-local"]) == 1
    captured = capsys.readouterr()
    assert f"dead: {base}/gone answers 404: there is no such page." in captured.out
    assert f"    {where(root, 'docs/index.md', f'{base}/gone')[0]}\n" in captured.out
    assert captured.err == ""
    assert (root / ".links" / "report.md").exists()
    assert {seen.headers["User-Agent"] for seen in web.seen} == {
        agent("https://www.example.org/resources/after-a-rejection/")
    }
    assert main([*call, "--allow-local", "--folder", str(tmp_path / "elsewhere")]) == 1
    assert (tmp_path / "elsewhere" / "report.md").exists()


@pytest.mark.parametrize(
    ("error", "code", "said"),
    [
        (Wrong("No host could be reached."), 2, "No host could be reached.\n"),
        (KeyboardInterrupt(), 130, "\nStopped. What was answered until now is remembered.\n"),
    ],
)
def test_a_run_that_ends_early_says_why(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    error: BaseException,
    code: int,
    said: str,
) -> None:
    def ends(*arguments: object, **options: object) -> int:
        raise error

    monkeypatch.setattr(command, "run", ends)
    assert main(["links", "--config", str(project(tmp_path, "Text.\n") / "mkdocs.yml")]) == code
    assert capsys.readouterr() == ("", said)


def test_progress_is_shown_to_who_watches(
    web: Web, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    web.pages = {"/": status(200)}
    root = project(tmp_path / "project", f"[One](http://127.0.0.1:{web.port}/)\n")
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    assert main(["links", "--config", str(root / "mkdocs.yml"), "--allow-local"]) == 0
    assert capsys.readouterr().err == "\r\033[K1 of 1\r\033[K"


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = project(tmp_path, "Text.\n")
    (root / ".links").write_text("a file", "utf-8")
    assert main(["links", "--config", str(root / "mkdocs.yml")]) == 2
    assert capsys.readouterr().err.startswith("What was found could not be written: [Errno 17] File exists")


def test_no_other_command_loads_what_speaks_http(tmp_path: Path) -> None:
    root = project(tmp_path, "Text.\n")
    heavy = "{'urllib3', 'filelock', 'certifi'}"
    script = f"import sys; from onward.__main__ import main; main(['check']); print({heavy} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", script], cwd=root, capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "set()"
