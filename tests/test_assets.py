"""The bundles: complete, in order, named by what is in them; and the agency's colours in them."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import tinycss2
from lxml import html

import sites
from onward import assets, colour, offline
from onward.agency import Agency, Colours, read_agency
from onward.minified import OWN_NAMES
from onward.text import SCRIPT_KEYS, TEXT

OVERRIDES = sites.REPO / "overrides"


def sheets() -> dict[str, tuple[assets.Asset, tuple[str, ...]]]:
    """Every stylesheet by its name, with the files that it is made of."""
    own = {"": (assets.stylesheet(OVERRIDES, None), assets.STYLES)}
    return own | {name: (asset, assets.SHEETS[name]) for name, asset in assets.sheets(OVERRIDES, serving=True).items()}


def test_no_file_is_forgotten_and_none_is_taken_twice() -> None:
    styles = [*assets.STYLES, *(file for files in assets.SHEETS.values() for file in files)]
    assert sorted(path.name for path in (OVERRIDES / "styles").iterdir()) == sorted(styles)
    assert sorted(path.name for path in (OVERRIDES / "scripts").iterdir()) == sorted(assets.SCRIPTS)


def test_the_site_has_its_own_stylesheets_and_one_own_script_and_none_of_their_parts(built_site: Path) -> None:
    own = [path.name for path in (built_site / "assets").iterdir() if path.is_file()]
    names = sorted(re.sub(r"\.[0-9a-f]{10}\.", ".HASH.", name) for name in own)
    extra = [f"onward-{name}.HASH.css" for name in sorted(assets.SHEETS) if name not in assets.FOR_EDITORS]
    assert names == sorted([*extra, "onward-files.HASH.json", "onward.HASH.css", "onward.HASH.js"])
    for folder in ("styles", "scripts", "offline", "documents", "minified"):
        assert not (built_site / folder).exists()


def test_what_every_page_loads_is_small() -> None:
    assert compressed(assets.stylesheet(OVERRIDES, None)) <= 6_000


def test_short_names_of_properties_are_none_that_pages_have(built_site: Path) -> None:
    """Terser gives some properties of the scripts' objects other names; what pages hold as data keeps its own."""
    data = [
        json.loads(text)
        for page in map(html.parse, built_site.rglob("*.html"))
        for text in page.xpath("//template/text() | //@data-check | //@data-text")
        if text.startswith(("{", "["))
    ]
    names = {name for each in data for name in _names(each)}
    assert {"outcomes", "when", "feelings"} <= names
    assert not names & set(OWN_NAMES)
    source = "\n".join((OVERRIDES / "scripts" / name).read_text("utf-8") for name in assets.SCRIPTS)
    assert all(re.search(rf"\b{name}\b", source) for name in OWN_NAMES)
    assert not set(re.findall(r"\bdataset\.(\w+)", source)) & set(OWN_NAMES)


def _names(data: object) -> Iterator[str]:
    if isinstance(data, dict):
        yield from data
    for each in data.values() if isinstance(data, dict) else data if isinstance(data, list) else ():
        yield from _names(each)


def test_all_scripts_of_the_site_are_small() -> None:
    _, worker = offline.worker(OVERRIDES, [])
    assert compressed(assets.script(OVERRIDES, "an-agency-name")) + compressed(worker) <= 12_000
    assert compressed(offline.worker_off(OVERRIDES)) <= 1_000


def compressed(asset: assets.Asset) -> int:
    """The bytes that travel."""
    return len(gzip.compress(asset.text.encode(), 9))


@pytest.mark.parametrize("name", sorted(sheets()))
def test_the_small_styles_say_what_the_sources_say(name: str) -> None:
    asset, files = sheets()[name]
    sources = "\n".join((OVERRIDES / "styles" / file).read_text("utf-8") for file in files)
    assert list(rules(asset.text)) == list(rules(sources))


def rules(css: str) -> Iterator[tuple[str, str, str]]:
    """Each declaration of a stylesheet below its selectors, without the spaces that mean nothing."""
    for rule in tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True):
        yield from _declarations("", rule)


def _declarations(around: str, rule: tinycss2.ast.Node) -> Iterator[tuple[str, str, str]]:
    keyword = f"@{rule.lower_at_keyword}" if rule.type == "at-rule" else ""
    assert rule.type in {"at-rule", "qualified-rule"}, rule
    where = f"{around} {keyword} {_plain(rule.prelude)}"
    for node in tinycss2.parse_blocks_contents(rule.content, skip_comments=True, skip_whitespace=True):
        if node.type == "declaration":
            yield where, node.name, _plain(node.value) + " !important" * node.important
        else:
            yield from _declarations(where, node)


def _plain(tokens: list[tinycss2.ast.Node]) -> str:
    text = " ".join(tinycss2.serialize([token for token in tokens if token.type != "comment"]).split())
    # Around these a space is never a descendant's; before a colon and a bracket it can be.
    return re.sub(r"(?<=[(,:/>]) | (?=[),/>])", "", text)


def test_the_scripts_get_the_texts_that_they_use_and_no_others() -> None:
    source = "\n".join((OVERRIDES / "scripts" / name).read_text("utf-8") for name in assets.SCRIPTS)
    assert set(re.findall(r"\bTEXT\.(\w+)", source)) == {*SCRIPT_KEYS, "feelings"}
    assert set(SCRIPT_KEYS) <= TEXT.keys()
    # Beside those, once where the object is made and once where it is filled.
    assert len(re.findall(r"\bTEXT\b(?!\.\w)", re.sub("//.*", "", source))) == 2, "only as TEXT.key"
    assert sorted(SCRIPT_KEYS) == list(SCRIPT_KEYS)
    assert len(set(SCRIPT_KEYS.values())) == len(SCRIPT_KEYS)
    whole = assets.script_source(OVERRIDES)
    assert set(re.findall(r"\bTEXT\.(\w+)", whole)) == {*SCRIPT_KEYS.values(), "feelings"}


