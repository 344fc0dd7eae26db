"""The bundles: complete, in order, named by what is in them; and the agency's colours in them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import sites
from onward import assets, colour
from onward.agency import Agency, Colours, read_agency

OVERRIDES = sites.REPO / "overrides"


def test_no_file_is_forgotten() -> None:
    assert {path.name for path in (OVERRIDES / "styles").iterdir()} == set(assets.STYLES)
    assert {path.name for path in (OVERRIDES / "scripts").iterdir()} == set(assets.SCRIPTS)


def test_the_site_has_one_own_stylesheet_and_one_own_script_and_none_of_their_parts(built_site: Path) -> None:
    own = [path.name for path in (built_site / "assets").iterdir() if path.is_file()]
    names = sorted(re.sub(r"\.[0-9a-f]{10}\.", ".HASH.", name) for name in own)
    assert names == ["onward.HASH.css", "onward.HASH.js"]
    assert not (built_site / "styles").exists()
    assert not (built_site / "scripts").exists()


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
    text = assets.stylesheet(OVERRIDES, None).text
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
