"""Files as such: links on the disk, names, and what is no page. `onward check` and the build say the same of them."""

from __future__ import annotations

import os
import socket
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

import sites
from onward.files import Setting, read_files
from onward.site import problems_of

PAGE = sites.page("Text.\n")
PRIVATE = "This stands outside the docs folder."
PNG = b"\x89PNG\r\n\x1a\n" + bytes(20)

Told = Callable[[], list[str]]


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A site with one page, and a file beside docs that must never be published."""
    root = sites.write_project(tmp_path / "project", {"index.md": PAGE})
    (root / "secret.md").write_text(sites.page(PRIVATE), "utf-8")
    return root


@pytest.fixture
def told(project: Path, tmp_path: Path) -> Told:
    """Checks the project and builds it; both must say the same, which is returned as text."""

    def run() -> list[str]:
        site = tmp_path / "site"
        result = sites.build(project, site)
        built = [str(problem) for problem in sites.problems(result)]
        assert "Traceback" not in result.stderr
        assert [str(problem) for problem in problems_of(project / "mkdocs.yml")] == built
        assert not any(PRIVATE in path.read_text("utf-8", "replace") for path in site.rglob("*") if path.is_file())
        return [text.replace("\n    ", " ↪ ") for text in built]

    return run


def write(project: Path, files: Mapping[str, str | bytes]) -> None:
    """Write files below docs."""
    for name, content in files.items():
        path = project / "docs" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())


OUTSIDE = "the file is a link to something outside the docs folder; it is neither read nor published [file-link]"
MEND = "↪ Put the file itself here, or delete the link."


@pytest.mark.parametrize("name", ["leak.md", "leak.svg", "sub/leak.md"])
def test_a_link_out_of_docs_is_neither_read_nor_copied(project: Path, told: Told, name: str) -> None:
    write(project, {"sub/index.md": sites.page("Text.\n", title="Sub")})
    (project / "docs" / name).symlink_to(project / "secret.md")
    assert told() == [f"docs/{name}:1:1: {OUTSIDE} {MEND}"]


def test_a_link_to_a_folder_outside_is_not_followed(project: Path, told: Told) -> None:
    (project / "elsewhere").mkdir()
    (project / "elsewhere" / "page.md").write_text(sites.page(PRIVATE), "utf-8")
    (project / "docs" / "more").symlink_to("../elsewhere")
    assert told() == [f"docs/more:1:1: {OUTSIDE} {MEND}"]


def test_links_that_lead_nowhere_or_in_a_circle(project: Path, told: Told) -> None:
    docs = project / "docs"
    (docs / "gone.md").symlink_to("nowhere.md")
    (docs / "one.md").symlink_to("two.md")
    (docs / "two.md").symlink_to("one.md")
    (docs / "data.yml").symlink_to("_data/help.yml")
    (docs / "again").symlink_to(".")
    assert told() == [
        (
            "docs/again:1:1: this is a link to the folder `docs`; links to folders are not followed [file-link] "
            "↪ Put the pages of the folder in one place, and link to them from your text."
        ),
        f"docs/data.yml:1:1: the file is a link to `docs/_data/help.yml`, which is not published [file-link] {MEND}",
        f"docs/gone.md:1:1: the file is a link to `nowhere.md`, which does not exist [file-link] {MEND}",
        f"docs/one.md:1:1: the file is a link that leads in a circle, by way of `two.md` [file-link] {MEND}",
        f"docs/two.md:1:1: the file is a link that leads in a circle, by way of `one.md` [file-link] {MEND}",
    ]


def test_a_link_to_what_is_published_is_no_fault(project: Path, told: Told, tmp_path: Path) -> None:
    write(project, {"a.svg": '<svg xmlns="http://www.w3.org/2000/svg"/>'})
    (project / "docs" / "b.svg").symlink_to("a.svg")
    assert told() == []
    assert (tmp_path / "site" / "b.svg").is_file()


def test_the_docs_folder_itself_may_be_a_link(project: Path, told: Told) -> None:
    (project / "docs").rename(project / "texts")
    (project / "docs").symlink_to("texts")
    assert told() == []


def test_links_to_folders_without_end_stop_the_build_at_once(project: Path, told: Told) -> None:
    """Two links to their own folder are 2 to the power of 40 paths for who follows them, as MkDocs does."""
    for name in ("one", "two"):
        (project / "docs" / name).symlink_to(".")
    assert [text.partition(" ")[0] for text in told()] == ["docs/one:1:1:", "docs/two:1:1:"]


def test_links_without_end_that_the_site_leaves_out_stop_it_too(tmp_path: Path) -> None:
    root = sites.write_project(tmp_path / "project", {"index.md": PAGE}, config={"exclude_docs": "/one\n/two\n"})
    for name in ("one", "two"):
        (root / "docs" / name).symlink_to(".")
    result = sites.build(root, tmp_path / "site")
    assert [(each.path, each.rule) for each in sites.problems(result)] == [("docs", "build-stopped")]
    assert "20,000 names" in result.stderr
    assert "Traceback" not in result.stderr


def test_what_is_no_file_never_holds_up_a_build(project: Path, told: Told, monkeypatch: pytest.MonkeyPatch) -> None:
    docs = project / "docs"
    os.mkfifo(docs / "pipe.md")
    os.mkfifo(docs / "pipe.png")
    monkeypatch.chdir(docs)  # A socket's path may have 108 bytes.
    with socket.socket(socket.AF_UNIX) as open_socket:
        open_socket.bind("socket.md")
        assert told() == [
            f"docs/{name}:1:1: this is no file but a {kind} [file-unreadable] ↪ Delete it, or put a file in its place."
            for name, kind in (("pipe.md", "pipe"), ("pipe.png", "pipe"), ("socket.md", "socket"))
        ]


def test_a_data_file_that_is_a_pipe_never_holds_up_a_build(project: Path, told: Told) -> None:
    (project / "docs" / "_data" / "words.yml").unlink()
    os.mkfifo(project / "docs" / "_data" / "words.yml")
    assert told() == [
        (
            "docs/_data/words.yml:1:1: the file cannot be read: it is no file but a pipe or a device [data-yaml] "
            "↪ Put a file of this name here."
        ),
    ]


def test_a_folder_with_the_name_of_a_page(project: Path, told: Told) -> None:
    write(project, {"reply.md/note.txt": "x"})
    assert told() == [
        "docs/reply.md:1:1: this is a folder with the name of a page [file-unreadable] ↪ Call the folder `reply`."
    ]


def test_a_file_that_may_not_be_read_is_told(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who runs the tests may be allowed to read everything, so the system's answer is put in its place."""
    write(project, {"shut.md": PAGE})
    monkeypatch.setattr("onward.files.os.access", lambda path, mode: not str(path).endswith("shut.md"))
    assert [str(problem) for problem in problems_of(project / "mkdocs.yml")] == [
        (
            "docs/shut.md:1:1: the file cannot be read: Permission denied [file-unreadable]\n"
            "    Give your account the right to read it, or delete it."
        )
    ]


