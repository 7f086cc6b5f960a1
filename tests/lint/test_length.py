"""The words of a sheet are counted once, however its rubrics may be cut over pages."""

from __future__ import annotations

import pytest

from fiches.lint import length
from fiches.lint.length import word_count
from support.sources import SLOW, good, short_project, text


@pytest.mark.parametrize(
    ("words", "count"),
    [("un", 1), ("« un » – deux !", 2), ("un, *deux* **[trois](https://example.org/)**", 3), ("1 500 DH, soit 12 %", 5),
     ("- un\n- deux\n\n  trois", 3), ("l'eau d'ici", 2), ("\n\n".join(f"un deux trois-{n}." for n in range(23)), 69)],
    ids=["one", "signs", "marks", "numbers", "list", "apostrophes", "paragraphs"],
)  # fmt: skip
def test_each_word_once(words, count):
    sheet = good(text(Contexte=f"Début. {words}" if words[0] != "-" else f"Début.\n\n{words}"))
    base = word_count(good(text(Contexte="Début.")))
    assert word_count(sheet) - base == count


@pytest.mark.parametrize("letters", [60_000, SLOW(59_000)])
def test_a_sheet_of_four_times_four_pages_is_not_laid_out(letters):
    sheet = good(text(Contexte="\n\n".join(f"{n:03} {'mot ' * 19}" for n in range(letters // 79))))
    told = list(length.check(sheet, short_project()))
    assert [one.message.values for one in told] == ([(("words", word_count(sheet)),)] if letters == 60_000 else [])
