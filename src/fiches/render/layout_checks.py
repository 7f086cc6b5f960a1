"""A document that the engine has laid out, judged: where its links lead, whether its text stays in its frames."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import reduce
from itertools import combinations
from typing import Any

from fiches.content.markdown import PUBLIC_SCHEMES
from fiches.core.geometry import Box
from fiches.core.problems import Fault, Problem, fault
from fiches.core.text import shown
from fiches.render import weasyprint_private as private

TOLERANCE = 4.0  # px, about 1 mm
INKED = (0.55, -0.09)  # em above the baseline: where small letters stand, whatever more their face asks for
NO_PLACE = Box(0, 0, 0, 0)
TABLE_ROW = "tr"  # placed by itself, a part of its block all the same
SET_LINES = "lignes"  # class of what holds finished lines: a part of the block of text that it is in
SPACE = 0.3  # em, the widest space that ends a finished line
MAP_LABEL = "nom-carte"  # class of a name on a map, whose place among others is sought


@dataclass(slots=True)
class _Area:
    """A block that is placed by itself, in which others are or not, and its words: rectangles in px."""

    above: tuple[int, ...] = ()  # the blocks that it is in, by id
    is_label: bool = False
    own: Box = NO_PLACE
    text: str = ""
    words: list[Box] = field(default_factory=list)

    @property
    def first_words(self) -> str:
        """To quote."""
        return shown(self.text, 30)

    def leaves(self, page: Any) -> bool:  # noqa: ANN401  # a weasyprint.document.Page
        """Whether words stand beyond the trim of their page."""
        return any(_outside(word, page.width, page.height) for word in self.words)


def forbidden(document: Any, path: str) -> Iterator[Problem]:  # noqa: ANN401
    """What a layout may not put into a file that is sent around: another file, an address that is not public."""
    links = [(kind, str(target)) for page in document.pages for kind, target, *_ in page.links]
    addresses = {target for kind, target in links if kind == "external"}
    for address in sorted(addresses):
        if not address.lower().startswith(PUBLIC_SCHEMES):
            yield fault("lien-refuse.of-layout", address=shown(address, 40)).in_file(path)
    if document.metadata.attachments or "attachment" in {kind for kind, _ in links}:
        yield fault("moteur.attachment").in_file(path)


def overset(document: Any, path: str) -> Iterator[Problem]:  # noqa: ANN401
    """Pages where a line leaves the frame that was measured for it: a word or an address too long to be broken."""
    for number, page in enumerate(document.pages, start=1):
        boxes = private.page_box(page).descendants(placeholders=True)
        if any(_leaves(box) for box in boxes if _is_frame(box)):
            yield fault("debordement.frame", page=number).in_file(path)


def _is_frame(box: Any) -> bool:  # noqa: ANN401
    return {"cadre", "bloc"} <= _classes(box) and box.is_absolutely_positioned()


def _classes(box: Any) -> set[str]:  # noqa: ANN401
    return set(private.attribute(box, "class").split())


def _leaves(frame: Any) -> bool:  # noqa: ANN401
    """Whether a line goes past the right edge or the foot of its frame."""
    right, foot = frame.position_x + frame.margin_width(), frame.position_y + frame.margin_height()
    lines = [box for box in frame.descendants() if private.is_line(box)]
    words = [child for line in lines for child in line.descendants() if private.is_text(child)]
    over_right = any(word.position_x + _inked_width(word) > right + TOLERANCE for word in words)
    return over_right or any(line.position_y + line.height / 2 > foot + TOLERANCE for line in lines)


def _inked_width(word: Any) -> float:  # noqa: ANN401
    """Of a run of words, without the space that ends it."""
    return float(word.width - (SPACE * word.style["font_size"] if word.text.endswith(" ") else 0.0))


def astray(document: Any, path: str) -> Iterator[Problem]:  # noqa: ANN401
    """Pages where words leave the trim, or are printed over those of another block."""
    for number, page in enumerate(document.pages, start=1):
        areas = [area for area in _areas(private.page_box(page)) if area.words]
        beyond = _beyond([area for area in areas if area.leaves(page)], number)
        yield from (one.in_file(path) for one in beyond)
        for one, other in _covering(areas):
            yield fault("chevauchement", page=number, one=one.first_words, other=other.first_words).in_file(path)


def _beyond(areas: Sequence[_Area], page: int) -> Iterator[Fault]:
    """What is said of blocks that leave their page: of each, but of the names on a map only that there are some."""
    for area in areas:
        if not area.is_label:
            yield fault("debordement.page", page=page, words=area.first_words)
    if label := next((area for area in areas if area.is_label), None):
        yield fault("debordement.map", page=page, words=label.first_words)


def _areas(page: Any) -> list[_Area]:  # noqa: ANN401
    """Every block of a page that is placed by itself, with its words; without those that are turned or enlarged."""
    found = [_Area()]

    def walk(box: Any, area: _Area) -> None:  # noqa: ANN401
        if box.style["transform"] or box.style["visibility"] != "visible":
            return
        if box.is_absolutely_positioned() and SET_LINES not in _classes(box) and box.element_tag != TABLE_ROW:
            left, top = box.border_box_x(), box.border_box_y()
            own = Box(left, top, left + box.border_width(), top + box.border_height())
            area = _Area((*area.above, id(area)), MAP_LABEL in _classes(box), own)
            found.append(area)
        if private.is_text(box) and box.text.strip():
            top, foot = (box.position_y + box.baseline - share * box.style["font_size"] for share in INKED)
            area.text = f"{area.text} {box.text}".strip()
            area.words.append(Box(box.position_x, top, box.position_x + box.width, foot))
        for child in box.children:
            walk(child, area)

    walk(page, found[0])
    return found


def _outside(word: Box, width: float, height: float) -> bool:
    left, top, right, foot = word
    return left < -TOLERANCE or top < 0 or right > width + TOLERANCE or foot > height


def _covering(areas: Sequence[_Area]) -> Iterator[tuple[_Area, _Area]]:
    """Pairs of blocks whose words meet, each block once; names on a map are judged where they are placed."""
    told: set[int] = set()
    spans = [(area, reduce(Box.joined, [area.own, *area.words] if area.above else area.words)) for area in areas]
    for (one, first), (other, second) in combinations(spans, 2):
        if {id(one), id(other)} & told or (one.is_label and other.is_label) or not _meet(first, second):
            continue
        if _covers(one, other) or _covers(other, one):
            told |= {id(one), id(other)}
            yield one, other


def _covers(one: _Area, other: _Area) -> bool:
    """Whether words of the one stand on those of the other, or where it is, unless they are there as a part of it."""
    places = other.words if other.is_label or id(other) in one.above or id(one) in other.above else [other.own]
    return any(_meet(word, place) for word in one.words for place in places)


def _meet(one: Box, other: Box) -> bool:
    """Whether two rectangles share more than the edge of a letter."""
    both = one.shared(other)
    return both.width > TOLERANCE and both.height > 0
