"""New sheets get a name that every system takes."""

from __future__ import annotations

import pytest

from fiches.content import new_files
from fiches.core.problems import FichesError
from support.sources import project


@pytest.mark.parametrize(("title", "name"), [("Con", "fiche-con"), ("Livret", "fiche-livret"), ("Le four", "le-four")])
def test_a_title_names_its_sheet(tmp_path, title, name):
    path = new_files.new_sheet(project(tmp_path), title)
    assert path.stem == name and new_files.is_named_after(path, title)


def test_a_name_that_windows_takes_for_a_device_is_refused(tmp_path):
    with pytest.raises(FichesError) as caught:
        new_files.new_sheet(project(tmp_path), "Un titre", "nul")
    assert str(caught.value.hint) == "écrivez --nom fiche-nul"
