"""Tables that are typed with bars: their rows, what is over, their captions, how their columns are aligned."""

from __future__ import annotations

import pytest

from fiches.content import markdown, tables
from fiches.content.blocks import Words, plain

TYPED = "| Année | Coût |\n|---|:-:|\n| 2012 | *peu* \\| rien |\n| 2013 | |"


def table(text=TYPED):
    (block,), faults = markdown.read(text, 1)
    assert not faults
    return block


def told(text):
    return [(fault.line, fault.message.name) for fault in markdown.read(text, 10)[1]]


def test_a_table_is_rows_of_cells_each_with_its_line_and_its_inlines():
    block = table()
    assert [(row.kind, row.line) for row in block.children] == [("row", 1), ("row", 3), ("row", 4)]
    assert [[plain(cell.inlines) for cell in row.children] for row in block.children] == [
        ["Année", "Coût"], ["2012", "peu | rien"], ["2013", ""]
    ]  # fmt: skip
    assert [cell.kind for row in block.children for cell in row.children] == ["head"] * 2 + ["cell"] * 4
    assert block.children[1].children[1].align == "center"


@pytest.mark.parametrize("mark", ["Tableau : ", "Table: ", "tableau :", "جدول: "])
def test_a_paragraph_after_a_table_is_its_caption(mark):
    caption = tables.caption(table(f"{TYPED}\n\n{mark}ce que *tout* a coûté"))
    assert caption and plain(caption.inlines) == "Ce que tout a coûté" and caption.line == 6


def test_a_paragraph_before_a_table_is_its_caption_too():
    caption = tables.caption(table(f"Tableau : ce que tout a coûté\n\n{TYPED}"))
    assert caption and plain(caption.inlines) == "Ce que tout a coûté"


@pytest.mark.parametrize("text", ["Tableau : seul", f"{TYPED}\n\nTableau :", f"{TYPED}\n\nLe tableau : ici"])
def test_what_is_no_caption_stays_a_paragraph(text):
    assert markdown.read(text, 1)[0][-1].kind == "paragraph"


def test_a_table_has_one_caption():
    blocks, _ = markdown.read(f"{TYPED}\n\nTable: un\n\nTable: deux", 1)
    assert [block.kind for block in blocks] == ["table", "paragraph"] and blocks[1].inlines == (Words("Table: deux"),)


def test_cells_that_would_be_lost_and_lines_that_touch_a_table_are_told():
    assert told("a | b\n-|-\n1 | 2\n1 | 2 | 3") == [(13, "cellules-en-trop")]
    assert told("| a |\n|-|\n| 1 |\nmots") == [(13, "tableau.touching")]
    assert told("| a | b |\n|-|-|\n| 1 |\n| 1 | 2") == [(12, "tableau.cut")]


@pytest.mark.parametrize(
    ("line", "count"),
    [("| a | b |", 2), ("a | b", 2), ("| a", 1), ("a |", 1), ("| a \\| b |", 1), ("mots", 0), ("|a||", 2)],
)
def test_cells_are_counted_as_they_are_read(line, count):
    assert tables.cells(line) == count


def test_the_lines_of_tables_that_are_read():
    lines = ["| a | b |", "|---|---|", "| 1 | 2 |", "", "|a|", "|-|-|", "a | b", "-|-"]
    assert [list(one) for one in tables.extents(lines)] == [[0, 1, 2], [6, 7]]


@pytest.mark.parametrize(
    ("typed", "cells", "way"),
    [
        ("---", ("12", "1 234,5", "—", "45 %"), "number"),
        ("--:", ("-3", "≈ 2 km"), "number"),
        ("---", ("2010-2012",), "left"),
        ("--:", ("un", "deux"), "right"),
        (":--", ("1", "2"), "left"),
        (":-:", ("1", "2"), "center"),
        ("---", ("", ""), "left"),
    ],
)
def test_figures_stand_one_below_the_other_unless_the_author_says_otherwise(typed, cells, way):
    rows = "\n".join(f"| {cell} |" for cell in cells)
    assert tables.alignments(table(f"| n |\n|{typed}|\n{rows}")) == (way,)


@pytest.mark.parametrize(
    ("figures", "sign", "ends"),
    [
        (("1 234,5", "12"), ",", (5, 2)),
        (("12,000", "3,250"), "", (6, 5)),
        (("1.5 m", "10 m"), ".", (1, 2)),
        (("1,234.50", "2"), ".", (5, 1)),
        (("45 %", "—"), "", (2, 1)),
    ],
)
def test_the_sign_of_decimals_is_not_that_of_thousands(figures, sign, ends):
    assert tables.decimal_sign(figures) == sign
    assert tuple(tables.units_end(one, sign) for one in figures) == ends
