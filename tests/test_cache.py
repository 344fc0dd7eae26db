"""What a check remembers: the same words with and without it, and nothing that can go wrong with it matters."""

from __future__ import annotations

import itertools
import json
import os
import shutil
import subprocess
import sys
import xml.etree.ElementTree as etree
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

import fixtures
import sites
import test_rules
from onward import cache as cache_module
from onward import fingerprint as fingerprint_module
from onward.__main__ import main
from onward.build import Build
from onward.cache import FOLDER, Cache
from onward.check_command import found, remembered
from onward.checks import RULES, check
from onward.checks.rule import Finding, Rule
from onward.checks.watch import Watch
from onward.fingerprint import fingerprint, stamp
from onward.model import START, Checklist, Fault, Fence, FrontMatter, Page, Position, Problem, Severity
from onward.outcomes import Proof, SelfCheckData
from onward.page_facts import Forgotten, Unstorable, page_of
from onward.page_facts import plain as plain_page
from onward.page_files import page_files
from onward.remembered import PageMemory, Proofs, settings_of
from onward.site import read
from onward.site_settings import read_settings

PAGES = {
    "index.md": sites.page("You simply ask. [here](a.md)\n\n[@no-such-thing]\n"),
    "a.md": sites.page("#### Deep\n", title="A"),
}


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A site with some problems, on a day that does not change."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", sites.EPOCH)
    return sites.write_project(tmp_path / "project", PAGES)


@pytest.fixture
def say(project: Path, capsys: pytest.CaptureFixture[str]) -> Say:
    """Asks for a check of the site."""
    return Say(project, capsys)