def test_a_page_far_too_large_is_not_read(project: Path, told: Told) -> None:
    with (project / "docs" / "large.md").open("wb") as file:
        file.truncate(10**10)
    assert told() == [
        ("docs/large.md:1:1: the file is 10000.0 MB; the limit is 500 kB [page-limits] ↪ Make several pages of it.")
    ]


CLASHES = {
    "README beside index": (
        ["sub/index.md", "sub/README.md"],
        "docs/sub/README.md:1:1: both `index.md` and `README.md` make `/sub/` [file-clash] ↪ Keep one of them.",
    ),
    "a page and the index of a folder": (
        ["reply.md", "reply/index.md"],
        (
            "docs/reply/index.md:1:1: `docs/reply.md` makes `/reply/` too, and the site can have only one of them "
            "[file-clash] ↪ Give one of them another name, or put what they say on one page."
        ),
    ),
    "a page and the README of a folder": (
        ["reply.md", "reply/README.md"],
        (
            "docs/reply/README.md:1:1: `docs/reply.md` makes `/reply/` too, and the site can have only one of them "
            "[file-clash] ↪ Give one of them another name, or put what they say on one page."
        ),
    ),
    "capitals": (
        ["Page.md", "page.md"],
        (
            "docs/Page.md:1:1: the name differs from `docs/page.md` only in capitals; on Windows and macOS one "
            "overwrites the other [file-clash] ↪ Give one of them another name, or delete it."
        ),
    ),
    "capitals of folders": (
        ["Sub/one.md", "sub/two.md"],
        (
            "docs/Sub:1:1: the name differs from `docs/sub` only in capitals; on Windows and macOS one "
            "overwrites the other [file-clash] ↪ Give one of them another name, or delete it."
        ),
    ),
    "accents": (
        ["cafe\u0301.md", "caf\u00e9.md"],
        (
            "docs/cafe\u0301.md:1:1: the name looks the same as `docs/caf\u00e9.md` and is spelled with other "
            "characters [file-clash] ↪ Give one of them another name, or delete it."
        ),
    ),
    "what MkDocs makes": (
        ["sitemap.xml"],
        (
            "docs/sitemap.xml:1:1: the file would take the place of `sitemap.xml`, which the site makes itself "
            "[file-clash] ↪ Give it another name."
        ),
    ),
    "what the build makes": (
        ["assets/onward.0123456789.css"],
        (
            "docs/assets/onward.0123456789.css:1:1: the file would take the place of `assets/onward.0123456789.css`, "
            "which the site makes itself [file-clash] ↪ Give it another name."
        ),
    ),
    "what the theme brings": (
        ["assets/images/favicon.svg"],
        (
            "docs/assets/images/favicon.svg:1:1: the file would take the place of `assets/images/favicon.svg`, which "
            "the theme brings [file-clash] ↪ Give it another name."
        ),
    ),
}


