"""Where the lines of a paragraph may end, and how wide its text is."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest

from fiches.compose.paragraph import DIVISION, TRUE_HYPHEN, divided, emergencies, runs_of
from fiches.content.blocks import LineBreak, Span, Words
from fiches.typography.html_writer import HtmlWriter
from support import set_text
from support.set_text import faces, paragraph, style


def parts(words, language="fr", how=None):
    """The words, cut by | wherever a line may end, with the mark that is then drawn."""
    found = paragraph(words, language, how)
    out, before = [], 0
    for place in divided(found)[1:-1]:
        out.append(found.text[before : place.offset].rstrip("- ") + place.mark)
        before = place.offset
    return "|".join([*out, found.text[before:]]).replace(DIVISION, "‐").replace(TRUE_HYPHEN, "‑")


@pytest.mark.parametrize(
    ("words", "cut"),
    [
        ("une association fait", "une|asso‐|cia‐|tion|fait"),
        ("un projet. Fin", "un|projet.|Fin"),  # short words are whole
        ("de Casablanca fait", "de|Casablanca|fait"),  # names
        ("les ASSOCIATIONS ici", "les|ASSOCIATIONS|ici"),  # acronyms
        ("un rendez-vous ici", "un|rendez-vous|ici"),  # short compounds
        ("la socio-économique-rurale ici", "la|socio‑|économique‑|rurale|ici"),  # long ones, at their hyphens alone
        ("voir migdev.org/association ici", "voir|migdev.org/association|ici"),
        ("à association@exemple.org ici", "à|association@exemple.org|ici"),
        ("soit 12 kilomètres ici", "soit|12\u00a0kilomètres|ici"),  # numbers with their unit
        ("dernière association", "der‐|nière|association"),  # no end of a word alone on the last line
        ("l’association fait", "l’asso‐|cia‐|tion|fait"),
    ],
)
def test_where_lines_may_end(words, cut):
    assert parts(words) == cut


def test_long_addresses_break_after_their_strokes_without_a_hyphen():
    assert parts("voir https://www.exemple.org/un/chemin/long ici") == (
        "voir|https://www.exemple.org/|un/|chemin/|long|ici"
    )


@pytest.mark.parametrize(
    ("most", "cut"),
    [
        (25, "(https://www.exemple-du-village.org/|epiceries)"),
        (12, "(https://|www|.exemple-du-village|.org/|epiceries)"),
        (7, "(https://|www|.exemple|-du|-village|.org/|epiceries)"),
    ],
)
def test_an_address_that_no_line_holds_is_cut_at_its_signs(most, cut):
    """After strokes, else before points too, else before hyphens: never « htt » and « ps »."""
    address = "(https://www.exemple-du-village.org/epiceries)"
    found = paragraph(f"voir {address} ici")
    inner = [place.offset - 5 for place in emergencies(found, most) if 5 < place.offset < 5 + len(address)]
    assert "|".join(address[one:other] for one, other in pairwise([0, *inner, len(address)])) == cut


def test_words_that_are_stronger_than_the_rest_are_not_divided():
    """« Des bénévoles complémentaires. » before what they did; alone, as strong as all of it, they may be."""
    lead = Span("strong", (Words("Des bénévoles complémentaires. "),))
    alone, leading = (paragraph((lead, *rest)) for rest in ((), (Words("La commune recherche."),)))
    assert len(divided(alone)) > len(alone.plain)
    assert all(
        place in leading.plain for place in divided(leading) if place.offset < len("Des bénévoles complémentaires.")
    )


def test_words_of_another_language_are_not_divided():
    content = (Words("une association "), Span("span", (Words("association development"),), "en"), Words(" suit"))
    assert parts(content) == "une|asso‐|cia‐|tion|association|development|suit"
    assert "‐" not in parts("une association fait", "ar")


def test_titles_divide_nothing_and_know_the_words_that_call_for_the_next():
    found = paragraph("le projet de la commune", how=style("titres", divides=False))
    assert divided(found) is found.plain
    assert [place.after_short for place in found.plain[1:-1]] == [True, False, True, True]


@pytest.mark.parametrize(
    ("said", "held"),
    [
        ("association Jeunesse & Développement", [False, True, True]),
        ("projet Coup d’Éclats aidé", [False, True, False]),
        ("Souss. Massa agit", [False, False]), ("Massa, Agadir agit", [False, False]),
    ],
)  # fmt: skip
def test_titles_hold_the_words_of_a_name(said, held):
    found = paragraph(said, how=style("titres", divides=False))
    assert [place.after_short for place in found.plain[1:-1]] == held


def test_a_line_break_must_be_one():
    found = paragraph((Words("un mot"), LineBreak(), Words("un autre")))
    assert [place.offset for place in found.plain if place.is_forced] == [0, 7, 15]


def test_the_width_of_a_divided_word_is_that_of_its_parts_as_drawn():
    found = paragraph("association fait")
    for place in divided(found)[1:-1]:
        drawn = found.text[: place.offset].rstrip() + place.mark
        assert place.end == pytest.approx(faces().widths(drawn, style().type)[-1], abs=1e-6)


def test_emergencies_are_for_words_that_no_line_holds():
    found = paragraph("un anticonstitutionnellement-long-mot-sans-fin ici")
    assert len(emergencies(found, 5)) > len(divided(found)) and emergencies(found, 100) == divided(found)


def test_styles_within_a_paragraph():
    content = (Words("Il dit : « oui ! » "), Span("strong", (Words("fort"),)), Span("em", (Words("vite"),)))
    runs = list(runs_of(HtmlWriter("fr").typeset(content), style(), "fr"))
    kinds = {run.text.strip(): (run.style.italic, run.style.weight, run.style.scale) for run in runs}
    assert kinds["fort"] == (False, 700, 1.0) and kinds["vite"] == (True, 400, 1.0)
    assert kinds["«\u202foui\u202f!\u202f»"] == (True, 400, 1.05)


def test_characters_that_no_face_has_are_known():
    assert faces().lacks("Été ⴰⵎⴰⵣⵉⵖ العربية 漢字 漢", style().type) == "漢字"


def test_letters_kern_with_spaces_and_space_is_added_between_them():
    plain, tracked = style("titres").type, style("titres", tracking=-0.015).type
    words = "Tout va"
    assert faces().widths(words, tracked)[-1] == pytest.approx(faces().widths(words, plain)[-1] - 0.015 * len(words))
    assert len(faces().widths(words, plain)) == len(words) + 1
    larger = faces().widths(words, replace(tracked, scale=1.05))[-1]
    assert larger == pytest.approx(1.05 * faces().widths(words, plain)[-1] - 0.015 * len(words))


def test_arabic_is_shaped_in_its_face_and_from_right_to_left():
    mixed, how = "قرية association", set_text.style("arabe").type
    widths = faces().widths(mixed, how)
    assert list(widths) == sorted(widths)
    assert widths[-1] == pytest.approx(
        faces().widths("قرية ", how)[-1] + faces().widths("association", how)[-1], abs=0.01
    )