def test_each_page_links_the_stylesheets_that_it_needs(built_site: Path) -> None:
    kinds: set[str] = set()
    for path in built_site.rglob("*.html"):
        page = html.parse(path).getroot()
        links = [
            (re.sub(r"^.*/assets/|^assets/|\.[0-9a-f]{10}\.css$", "", link.get("href", "")), link.get("media"))
            for link in page.iterfind(".//link[@rel='stylesheet']")
        ]
        here = {section.get("data-onward", "") for section in page.iterfind(".//section[@data-onward]")}
        kinds |= here
        needed = {
            "onward-start": path == built_site / "index.html",
            "onward-quiz": here & {"quiz", "self-check", "message"},
            "onward-form": "message" in here,
            "onward-self-check": "self-check" in here,
            "onward-own": here & {"checklist", "plan"},
            "onward-plan": "plan" in here,
            "onward-map": page.find(".//table[@class='onward-map']") is not None,
            "onward-offline": page.find(".//section[@id='offline']") is not None,
        }
        extra = [(name, None) for name, needs in needed.items() if needs]
        assert links == [("onward", None), *extra, ("onward-print", "print")], path
    assert kinds == {"checklist", "quiz", "self-check", "message", "plan"}


def test_a_name_changes_with_the_content_and_only_with_it() -> None:
    agency = Agency(id="a", name="A", colours=Colours())
    branded = Agency(id="a", name="A", colours=Colours(primary="#123456"))
    assert assets.stylesheet(OVERRIDES, agency).path == assets.stylesheet(OVERRIDES, agency).path
    assert assets.stylesheet(OVERRIDES, agency).path != assets.stylesheet(OVERRIDES, branded).path
    assert assets.script(OVERRIDES, "a").path != assets.script(OVERRIDES, "b").path


def test_an_agencys_colours_take_the_place_of_ours() -> None:
    agency = Agency(id="a", name="A", colours=Colours(primary="#123456", accent_dark="#FEDCBA"))
    light, dark = colour.tokens(assets.stylesheet(OVERRIDES, agency).text)
    assert light["--onward-primary"] == "#123456"
    assert dark["--onward-accent"] == "#FEDCBA"
    ours, _ = colour.tokens((OVERRIDES / "styles" / "tokens.css").read_text("utf-8"))
    assert light["--onward-accent"] == ours["--onward-accent"]


def test_a_light_colour_alone_does_not_reach_the_dark_scheme() -> None:
    agency = Agency(id="a", name="A", colours=Colours(primary="#123456"))
    _, dark = colour.tokens(assets.stylesheet(OVERRIDES, agency).text)
    _, ours = colour.tokens((OVERRIDES / "styles" / "tokens.css").read_text("utf-8"))
    assert dark["--onward-primary"] == ours["--onward-primary"]


def test_no_style_holds_words_or_an_address_of_another_host() -> None:
    text = "".join(asset.text for asset, _ in sheets().values())
    contents = re.findall(r"content:\s*([^;}]+)", text)
    assert not [each for each in contents if re.search(r"[\"'][^\"']*[A-Za-z]{2}", re.sub(r"attr\([^)]*\)", "", each))]
    assert not re.search(r"url\([\"']?(?:https?:|//|data:)", text)


# The ratios of LOOK, measured with an independent tool; and the ends of the scale.
@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [
        ("#000000", "#FFFFFF", 21.0),
        ("#FFFFFF", "#FFFFFF", 1.0),
        ("#1F2A33", "#FBF8F3", 13.8),
        ("#A8442A", "#FBF8F3", 5.6),
        ("#8BCFD8", "#12191F", 10.1),
    ],
)
def test_contrast(one: str, other: str, ratio: float) -> None:
    assert colour.contrast(one, other) == pytest.approx(ratio, abs=0.1)
    assert colour.contrast(one, other) == colour.contrast(other, one)


# Text and the grounds that it stands on; 3 to 1 is enough for the borders of controls (WCAG 2.2, 1.4.11).
@pytest.mark.parametrize(
    ("text", "grounds", "least"),
    [
        ("ink", ["ground", "surface", "tint", "tint-warm"], 4.5),
        ("ink-quiet", ["ground", "surface", "tint", "tint-warm"], 4.5),
        ("primary", ["ground", "surface", "tint"], 4.5),
        ("on-primary", ["primary"], 4.5),
        ("accent", ["ground", "surface", "tint-warm"], 4.5),
        ("done", ["ground", "surface"], 4.5),
        ("border", ["ground", "surface"], 3.0),
    ],
)
def test_our_own_colours_can_be_read(text: str, grounds: list[str], least: float) -> None:
    for scheme in colour.tokens((OVERRIDES / "styles" / "tokens.css").read_text("utf-8")):
        for ground in grounds:
            assert colour.contrast(scheme[f"--onward-{text}"], scheme[f"--onward-{ground}"]) >= least


def test_the_projects_own_agency_is_a_placeholder_without_faults() -> None:
    read = read_agency((sites.REPO / "mkdocs.yml").read_text("utf-8"))
    assert read.faults == ()
    assert read.agency is not None
    assert read.agency.placeholder
