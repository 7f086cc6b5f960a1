"""A layout that never ends: posters, the kit and the hall say so, after the seconds that the collection allows."""

from __future__ import annotations

import pytest

from fiches.cli import main
from fiches.core.problems import ExitCode
from fiches.festival.website import site
from support import small_collection
from support.sources import write

pytestmark = pytest.mark.no_unit

ENDLESS = "{% for one in range(90000) %}{% for other in range(90000) %}{% endfor %}{% endfor %}"
SETTINGS = small_collection.SETTINGS + "limites: {calcul: 2}\n"


@pytest.mark.slow
@pytest.mark.parametrize(
    ("layout", "command"),
    [
        ("templates/note/affiche.html", "posters"),
        ("templates/kit/index.html", "kit"),
        (f"templates/kit/{site.READMES['fr']}", "kit"),
        ("templates/note/salle.html", "serve"),
        ("templates/note/liste.html", "serve"),
    ],
)
def test_a_layout_without_end_ends_in_a_sentence(layout, command, tmp_path, capsys):
    root = small_collection.collection(tmp_path, collection=SETTINGS)
    assert main.run(["build", "-C", str(root), "-j", "1"]) == ExitCode.DONE
    write(root, {layout: ENDLESS})
    assert main.run([command, "-C", str(root)]) == ExitCode.PROBLEMS
    assert "demande plus de 2 s de calcul" in capsys.readouterr().err
