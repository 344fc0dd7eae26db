"""What a build leaves behind: the same bytes from both engines and twice in a row, and nothing wrong in silence."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import sites
from sites import page

GENERATOR = re.compile(rb'<meta name="generator"[^>]*>')


def contents(site: Path) -> dict[str, bytes]:
    """Every file of a site; the generator tag names the engine, so it is left out."""
    return {
        path.relative_to(site).as_posix(): GENERATOR.sub(b"", path.read_bytes())
        for path in sorted(site.rglob("*"))
        if path.is_file()
    }


def differences(one: dict[str, bytes], other: dict[str, bytes]) -> list[str]:
    """The files that differ or that only one side has."""
    return sorted(name for name in one.keys() | other.keys() if one.get(name) != other.get(name))


def test_properdocs_builds_the_same_bytes(built_site: Path, tmp_path: Path) -> None:
    result = sites.build(sites.REPO, tmp_path / "site", "--strict", engine="properdocs")
    assert result.returncode == 0, result.stderr
    assert differences(contents(built_site), contents(tmp_path / "site")) == []


def test_a_second_build_gives_the_same_bytes(built_site: Path, tmp_path: Path) -> None:
    result = sites.build(sites.REPO, tmp_path / "site", "--strict", anew=True)
    assert result.returncode == 0, result.stderr
    ours = {path.relative_to(built_site).as_posix(): path.read_bytes() for path in files(built_site)}
    again = {path.relative_to(tmp_path / "site").as_posix(): path.read_bytes() for path in files(tmp_path / "site")}
    assert differences(ours, again) == []


def files(site: Path) -> list[Path]:
    """The files below a folder."""
    return [path for path in sorted(site.rglob("*")) if path.is_file()]


def test_the_comparison_sees_a_difference(built_site: Path) -> None:
    changed = contents(built_site)
    changed["index.html"] += b" "
    assert differences(contents(built_site), changed) == ["index.html"]


@pytest.mark.parametrize("engine", ["mkdocs", "properdocs"])
def test_an_error_fails_every_build_and_leaves_no_site(engine: str, tmp_path: Path) -> None:
    project = sites.write_project(tmp_path / "project", {"index.md": page("[x](nope.md)\n")})
    result = sites.build(project, tmp_path / "site", engine=engine)
    assert result.returncode == 1
    hint = "Correct the name, or delete the link and keep its words."
    told = f"docs/index.md:10:5: no page or file `docs/nope.md` [link-target]\n    {hint}"
    assert [str(problem) for problem in sites.problems(result)] == [told]
    assert "The site was not built: 1 error." in result.stderr + result.stdout
    assert "Traceback" not in result.stderr
    assert files(tmp_path / "site") == []


@pytest.mark.parametrize("engine", ["mkdocs", "properdocs"])
def test_a_warning_fails_a_strict_build_only(engine: str, tmp_path: Path) -> None:
    old_mac = page("Text.\n").replace("\n", "\r")
    project = sites.write_project(tmp_path / "project", {"index.md": old_mac})
    lenient = sites.build(project, tmp_path / "lenient", engine=engine)
    strict = sites.build(project, tmp_path / "strict", "--strict", engine=engine)
    assert [problem.rule for problem in sites.problems(lenient)] == ["line-ends"]
    assert (lenient.returncode, strict.returncode) == (0, 1)
    assert (tmp_path / "lenient" / "index.html").exists()


def test_a_note_fails_no_build(tmp_path: Path) -> None:
    project = sites.write_project(tmp_path / "project", {"index.md": b"\xef\xbb\xbf" + page("Text.\n").encode()})
    result = sites.build(project, tmp_path / "site", "--strict")
    assert [problem.rule for problem in sites.problems(result)] == ["byte-order-mark"]
    assert result.returncode == 0


def test_problems_of_pages_and_of_the_built_site_are_told_at_once_in_order(tmp_path: Path) -> None:
    pages: dict[str, str | bytes] = {
        "index.md": page("[x](nope.md)\n\n#### Deep\n\n[@no-such-thing]\n"),
        "b.md": page("Text.\n").replace("reviewed", "reveiwed"),
        "c.md": b"\xff\xfe\x00",
        "d.md": "",
    }
    result = sites.build(sites.write_project(tmp_path / "project", pages), tmp_path / "site")
    told = [(problem.path, problem.line, problem.rule) for problem in sites.problems(result)]
    assert told == [
        ("docs/b.md", 5, "front-matter-key"),
        ("docs/c.md", 1, "encoding"),
        ("docs/d.md", 1, "front-matter"),
        ("docs/index.md", 10, "link-target"),
        ("docs/index.md", 12, "heading-level"),
        ("docs/index.md", 14, "citation-unknown"),
    ]
    assert "Traceback" not in result.stderr


def test_the_data_files_are_not_published(built_site: Path) -> None:
    assert [path for path in files(built_site) if path.suffix in {".yml", ".yaml", ".md"}] == []


def test_the_sitemap_gives_the_days_of_the_reviews(built_site: Path) -> None:
    dates = re.findall(r"<lastmod>(.*?)</lastmod>", (built_site / "sitemap.xml").read_text("utf-8"))
    reviewed = {
        path.name: re.search(r"^reviewed: (\S+)$", path.read_text("utf-8"), re.MULTILINE)
        for path in (sites.REPO / "docs").glob("*.md")
        if path.name != "for-editors.md"
    }
    assert sorted(dates) == sorted(match[1] for match in reviewed.values() if match)


def test_a_page_in_a_folder_named_like_ours_is_published(tmp_path: Path) -> None:
    pages = {"index.md": page("[call](scripts/call.md)\n"), "scripts/call.md": page("Text.\n", title="Call")}
    result = sites.build(sites.write_project(tmp_path / "project", pages), tmp_path / "site", "--strict")
    assert result.returncode == 0, result.stderr
    assert (tmp_path / "site" / "scripts" / "call" / "index.html").exists()


def agency(**values: object) -> dict[str, object]:
    """A configuration with an agency of its own."""
    return {"extra": {"agency": {"id": "test", "name": "Tees & Partners Ltd", **values}}}


def test_the_agency_stands_on_every_page_from_one_place(tmp_path: Path) -> None:
    config = agency(placeholder=True, phone="01632 960 999", hours="Always", logo="assets/logo.svg")
    project = sites.write_project(
        tmp_path / "project", {"index.md": page("Text.\n"), "b.md": page("Text.\n", title="B")}, config=config
    )
    (project / "docs" / "assets").mkdir()
    (project / "docs" / "assets" / "logo.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg"/>', "utf-8")
    result = sites.build(project, tmp_path / "site", "--strict")
    assert result.returncode == 0, result.stderr
    for name in ("index.html", "b/index.html", "404.html"):
        html = (tmp_path / "site" / name).read_text("utf-8")
        assert "Tees &amp; Partners Ltd" in html
        assert 'href="tel:01632960999"' in html
        assert "assets/logo.svg" in html
        assert "Your Agency Name" not in html


def test_a_real_agency_may_not_show_help_that_nobody_has_seen(tmp_path: Path) -> None:
    project = sites.write_project(tmp_path / "project", {"index.md": page("Text.\n")}, config=agency())
    result = sites.build(project, tmp_path / "site")
    problems = sites.problems(result)
    assert result.returncode == 1
    assert {problem.rule for problem in problems} == {"help-unconfirmed"}
    assert all(problem.path == "docs/_data/help.yml" and "seen: live" in problem.hint for problem in problems)


def test_a_mistake_in_the_agencys_entry_is_named_and_builds_nothing(tmp_path: Path) -> None:
    config = {"extra": {"agency": {"id": "test", "nmae": "Test", "placeholder": True}}}
    project = sites.write_project(tmp_path / "project", {"index.md": page("Text.\n")}, config=config)
    result = sites.build(project, tmp_path / "site")
    assert result.returncode == 1
    assert [problem.message for problem in sites.problems(result)] == ["unknown key `nmae`"]
    assert "Traceback" not in result.stderr
