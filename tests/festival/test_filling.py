"""A layout of the kit is filled in again when something that it read says something else, and only then."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property, partial

import pytest

from fiches.festival.website import filling
from fiches.festival.website.filling import PageRequest
from fiches.festival.website.watched import Facts, Watched, told, watching
from fiches.storage.process_limits import TaskLimits
from fiches.storage.recollection import Recollection

LIMITS = TaskLimits(memory=1000, seconds=60)


@dataclass(frozen=True)
class Work(Watched):
    """A value as those of the kit."""

    known_by: str = ""
    title: str = "Le puits"
    size: int = 3
    others: tuple[Work, ...] = ()

    @property
    def heading(self):
        """Of another field."""
        return self.title.upper()

    @cached_property
    def kept(self):
        """Kept beside the fields."""
        return self.size

    @told
    def weight(self):
        """Of a field that may change more often."""
        return self.size // 10

    @property
    def watched(self):
        """All of them."""
        return self, *self.others


@pytest.mark.parametrize(
    ("read", "names"),
    [
        (lambda one: one.heading, {"title"}),
        (lambda one: one.weight, {"weight"}),
        (lambda one: one.kept, {"known_by", "title", "size", "others"}),
        (lambda one: [other.size for other in one.others], {"others", "a size"}),
        (lambda one: one.watched, {"others"}),
        (id, set()),
    ],
)
def test_fields_tell_that_they_are_read(read, names):
    one = Work(others=(Work("a"),))
    for _ in range(2):  # what is kept tells the same the second time
        with watching() as seen:
            read(one)
        assert {" ".join(each).strip() for each in seen} == names
    read(one)
    assert {" ".join(each).strip() for each in seen} == names


@pytest.mark.parametrize(
    ("other", "names", "same"),
    [
        ({"size": 4}, ["title"], True),
        ({"size": 4}, ["weight"], True),
        ({"size": 4}, ["size"], False),
        ({"size": 40}, ["weight"], False),
        ({"title": "La place"}, ["size", "title"], False),
        ({"others": (Work("a", size=9),)}, ["others"], True),
        ({"others": (Work("b"),)}, ["others"], False),
    ],
)
def test_a_page_is_filled_in_again_where_what_it_read_is_another(other, names, same):
    one, kept, asked = Work(others=(Work("a"),)), Recollection(), [PageRequest("x", "x.html", "x.md", "", {})]

    def fill(site, round_, _):
        said = [getattr(site, name) for name in names]
        return f"{round_} {[len(one) if isinstance(one, tuple) else one for one in said]}", ()

    def filled(site, round_):
        [(made, problems)] = filling.filled(site, asked, partial(fill, site, round_), LIMITS, kept)
        assert problems == ()
        return made

    first = filled(one, 1)
    assert filled(one, 2) == first
    changed = replace(one, **other)
    assert (filled(changed, 3) == first) == same
    assert filled(changed, 4).partition(" ")[0] == ("1" if same else "3")


def test_what_is_given_to_a_layout_counts_though_it_is_not_read():
    given = [PageRequest("x", "x.html", "x.md", "", {"described": words}) for words in ("un", "deux")]
    keys = {one.key for one in given} | {replace(given[0], **{name: "y"}).key for name in ("layout", "root", "format")}
    assert len(keys) == 5


def test_what_has_problems_is_asked_again():
    kept, asked = Recollection(), [PageRequest("x", "x.html", "x.md", "", {})]
    for round_ in ("un", "deux"):
        assert filling.filled(Work(), asked, lambda _, round_=round_: (None, [round_]), LIMITS, kept) == [
            (None, [round_])
        ]


def test_what_is_gone_says_nothing():
    assert Facts([]).key([("a", "title")]) != Facts([Work("a")]).key([("a", "title")])