@pytest.mark.parametrize(("paths", "expected"), CLASHES.values(), ids=CLASHES)
def test_two_files_of_which_the_site_can_have_one(project: Path, told: Told, paths: list[str], expected: str) -> None:
    write(project, {path: PAGE if path.endswith(".md") else "<x/>" for path in paths})
    said = told()
    assert [text for text in said if "[file-name]" not in text and "[image-" not in text] == [expected]


def test_a_file_with_the_name_that_a_page_gets(project: Path) -> None:
    write(project, {"reply.md": PAGE, "reply/index.xml": "<x/>", "reply.html": "<p>", "c.json": "{}", "C.json": "{}"})
    by_folder, by_file = (
        [(fault.path, fault.found) for fault in read_files(project / "docs", setting).faults]
        for setting in (Setting(), Setting(directory_urls=False))
    )
    assert by_folder == by_file == [("C.json", "case"), ("reply.html", "html")]


WARNING, NOTE, ERROR = "warning", "note", "error"
NAMES = {
    "what next?.md": (ERROR, "the name holds `?`, which means something else in an address", "what-next.md"),
    "100%.md": (ERROR, "the name holds `%`, which means something else in an address", "100.md"),
    "c#.md": (ERROR, "the name holds `#`, which means something else in an address", "c.md"),
    "a:b.md": (ERROR, "the name holds `:`, which means something else in an address", "a-b.md"),
    'say "no".md': (WARNING, 'the name holds `"`, which no file may have in its name on Windows', "say-no.md"),
    "a|b*<c>.md": (
        WARNING,
        "the name holds `<`, `>`, `|`, `*`, which no file may have in its name on Windows",
        "a-b-c.md",
    ),
    "con.md": (WARNING, "`con` cannot be the name of a file on Windows", "con-page.md"),
    "AUX.tar.md": (WARNING, "`AUX` cannot be the name of a file on Windows", "aux-page.md"),
    "end .md": (
        WARNING,
        "the name begins with a space, or ends with a space or a dot, which Windows takes away",
        "end.md",
    ),
    "end..md": (
        WARNING,
        "the name begins with a space, or ends with a space or a dot, which Windows takes away",
        "end.md",
    ),
    " a.md": (WARNING, "the name begins with a space, or ends with a space or a dot, which Windows takes away", "a.md"),
    "my page.md": (WARNING, "the name has a space in it, which becomes `%20` in the address", "my-page.md"),
    "cafe\u0301.md": (
        WARNING,
        "the name holds accents that stand apart from their letters, as macOS writes them",
        "cafe.md",
    ),
    "caf\u00e9.md": (NOTE, "the name has letters in it that become codes such as `%C3%A9` in the address", "cafe.md"),
    "Reply.md": (
        NOTE,
        "the name has capitals in it; who types the address in small letters does not find the page",
        "reply.md",
    ),
}


