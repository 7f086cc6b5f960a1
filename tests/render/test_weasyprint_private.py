"""One test a part of the engine that is not promised: each fails when the engine changes it, or no longer needs us.

Two parts are tried elsewhere: stamps and tags, in test_running_elements.py and test_tags.py.
"""

from __future__ import annotations

import io
import logging
import subprocess
import sys
import tomllib

import pydyf
import pytest
import weasyprint
from PIL import Image
from tinycss2.color5 import parse_color
from weasyprint import HTML
from weasyprint.pdf.stream import Stream

from fiches.core.problems import ExitCode, FichesError
from fiches.graphics import ornaments
from fiches.render import url_fetcher, weasyprint_fonts, weasyprint_private
from fiches.render.engine import Engine
from support.repository import ROOT
from support.sources import SHORT, project

HEAD = "<!doctype html><html lang=fr><title>Essai</title><body>"
ADDRESS = "https://fiches.invalid/carre.png"
STARTED = """
import sys, cffi
said = []
class Watched(cffi.FFI):
    def cdef(self, source, *rest, **more):
        said.append(source)
        super().cdef(source, *rest, **more)
cffi.FFI = Watched
import weasyprint
from PIL import ImageFile
seldom = ("fontTools.subset", "fontTools.varLib.instancer")
print(ImageFile.LOAD_TRUNCATED_IMAGES, len(said), *(name for name in seldom if name in sys.modules))
"""


def picture():
    file = io.BytesIO()
    Image.radial_gradient("L").convert("RGB").save(file, "PNG")
    return file.getvalue()


def fetched(_self, url, _headers=None):
    return weasyprint.urls.URLFetcherResponse(url, picture(), {"Content-Type": "image/png"})


@pytest.fixture(scope="module")
def document():
    """What the engine lays out without us: words, a link, a picture, a margin box, what is placed by itself."""
    fetcher = type("Fetcher", (weasyprint.urls.URLFetcher,), {"fetch": fetched})()
    style = "<style>@page { bleed: 3mm; @top-left { content: 'haut' } }</style>"
    placed = '<div id=bloc class="cadre bloc" style="position:absolute;top:50mm">Placé</div>'
    body = f'<p id=une>Des <a href="https://example.org">mots</a><img src="{ADDRESS}" alt=Carré>{placed}'
    return HTML(string=f"{HEAD}{style}{body}", url_fetcher=fetcher).render()


@pytest.fixture(scope="module")
def written(document):
    """The pydyf file of that document, as finishers see it."""
    kept = []
    document.write_pdf(pdf_variant="pdf/ua-1", finisher=lambda _, pdf: kept.append(pdf))
    return kept[0]


# --- versions --------------------------------------------------------------------------


def test_the_versions_that_were_tried_are_those_that_are_installed():
    declared = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["dependencies"]
    [wanted] = [one for one in declared if one.startswith("weasyprint")]
    assert wanted == f"weasyprint>={weasyprint_private.TRIED_FROM},<{weasyprint_private.TRIED_BELOW}"
    weasyprint_private.check_version(weasyprint.__version__)


@pytest.mark.parametrize("version", ["69.0", "71.0b1", "71.0", "100.0"])
def test_another_version_is_refused(version):
    with pytest.raises(FichesError, match=f"WeasyPrint {version}") as refused:
        weasyprint_private.check_version(version)
    assert "weasyprint>=70.0,<71" in str(refused.value.hint) and refused.value.exit_code is ExitCode.UNUSABLE


def test_the_engine_is_asked_for_its_version(tmp_path, monkeypatch):
    opened = project(tmp_path, SHORT)
    monkeypatch.setattr(weasyprint, "__version__", "71.0")
    with pytest.raises(FichesError, match=r"71\.0"):
        Engine(opened, url_fetcher.of(opened, ornaments.load(opened)[0]))


# --- parts -----------------------------------------------------------------------------


def test_the_folder_of_fonts_goes_before_the_interpreter_does(tmp_path):
    fonts = weasyprint_private.fonts_of_a_run()
    assert weasyprint_private.fonts_of_a_run()._folder is None, "it has none before the first font"
    fonts._folder = tmp_path / "fonts"
    fonts._folder.mkdir()
    weasyprint_private._without_folder(lambda: fonts)
    assert not (tmp_path / "fonts").exists() and fonts._folder is None
    weasyprint_private._without_folder(lambda: None)


def test_the_engine_still_starts_slowly():
    """It parses its declarations when it is imported, and imports what it seldom needs: `declared_by`, `postponed`.

    And it lets pictures pass that end too soon: see `images.decoding`.
    """
    run = subprocess.run([sys.executable, "-c", STARTED], capture_output=True, encoding="utf-8", check=True)
    assert run.stdout.split() == ["True", "1", "fontTools.subset", "fontTools.varLib.instancer"]


def test_pages_still_keep_their_boxes_to_themselves(document):
    """When this fails a page has something new to show: perhaps its boxes."""
    [page] = document.pages
    public = {name for name in dir(page) if not name.startswith("_")}
    assert public == {"anchors", "bleed", "bookmarks", "forms", "height", "links", "paint", "width"}


def test_boxes_are_what_we_take_them_for(document):
    boxes = list(weasyprint_private.page_box(document.pages[0]).descendants(placeholders=True))
    words = [box.text for box in boxes if weasyprint_private.is_text(box)]
    assert "Des " in words and "Placé" in words
    assert sum(map(weasyprint_private.is_line, boxes)) == 3
    assert sum(map(weasyprint_private.is_margin, boxes)) == 1
    assert {"une", "bloc"} <= {weasyprint_private.attribute(box, "id") for box in boxes}
    assert weasyprint_private.attribute(type("Anonymous", (), {"element": None}), "id") == ""


