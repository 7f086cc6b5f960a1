"""Which words a language lacks, and what says so."""

from __future__ import annotations

import pytest

from fiches.config.languages import codes
from fiches.config.yaml_reader import parse
from fiches.lint import language_words
from support.sources import FORMAT, FRONT, read, text

OWN = FORMAT + "labels:\n  kind: {fr: Fiche, es: Ficha}\n  aside: {fr: À part}\n"


@pytest.mark.parametrize("code", codes())
def test_complete_languages(tmp_path, code):
    """All that pages of the house print is said in these; what is asked of authors too, but for Arabic."""
    found = language_words.state(code, tmp_path)
    assert bool(found.printed) == (code in ("shi", "zgh"))
    assert bool(found.asked) == (code in ("shi", "zgh", "ar"))
    assert bool(found.unread) == (code not in ("fr", "en"))


def test_words_that_a_format_has_of_another_are_told_once(tmp_path):
    """Of the format that says them."""
    found = language_words.state("zgh", tmp_path).printed
    assert ("labels", "kit_stand") in found["commun"] and ("labels", "kit_stand") not in found["osim"]
    assert ("labels", "kind") in found["bonne-pratique"]


def test_words_without_a_language_are_those_of_the_collection():
    """In every other they lack."""
    words = [(("labels", "kind"), {"": "Acta"}), (("labels", "north"), {"fr": "Nord"})]
    assert [name for (_, name) in language_words.lacking(iter(words), "es", "es")] == ["north"]
    assert [name for (_, name) in language_words.lacking(iter(words), "fr", "es")] == ["kind"]


def test_words_to_fill_in_are_a_file_of_words():
    """Under the names that lead to each, empty."""
    gaps = {("rubrics", "a", "title"): {"fr": "Un"}, ("labels", "b"): {"fr": "Deux"}, ("rubrics", "a", "key"): {}}
    lines = [*language_words.to_fill_in(gaps)]
    assert lines == ["rubrics:", "  a:", "    title: # Un", "    key: # ", "labels:", "  b: # Deux"]
    assert parse("\n".join(lines))[1] == []


def test_a_language_that_lacks_words_is_noted_once(tmp_path):
    """Where the first sheet in it says so; nothing is said of one that has them all."""
    sheets = {name: text(f"langue: {code}\n{FRONT}") for name, code in (("a", "zgh"), ("b", "zgh"), ("c", "fr"))}
    told = [one for one in read(tmp_path, {"templates/essai/format.yaml": OWN, **sheets}).problems
            if one.code == "mots-manquants"]  # fmt: skip
    assert [(one.path, one.line, one.column) for one in told] == [("sheets/a.md", 2, 9)]
    assert "templates/langues/zgh/mots/essai.yaml" in str(told[0].hint)