@pytest.mark.parametrize("name", NAMES)
def test_names_that_make_bad_addresses(project: Path, name: str) -> None:
    write(project, {name: PAGE})
    severity, message, better = NAMES[name]
    (problem,) = problems_of(project / "mkdocs.yml")
    assert (problem.path, problem.rule, problem.severity) == (f"docs/{name}", "file-name", severity)
    renamed = f"Rename the file to `{better}`, and write the new name in the links to it."
    hints = {renamed, f"Call it something else, for example `{better}`."}
    assert (problem.message, problem.hint in hints) == (message, True)


def test_a_build_says_the_same_of_names(project: Path, tmp_path: Path) -> None:
    write(project, dict.fromkeys([name for name in NAMES if name != "cafe\u0301.md"], PAGE))
    result = sites.build(project, tmp_path / "site")
    assert "Traceback" not in result.stderr
    for problem in problems_of(project / "mkdocs.yml"):
        assert str(problem) in result.stderr


def test_names_that_break_a_line_of_output_are_shown_and_not_published(project: Path, told: Told) -> None:
    write(project, {"a\nb.md": PAGE, "a\\b.md": PAGE})
    (project / "docs" / os.fsdecode(b"latin-\xe9.md")).write_text(PAGE, "utf-8")
    message = "the name holds a sign that no page may have in its address; the file is not published [file-name]"
    links = ", and write the new name in the links to it."
    assert told() == [
        f"docs/a\\b.md:1:1: {message} ↪ Rename the file to `a-b.md`{links}",
        f"docs/a\\x0ab.md:1:1: {message} ↪ Rename the file to `a-b.md`{links}",
        f"docs/latin-\\xe9.md:1:1: {message} ↪ Rename the file to `latin.md`{links}",
    ]


def test_a_path_that_windows_cannot_open(project: Path, told: Told) -> None:
    write(project, {f"{'a' * 100}/{'b' * 60}/page.md": PAGE})
    assert [text.partition(": ")[2] for text in told()] == [
        (
            "the path has 161 characters; Windows may not be able to open it [file-name] "
            "↪ Shorten it to 150 characters or fewer."
        )
    ]


@pytest.mark.parametrize(
    ("name", "ending"),
    [
        ("page.MD", ".MD"),
        ("page.Md", ".Md"),
        ("page.markdown", ".markdown"),
        ("page.mdown", ".mdown"),
        ("page.mkd", ".mkd"),
        ("page.md.txt", ".md.txt"),
    ],
)
def test_pages_with_another_ending_are_not_published(project: Path, told: Told, name: str, ending: str) -> None:
    write(project, {name: PAGE})
    assert told() == [
        (
            f"docs/{name}:1:1: a page ends in `.md`; this one ends in `{ending}` and is not published [file-ending] "
            "↪ Call it `page.md`."
        )
    ]


def test_hidden_pages_are_named_and_other_hidden_files_are_not(project: Path, told: Told) -> None:
    write(project, dict.fromkeys([".page.md", ".git/a.md", "templates/letter.md", ".DS_Store", ".env"], PAGE))
    assert [text.partition(":")[0] for text in told()] == [
        "docs/.git/a.md",
        "docs/.page.md",
        "docs/templates/letter.md",
    ]