class Say:
    """What a check says, with the cache and without."""

    def __init__(self, project: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.project, self.capsys = project, capsys

    def __call__(self, *options: str) -> str:
        self.capsys.readouterr()
        main(["check", "--config", str(self.project / "mkdocs.yml"), *options])
        captured = self.capsys.readouterr()
        assert captured.err == ""
        return captured.out

    def same(self) -> str:
        """What is said without the cache, which must be what is said with it, twice."""
        plain = self("--no-cache")
        assert self() == plain
        assert self() == plain
        return plain


def entries(project: Path, kind: str = "") -> list[Path]:
    """The files of the cache."""
    return sorted((project / FOLDER).glob(f"{kind}*.json"))


def test_the_second_check_asks_no_rule(say: Say, monkeypatch: pytest.MonkeyPatch) -> None:
    said = say()
    assert "no-such-thing" in said

    def refuse(*arguments: object, **options: object) -> None:
        raise AssertionError("a rule was asked")

    monkeypatch.setattr("onward.checks.check", refuse)
    assert say() == said
    with pytest.raises(AssertionError, match="a rule was asked"):
        say("--no-cache")


def test_without_it_no_folder_is_made(say: Say, project: Path) -> None:
    say("--no-cache")
    assert not (project / ".cache").exists()
    say()
    assert (project / FOLDER / ".gitignore").read_text("utf-8").endswith("\n*\n")


CHANGES: dict[str, tuple[str, Callable[[str], str]]] = {
    "a page": ("docs/a.md", lambda text: text.replace("#### Deep", "## Deep")),
    "a title": ("docs/a.md", lambda text: text.replace("title: A", "title: B")),
    "a data file": ("docs/_data/words.yml", lambda text: text.replace("simply", "simplest")),
    "the settings": ("mkdocs.yml", lambda text: text.replace("placeholder: true", "placeholder: yes")),
    "a new page": ("docs/new.md", lambda text: sites.page("#### Deep\n", title="New")),
    "a template": ("docs/index.md", lambda text: text.replace("kind: about", "kind: about\ntemplate: nope.html")),
}


@pytest.mark.parametrize("change", CHANGES)
def test_what_changes_is_seen(change: str, say: Say, project: Path) -> None:
    name, edit = CHANGES[change]
    before = say.same()
    file = project / name
    file.write_text(edit(file.read_text("utf-8") if file.exists() else ""), "utf-8")
    assert say.same() != before
    file.unlink()
    if name.startswith("docs/") and name != "docs/index.md":
        say.same()


def test_a_file_that_a_setting_names_is_seen(say: Say, project: Path) -> None:
    config = project / "mkdocs.yml"
    config.write_text(config.read_text("utf-8").replace("placeholder: true", "logo: logo.svg\n    placeholder: true"))
    assert "logo.svg" in say.same()
    (project / "docs" / "logo.svg").write_text("<svg/>", "utf-8")
    assert "logo.svg" not in say.same()


def test_the_day_is_seen(say: Say, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "review-overdue" not in say.same()
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(int(sites.EPOCH) + 400 * 86400))
    assert "review-overdue" in say.same()


@pytest.mark.parametrize(
    "damage",
    [b"", b"{}", b"\xff\xfe", b"null", b"[" * 100_000, b"0" * 64 + b"\n[]", b"\0" * 5000],
    ids=["empty", "no hash", "no text", "null", "deep", "wrong hash", "zeros"],
)
def test_a_damaged_cache_is_none(damage: bytes, say: Say, project: Path) -> None:
    said = say()
    assert len({file.name.partition("-")[0] for file in entries(project)}) >= 3
    for file in entries(project):
        file.write_bytes(damage)
    assert say() == said
    assert say() == said
    for file in entries(project):
        whole = file.read_bytes()
        file.write_bytes(whole[: len(whole) // 2])
    assert say() == said


def test_an_entry_of_another_program_is_not_used(say: Say, project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    said = say()
    for file in entries(project, "site"):
        body = json.dumps([["docs/index.md", 1, 1, "encoding", "planted", "error", "", ""]]).encode()
        file.write_bytes(cache_module._digest(body) + b"\n" + body)
    assert "planted" in say(), "the entry is the one that is used"
    monkeypatch.setattr("onward.check_command.stamp", lambda: "another version")
    assert say() == said


def test_the_stamp_is_of_the_code_and_of_what_is_installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = tmp_path / "onward"
    (package / "checks").mkdir(parents=True)
    (package / "checks" / "one.py").write_text("", "utf-8")
    monkeypatch.setattr(fingerprint_module, "__file__", str(package / "fingerprint.py"))
    monkeypatch.setattr(sys, "path", [str(tmp_path)])
    seen = [stamp(), stamp()]
    (package / "checks" / "one.py").write_text("# changed", "utf-8")
    seen.append(stamp())
    (tmp_path / "markdown-4.0.dist-info").mkdir()
    seen.append(stamp())
    monkeypatch.setattr(sys, "version", "4.0")
    seen.append(stamp())
    assert [one == other for one, other in itertools.pairwise(seen)] == [True, False, False, False]


@pytest.mark.parametrize("where", [".cache", ".cache/onward"])
def test_a_folder_that_cannot_be_made_is_done_without(where: str, say: Say, project: Path) -> None:
    (project / where).parent.mkdir(exist_ok=True)
    (project / where).write_text("a file in its place", "utf-8")
    say.same()
    assert (project / where).read_text("utf-8") == "a file in its place"


def test_a_folder_that_cannot_be_written_is_done_without(say: Say, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*arguments: object, **options: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("tempfile.mkstemp", refuse)
    say.same()


def test_it_does_not_grow_for_ever(say: Say, project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache_module, "MOST_FILES", 6)
    for number in range(4):
        (project / "docs" / "a.md").write_text(sites.page(f"Text {number}.\n", title="A"), "utf-8")
        say()
        assert len(entries(project)) <= 6
    (project / FOLDER / ".new-left").write_bytes(b"of a check that was stopped")
    os.utime(project / FOLDER / ".new-left", (0, 0))
    monkeypatch.setattr(cache_module, "MOST_BYTES", 1_000)
    (project / "docs" / "a.md").write_text(sites.page("More.\n", title="A"), "utf-8")
    say.same()
    assert sum(file.stat().st_size for file in (project / FOLDER).iterdir()) <= 1_100
    assert not (project / FOLDER / ".new-left").exists()


def test_many_checks_at_a_time(project: Path) -> None:
    command = [sys.executable, "-m", "onward", "check"]
    running = [
        subprocess.Popen(command, cwd=project, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        for _ in range(3)
    ]
    said = {process.communicate() for process in running}
    assert len(said) == 1
    assert said.pop()[1] == ""
    assert not list((project / FOLDER).glob(".new-*"))


def test_what_changes_while_it_is_checked_is_not_remembered(
    say: Say, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def checked(build: Build, memory: PageMemory) -> list[Problem]:
        (project / "docs" / "_data" / "words.yml").write_bytes(b"words: []\n")
        return check(build, memory=memory)

    with monkeypatch.context() as patch:
        patch.setattr("onward.checks.check", checked)
        say()
    assert entries(project, "site") == entries(project, "found") == entries(project, "facts") == []
    say.same()


def test_every_rule_says_the_same_from_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The pages of all fixtures as one site: what rules found is written, read again, and not found out anew."""
    pages: dict[str, str | bytes] = {"index.md": sites.page("Text.\n", title="Start")}
    for name, text in test_rules.SOURCE:
        pages[f"{name}/index.md"] = pages["index.md"]
        for path, data in fixtures.parse(name, text).files.items():
            if path.startswith("docs/") and "_data" not in path:
                pages[f"{name}/{path.removeprefix('docs/')}"] = data
    root = sites.write_project(tmp_path / "project", pages)
    settings = read_settings(root / "mkdocs.yml")
    files = page_files(root / "docs")
    store = Cache(tmp_path / "cache", "stamp")
    monkeypatch.setattr("onward.check_command.recall_problems", lambda *arguments: None)

    def told(problems: list[Problem]) -> list[object]:
        return [(each, each.severity, each.allowed) for each in problems]

    plain = told(found(settings, files))
    assert len(plain) > 100
    assert told(remembered(settings, files, store)) == plain

    def refuse(*arguments: object, **options: object) -> None:
        raise AssertionError("Markdown was read")

    monkeypatch.setattr("onward.pages.Markdown", refuse)
    monkeypatch.setattr("onward.check_command.found", refuse)
    assert told(remembered(settings, files, store)) == plain


def test_what_was_not_kept_of_a_page_is_read_anew(
    project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A rule of the whole site that asks for the elements of blocks gets them."""
    block = "/// checklist | Today\n    id: today\n\nDo this.\n\n- [ ] Walk. {#walk}\n\n///\n"
    (project / "docs" / "a.md").write_text(sites.page(block, title="A"), "utf-8")

    def rule(build: Build) -> Iterator[Finding]:
        for block in build.pages["a.md"].blocks:
            assert isinstance(block, Checklist)
            yield Finding(START, f"{len(block.intro)} element", path="a.md")

    rules = [Rule("rule", Severity.ERROR, "", site=rule)]
    monkeypatch.setattr("onward.checks.check", lambda build, memory=None: check(build, rules, memory))
    monkeypatch.setattr("onward.check_command.recall_problems", lambda *arguments: None)
    settings, store = read_settings(project / "mkdocs.yml"), Cache(tmp_path / "cache", "stamp")
    for _ in range(3):
        problems = remembered(settings, page_files(project / "docs"), store)
        assert [each.message for each in problems] == ["1 element"]


def test_a_page_comes_back_as_it_was() -> None:
    front = FrontMatter("T", "D", "about", date(2026, 11, 22), theme=(("hide", ["toc"]), ("search", {"boost": 2})))
    page = Page("a.md", front, ("one", "two"), 1, faults=(Fault("x", START), Fault("y", START, "z")))
    assert page_of(json.loads(json.dumps(plain_page(page))), page.lines) == page
    with pytest.raises(Unstorable, match="Path"):
        plain_page(replace(page, path=Path("a.md")))  # type: ignore[arg-type]
    with pytest.raises(TypeError):
        page_of(["no", "page"], ())


def test_elements_that_were_not_kept_cannot_be_taken_for_none() -> None:
    block = Checklist(Fence("checklist", "T", (), START), "id", "T", "", (), intro=(etree.Element("p"),))
    page = page_of(plain_page(Page("a.md", None, (), 1, blocks=(block,))), ())
    (back,) = page.blocks
    assert isinstance(back, Checklist)
    assert back.closing == ()
    for ask in (bool, len, list, tuple, lambda elements: elements[0], lambda elements: [*elements]):
        with pytest.raises(Forgotten):
            ask(back.intro)


@pytest.mark.parametrize(
    ("ask", "looks"),
    [
        (lambda pages: pages["index.md"], False),
        (lambda pages: pages.get("index.md"), False),
        (lambda pages: ("a.md" in pages, sorted(pages), len(pages), list(pages.keys())), False),
        (lambda pages: pages.get("nope"), False),
        (lambda pages: pages["a.md"], True),
        (lambda pages: pages.get("a.md"), True),
        (lambda pages: list(pages.values()), True),
        (lambda pages: list(pages.items()), True),
        (lambda pages: {**pages}, True),
        (dict, True),
        (lambda pages: pages.copy(), True),
        (lambda pages: pages | {}, True),
    ],
)
def test_no_look_at_another_page_is_missed(ask: Callable[[object], object], looks: bool, project: Path) -> None:
    settings = read_settings(project / "mkdocs.yml")
    watch = Watch(read(settings, page_files(settings.docs)), "index.md")
    for values in (watch.build.pages, watch.build.sources, watch.build.fronts):
        watch.looked = False
        ask(values)
        assert watch.looked is looks


def test_what_a_rule_found_by_looking_at_another_page_is_found_anew(project: Path, tmp_path: Path) -> None:
    asked: list[str] = []

    def own(page: Page, build: Build) -> Iterator[Finding]:
        asked.append(f"own {page.path}")
        yield Finding(Position(len(build.sources)), "own")

    def other(page: Page, build: Build) -> Iterator[Finding]:
        asked.append(f"other {page.path}")
        if page.path == "index.md":
            yield Finding(Position(1), f"{len(build.pages['a.md'].lines)}")

    def every(page: Page, build: Build) -> Iterator[Finding]:
        asked.append(f"every {page.path}")
        yield Finding(Position(1), f"{sum(len(each.lines) for each in build.sources.values())}")

    rules = [Rule(f.__name__, Severity.ERROR, "", page=f) for f in (own, other, every)]
    store = Cache(tmp_path / "cache", "stamp")

    def run() -> list[str]:
        asked.clear()
        settings = read_settings(project / "mkdocs.yml")
        files = page_files(project / "docs")
        build = read(settings, files)
        memory = PageMemory(store, fingerprint(settings, files, None), build.titles)
        found = [each.message for each in check(build, rules, memory)]
        memory.write()
        return found

    first = run()
    assert len(asked) == 6
    assert run() == first
    assert asked == ["every a.md", "other index.md", "every index.md"]
    (project / "docs" / "a.md").write_text(sites.page("One\n\nmore\n\nline.\n", title="A"), "utf-8")
    changed = run()
    assert changed != first
    assert asked == ["own a.md", "other a.md", "every a.md", "other index.md", "every index.md"]


@pytest.mark.parametrize(
    ("ask", "looks"),
    [
        (lambda build: (build.registry, build.docs, build.today, build.titles, build.settings), False),
        (lambda build: (build.file("a.md"), build.nearest_page("aa.md", "index.md")), False),
        (lambda build: build.next_review(build.pages["index.md"]), False),
        (lambda build: build.problems, True),
        (lambda build: build.built, True),
        (lambda build: build.markdown("a.md"), True),
    ],
)
def test_a_field_that_nobody_vouches_for_counts_as_a_look(
    ask: Callable[[Build], object], looks: bool, project: Path
) -> None:
    """What a build keeps of several pages, today or one day, is not remembered with one."""
    settings = read_settings(project / "mkdocs.yml")
    watch = Watch(read(settings, page_files(settings.docs)), "index.md")
    ask(watch.build)
    assert watch.looked is looks


def test_a_title_of_another_page_is_seen(project: Path, tmp_path: Path) -> None:
    def titles(page: Page, build: Build) -> Iterator[Finding]:
        yield Finding(START, ", ".join(sorted(build.titles.values())))

    rules = [Rule("titles", Severity.ERROR, "", page=titles)]
    store, settings = Cache(tmp_path / "cache", "stamp"), read_settings(project / "mkdocs.yml")
    for title in ("A", "B"):
        (project / "docs" / "a.md").write_text(sites.page("Text.\n", title=title), "utf-8")
        files = page_files(settings.docs)
        build = read(settings, files)
        memory = PageMemory(store, fingerprint(settings, files, None), build.titles)
        assert {each.message for each in check(build, rules, memory)} == {f"{title}, Test page"}
        memory.write()


def test_most_rules_look_at_their_own_page_alone(project: Path, tmp_path: Path) -> None:
    """Otherwise nothing would be remembered. Those of links look at what they lead to."""
    settings = read_settings(project / "mkdocs.yml")
    files = page_files(project / "docs")
    build = read(settings, files)
    kept: dict[str, int] = {}

    class Counting(PageMemory):
        def keep(self, path: str, found: Mapping[str, Sequence[Problem]]) -> None:
            kept[path] = len(found)

    check(build, memory=Counting(Cache(tmp_path, ""), fingerprint(settings, files, None), build.titles))
    by_page = sum(1 for rule in RULES if rule.page)
    assert set(kept) == {"index.md", "a.md", ""}
    assert min(kept["index.md"], kept["a.md"]) >= by_page - 5 - sum(rule.id.startswith("link-") for rule in RULES)


def test_a_proof_comes_back_as_it_was(tmp_path: Path) -> None:
    asked = []
    data: SelfCheckData = {"id": "a", "title": "A", "areas": {}, "members": [], "outcomes": []}
    for proof in (Proof((("one", True), ("two", False)), {"q": "yes"}), Proof((), None), None):

        def prove(data: SelfCheckData, proof: Proof | None = proof) -> Proof | None:
            asked.append(proof)
            return proof

        store = Cache(tmp_path, str(proof))
        assert [Proofs(store, prove)(data), Proofs(store, prove)(data)] == [proof, proof]
    assert len(asked) == 4, "what is too much to prove is asked again"


def test_settings_come_back_as_they_were(project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    config = project / "mkdocs.yml"
    store = Cache(tmp_path / "cache", "stamp")
    plain = read_settings(config)
    assert settings_of(config, store) == plain

    def refuse(path: Path) -> None:
        raise AssertionError("MkDocs was asked")

    monkeypatch.setattr("onward.remembered.read_settings", refuse)
    assert settings_of(config, store) == plain
    shutil.move(project / "docs", project / "elsewhere")
    with pytest.raises(AssertionError, match="MkDocs was asked"):
        settings_of(config, store)


def test_settings_that_come_from_elsewhere_are_read_anew(project: Path, say: Say, tmp_path: Path) -> None:
    config = project / "mkdocs.yml"
    (project / "base.yml").write_text(config.read_text("utf-8"), "utf-8")
    config.write_text("INHERIT: base.yml\nextra:\n  agency: {id: a, name: A, placeholder: true}\n", "utf-8")
    assert "heading-level" in say.same()
    shutil.copytree(project / "docs", project / "other")
    (project / "other" / "a.md").write_text(sites.page("Text.\n", title="A"), "utf-8")
    with (project / "base.yml").open("a", encoding="utf-8") as file:
        file.write("docs_dir: other\n")
    assert "heading-level" not in say.same()
