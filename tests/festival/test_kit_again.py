"""A kit that is brought up to date is that of a clean run, whatever was changed."""

from __future__ import annotations

import re
import shutil

import pytest

from fiches.core.problems import has_errors
from support import kit_reader
from support.repository import ROOT
from support.sources import text, write

pytestmark = pytest.mark.usefixtures("fonts_cut_once")


@pytest.fixture(scope="module")
def root(tmp_path_factory):
    """The collection and its kit, made once; not to be touched."""
    made = kit_reader.collection(tmp_path_factory.mktemp("kit") / "collection")
    assert not has_errors(kit_reader.make(made).problems)
    return made


def a_word(here):
    write(here, {"a": text(kit_reader.FRONT, Contexte="D'autres mots.")})


def a_title(here):
    write(here, {"c": text("titre: Un autre titre\nterritoire: {region: Souss-Massa}")})


def a_photo(here):
    (here / "sheets/images/photo.jpg").write_bytes(kit_reader.photo(1200, 1000))


def a_word_of_the_settings(here):
    write(here, {"collection": (here / "sheets/collection.yaml").read_text().replace("par nous", "par vous")})


def a_sheet_less(here):
    (here / "sheets/c.md").unlink()
    write(here, {"livret": kit_reader.BOOK.replace("c, a", "a")})


def a_sheet_more(here):
    write(
        here,
        {
            "z": text("titre: Dernière\nterritoire: {region: Souss-Massa}"),
            "livret": kit_reader.BOOK.replace("c, a", "c, z, a"),
        },
    )


def a_colour(here):
    palette = (ROOT / "styles/palette.css").read_text()
    write(here, {"styles/palette.css": re.sub(r"#[0-9a-fA-F]{6}", "#123456", palette, count=1)})


def a_text_of_the_booklet(here):
    write(here, {"livret": kit_reader.BOOK.replace("À lire.", "À relire.")})


USUAL = [a_word, a_sheet_more]
OTHERS = [a_title, a_photo, a_word_of_the_settings, a_sheet_less, a_colour, a_text_of_the_booklet]


def tree(folder):
    return kit_reader.files(folder / "kit") | {"kit.zip": (folder / "kit.zip").read_bytes()}


@pytest.mark.parametrize("edit", [*USUAL, *(pytest.param(one, marks=pytest.mark.slow) for one in OTHERS)])
def test_a_kit_after_an_edit_is_that_of_a_clean_run(root, tmp_path, edit):
    here = shutil.copytree(root, tmp_path / "collection")
    before = tree(here / "build")
    edit(here)
    made = kit_reader.make(here)
    assert not has_errors(made.problems) and tree(here / "build") != before
    clean = kit_reader.make(here, tmp_path / "ailleurs")
    assert clean.brought.kept == 0
    assert tree(here / "build") == tree(tmp_path / "ailleurs")