def test_what_the_site_leaves_out_on_purpose_is_no_fault(project: Path, told: Told) -> None:
    patterns = "/_data/\n/.page.md\n*.psd\n/old/\n/link\n"
    sites.write_project(project, {}, config={"exclude_docs": patterns})
    write(project, {".page.md": "", "a.psd": "x", "old/Broken Page.md": "", "old/a.key": "x"})
    (project / "docs" / "link.md").symlink_to(project / "secret.md")
    (project / "docs" / "link").symlink_to(project)
    assert told() == [f"docs/link.md:1:1: {OUTSIDE} {MEND}"]


UNWANTED = [
    "a.md~",
    "a.bak",
    "~$a.docx",
    "#a#",
    "Thumbs.db",
    "server.key",
    "id_rsa",
    "a.py",
    "a.md.orig",
    "Copy of a.md",
]


def test_what_should_not_be_published_is_not(project: Path, told: Told, tmp_path: Path) -> None:
    write(project, dict.fromkeys([*UNWANTED, "a.psd", "a.html", "a.odd", "none", "CNAME", "cv.docx"], "x"))
    said = {text.partition(":")[0].removeprefix("docs/"): text for text in told()}
    assert {name for name, text in said.items() if "a backup, a key" in text} == set(UNWANTED)
    assert "no browser shows it" in said["a.psd"]
    assert "a page of HTML is not checked" in said["a.html"]
    assert "a `.odd` file would be published" in said["a.odd"]
    assert "a file without an ending would be published" in said["none"]
    assert said.keys() == {*UNWANTED, "a.psd", "a.html", "a.odd", "none"}


def test_what_is_unknown_is_a_warning_and_published(project: Path, tmp_path: Path) -> None:
    write(project, {"a.odd": "x"})
    assert sites.build(project, tmp_path / "site").returncode == 0
    assert (tmp_path / "site" / "a.odd").is_file()
    assert sites.build(project, tmp_path / "strict", "--strict").returncode == 1


def test_files_that_are_empty_or_large(project: Path, told: Told) -> None:
    write(project, {"none.png": b"", "large.png": PNG + bytes(600_000), "large.pdf": b"%PDF" + bytes(11_000_000)})
    assert told() == [
        "docs/large.pdf:1:1: the file has 11.0 MB; more than 10 MB is slow to load [file-size] ↪ Make it smaller.",
        (
            "docs/large.png:1:1: the picture has 600 kB; more than 500 kB is slow to load [file-size] "
            "↪ Make it smaller, or save it as WebP."
        ),
        "docs/none.png:1:1: the file is empty [file-size] ↪ Save it again, or delete it.",
    ]


PICTURES = {
    "PNG": PNG,
    "JPEG": b"\xff\xd8\xff\xe0",
    "GIF": b"GIF89a",
    "WebP": b"RIFF\0\0\0\0WEBPVP8 ",
    "AVIF": b"\0\0\0\x20ftypavif",
    "ICO": b"\0\0\1\0\1\0",
    "SVG": b'\xef\xbb\xbf<?xml version="1.0"?>\n<!-- x -->\n<svg xmlns="http://www.w3.org/2000/svg"/>',
}
RIGHT = {"PNG": "png", "JPEG": "jpg", "GIF": "gif", "WebP": "webp", "AVIF": "avif", "ICO": "ico", "SVG": "svg"}


def test_pictures_with_the_ending_of_another(project: Path) -> None:
    for kind, data in PICTURES.items():
        write(project, {f"{kind.lower()}-as.{ending}": data for ending in RIGHT.values()})
    write(project, {"text-as.png": "Not found", "text-as.svg": "<html/>"})
    said = {problem.path: problem for problem in problems_of(project / "mkdocs.yml")}
    assert len(said) == len(PICTURES) * (len(PICTURES) - 1) + 2
    wrong = said["docs/png-as.jpg"]
    assert str(wrong) == (
        "docs/png-as.jpg:1:1: the name says JPEG, but the picture is a PNG [image-format]\n    Call it `png-as.png`."
    )
    assert (wrong.severity, said["docs/png-as.svg"].severity, said["docs/text-as.png"].severity) == (
        WARNING,
        ERROR,
        ERROR,
    )
    assert said["docs/text-as.svg"].message == "the file is no SVG picture, nor any other that is known"
