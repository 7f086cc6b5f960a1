"""A sheet composed on its pages: what gives way, in the order that the format's data says."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from itertools import chain
from operator import itemgetter
from typing import Any, NamedTuple

from fiches.compose import facing, giving_way
from fiches.compose.copyfit import Poured, Setter
from fiches.compose.evenness import uneven
from fiches.compose.facing import Levels
from fiches.compose.giving_way import BODY_STEP, CARD_STEP, IMAGE_STEP, PHOTO_STEP, QUOTE_STEP, TITLE_STEP, WHITE_STEP
from fiches.compose.model import FLOW, USUAL_LEVEL, ContentInventory, Decision, Layout, PageInputs, PagePlan
from fiches.compose.page import lay
from fiches.compose.rules import CompositionRules
from fiches.compose.zones import Anchor, CardZone, HeadPlace, TextZone, TitleZone, Zone

MOST_OF_ONE = 0.3  # of the longest rubric that flows: more words are cut in all of them
LEAST_EXCESS = 0.1  # u
NO_LEVELS: Levels = {}
_LEVELLING: tuple[tuple[Callable[[Layout, CompositionRules], Iterator[Levels]], Callable[[Layout], Any]], ...] = (
    (facing.fields, facing.hollow),
    (facing.ways, facing.unlevel),
)
_SETTINGS = {WHITE_STEP: "gap", CARD_STEP: "card", BODY_STEP: "body", IMAGE_STEP: "share"}


def compose(matter: ContentInventory, rules: CompositionRules, setter: Setter) -> Layout:
    """The pages: the first choice that fits after giving way in order, then grown while a page is hollow."""
    return _Sheet(matter, rules, setter if matter.has(FLOW) else setter._replace(pour=None)).composed()


class _Sheet(NamedTuple):
    """A sheet to compose: what it has to place, by which rules, and what is known of its texts."""

    matter: ContentInventory
    rules: CompositionRules
    setter: Setter

    @property
    def flows(self) -> bool:
        """Whether some of its text goes on from page to page."""
        return self.setter.pour is not None

    def composed(self) -> Layout:
        """All pages, the heads of those that face each other on one line where they are near."""
        layout = self._settled()
        return self._levelled(layout) if layout.fits and not self.flows else layout

    def _settled(self) -> Layout:
        """All pages, with what gave way, and grown where one is hollow."""
        first = layout = self._laid(self._first_choice())
        for rule, value in self.rules.too_long:
            if layout.fits:
                break
            if self._concerned(layout, rule, value):
                layout = self._give_way(layout, rule, value)
        if not layout.fits:
            layout = min(layout, self._laid(replace(layout.choice, dense=True)), key=lambda one: one.lacks)
        if not layout.fits:
            return layout
        layout = self._given_back(layout, first.choice)
        hollow = max(page.hollow for page in layout.pages) >= self.rules.hollow
        return self._grown(layout) if hollow and layout.choice.body == self.rules.body else layout

    def _grown(self, layout: Layout) -> Layout:
        """The largest step of a short sheet at which texts end and heads stand side by side; else the nearest to it."""
        found = list[tuple[float, bool, Layout]]()
        tried = (self._laid(self._changed(layout.choice, *step), is_tried=True) for step in self.rules.too_short)
        for larger in chain((one for one in tried if _better(one, layout) is one), [layout]):
            is_askew = facing.is_askew(larger) and facing.is_askew(self._levelled(larger))
            found.append((uneven(larger), is_askew, larger))
            if found[-1][:2] == (0.0, False):
                break
        return min(found, key=itemgetter(0, 1))[2]

    def _levelled(self, layout: Layout) -> Layout:
        """Less hollow, and with the heads of pages that face each other on one line where they are near."""
        levels: Levels = NO_LEVELS
        for ways, rank in _LEVELLING:
            for way in ways(layout, self.rules):
                with_way = facing.with_way(levels, way)
                tried = self._laid_with(layout.choice, 1, is_tried=True, levels=with_way)
                whole = len(tried.pages) == len(layout.pages) and facing.may_replace(tried, layout)
                if whole and rank(tried) < rank(layout):
                    layout, levels = tried, with_way
        return layout

    def _laid(self, choice: Decision, *, is_tried: bool = False) -> Layout:
        """All pages, those that may be repeated as often as the text that flows asks for.

        `is_tried`: none after the first that holds too much, since only a layout that fits is wanted.
        """
        least, most = min(page.least for page in self.rules.pages), max(page.most for page in self.rules.pages)
        for times in range(least, most + 1):
            layout = self._laid_with(choice, times, is_tried=is_tried and not self.flows)
            if layout.pages[-1].excess <= 0 or not self.flows:
                break
        return layout

    def _laid_with(self, choice: Decision, times: int, *, is_tried: bool, levels: Levels = NO_LEVELS) -> Layout:
        pages = enumerate(self.rules.pages, 1)
        numbers = [number for number, page in pages for _ in range(max(page.least, min(times, page.most)))]
        plans, rests, poured = list[PagePlan](), dict[str, str](), Poured((0,), 0, 0, 1)
        for folio, number in enumerate(numbers, start=1):
            done = poured.share_left == 0 and folio > 1
            inputs = PageInputs(
                number, folio, self.matter, self.rules, choice, **self.setter._asdict(),
                rests=rests, poured=poured.cuts[-1], is_poured=done, may_field=_may_field(folio, plans),
                offered=self._offered(number, plans), level=levels.get(folio, USUAL_LEVEL),
            )  # fmt: skip
            plans.append(lay(inputs))
            rests, poured = {**rests, **plans[-1].rests}, plans[-1].poured or poured
            if is_tried and plans[-1].excess > 0:
                break
        if self.flows and poured.share_left > 0:
            plans[-1] = self._overfull(plans[-1], poured)
        return Layout(tuple(plans), choice, self.rules.grid, tuple(numbers), self.rules.flowing)

    def _offered(self, number: int, before: list[PagePlan]) -> str:
        """The block of the best quotation that no page shows or has refused, for a page that has a place for one."""
        if number not in giving_way.quoting(self.rules.pages):
            return ""
        shown = {page.quoted for page in before}
        free = (block for block, one in self.matter.lent.items() if (number, one.text) not in self.matter.refused)
        return next((block for block in free if block not in shown), "")

    def _overfull(self, page: PagePlan, poured: Poured) -> PagePlan:
        """The last page, on which what flows does not end: words are cut in its longest rubric, or in all of them."""
        long = max(self.rules.flowing, key=self.matter.size)
        words = self.matter.words(FLOW, poured.share_left)
        cuts = {long: words}
        if words > self.matter.words(long, MOST_OF_ONE):
            texts = (id_ for id_ in self.rules.flowing if self.matter.has(id_) and id_ not in self.matter.counts)
            cuts = {id_: self.matter.words(id_, poured.share_left) for id_ in texts}
        return replace(page, excess=page.excess + max(poured.left, LEAST_EXCESS), cuts={**page.cuts, **cuts})

    def _first_choice(self) -> Decision:
        slots = zip(range(len(self.matter.captions)), self.rules.slots, strict=False)
        photos = {slot.page: index for index, slot in slots}
        return Decision(self.rules.body, self.rules.cards[0], photos=photos, quotes=frozenset(self.matter.quotes))

    def _given_back(self, layout: Layout, first: Decision) -> Layout:
        """Without what gave way in vain: a later step may have made the room that an earlier one did not."""
        for name in ("body", "card", "title", "gap", "share", "quotes"):  # the last to give way first
            back: dict[str, Any] = {name: getattr(first, name)}
            if getattr(layout.choice, name) != back[name]:
                layout = _better(self._laid(replace(layout.choice, **back), is_tried=True), layout)
        for index in range(min(len(self.matter.captions), len(self.rules.slots))):
            for page in self._free(layout.choice) if index not in layout.choice.photos.values() else ():
                photos = {**layout.choice.photos, page: index}
                tried = self._laid(replace(layout.choice, photos=photos), is_tried=True)
                if _better(tried, layout) is tried:
                    layout = tried
                    break
        return layout

    def _concerned(self, layout: Layout, rule: str, value: float) -> bool:
        """Whether a rule touches a page that is too full."""
        full = {number for number, page in enumerate(layout.pages, start=1) if page.excess > 0}
        return bool(full & self._reach(rule, value, full))

    def _reach(self, rule: str, value: float, full: set[int]) -> set[int]:
        """The pages that a rule may help, of those that are too full."""
        if rule in (BODY_STEP, IMAGE_STEP):
            return full if rule == BODY_STEP or self.flows else set()
        if rule in (QUOTE_STEP, PHOTO_STEP):
            return {int(value)}
        helped = _HELPED.get(rule, lambda zone: zone.name == rule)
        return {number for number, page in enumerate(self.rules.pages, start=1) if any(map(helped, page.zones))}

    def _give_way(self, layout: Layout, rule: str, value: float) -> Layout:
        """After one rule; a photo goes to another page that has room for it before it goes out."""
        choice = layout.choice
        changed = self._changed(choice, rule, value)
        if (changed.moved, changed.ended) != (choice.moved, choice.ended):
            return self._moved(layout, changed, int(value))
        for index in sorted({*choice.photos.values()} - {*changed.photos.values()}):
            for page in self._free(choice):
                moved = self._laid(replace(changed, photos={**changed.photos, page: index}))
                if moved.pages[page - 1].excess <= 0:
                    return moved
        return self._laid(changed) if changed != choice else layout

    def _moved(self, layout: Layout, changed: Decision, page: int) -> Layout:
        """A rubric moved to a page, which makes room for it if it must; or not, when that does not help."""
        photos = {place: index for place, index in changed.photos.items() if place != page}
        emptied = replace(changed, photos=photos, quotes=changed.quotes - {page})
        return min((layout, *map(self._laid, (changed, emptied))), key=lambda one: one.lacks)

    def _free(self, choice: Decision) -> list[int]:
        """The pages without a photo, those that should have one first."""
        return [slot.page for slot in self.rules.slots if slot.page not in choice.photos]

    def _changed(self, choice: Decision, rule: str, value: float) -> Decision:
        """The choice with one rule applied."""
        if rule in _SETTINGS:
            settings: dict[str, Any] = {_SETTINGS[rule]: value}
            return replace(choice, **settings)
        if rule == TITLE_STEP:
            return replace(choice, title=choice.title + 1)
        if rule == QUOTE_STEP:
            return replace(choice, quotes=choice.quotes - {int(value)})
        if rule == PHOTO_STEP:
            return replace(choice, photos=_without(choice.photos, int(value)))
        return self._sent(choice, rule, int(value))

    def _sent(self, choice: Decision, name: str, page: int) -> Decision:
        """A zone that goes to another page, or ends there: then what stands after it goes there too, if it may."""
        found = self.rules.zone(name)
        if found is None:
            return choice
        zone, number = found
        if zone.goes_to == page:
            return replace(choice, moved={**choice.moved, name: page})
        zones = self.rules.pages[number - 1].zones
        after = zones[zones.index(zone) + 1 :]
        moved: Mapping[str, int] = {one.name: page for one in after if one.goes_to == page}
        return replace(choice, ended={**choice.ended, name: page}, moved={**choice.moved, **moved})


def _without(photos: Mapping[int, int], page: int) -> dict[int, int]:
    """Photos without a place for one on a page: the last of them goes, and leaves its own to the one of that page."""
    left = {place: index for place, index in photos.items() if place != page}
    last = max(left, key=lambda place: left[place], default=page)
    if page in photos and left and left[last] > photos[page]:
        left[last] = photos[page]
    return left


def _may_field(folio: int, before: list[PagePlan]) -> bool:
    """Whether no field of colour stands on the page that faces it."""
    return folio % 2 == 0 or not before or before[-1].quote != "champ"


def _has_gap(zone: Zone) -> bool:
    """Whether its white above is one that gives way: of a head beside its text, in the flow of the page."""
    return isinstance(zone, TextZone) and zone.head is HeadPlace.BESIDE and zone.anchor is Anchor.FLOW


# By rule, the zones that give way to it; a rule of another name is that of a zone.
_HELPED: Mapping[str, Callable[[Zone], bool]] = {
    TITLE_STEP: lambda zone: isinstance(zone, TitleZone),
    CARD_STEP: lambda zone: isinstance(zone, CardZone),
    WHITE_STEP: _has_gap,
}


def _better(tried: Layout, layout: Layout) -> Layout:
    """`tried` if it fits and shows every photo and quotation that `layout` shows."""
    return tried if tried.fits and _is_as_rich(tried, layout) else layout


def _is_as_rich(larger: Layout, layout: Layout) -> bool:
    """Whether growing took no other page, and lost no photo, nothing of its width, and no quotation."""
    return len(larger.pages) == len(layout.pages) and all(
        new.photo == old.photo and new.photo_width >= old.photo_width and bool(new.quote) >= bool(old.quote)
        for new, old in zip(larger.pages, layout.pages, strict=True)
    )
