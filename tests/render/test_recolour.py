"""Pages in other colours are those that the engine would draw, byte for byte, and most of them are not drawn."""

from __future__ import annotations

import io
import re

import pikepdf
import pydyf
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from fiches.build.drawn import LastDrawn
from fiches.build.session import RenderSession
from fiches.config.project import open_project
from fiches.core import flate
from fiches.render import flate_streams, recolour
from support import small_collection
from support.repository import ROOT

HOUSE = (ROOT / "styles" / "palette.css").read_text("utf-8")
NAMES = ("nuit", "terre", "safran", "argan")
LOOK = """body { color: var(--encre); font-family: "Source Sans 3" }
h1 { color: var(--nuit); border-bottom: 1mm solid var(--terre) }
.champ { background: var(--argan); border: 1px dashed var(--nuit); border-left: 2mm solid var(--safran); opacity: 0.5 }
.motif { height: 20mm; background: var(--ecume) url(/ornements/losange/nuit.svg) }
.bord { height: 9mm; border: 2mm double var(--terre); border-radius: 3mm; outline: 1mm dotted var(--safran) }
table { border-collapse: collapse } td { border: 1px solid var(--nuit) } td + td { border: 1px solid var(--terre) }
em { text-decoration: underline var(--safran) } li::marker { color: var(--argan) } .voile { background: #33669980 }
"""
DOCUMENT = """<!doctype html><html lang="fr"><head><meta charset="utf-8"><title>Essai</title></head><body>
<h1 id="a">Une école</h1><p>Des mots <em>sûrs</em> et <a href="#a">là</a>.</p><ul><li>Un</li><li>Deux</li></ul>
<div class="champ"><p>Dans un champ.</p></div><div class="motif"></div><div class="bord"></div>
<div class="voile">.</div>
<table><tr><td>1</td><td>2</td></tr></table>
<svg width="60" height="40" viewBox="0 0 60 40"><g opacity="0.7"><path fill="%(nuit)s" d="M0 0h20v20z"/>
<path stroke="%(terre)s" fill="none" d="M9 9h20v20z"/></g><path fill="#808080" d="M30 0h9v9z"/>
<path d="M0 30h9v9z"/><text x="9" y="30" fill="%(safran)s">mot</text></svg></body></html>"""
PLAIN = ("#14304f", "#a3412a", "#f2a51e", "#4a6829", "#15314f", "#84331e", "#246", "#F2A51F")
HUES = st.sampled_from(
    (*PLAIN, *PLAIN, "#000000", "#fff", "rgb(20, 48, 79)", "teal", "#808080", "hsl(210 60% 20%)", "#33669980",
     "color-mix(in srgb, #14304f, white)")
)  # fmt: skip
LOOKS = st.sampled_from(
    ("",) * 8
    + (
        ".champ { background: linear-gradient(var(--nuit), var(--terre)) }",
        ".champ { background: linear-gradient(var(--nuit), var(--nuit)) }",
        ".bord { border-style: groove }",
        "p { color: color-mix(in srgb, var(--terre), white) }",
        "p { color: #15314f }",
        ".champ { box-shadow: 1mm 1mm 0 var(--terre) }",
        "p { color: var(--absent); couleur: rouge }",
    )
)


class House:
    """A collection whose palette is painted anew."""

    def __init__(self, folder):
        self.root, self.known = small_collection.collection(folder), {}

    def anew(self, hues, look):
        """A document in these colours as it is drawn of nothing, once."""
        key = (*hues.items(), look)
        if key not in self.known:
            self.known[key] = self.drawn(hues, look)[0]
        return self.known[key]

    def drawn(self, hues, look="", last=None):
        """A document in these colours, after another or anew, and whether the engine was needed."""
        palette = HOUSE
        for name, hue in hues.items():
            palette = re.sub(rf"--{name}: [^;]+;", f"--{name}: {hue};", palette)
        (self.root / "styles" / "palette.css").write_text(palette)
        (self.root / "styles" / "note.css").write_text(LOOK + look)
        shop = RenderSession(open_project(self.root)[0], remember=False)
        before = LastDrawn(last.look, last.paint, lambda: last.pdf) if last else LastDrawn()
        made = shop.printed((DOCUMENT % hues, []), "sheets/a.md", before)
        return made, "engine" in vars(shop)


@pytest.fixture(scope="module")
def house(tmp_path_factory):
    return House(tmp_path_factory.mktemp("maison"))


