"""Operators in inks: what is set aside or drawn once comes out as if it had been taken operator by operator."""

from __future__ import annotations

import pytest

from fiches.press.convert_operators import Repainted, repaint

OUTLINE = "".join(f"{step}.25 {-step} l\n" for step in range(1, 40))
CURVES = "".join(f"{step} 0.5 3 4 5 6 c\nh\n" for step in range(9))
ODD = "1.50 -0 l\n+2 007 l\n.5 5. l\n1 2 3 l\n" * 4
WORD = "() Tj\n"  # a stream with a string in it is taken operator by operator


def inks(red, green, blue):
    return (0.0, 0.0, 0.0, 1.0) if not red + green + blue else (1 - red, 1 - green, 1 - blue, 0.0)


def said(text, begun=None):
    return repaint(text.encode(), inks, begun)


@pytest.mark.parametrize("path", [OUTLINE, CURVES, ODD, f"3 4 m\n{OUTLINE}h\n{CURVES}f\n", f"5\n{OUTLINE}"])
def test_long_paths_are_what_they_were(path):
    drawn = f"q\n0.5 0 1 rg\n{path}1 0 0 RG\n{path}S\nQ"
    assert (WORD.encode() + said(drawn).lines) == said(WORD + drawn).lines
    assert said(drawn).lines.count(b"l") == drawn.count("l"), "nothing is left aside"


@pytest.mark.parametrize("drawn", ["/F 9 Tf\n0 0 0 rg\n(a) Tj\nq\n2 0 0 2 0 0 cm\n/X Do\nQ", "", f"{OUTLINE}f\nq"])
@pytest.mark.parametrize("before", ["", "q", "q\nq", "/A gs\nq"])
def test_what_is_drawn_from_the_beginning_of_a_page_is_drawn_once(drawn, before):
    begun, alone = said(before), said(drawn)
    assert begun.is_fresh and not alone.deep
    assert begun.followed(alone) == said(drawn, begun)
    assert said("Q\n/Y Do", begun.followed(alone)) == said("Q\n/Y Do", said(drawn, begun))


@pytest.mark.parametrize("before", ["2 0 0 2 0 0 cm", "0 0 0 rg", "0 0 0 rg\nq\n1 g\nq", "0 0 0 rg\n() Tj"])
def test_what_follows_something_else_is_not(before):
    assert not said(before).is_fresh


def test_nor_is_what_goes_back_behind_its_beginning():
    assert said("1 g\nQ").deep and said("q\nQ\nQ").deep and not said("q\nQ").deep
    assert Repainted().is_fresh
