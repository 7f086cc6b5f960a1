"""Where the engine does more than pages ask of it, less: what it writes stays the same, byte for byte.

But for finished lines that several faces draw (« uɣbalu »): they keep their leading, which the engine lets grow; and
for distances of 0 between two glyphs, which are half of a text's operands to who reads it: they are left out.

Like `weasyprint_private` it names parts that the engine does not promise; tests/render/test_weasyprint_shortcuts.py
compares what is written with what the engine writes alone.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from copy import copy
from functools import cache
from importlib import import_module
from typing import Any

_WRITTEN = r"(?:0|-?(?:[1-9]\d{0,8}(?:\.\d{0,5}[1-9])?|0\.\d{0,5}[1-9]))"  # written as the engine writes one
_POINT = f"{_WRITTEN} {_WRITTEN}"
_STRAIGHT = re.compile(f"(?:M{_POINT}(?:(?:L{_POINT})+Z?)?)+")
_MORE_MARKS = re.compile(r"footnote|note\(|list-item|@import", re.IGNORECASE)  # in a style sheet: more than lists have
_STYLED = re.compile(
    r"<style[^>]*>[^<]*(?:note|list-item|@import)|stylesheet|style=[^>]*(?:note|list-item)", re.IGNORECASE
)  # in a document: perhaps more
ROUNDING = 0.01  # pixels
_NO_STEP = ">0<"  # by how much the pen goes back between two glyphs: the engine rounds what is next to nothing
_PSEUDO = 3  # of a selector that the engine keeps: the place of its pseudo-element
_ITEM = "li"


@cache
def take() -> tuple[tuple[Any, str, Any], ...]:
    """Takes them all, in the whole process: a side effect on the engine, of which it gives what was (where, name)."""
    from weasyprint import css, svg
    from weasyprint.layout import background, inline
    from weasyprint.pdf.stream import Stream
    from weasyprint.text import line_break

    layouts = line_break.Layout
    begun, missing = _unsaid(css.ComputedStyle.__init__, css.ComputedStyle.__missing__)
    parts = (
        (css.ComputedStyle, "__init__", begun),
        (css.ComputedStyle, "__missing__", missing),
        (svg, "TAGS", {**svg.TAGS, "path": _path}),
        (inline, "split_first_line", _split(line_break.split_first_line)),
        (layouts, "deactivate", _kept(layouts.deactivate)),
        (layouts, "reactivate", _shaped(layouts.reactivate)),
        (line_break, "get_font_description", _described(line_break.get_font_description)),
        (background, "layout_box_backgrounds", _painted(background.layout_box_backgrounds)),
        (Stream, "show_text", _closed(Stream.show_text)),
        (import_module("tinyhtml5.inputstream"), "characters_until_regex", _SetsOfCharacters()),
    )
    before = tuple((where, name, getattr(where, name)) for where, name, _ in parts)
    for where, name, part in parts:
        setattr(where, name, part)
    return before


# --- HTML: what is read up to some characters -------------------------------------------------------------------------


class _SetsOfCharacters(dict[Any, re.Pattern[str]]):
    """What finds characters or others than them, by (these, whether it is them): the engine makes it at each step.

    It means to keep them, and keeps each under itself (tinyhtml5 2.1).
    """

    def __missing__(self, key: tuple[Any, bool]) -> re.Pattern[str]:
        characters, them = key
        said = "".join(f"\\x{ord(one):02x}" for one in sorted(characters))
        found = self[key] = re.compile(f"[{'' if them else '^'}{said}]+")
        return found


# --- drawings: paths of straight lines, of which maps have thousands of points ----------------------------------------


def _path(svg: Any, node: Any, font_size: float) -> None:  # noqa: ANN401  # a weasyprint SVG and one of its nodes
    """Draws a path: one of straight lines is copied, whose every number the engine would read and write again."""
    from weasyprint.svg.path import path

    data = node.get("d", "")
    if _STRAIGHT.fullmatch(data) and not any(name.startswith("marker") for name in node.attrib):
        svg.stream.stream.append("\n".join(("0 0 m", *map(_line, data[1:].split("M")))))
    else:
        path(svg, node, font_size)


def _line(data: str) -> str:
    """The operators of one line, closed or not: « 1 2L3 4Z »."""
    first, *rest = data.removesuffix("Z").split("L")
    drawn = [f"{first} m", *(f"{point} l" for point in rest)]
    return "\n".join([*drawn, "h"] if data.endswith("Z") else drawn)


# --- finished lines, `white-space: pre`: shaped once, not with what follows, alone and to be drawn --------------------


def _split(whole: Callable[..., Any]) -> Callable[..., Any]:
    """The first line of a text, as `whole` finds it; it stands where the first face of its style has it."""
    from weasyprint.text import line_break
    from weasyprint.text.ffi import pango

    def split(text: str, style: Any, context: Any, most: Any, spacing: float, **more: Any) -> Any:  # noqa: ANN401
        line, broken, _ = text.partition("\n")
        if style["white_space"] != "pre" or not line:
            return whole(text, style, context, most, spacing, **more)
        layout = line_break.create_layout(line, style, context, most, spacing)
        pango.pango_layout_set_single_paragraph_mode(layout.layout, True)  # as it is drawn
        _, length, _, width, height, baseline = line_break.first_line_metrics(
            layout.get_first_line()[0], line, layout, None, False, style
        )
        leading, own = line_break.strut(style)
        standing = own - (leading - height) / 2
        if abs(baseline - standing) > ROUNDING:
            baseline = standing
        return layout, length, length + 1 if broken else None, width, height, baseline

    return split


def _kept(forget: Callable[[Any], None]) -> Callable[[Any], None]:
    """Forgets how a text was shaped, which the engine does until it is drawn; a finished line is kept."""

    def deactivate(layout: Any) -> None:  # noqa: ANN401  # a weasyprint.text.line_break.Layout
        if layout.style["white_space"] != "pre":
            forget(layout)

    return deactivate


def _shaped(shape: Callable[[Any, Any], None]) -> Callable[[Any, Any], None]:
    """Shapes a text that was forgotten, or is to be spaced out."""

    def reactivate(layout: Any, style: Any) -> None:  # noqa: ANN401
        if layout.justification_spacing or "layout" not in vars(layout):
            shape(layout, style)

    return reactivate


def _described(make: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """The font of a style, described once a style and not once a line."""

    def described(style: Any) -> Any:  # noqa: ANN401
        found = vars(style).get("described")
        if found is None:
            found = style.described = make(style)
        return found

    return described


def _closed(show: Callable[[Any, str], None]) -> Callable[[Any, str], None]:
    """Shows glyphs; those that follow each other in their places are said together."""

    def shown(stream: Any, text: str) -> None:  # noqa: ANN401  # a weasyprint.pdf.stream.Stream
        show(stream, text.replace(_NO_STEP, ""))

    return shown


# --- grounds: lines and words have none -------------------------------------------------------------------------------


def _painted(whole: Callable[..., None]) -> Callable[..., None]:
    """Finds the background of a box and of those in it, as `whole` does."""
    from weasyprint.formatting_structure.boxes import LineBox, TextBox

    def painted(page: Any, box: Any, get: Any, *rest: Any, **more: Any) -> None:  # noqa: ANN401
        if type(box) not in (LineBox, TextBox):
            whole(page, box, get, *rest, **more)
            return
        box.background = None
        for child in box.children:
            painted(page, child, get)

    return painted


# --- styles: what no rule says of an element is not computed ----------------------------------------------------------


def _unsaid(begin: Callable[..., None], whole: Callable[[Any, str], Any]) -> tuple[Callable[..., Any], ...]:
    """How styles `begin`, and what `whole` computes of one of their properties.

    Where nothing is said of it, that is what it is around, or at first; what is asked of one style is asked of the
    next, which begins with it. Styles of first lines and letters do not: the engine gives all that they hold to a box.
    """
    from weasyprint.css import computed_values, properties

    sides = frozenset(computed_values.PHYSICAL_FUNCTIONS)
    logical = frozenset(name for name in properties.INITIAL_VALUES if "block" in name or "inline" in name)
    plain = {
        name: value
        for name, value in properties.INITIAL_VALUES.items()
        if name not in properties.INITIAL_NOT_COMPUTED and name not in ("float", "position", "page")
        if not name.startswith("text_decoration")
    }
    asked = dict[str, Any]()

    def begun(style: Any, parent: Any, said: Any, pseudo: str | None, *rest: Any) -> None:  # noqa: ANN401
        begin(style, parent, said, pseudo, *rest)
        if parent is not None and logical.isdisjoint(said) and not (pseudo or "").startswith("first"):
            style.update(asked)
            for name in said:
                style.pop(name, None)

    def missing(style: Any, key: str) -> Any:  # noqa: ANN401
        parent, said = style.parent_style, style.cascaded
        if parent is None or key in said or key not in plain or (key in sides and not logical.isdisjoint(said)):
            return whole(style, key)
        if key in properties.INHERITED:
            value = style[key] = parent[key]
        else:
            value = style[key] = asked[key] = plain[key]
        return value

    return begun, missing


# --- styles: rules of the engine's own for marks and notes, which it would compute for every element ------------------


def without_marks(source: Any, html: str, styles: str) -> None:  # noqa: ANN401  # a weasyprint.HTML
    """Leaves these rules to items of lists, in a document of words and style sheets that ask for no others."""
    if not _MORE_MARKS.search(styles) and not _STYLED.search(html):
        source._ua_stylesheets = lambda forms=False: [*map(_light, type(source)._ua_stylesheets(source, forms))]


@cache
def _light(sheet: Any) -> Any:  # noqa: ANN401  # a weasyprint.CSS
    """A style sheet without the pseudo-elements of each element, but for the marks of items."""
    light, light_matcher = copy(sheet), copy(sheet.matcher)
    marks = [entry for entry in sheet.matcher.other_selectors if entry[_PSEUDO] is not None]
    by_name = {**sheet.matcher.lower_local_name_selectors}
    by_name[_ITEM] = [*by_name.get(_ITEM, ()), *(entry for entry in marks if entry[_PSEUDO] == "marker")]
    light_matcher.other_selectors = [entry for entry in sheet.matcher.other_selectors if entry not in marks]
    light_matcher.lower_local_name_selectors, light.matcher = by_name, light_matcher
    return light


def counter_styles() -> Any:  # noqa: ANN401  # a weasyprint.css.counters.CounterStyle
    """What a document takes its ways to count from, before any style sheet has added to them."""
    from weasyprint.css.counters import CounterStyle

    return CounterStyle()
