"""The faces that text is set in: which of them draws a character, and how wide text is in it, by HarfBuzz."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate
from pathlib import Path

from fiches.config.project import first
from fiches.core import css
from fiches.typography import coverage, language_looks
from fiches.typography.font_files import FontFile, code_points, font, font_file
from fiches.typography.font_subsets import Face, faces

REMEMBERED = 32_768  # stretches of text whose widths are kept
_WEIGHTS = {"normal": 400, "bold": 700}


@dataclass(frozen=True, slots=True)
class TypeStyle:
    """What text asks for: families in order, weight, slope, OpenType features, space added after letters in em.

    `scale` is its size beside that of the paragraph in which it stands.
    """

    families: tuple[str, ...]
    weight: int = 400
    italic: bool = False
    features: tuple[str, ...] = ()
    tracking: float = 0.0
    scale: float = 1.0


Role = tuple[str, tuple[str, ...]]  # a name that style sheets give to a list of families
MISSING = FontFile(Path())  # the face of what no face has


@dataclass(frozen=True, slots=True, eq=False)  # known by what it is: many widths are kept by it
class Typefaces:
    """All the faces that may be set, and the families of each role that style sheets name: `texte`, `titres`, …"""

    faces: tuple[tuple[Face, FontFile], ...]
    roles: tuple[Role, ...] = ()

    def families(self, role: str) -> tuple[str, ...]:
        """The families of a role, in order; none when no style sheet names it."""
        return dict(self.roles).get(role, ())

    def widths(self, text: str, style: TypeStyle, *, rtl: bool = False) -> tuple[float, ...]:
        """How far along each character of the text begins, then its end, in em of the paragraph's size.

        All characters of one glyph begin where it begins. The text is shaped as a whole: letters kern with spaces. All
        of it is read one way: from right to left if `rtl`.
        """
        return _widths(text, style, self, rtl)

    def lacks(self, text: str, style: TypeStyle) -> str:
        """The characters of the text that no face of its families has, each once, in order."""
        files = self._files(style)
        lost = (char for char in dict.fromkeys(text) if not _is_neutral(char) and _drawn_by(char, files) is MISSING)
        return "".join(lost)

    def has(self, character: str, style: TypeStyle) -> bool:
        """Whether the first face of the style has a character."""
        files = self._files(style)
        return bool(files) and ord(character) in code_points(files[0])

    def _files(self, style: TypeStyle) -> tuple[FontFile, ...]:
        return _chosen(self, style.families, style.weight, style.italic)


def of_styles(names: Sequence[str], folders: Sequence[Path]) -> Typefaces:
    """The faces and the roles that style sheets declare, which stand in the first of the folders that has each."""
    found = [_declared(sheet, tuple(folders)) for sheet in style_sheets(names, folders)]
    faces = [(face, font_file(face.file)) for own, _ in found for face in own]
    return _typefaces(tuple(faces), tuple(role for _, own in found for role in own))


def style_sheets(names: Sequence[str], folders: Sequence[Path]) -> tuple[str, ...]:
    """What languages say, and the text of style sheets, each from the first of the folders that has it."""
    paths = (first(folders, name) for name in names)
    return language_looks.style_sheet(), *(path.read_text("utf-8", "replace") for path in paths if path)


@lru_cache(maxsize=16)
def _typefaces(faces: tuple[tuple[Face, FontFile], ...], roles: tuple[Role, ...]) -> Typefaces:
    """One value for the same faces: what is remembered is remembered by it."""
    return Typefaces(faces, roles)


@lru_cache(maxsize=64)
def _declared(sheet: str, folders: tuple[Path, ...]) -> tuple[tuple[Face, ...], tuple[Role, ...]]:
    if "@font-face" not in sheet:
        return (), ()
    stacks = ((name, tuple(css.families(stack.value))) for name, stack in css.properties(sheet).items())
    return tuple(faces(sheet, folders)), tuple((name, families) for name, families in stacks if families)


def forget() -> None:
    """Forgets where the files of faces stand, which may have come or gone since."""
    _declared.cache_clear()
    coverage.forget()


@lru_cache(maxsize=REMEMBERED)
def _widths(text: str, style: TypeStyle, faces: Typefaces, rtl: bool) -> tuple[float, ...]:
    advances: list[float] = []
    for file, stretch in _stretches(text, faces._files(style)):
        advances += _advances(file, stretch, style.features, rtl=rtl)
    if style.scale != 1:
        advances = [advance * style.scale for advance in advances]
    if style.tracking:  # as wide in what is set larger as around it
        advances = [advance + style.tracking if advance else 0.0 for advance in advances]
    return tuple(accumulate(advances, initial=0.0))


def _stretches(text: str, files: Sequence[FontFile]) -> Iterator[tuple[FontFile, str]]:
    """The text cut where its face changes, as the engine does: spaces are drawn in the face of what they follow.

    Or of what follows them, where that comes before the other among the faces.
    """
    if files and _has_all(files[0], text):
        yield files[0], text
        return
    known, since, word_end = MISSING, 0, 0
    for place, char in enumerate(text):
        if _is_neutral(char):
            continue
        file = _drawn_by(char, files)
        if file != known and word_end:
            end = word_end if _rank(file, files) < _rank(known, files) else place
            yield known, text[since:end]
            since = end
        known, word_end = file, place + 1
    yield known, text[since:]


def _rank(file: FontFile, files: Sequence[FontFile]) -> int:
    return files.index(file) if file in files else len(files)


def _has_all(file: FontFile, text: str) -> bool:
    """Whether a face draws all of a text, but for what any would."""
    return all(_is_neutral(chr(code)) for code in set(map(ord, text)) - code_points(file))


def _is_neutral(char: str) -> bool:
    """Whether a character is drawn in whatever face stands around it: spaces, joiners, ends of lines."""
    return char.isspace() or not char.isprintable()


@lru_cache(maxsize=8192)
def _drawn_by(char: str, files: Sequence[FontFile]) -> FontFile:
    return next((file for file in files if ord(char) in code_points(file)), MISSING)


@lru_cache(maxsize=256)
def _chosen(faces: Typefaces, families: tuple[str, ...], weight: int, italic: bool) -> tuple[FontFile, ...]:
    """The file of each family that is nearest to a weight and a slope."""
    own = [[one for one in faces.faces if one[0].family == family] for family in families]
    return tuple(min(each, key=lambda one: _distance(one[0], weight, italic))[1] for each in own if each)


def _distance(face: Face, weight: int, italic: bool) -> tuple[bool, int, int]:
    """As CSS chooses: the slope before the weight; below 400 the lighter, above 500 the heavier."""
    own = _WEIGHTS.get(face.weight) or (int(face.weight) if face.weight.isdigit() else 400)
    wrong_side = own > weight if weight <= 500 else own < weight
    return ((face.style in ("italic", "oblique")) != italic, abs(own - weight) + (1000 if wrong_side else 0), own)


def _advances(file: FontFile, text: str, features: Sequence[str], *, rtl: bool) -> list[float]:
    """How far each character of a stretch in one face moves the pen, in em; nothing for those in another's glyph."""
    import uharfbuzz

    if file == MISSING or not text:
        return [1.0] * len(text)
    face = font(file)
    buffer = uharfbuzz.Buffer()
    buffer.add_str(text)
    buffer.guess_segment_properties()
    buffer.direction = "rtl" if rtl else "ltr"
    if rtl and not buffer.script:  # signs alone, as `mixed_lines` has them drawn
        buffer.script = "Arab"
    uharfbuzz.shape(face, buffer, dict.fromkeys(features, True))
    advances, upem = [0.0] * len(text), face.face.upem
    for glyph, position in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
        advances[glyph.cluster] += position.x_advance / upem
    return advances
