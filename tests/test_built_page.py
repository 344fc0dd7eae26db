"""Built files are read in two ways, without a tree and with one: both find the same, whatever a page holds."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from onward.built_page import read_page
from test_fuzz import BOUNDED

PIECES = """<html id=1 lang=en>|<head id=2>|<body id=3 class=x>|</body>|</html>|</head>|<div id=4>|<p id=5 id=6>|<p\r
id\n=\n'7'\n>|<a href=x>|<a\nhref='x\ny'\n>|<a name=q>|<br id=8 />|</p>|<table id=9>|<tr id=10>|<form id=11>|<select>
|<option id=12>|<img src=y>|<iframe src=z>|<script>|</script>|<title>|</title>|<textarea>|</textarea>|<noscript>
|<template id=13>|<!--|-->|<![CDATA[|]]>|<?|?>|<!doctype html>|<!|</|<plaintext>|<frameset id=14>|<svg id=15>
|<x:y id=16 x:href=u>|</x:y>|<base href=w>|<link href=v rel=icon>|<label for='5 none'>|<meta property=og:url content=t>
|<style>|</style>|<p style='x: url(s)'>|p { x: url(r) }
|<p =|id=|href=|<|>|/|'|"|=|&amp;|&#0;|&#x110000;|x|é| |\0|\r|\x0c"""


def same(data: bytes) -> None:
    read, lined = (read_page("x.html", data, lines=lines) for lines in (False, True))
    assert list(read.ids) == list(lined.ids)
    assert [(address, kind) for address, _, kind in read.addresses] == [
        (address, kind) for address, _, kind in lined.addresses
    ]
    assert [name for name, _ in read.duplicates] == [name for name, _ in lined.duplicates]
    assert [each[:2] for each in read.references] == [each[:2] for each in lined.references]


@settings(BOUNDED, max_examples=500)
@given(st.lists(st.sampled_from(PIECES.split("|")), max_size=30).map(lambda pieces: "".join(pieces).encode()))
@example(b"")
@example(b"<!-- nothing -->")
@example(b"\xef\xbb\xbf<a href=x>")
@example(b"<a href=\xff>\n\xf0\x90\n<a href=\xf0\x90\x80>\n\xff\n<a href=\xe4>\n\0\n<p id='\0'>\n<p id=x>")
@example(b"<p></html>\n<p id=x>\n</html>\n<a href=x>")
@example(b"<a href=x")
def test_hostile_html(data: bytes) -> None:
    same(data)


def test_the_guide(built_site: Path) -> None:
    for file in built_site.rglob("*.html"):
        same(file.read_bytes())


@pytest.mark.parametrize("end", ["</style>", ""])
def test_the_lines_of_a_style(end: str) -> None:
    html = f'<p id="x">\n<style id="y">\np {{ background: url(1);\n  mask: url(2) }}\n{end}\n'
    assert read_page("x.html", html.encode()).addresses == (("1", 3, "url()"), ("2", 4, "url()"))
