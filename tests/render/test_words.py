"""Every word that was typed is printed: rubric by rubric, in order, and once."""

from __future__ import annotations

from functools import cache

import pytest
import yaml

from support import pdf_reader, source_reader
from support.repository import ROOT, SLUGS

# What layouts add to, or repeat of, the words of a sheet: the collection's own texts, those of its format (labels,
# how to read a sheet, towns and seas of the maps and their scale in km), the pull quotes (« exergue », sentences of
# the text set again in large), and at the foot of each page its number and the beginning of the title.
TEXTS = ("commun/format.yaml", "capitalisation/format.yaml", "capitalisation/cartes/cartes.yaml")
COLLECTION = yaml.safe_load((ROOT / "sheets" / "collection.yaml").read_text("utf-8"))
SETTINGS = {"format", "langue", "mots_mis_en_avant", "espace_guillemets", "imprimeur"}
# The region is printed when no smaller place is named; « Souss-Massa » is on the booklet's cover.
SMALLER = ("lieu", "commune", "cercle", "province")


@cache
def _source(slug: str) -> source_reader.Typed:
    return source_reader.read(ROOT / "sheets" / f"{slug}.md")


@cache
def _house_words() -> set[str]:
    settings = [value for key, value in COLLECTION.items() if key not in SETTINGS]
    files = [yaml.safe_load((ROOT / "templates" / name).read_text("utf-8")) for name in TEXTS]
    found = {source_reader.words(text) for text in (*source_reader.texts([settings, files]), "km")} - {""}
    return found | {f"{words.removesuffix(' de')} d" for words in found if words.endswith(" de")}  # before a vowel


def _facts(source: source_reader.Typed) -> set[str]:
    places = source.facts["territoire"]
    places = places if isinstance(places, list) else [places]
    regions = {
        source_reader.words(place["region"]) for place in places if "region" in place and set(place) & set(SMALLER)
    }
    short = source_reader.words(source.facts.get("titre_court", ""))  # at the foot of pages, which is not read
    return source.phrases - regions - {source.title, short}


def _repeated(source: source_reader.Typed) -> set[str]:
    quotes = {source_reader.words(text) for text in source_reader.texts(source.facts.get("exergue", []))}
    return _house_words() | source.phrases | quotes


def _strange(rest: str, known: set[str], titles: str) -> set[str]:
    """The words of `rest` that no known phrase, no number and no title explains."""
    for phrase in sorted(known, key=len, reverse=True):
        rest = pdf_reader.pattern(phrase).sub(" ", rest)
    words = {word for word in rest.replace("|", " ").split() if not word.isdigit()}
    return {word for word in words if word.strip(pdf_reader.MAYBE) not in titles.split()}


@pytest.mark.parametrize("slug", SLUGS)
def test_sheet_words(finished, slug):
    source, text = _source(slug), pdf_reader.read(finished.sheet(slug))
    assert sum(len(texts) for _, texts in source.rubrics) > 20
    rest = pdf_reader.place(text, source.passages)
    missing = {fact for fact in _facts(source) if not pdf_reader.pattern(fact).search(rest)}
    assert not missing
    assert not _strange(rest, _repeated(source), source.title)


def test_booklet_words(finished):
    booklet, text = _source("livret"), pdf_reader.read(finished.booklet)
    order = [_source(slug) for slug in booklet.facts["fiches"]]
    assert len(order) == len(SLUGS)
    fronts = [words for title, texts in booklet.rubrics for words in (title, *texts)]
    contents = [source_reader.words("Les projets"), *(source.title for source in order)]
    rest = pdf_reader.place(text, [*fronts, *contents, *(words for source in order for words in source.passages)])
    cover = text[: pdf_reader.pattern(fronts[0]).search(text).start()]
    for words in (
        booklet.title,
        source_reader.words(booklet.facts["surtitre"]),
        source_reader.words(COLLECTION["region"]["ar"]),
    ):
        assert pdf_reader.pattern(words).search(cover)
    known = set().union(*map(_repeated, order)) | booklet.phrases
    carriers = {source.rubrics[0][1][0] for source in order}  # the contents name who carries each project
    themes = {source_reader.words(word) for source in order for word in source.facts["mots_cles"]}
    assert not _strange(rest, known | carriers | themes, " ".join(source.title for source in order))


def test_nothing_leaves_its_page(finished):
    assert {path.stem: pdf_reader.strays(path) for path in finished.files} == {path.stem: [] for path in finished.files}


def test_the_engine_has_nothing_to_say(finished):
    for code in ("moteur", "avis-du-moteur", "police-de-secours", "gabarit"):
        assert f"[{code}]" not in finished.said
    assert "11 PDF faits" in finished.said or "11 à jour" in finished.said


def test_missing_words_are_seen(finished):
    """The reader of this file, on a source that says more, less and otherwise than the page."""
    source, text = _source(SLUGS[0]), pdf_reader.read(finished.sheet(SLUGS[0]))
    phrases = source.passages
    for wrong in ([*phrases, "un paragraphe de trop"], [phrases[1], phrases[0], *phrases[2:]]):
        with pytest.raises(AssertionError, match="should come after"):
            pdf_reader.place(text, wrong)
    rest = pdf_reader.place(text, [*phrases[:5], *phrases[6:]])
    assert _strange(rest, _repeated(source), source.title)


def test_hyphens_and_spaces_do_not_hide_words():
    assert pdf_reader.folded("L’eau\u202f: «\u00a0œuvre\u00a0» ﬁnale") == "l eau œuvre finale"
    split = pdf_reader.folded(f"la valeur{pdf_reader.MAYBE}ajoutée des asso{pdf_reader.MAYBE}ciations")
    assert pdf_reader.pattern("la valeur ajoutée des associations").search(split)
    assert not pdf_reader.pattern("valeurs").search(split)
    assert not pdf_reader.pattern("aleur ajoutée").search(split)
