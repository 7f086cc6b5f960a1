"""Tables set: how wide their columns are, where their cells stand, where they may be cut, what comes out of them."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fiches.compose.copyfit import TextSetting
from fiches.compose.text_styles import RUNNING, RUNNING_ON
from fiches.compose.text_tables import COLUMN_GAP, shared
from fiches.content import markdown
from fiches.core.geometry import POINTS_PER_MM
from fiches.html import composed
from support.set_text import composer, prose

LINE, WIDTH = 4.5, 88.5  # mm
FIGURES = "| Poste | Coût |\n|---|--:|\n| Pompe | 1 234,5 |\n| Puits | 98,25 |\n| Four | 7 |"


def set_in(text, width=WIDTH, role=RUNNING, columns=1, language="fr"):
    blocks, _ = markdown.read(text, 1)
    made = composer({"suite": blocks}, language, {"suite": role})
    return made, TextSetting("suite", width, 9.6, 1, columns, LINE, LINE)


def placed(text, *wanted, **more):
    made, setting = set_in(text, *wanted, **more)
    return made.set(setting)


def table(text, *wanted, **more):
    return next(one.table for one in placed(text, *wanted, **more).paragraphs if one.table)


@pytest.mark.parametrize(
    ("asked", "room", "widths"),
    [
        ([(10, 20), (10, 20)], 60, [30, 30]),
        ([(10, 10), (10, 50)], 40, [10, 30]),
        ([(30, 40), (10, 20)], 20, [15, 5]),
        ([(0, 0), (0, 0)], 20, [10, 10]),
    ],
)
def test_columns_share_their_room_by_what_they_hold(asked, room, widths):
    assert shared(asked, room) == pytest.approx(widths)


def test_a_table_fills_its_measure_in_whole_lines_a_line_away_from_the_text():
    found = placed(f"Avant.\n\n{FIGURES}\n\nAprès.")
    _, own, after = found.paragraphs
    assert own.pieces[0].y == 2 * LINE and own.pieces[0].width == WIDTH
    assert own.table.heights == (LINE,) * 4
    assert after.pieces[0].y == 7 * LINE and after.pieces[0].indent == 0 and found.height == 8 * LINE


def test_decimal_signs_stand_one_below_the_other():
    cells = [row[1] for row in table(FIGURES).rows[1:]]
    signs = [re.search(r",|$", cell.text).start() for cell in cells]
    places = [
        cell.pieces[0].x + cell.paragraph.widths[sign] * cell.size / POINTS_PER_MM
        for cell, sign in zip(cells, signs, strict=True)
    ]
    assert places == pytest.approx([places[0]] * 3) and cells[0].pieces[0].x < cells[2].pieces[0].x


def test_they_do_in_arabic_too_whose_units_of_measure_stand_on_the_left():
    found = table("| الكلفة |\n|---|\n| 1234,5 |\n| 98,25 درهم |\n| 12 |", language="ar")
    cells = [row[0] for row in found.rows[1:]]
    decimals = [re.search(r"(,\d+)|(?<=\d)(?!\d)", cell.text).span() for cell in cells]
    places = [
        cell.pieces[0].x + (cell.paragraph.widths[end] - cell.paragraph.widths[start]) * cell.size / POINTS_PER_MM
        for cell, (start, end) in zip(cells, decimals, strict=True)
    ]
    assert places == pytest.approx([places[0]] * 3) and cells[1].pieces[0].x < cells[2].pieces[0].x


def test_cells_are_aligned_in_their_columns():
    found = table("| a | b |\n|--:|:-:|\n| un | deux |\n| un mot plus long | deux mots de plus |")
    short, long = found.rows[1:]
    ends = [row[0].pieces[0].x + row[0].pieces[0].width for row in (short, long)]
    middles = [row[1].pieces[0].x + row[1].pieces[0].width / 2 for row in (short, long)]
    assert ends == pytest.approx([ends[0]] * 2) and middles == pytest.approx([middles[0]] * 2)


def test_heads_stand_on_the_foot_of_their_row():
    head = table(
        "| Une tête de plusieurs mots qui ne tient pas | b |\n|---|---|\n| a | un texte assez long |", 40
    ).rows[0]
    deep = sum(len(piece.lines) for piece in head[0].pieces) * LINE
    assert deep > LINE and head[1].pieces[0].y == pytest.approx(deep - LINE)


def test_a_caption_stands_above_its_table():
    found = placed(f"{FIGURES}\n\nTableau : ce que tout a coûté")
    assert found.paragraphs[0].table.above == LINE and found.height == 5 * LINE


def test_a_table_is_never_cut_by_the_columns_of_a_rubric():
    rows = "\n".join("| a | b |" for _ in range(20))
    assert len(placed(f"Avant.\n\n| a | b |\n|-|-|\n{rows}\n\nAprès.", 180, columns=2).paragraphs[1].pieces) == 1


def test_a_table_that_is_too_wide_for_a_column_stands_across_all_of_them():
    wide = "| " + " | ".join(["assainissement"] * 4) + " |\n" + "|---" * 4 + "|\n" + "| a | b | c | d |"
    found = placed(f"{prose(1, 80)}\n\n{wide}\n\n{prose(2, 80)}", 120, columns=2)
    before, own, after = found.paragraphs
    assert own.pieces[0].width == 120 and len(before.pieces) == len(after.pieces) == 2
    assert max(piece.y + len(piece.lines) * LINE for piece in before.pieces) + LINE == pytest.approx(own.pieces[0].y)
    assert after.pieces[0].y == after.pieces[1].y == pytest.approx(own.pieces[0].y + 3 * LINE)


def test_a_table_too_wide_for_its_place_is_known():
    made, setting = set_in("Avant.\n\n| " + " | ".join(["assainissement"] * 6) + " |\n" + "|---" * 6 + "|", 60)
    assert [block.line for block in made.tight_tables(setting)] == [3]
    assert set_in(FIGURES)[0].tight_tables(setting) == []


def test_on_the_next_page_a_table_goes_on_below_its_head():
    rows = "\n".join(f"| {number} | mots |" for number in range(30))
    made, setting = set_in(f"Avant.\n\n| Année | Quoi |\n|---|---|\n{rows}\n\nAprès.", role=RUNNING_ON)
    first = made.pour(setting, 0, 12)
    second = made.pour(setting, first.cuts[-1], 40)
    assert first.height == 12 and second.height == 1 + 21 + 2  # its head, what is left, a line and the text below
    html = composed.part(made, setting, second.cuts, rtl=False)
    assert html.count("<thead>") == 1 and "Année" in html and html.index("Année") < html.index("10") < html.index("29")
    top = re.search(r'<tr style="left:0mm;top:([\d.]+)mm', html)
    assert top and float(top[1]) == 0


def test_two_rows_at_least_stand_on_either_side_of_a_page():
    made, setting = set_in("Avant.\n\n| a |\n|-|\n| 1 |\n| 2 |\n| 3 |\n| 4 |", role=RUNNING_ON)
    assert [made.pour(setting, 0, room).cuts[-1] for room in (3, 4, 5, 6, 7)] == [1, 1, 4, 4, 6]


def test_a_table_in_arabic_begins_at_the_right():
    made, setting = set_in("| السنة | الماء |\n|---|--:|\n| ماء | 12 |", language="ar")
    html = composed.text(made, setting, rtl=True)
    assert 'tr style="right:0mm' in html and "left:" not in html
    first, last = made.set(setting).paragraphs[0].table.rows[1]
    assert first.pieces[0].x == 0 < last.pieces[0].x and first.rtl


WORD = st.text("abcdeéàç12 ,.", min_size=0, max_size=24).map(str.strip)


@settings(max_examples=40, deadline=None)
@given(st.integers(1, 5).flatmap(lambda n: st.lists(st.lists(WORD, min_size=n, max_size=n), min_size=2, max_size=6)))
def test_every_cell_comes_out_whole_in_order_and_within_its_table(rows):
    lines = ["| " + " | ".join(row) + " |" for row in rows]
    found = table("\n".join([lines[0], "|---" * len(rows[0]) + "|", *lines[1:]]))
    assert [len(row) for row in found.rows] == [len(rows[0])] * len(rows)
    for row in found.rows:
        ends = [-COLUMN_GAP]
        for cell in row:
            drawn = "".join(cell.text[line.start : line.end] for piece in cell.pieces for line in piece.lines)
            assert drawn == cell.text
            widest = max((line.width for piece in cell.pieces for line in piece.lines), default=0.0)
            start = min((piece.x for piece in cell.pieces), default=ends[-1] + COLUMN_GAP)
            assert found.is_tight or start >= ends[-1] - 0.001
            ends.append(start + widest * cell.size / POINTS_PER_MM)
        assert found.is_tight or ends[-1] <= WIDTH + 0.001


@settings(max_examples=60, deadline=None)
@given(st.text("||--: a1\\\n>", max_size=60))
def test_whatever_is_typed_with_bars_is_set_and_written(typed):
    blocks, _ = markdown.read(typed, 1)
    made = composer({"suite": blocks}, "fr", {"suite": RUNNING_ON})
    setting = TextSetting("suite", WIDTH, 9.6, 1, 2, LINE, LINE)
    assert composed.text(made, setting, rtl=False).count("<table") == made.writer.blocks(blocks).count("<table")


WIDE = "\n".join(f"| {' | '.join([word] * 4)} |" for word in ("assainissement", "---", *"abcdef"))
TOWER = "| Lieu | Par jour en saison sèche | Par jour en saison des pluies |\n|---|--:|--:|\n| Village bas | 31 | 40 |"


def poured(made, setting, room):
    """What stands on each page whose columns are `room` u high."""
    cuts = (0,)
    while True:
        found = made.pour(setting, cuts[-1], room)
        assert found.cuts[-1] > cuts[-1], "something stands on each"
        cuts = found.cuts
        yield found, made.part(setting, cuts)
        if not found.share_left:
            return


@pytest.mark.parametrize("room", [6, 9, 13, 40])
def test_a_table_too_wide_for_a_column_stands_across_text_that_goes_on_from_page_to_page(room):
    """Each line once, none beyond its page, the table as wide as all columns, its title with it."""
    prose = " ".join(["eau village école"] * 30)
    made, setting = set_in(f"{prose}\n\n### Titre\n\n{WIDE}\n\n{prose}", 120, role=RUNNING_ON, columns=2)
    pages, lines = list(poured(made, setting, room)), []
    for cut, page in pages:
        assert page.height <= cut.height * LINE + 0.01 <= room * LINE + 0.02
        for place, one in enumerate(page.paragraphs):
            lines += [(place, line.start) for piece in one.pieces for line in piece.lines]
            assert all(piece.width == (120 if place in (1, 2) else setting.column) for piece in one.pieces)
    assert lines == sorted(set(lines)) and {place for place, _ in lines} == {0, 1, 2, 3}
    assert sum(place == 2 for place, _ in lines) == 7 and made.tight_tables(setting) == []
    assert not any(page.paragraphs[1].pieces and not page.paragraphs[2].pieces for _, page in pages)


def test_a_table_whose_head_would_be_a_tower_in_one_of_several_columns_stands_across_them():
    made, setting = set_in(TOWER, 150, columns=3)
    assert [piece.width for one in made.set(setting).paragraphs for piece in one.pieces] == [150]


def test_a_text_that_ended_in_more_lines_than_it_has_here_has_ended_here_too():
    """A page of larger or smaller type counts other lines than the one on which the text ended."""
    made, setting = set_in("Un mot.", role=RUNNING_ON)
    found = made.pour(setting, 7, 20)
    assert found.share_left == 0 and len(set(found.cuts)) == 1
