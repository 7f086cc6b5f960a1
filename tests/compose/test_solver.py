"""The four pages composed from heights alone: what gives way, in which order, and what is said when nothing can."""

from dataclasses import replace

import pytest

from fiches.compose.copyfit import Setter
from fiches.compose.solver import compose
from support.composed_pages import FAULTS, GRID, RULES, composed, matter

pytestmark = pytest.mark.engine  # whole sheets, composed


def test_the_rules_of_the_house_are_sound():
    assert FAULTS == [] and RULES is not None


@pytest.mark.parametrize("share", [0.3, 0.5, 0.8, 1.0, 1.2])
@pytest.mark.parametrize("photos", [0, 1, 4])
def test_usual_sheets_hold_on_their_pages(share, photos):
    layout = composed(matter(share, captions=(True,) * photos))
    assert layout.fits, [(page.excess, page.cuts) for page in layout.pages]
    assert len(layout.pages) == 4


@pytest.mark.parametrize("share", [0.4, 0.8, 1.0, 1.2])
@pytest.mark.parametrize("photos", [0, 2, 4])
def test_frames_stay_on_the_page_and_texts_do_not_overlap(share, photos):
    for page in composed(matter(share, captions=(True,) * photos)).pages:
        texts = {name: f for name, f in page.frames.items() if f.size and not name.startswith("exergue")}
        for name, one in texts.items():
            assert one.x >= GRID.outer - 0.01 and one.x + one.width <= GRID.width - GRID.outer + 0.01, name
            assert one.y >= GRID.top - 0.01 and one.foot <= GRID.page - 2.5, name
            for other_name, other in texts.items():
                apart = (
                    one.x + one.width <= other.x + 0.01
                    or other.x + other.width <= one.x + 0.01
                    or one.y + one.height <= other.y + 0.01
                    or other.y + other.height <= one.y + 0.01
                )
                assert apart or name == other_name, (name, other_name)


def test_body_text_stands_on_the_baseline_grid():
    for page in composed(matter(captions=(True, True))).pages:
        for name, frame in page.frames.items():
            if frame.leading == 1:
                assert frame.y == pytest.approx(round(frame.y), abs=0.01), name


def test_photos_go_before_the_body_shrinks_and_the_body_never_under_its_least():
    layout = composed(matter(1.45, captions=(True,) * 4))
    assert layout.choice.body >= 9.2
    if layout.choice.body < RULES.body:
        assert len(layout.choice.photos) < 4


def test_short_sheets_are_set_larger():
    assert composed(matter(0.5)).choice.body > RULES.body


def test_too_much_text_is_told_in_words_of_the_rubric_that_is_too_long():
    lengths = dict(matter().lengths) | {"difficultes": (900 * 6,)}
    page = composed(replace(matter(), lengths=lengths)).pages[2]
    assert page.excess > 0
    assert list(page.cuts) == ["difficultes"]
    shorter = dict(lengths) | {"difficultes": (900 * 6 - int(page.cuts["difficultes"] * 6.25) - 60,)}
    assert composed(replace(matter(), lengths=shorter)).pages[2].excess == 0


@pytest.mark.parametrize(("over", "beside"), [(5, False), (6, True)])
def test_a_short_text_stands_beside_the_other_where_the_sheet_has_no_room_for_it_below(over, beside):
    """That comes last, after all that gives way."""
    room = GRID.bottom - GRID.top - 5
    side, below = {"demarche": room, "resultats": 20}, {"demarche": room - 17 + over, "resultats": 12}

    def height(text):
        return (below if text.width > GRID.span(8) else side).get(text.block, 1)

    layout = compose(replace(matter(), lengths=dict.fromkeys(("titre", *side), (900,))), RULES, Setter(height))
    first, second = (layout.pages[1].frames[name] for name in side)
    assert layout.fits and (second.y == first.y) == layout.choice.dense == beside
    assert beside or second.y > first.foot


def test_absent_rubrics_leave_no_frame():
    gone = ("contexte", "difficultes", "parole", "parole-0")
    lengths = {name: size for name, size in matter().lengths.items() if name not in gone}
    layout = composed(replace(matter(), lengths=lengths, counts={"porteur": 1, "acteurs": 2}))
    assert layout.fits
    assert not any(name in page.frames for page in layout.pages for name in ("contexte", "difficultes", "tete-parole"))
    assert layout.pages[2].frames["facteurs"].width > 150


@pytest.mark.parametrize("actors", range(13))
def test_any_number_of_actors_has_its_cards(actors):
    lengths = {name: size for name, size in matter(0.6).lengths.items() if not name.startswith("acteurs-")}
    lengths |= {f"acteurs-{index}": (90,) for index in range(actors)}
    page = composed(replace(matter(), lengths=lengths, counts={"porteur": 1, "acteurs": actors, "parole": 1})).pages[0]
    assert sum(name.startswith("acteurs-") for name in page.frames) == actors
    assert ("fond-acteurs" in page.frames) == (actors > 0)


def longer(**words):
    """The usual sheet with some rubrics of so many words, each of a few paragraphs."""
    usual = matter()
    lengths = {name: (int(count * 6.25 / 4),) * 4 for name, count in words.items()}
    parts = {f"contexte-debut-{k}": (int(words.get("contexte", 150) * 6.25 / 4),) * k for k in (1, 2, 3)}
    parts |= {f"contexte-suite-{k}": (int(words.get("contexte", 150) * 6.25 / 4),) * (4 - k) for k in (1, 2, 3)}
    return replace(usual, lengths={**usual.lengths, **lengths, **parts})


def test_valeur_ajoutee_goes_to_the_head_of_page_4_when_page_3_is_full():
    layout = composed(longer(**{"valeur-ajoutee": 230, "facteurs": 360, "difficultes": 340, "lecons": 80}))
    assert layout.fits and layout.choice.moved == {"valeur-ajoutee": 4}
    assert "valeur-ajoutee" not in layout.pages[2].frames
    four = layout.pages[3].frames
    assert four["valeur-ajoutee"].y < four["tete-lecons"].y < four["tete-parole"].y


def test_the_end_of_contexte_goes_to_page_2_before_the_actors():
    layout = composed(longer(contexte=560, demarche=150, resultats=80))
    assert layout.fits and layout.choice.ended == {"contexte": 2} and layout.choice.moved == {"acteurs": 2}
    one, two = layout.pages[0].frames, layout.pages[1].frames
    (kept,) = [name for name in one if name.startswith("contexte-debut-")]
    assert layout.pages[0].rests == {"contexte": kept.replace("debut", "suite")}
    left = kept.replace("debut", "suite")
    assert "fond-acteurs" not in one and two[left].y < two["acteurs-0"].y < two["tete-demarche"].y


def test_a_rubric_stays_where_it_is_when_moving_it_does_not_help():
    layout = composed(longer(lecons=700, facteurs=360, difficultes=340))
    assert not layout.fits and "valeur-ajoutee" not in layout.choice.moved