def agrees(house, before, after, look=""):
    """Fails unless pages in other colours are those of a clean run; whether they had to be drawn."""
    first = house.anew(before, look)
    made, drawn = house.drawn(after, look, first)
    clean = house.anew(after, look)
    if made.look != first.look:
        assert (made.look, made.paint, made.problems, made.pdf) == (clean.look, clean.paint, clean.problems, clean.pdf)
    return drawn


def named(*hues):
    return dict(zip(NAMES, hues, strict=True))


@pytest.mark.parametrize(
    ("after", "drawn"),
    [
        (PLAIN[4:], False),
        ((PLAIN[1], PLAIN[0], *PLAIN[2:4]), False),  # swapped
        (("#1A3B5C", "#234", *PLAIN[2:4]), False),
        ((PLAIN[0], PLAIN[0], *PLAIN[2:4]), True),  # one now
        (("#000", *PLAIN[1:4]), True),
        (("rgb(30, 48, 79)", *PLAIN[1:4]), True),
        (("#808080", *PLAIN[1:4]), True),  # another thing has it
    ],
)
def test_one_document_in_other_colours(house, after, drawn):
    assert agrees(house, named(*PLAIN[:4]), named(*after)) is drawn


@settings(max_examples=5, deadline=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
@given(before=st.tuples(*[HUES] * 4), after=st.tuples(*[HUES] * 4), look=LOOKS)
def test_any_colours(house, before, after, look):
    agrees(house, named(*before), named(*after), look)


@pytest.mark.slow
@settings(max_examples=100, deadline=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
@given(before=st.tuples(*[HUES] * 4), after=st.tuples(*[HUES] * 4), look=LOOKS)
def test_many_colours(house, before, after, look):
    agrees(house, named(*before), named(*after), look)


PAINT, OTHER = ("a", "b", "14304f"), ("a", "b", "15314f")


def written(*objects, operators=b"0.078431 0.188235 0.309804 rg\nf", spare=0):
    """A file of a stream that is packed as the engine does, then of other objects."""
    pdf, file = pydyf.PDF(), io.BytesIO()
    pdf.info["Producer"] = pydyf.String("essai")
    for one in (pydyf.Stream([operators], {}, compress=True), *objects):
        pdf.add_object(one)
    flate_streams.finish(pdf, spare)
    pdf.write(file, b"1.7", identifier=True, compress=True)
    return file.getvalue()


LAST = pydyf.Array([1])


def test_operands_alone_are_changed():
    assert recolour.recoloured(written(LAST), PAINT, OTHER) == written(
        LAST, operators=b"0.082353 0.192157 0.309804 rg\nf"
    )
    assert recolour.recoloured(written(LAST), PAINT, PAINT) == written(LAST)


@pytest.mark.parametrize(
    "operators",
    [b"0.5 0.5 0.4 rg", b"/DeviceCMYK cs\n0 0 0 1 scn", b"0.5 g", b"/s0 sh", b"/lab-d65 CS\n50 0 0 SCN"],
)
def test_colours_that_no_place_names(operators):
    assert recolour.recoloured(written(LAST, operators=operators), PAINT, OTHER) is None


def counted(*objects, **rest):
    """A file as the engine gives it: with objects to spare where it would be miscounted, and how many."""
    tries = (written(*objects, **rest, spare=spare) for spare in range(9))
    return next((data, spare) for spare, data in enumerate(tries) if not flate.is_miscounted(data))


def test_objects_to_spare_are_those_of_the_new_file():
    """Among many files some would be miscounted and are packed otherwise, whatever their colours are."""
    after, hue, spares = b"0.2 0.6 0.4 rg\nf", ("a", "b", "339966"), set[int]()
    for digits in range(1, 257):
        other = pydyf.Array(["1" * digits])
        (before, spare), (expected, _) = counted(other), counted(other, operators=after)
        assert recolour.recoloured(before, PAINT, hue) == expected
        spares.add(spare)
    assert {0, 1} <= spares


def test_files_that_are_not_as_the_engine_writes_them():
    saved = io.BytesIO()
    with pikepdf.open(io.BytesIO(written(LAST))) as pdf:
        pdf.Root.Pages = pdf.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.Pages, Kids=[], Count=0))
        pdf.save(saved)
    for data in (saved.getvalue(), b"", b"%PDF-1.7\nstartxref\n9", written(LAST)[:200]):
        assert recolour.recoloured(data, PAINT, OTHER) is None


def test_documents_that_say_something_else():
    assert recolour.recoloured(written(LAST), PAINT, ("a", "c", "15314f")) is None
    assert recolour.recoloured(written(LAST), (), ()) is None
