"""Files for a press, made of the house's printers and photos."""

from __future__ import annotations

import io
from dataclasses import replace

from PIL import Image

from fiches.config.project import search
from fiches.images import photos
from fiches.press import colour as inks
from fiches.press import profiles
from fiches.press.pdfx import press
from fiches.storage.fingerprints import HOUSE, key
from support.repository import ROOT

PALETTE, _ = inks.builds((HOUSE / "styles/palette.css").read_text("utf-8"), 300)
NAMES = ("offset-france", "offset-maroc", "copieur")


def picture(mode):
    file = io.BytesIO()
    slope, round_ = Image.linear_gradient("L"), Image.radial_gradient("L")
    made = Image.merge("RGB", (slope, round_, slope.rotate(90))).resize((900, 900))
    if mode == "RGBA":
        made.putalpha(round_.resize((900, 900)))
    made.convert(mode).save(file, "PNG")
    return file.getvalue()


def printer(name="offset-france", **changes):
    found, problems = profiles.load(name, search(HOUSE, "templates"))
    assert found is not None and problems == []
    return replace(found, **changes)


def original(said):
    found = photos.original(said, {key(path.read_bytes()): path for path in (ROOT / "sheets/images").iterdir()}, None)
    assert found, "a photo of the screen that is none of the collection's"
    return found


def pressed(data, asked):
    return press(data, asked, inks.Inks(asked.icc.read_bytes(), asked.ink, PALETTE), original)
