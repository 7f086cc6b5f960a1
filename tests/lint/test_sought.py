"""What a pattern or a rule cannot do without stands in all that it finds: looking for it first loses nothing."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import fiches.lint
from fiches.lint.pasted import PASTE_RULES
from fiches.lint.proofreading import LINE_RULES, RULES_OF_LANGUAGES
from fiches.lint.sought import Sought, is_one_twice, is_plain, may_find, small_words, sought
from support.sources import SLOW

WORDS = [
    "le",
    "Le",
    "l'eau",
    "qu'il",
    "à",
    "y",
    "a",
    "At",
    "dot",
    "arobase",
    "xxx",
    "rnou",
    "Ia",
    "qu",
    "etc",
    "12",
    "Mr",
]
PROSE = st.lists(
    st.tuples(st.sampled_from(WORDS), st.sampled_from([" ", ", ", ". ", " : ", " « ", " » ", " ; ", " ? ", "-"]))
).map(lambda parts: "".join(map("".join, parts)).strip())
MISTAKES = sorted((Path(__file__).parent / "mistakes").glob("*.txt"))
LINES = sorted({line for path in MISTAKES for line in path.read_text("utf-8").split("\n")})
EVERY = pytest.mark.parametrize("every", [20, SLOW(1)])  # of so many lines one is tried
MODULES = [import_module(f"fiches.lint.{one.name}") for one in iter_modules(fiches.lint.__path__)]
ALL = {f"{of.__name__}.{name}": one for of in MODULES for name, one in vars(of).items() if isinstance(one, Sought)}
del ALL["fiches.lint.typed_marks._LOW_LINES"]  # whose sign asks for more: a small letter, somewhere in the line
AROUND = "Le four est prêt.\n\n{}\nLe village attend."
TYPED = st.lists(st.sampled_from([*"aàE1.,;:!?'()[]{}<>#*_`|~&\\/%@^$+=-– \t", "TODO", "01", ".jpg", "https:"])).map(
    "".join
)


@EVERY
@pytest.mark.parametrize("name", ALL)
def test_a_sign_stands_in_all_that_is_found(name, every):
    one = ALL[name]
    without = [line for line in LINES if not one.may_be_in(line)]
    assert not any(map(one.pattern.search, without[::every]))


@given(TYPED)
def test_in_whatever_is_typed(line):
    assert all(one.may_be_in(line) for one in ALL.values() if one.pattern.search(line))


def _missed(line, around="{}"):
    """The rules that are not asked of a line in a text around it, and find something in it."""
    text = around.format(line)
    own = {rule for rule in LINE_RULES["fr"] if list(rule(line))} - set(may_find(LINE_RULES["fr"], text))
    every = {rule for rule in RULES_OF_LANGUAGES if list(rule(line, "fr"))} - set(may_find(RULES_OF_LANGUAGES, text))
    return own | every | ({rule for rule in PASTE_RULES if list(rule((line,)))} - set(may_find(PASTE_RULES, text)))


@EVERY
def test_a_rule_that_is_not_asked_finds_nothing(every):
    assert [line for line in LINES[::every] if _missed(line, AROUND)] == []
    assert [line for line in LINES[::every] if _missed(line)] == []
    assert len(may_find(PASTE_RULES, "Le four.")) < len(PASTE_RULES) / 2


@given(TYPED)
def test_in_whatever_is_typed_of_rules(line):
    assert not _missed(line) and not _missed(line, AROUND)


@given(PROSE)
@settings(deadline=None)  # habits are compiled once
def test_in_words_and_the_marks_between_them(line):
    assert not _missed(line)


@pytest.mark.parametrize(
    ("line", "plain"),
    [
        ("Le four est prêt : l'eau vient d'Agadir, à 12 km.", False),  # km touches nothing, but Agadir is fine
        ("Voici la version 10. On le dit : « le four », dit-il.", True),
        ("Les élèves qu'on voit là-bas ;", True),
        ("Le four,prêt", False),
        ("l avenir", False),
        ("La page https est là.", False),
    ],
)
def test_what_is_plain(line, plain):
    assert is_plain(line) is plain


@pytest.mark.parametrize(
    ("line", "words", "twice"),
    [
        ("L’École a dix ans", ("l", "école", "a", "dix", "ans"), False),
        ("dans Dans 2 fours", ("dans", "dans", "fours"), True),
        ("", (), False),
    ],
)
def test_words(line, words, twice):
    assert small_words(line) == words and is_one_twice(line) == twice


def test_what_is_found():
    one = sought("b", "a+b")
    assert one.search("xaab").span() == (1, 4)
    assert one.search("aaa") is None
    assert [match[0] for match in one.finditer("ab aab")] == ["ab", "aab"]
    assert list(one.finditer("aaa")) == []
    assert one.blanked("xaab") == "x   "
    parted = sought("", "[ab]+c", parts=("bc", "ac"))
    assert parted.search("abc") and not parted.may_be_in("ab")
