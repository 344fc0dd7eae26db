"""As much as an agency and an editor may ask of a page, and letters that not every font has."""

from __future__ import annotations

ITEMS = 12
LONG_TITLE = "Sixty letters of a title that goes on and on to the very end"
LONG_NAME = "Cwmni Recriwtio a Chynghori Gyrfaoedd Llanfairpwllgwyngyll ac Ynys Môn Cyfyngedig"
WELSH = "Gŵyl, tŷ, ŵyn, ŷd"
POLISH = "Zażółć gęślą jaźń, Łódź"

FULL = f"""/// checklist | {LONG_TITLE}
    id: full
    when: You have a lot to do, and want to see all of it on one sheet of paper
    notes: true

Before you start, read all of it once. {WELSH}. {POLISH}.

{{items}}

When everything is done, give yourself a rest. Then look at it once more, on another day.

///
"""


def full() -> str:
    """A checklist with as much in it as there may be."""
    words = "that has to be done before the end of today"
    items = (f'- [ ] Thing {n} {words} {{#item-{n} due="+{n}d"}}' for n in range(1, ITEMS + 1))
    return FULL.replace("{items}", "\n".join(items))


EVERY_ELEMENT = """A very long<wbr hidden>er<wbr>word *goes* on<wbr>.

<div><p><abbr title="a">b</abbr> <bdi>c</bdi> <bdo dir="rtl">d</bdo><br><cite>e</cite> <code>f</code>
<dfn title="g">h</dfn> <em lang="de">i</em> <i>j</i> <kbd>k</kbd> <mark>l</mark> <s>m</s> <samp>n</samp>
<small>o</small> <span dir="rtl" translate="no">p</span> <strong>q</strong> <sub>r</sub> <sup>s</sup> <u>t</u>
<var>u</var> <q cite="https://example.org/">v</q> <time datetime="2026-11-22">w</time> <b>x</b>
<ruby>y<rp>(</rp><rt>z</rt><rp>)</rp></ruby> <del datetime="2026-11-22">A</del> <ins cite="https://example.org/">B</ins>
<a href="https://example.org/" hreflang="en" rel="nofollow" type="text/html">C</a></p></div>

<picture><source srcset="dot.svg" type="image/svg+xml"><img src="dot.svg" alt="A dot" width="9" height="9"></picture>

<section><dl><dt>D</dt><dd>E</dd></dl><hr><pre>F
  G</pre><blockquote cite="https://example.org/"><p>H</p></blockquote></section>

<details open name="one"><summary>I</summary>J</details>

<figure><img src="dot.svg" srcset="dot.svg 2x" sizes="9px" alt="A dot"><figcaption>K</figcaption></figure>

<table><caption>L</caption><colgroup span="1"></colgroup><colgroup><col span="1"></colgroup>
<thead><tr><th id="m" scope="col" abbr="m">M</th><th>N</th></tr></thead>
<tbody><tr><td colspan="2" headers="m">O</td></tr><tr><td rowspan="2">P</td><td>Q</td></tr><tr><td>R</td></tr></tbody>
<tfoot><tr><td>S</td><td>T</td></tr></tfoot></table>

<ol reversed start="9" type="a"><li>U</li><li value="3">V</li></ol>

<video src="film.webm" controls><source src="film.webm"><track src="film.vtt">W</video>

<audio controls><source src="film.webm">X</audio>

The end.
"""
"""What pages may hold, each element where HTML has it."""
