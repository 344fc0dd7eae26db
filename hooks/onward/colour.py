"""Contrast of colours, as WCAG 2.2 defines it (https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio)."""

from __future__ import annotations

import re

import tinycss2

_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
_VARIABLE = re.compile(r"var\(\s*(--[\w-]+)\s*\)")

MINIMUM = 4.5
"""WCAG 2.2, success criterion 1.4.3: the least contrast of text."""


def relative_luminance(colour: str) -> float:
    """The relative luminance of `#rrggbb`: 0 is black, 1 is white."""
    red, green, blue = (_linear(int(colour[start : start + 2], 16) / 255) for start in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours, from 1 to 21."""
    lighter, darker = sorted((relative_luminance(one), relative_luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else float(((channel + 0.055) / 1.055) ** 2.4)


def tokens(css: str) -> tuple[dict[str, str], dict[str, str]]:
    """The colours among a stylesheet's custom properties, for light and for dark, in the order of the cascade."""
    light: dict[str, str] = {}
    dark: dict[str, str] = {}
    for rule in tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True):
        if rule.type == "qualified-rule":
            light |= _declarations(rule)
            dark |= _declarations(rule)
        elif rule.type == "at-rule" and rule.lower_at_keyword == "media" and rule.content is not None:
            query = tinycss2.serialize(rule.prelude).replace(" ", "")
            scheme = light if "scheme:light" in query else dark if "scheme:dark" in query else {}
            for inner in tinycss2.parse_rule_list(rule.content, skip_comments=True, skip_whitespace=True):
                if inner.type == "qualified-rule":
                    scheme |= _declarations(inner)
    return _colours(light), _colours(dark)


def _colours(properties: dict[str, str]) -> dict[str, str]:
    """The properties whose value is a colour in six digits, directly or by way of `var()`."""
    found: dict[str, str] = {}
    for name, written in properties.items():
        value = written
        for _ in properties:  # A chain of var() cannot be longer than the list.
            reference = _VARIABLE.fullmatch(value)
            if reference is None:
                break
            value = properties.get(reference[1], "")
        if _COLOUR.fullmatch(value):
            found[name] = value
    return found


def _declarations(rule: tinycss2.ast.QualifiedRule) -> dict[str, str]:
    found = tinycss2.parse_blocks_contents(rule.content)
    return {
        declaration.name: tinycss2.serialize(declaration.value).strip()
        for declaration in found
        if declaration.type == "declaration" and declaration.name.startswith("--")
    }
