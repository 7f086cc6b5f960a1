"""The fonts of the house cut down to what the pages of the kit say, as WOFF2, each face declared for what it has."""

from __future__ import annotations

import io
import re
from collections.abc import Collection, Iterator, Mapping, Sequence, Set
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from fiches.config.project import first
from fiches.core import css
from fiches.core.messages import message
from fiches.core.problems import FichesError

FAMILIES = "fonts.css"
ARABIC_STACK = "arabe"
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufefc]")


@dataclass(frozen=True, slots=True)
class Face:
    """One face as the style sheet declares it, and its file."""

    family: str
    weight: str
    style: str
    file: Path

    @property
    def web(self) -> str:
        """The name of its subset."""
        return f"{self.file.stem}.woff2"


def faces(sheet: str, folders: Sequence[Path]) -> list[Face]:
    """The faces that a style sheet declares and whose files stand in the first of the folders that has them."""
    found = []
    for declared in css.font_faces(sheet):
        family = next(iter(css.families(declared.get("font-family", ""))), "")
        names = css.addresses(declared.get("src", ""))[:1]
        path = next(filter(None, (first(folders, name) for name in names)), None)
        if path and family:
            weight, style = declared.get("font-weight", "400"), declared.get("font-style", "normal")
            found.append(Face(family, weight, style, path))
    return found


def weighty(found: Sequence[Face], sheet: str) -> list[Face]:
    """The faces whose weight a style sheet asks for, or that are regular or bold."""
    fonts = (one for rule in css.rules(sheet) for one in rule.declarations if one.name in ("font", "font-weight"))
    asked = {"400", "700", *(number for one in fonts for number in css.numbers(one.value))}
    return [face for face in found if face.weight in asked]


def needed(sheet: str, found: Sequence[Face], text: str) -> dict[Face, str]:
    """For each face, the characters of `text` that it is to draw: those that no family before it in a stack has.

    A face that draws none is left out.
    """
    has = {face: characters(face.file) for face in found}
    by_family: dict[str, set[str]] = {}
    for face in found:
        by_family.setdefault(face.family, set()).update(has[face])
    wanted = _wanted(sheet, by_family, text)
    chosen = {face: "".join(sorted(wanted[face.family] & has[face])) for face in found}
    return {face: characters for face, characters in chosen.items() if characters.strip()}


def _wanted(sheet: str, by_family: Mapping[str, Set[str]], text: str) -> dict[str, set[str]]:
    """The characters of `text` that each family draws, which has those in `by_family`."""
    wanted: dict[str, set[str]] = {family: set() for family in by_family}
    for name, families in _stacks(sheet):
        left = _of_arabic(text) if name == ARABIC_STACK else set(text)
        for family in families:
            wanted.get(family, set()).update(left & by_family.get(family, set()))
            left -= by_family.get(family, set())
    return wanted


def declared(sheet: str, chosen: Mapping[Face, str], folder: str) -> str:
    """The style sheet of the subsets in `folder`: text is shown before they are there.

    Those that stand in for others say what they have, so that none is fetched in vain.
    """
    leading = {families[0] for name, families in _stacks(sheet) if name != ARABIC_STACK}
    return "\n".join(
        f'@font-face{{font-family:"{face.family}";src:url({folder}{face.web}) format("woff2");'
        f"font-weight:{face.weight};font-style:{face.style};font-display:swap"
        + ("}" if face.family in leading else f";unicode-range:{_ranges(characters)}}}")
        for face, characters in chosen.items()
    )


def subset(file: Path, characters: str) -> bytes:
    """A face with the glyphs of these characters alone."""
    with _told(file):
        return _cut(file, characters)


def _cut(file: Path, characters: str) -> bytes:
    from fontTools import subset as tool

    options = tool.Options(flavor="woff2", hinting=False, recalc_timestamp=False, notdef_outline=True)
    options.layout_features = [*options.layout_features, "lnum"]
    options.name_IDs = [*options.name_IDs, 13, 14]  # its licence
    with tool.load_font(io.BytesIO(file.read_bytes()), options) as font:
        cutter = tool.Subsetter(options)
        cutter.populate(text=characters)
        cutter.subset(font)
        out = io.BytesIO()
        tool.save_font(font, out, options)
    return out.getvalue()


def licences(chosen: Collection[Face]) -> list[Path]:
    """The licence files that stand beside the faces."""
    return sorted({path for face in chosen for path in face.file.parent.glob("OFL-*.txt")})


def _stacks(sheet: str) -> Iterator[tuple[str, list[str]]]:
    for name, stack in css.properties(sheet).items():
        if families := css.families(stack.value):
            yield name, families


def _of_arabic(text: str) -> set[str]:
    """What passages in Arabic are written with: nothing when there are none."""
    letters = set(_RIGHT_TO_LEFT.findall(text))
    return letters | {char for char in text if not char.isalpha()} if letters else set()


def characters(file: Path) -> set[str]:
    """Those that a face maps to a glyph."""
    with opened(file) as font:
        return {chr(code) for code in font.getBestCmap()}


@contextmanager
def opened(file: Path) -> Iterator[Any]:
    """A face as fontTools reads it; FichesError where it is damaged."""
    from fontTools.ttLib import TTFont

    with _told(file), TTFont(io.BytesIO(file.read_bytes()), lazy=True) as font:
        yield font


@contextmanager
def _told(file: Path) -> Iterator[None]:
    """Whatever a broken table makes fontTools raise is a fault of the font."""
    try:
        yield
    except Exception as error:
        raise FichesError(message("font.damaged", name=file.name)) from error


def _ranges(characters: str) -> str:
    """« U+20-7E,U+A0 »: runs of code points."""
    runs: list[tuple[int, int]] = []
    for code in sorted(map(ord, characters)):
        if runs and code == runs[-1][1] + 1:
            runs[-1] = (runs[-1][0], code)
        else:
            runs.append((code, code))
    return ",".join(f"U+{first:X}" if first == last else f"U+{first:X}-{last:X}" for first, last in runs)