def test_links_have_their_annotation(document, written):
    boxes = weasyprint_private.page_box(document.pages[0]).descendants()
    [link] = [note for box in boxes if (note := weasyprint_private.link_annotation(box))]
    assert link in written.objects and link["A"]["URI"].string == "https://example.org"


def test_pages_and_references(written):
    """A file has its pages in order; the engine still shows what is beyond the trim."""
    [page] = weasyprint_private.pages(written)
    assert page["Type"] == "/Page" and page is written.objects[weasyprint_private.number(page.reference)]
    assert weasyprint_private.referred(written, page.reference.decode()) is page
    assert page["MediaBox"] != page["TrimBox"]


def test_objects_are_taken_out_and_those_behind_them_renamed():
    pdf = pydyf.PDF()
    first, unwanted, kept, stream = pydyf.Array(), pydyf.Dictionary(), pydyf.Dictionary(), pydyf.Stream()
    for one in (first, unwanted, kept, stream):
        pdf.add_object(one)
    first += [stream.reference, 4, pydyf.Array([kept.reference.decode()])]
    kept["A"] = pydyf.Dictionary({"B": kept.reference, "C": first.reference})
    stream.extra = {"D": kept.reference}
    weasyprint_private.take_out(pdf, {unwanted.number})
    assert [one.number for one in pdf.objects] == list(range(6)) and unwanted not in pdf.objects
    assert first == [b"5 0 R", 4, [b"4 0 R"]] and kept["A"] == {"B": b"4 0 R", "C": b"3 0 R"}
    assert stream.extra == {"D": b"4 0 R"} and pdf.objects[3:] == [first, kept, stream]


def test_images_still_say_nothing_of_their_address(written):
    """When this fails an image has something new to say: perhaps its address, by which `image_streams` finds it."""
    [(address, image)] = weasyprint_private.image_streams(written, [ADDRESS, "https://fiches.invalid/autre.png"])
    known = {"BitsPerComponent", "ColorSpace", "Height", "Interpolate", "Subtype", "Type", "Width", "DecodeParms"}
    assert address == ADDRESS and image.extra["Subtype"] == "/Image"
    assert set(image.extra) - {"Filter"} == known


def test_what_fonts_say_and_come_from(written, document):
    """When this fails the engine may say by itself what joined letters stand for: see `render.copied_text`."""
    [(name, lines)] = weasyprint_fonts.code_maps(written)
    assert b"endbfchar" in lines
    [(known, data)] = weasyprint_fonts.font_files(document).items()
    assert name == known and data[:4] in (b"\0\1\0\0", b"OTTO", b"true")
    [commands] = weasyprint_private.drawings(written)
    said = b"\n".join(line for line in commands if isinstance(line, bytes))
    assert b"] TJ" in said and f"/{name} ".encode() in said
    [advances] = weasyprint_fonts.advances(document).values()
    assert all(0 < advance < 1500 for advance in advances.values())


def test_a_font_has_its_space_when_it_is_asked_to():
    """When this fails no text can begin elsewhere than where it is drawn: see `render.copied_order`."""
    kept = []
    with weasyprint_fonts.spaces_embedded():
        HTML(string=f"{HEAD}<p>mots").write_pdf(finisher=lambda _, pdf: kept.extend(weasyprint_fonts.code_maps(pdf)))
    [(_, lines)] = kept
    assert any(line.endswith(b" <0020>") for line in lines)


def test_fonts_still_replace_each_other_in_silence(monkeypatch):
    """The engine says nothing of a family that it lacks; `characters_by_family` reads what it took in its place."""
    said = []
    monkeypatch.setattr(logging.Logger, "handle", lambda _, record: said.append(record.getMessage()))
    laid = HTML(string=f"{HEAD}<p style='font-family:Absente'>mots").render()
    laid.write_pdf()
    [(family, characters)] = weasyprint_fonts.characters_by_family(laid)
    assert family != "Absente" and set(characters) == set("mots")
    assert said == []
    HTML(string="<p style='colour:red'>mots").render()
    assert len(said) == 1 and "colour" in said[0]


def test_streams_remember_what_we_make_them_forget():
    """A colour is said once, and once more in what is `untagged` and behind it; a stream remembers nothing else."""
    resources = pydyf.Dictionary({"ExtGState": pydyf.Dictionary()})
    stream = Stream({}, (0, 0, 9, 9), resources, {}, {}, {}, None)
    said = []
    for _ in range(2):
        stream.set_color(parse_color("teal"))
        said.append(len(stream.stream))
    with weasyprint_private.untagged(stream):
        assert not weasyprint_private.is_tagged(stream)
        stream.set_color(parse_color("teal"))
        said.append(len(stream.stream))
    stream.set_color(parse_color("teal"))
    assert said[0] == said[1] and len(stream.stream) - said[2] == said[2] - said[1] == said[0]
    assert weasyprint_private.is_tagged(stream) and weasyprint_private.matrix(stream) == (1, 0, 0, 1, 0, 0)
    remembered = {name.removeprefix("_current_") for name in vars(stream) if name.startswith("_current_")}
    assert remembered - {"font_size"} == set(weasyprint_private._REMEMBERED)  # the engine never reads that one


def test_the_profile_is_that_of_srgb():
    profile = weasyprint_private.srgb_profile()
    assert profile[16:20] == b"RGB " and profile[36:40] == b"acsp" and b"sRGB" in profile
