"""A collection that the European Union pays for is told when it gives no emblem."""

from __future__ import annotations

import pytest

from fiches.config.project import open_project
from fiches.lint import emblem
from support.sources import write

FUNDED = "langue: fr\nfinanceurs:\n  - nom: Enabel\n  - nom: {}\n"


@pytest.mark.parametrize(
    ("settings", "line"),
    [
        (FUNDED.format("Union européenne"), 4), (FUNDED.format("UNION EUROPEENNE"), 4),
        (FUNDED.format("DEPOMI\n    mention: Co-funded by the European Union"), 4),
        (FUNDED.format("الاتحاد الأوروبي"), 4),
        ("langue: fr\ncolophon:\n  - Un projet financé par l'Union européenne.\n", 3),
        (FUNDED.format("Union européenne\n    logo: images/ue.svg"), 0), (FUNDED.format("Ville d'Exemple"), 0),
        ("langue: fr\n", 0),
    ],
)  # fmt: skip
def test_where_it_is_owed(tmp_path, settings, line):
    write(tmp_path, {"collection": settings, "images/ue.svg": "<svg/>"})
    found = list(emblem.check(open_project(tmp_path)[0]))
    assert [(one.code, one.line) for one in found] == ([("embleme-absent", line)] if line else [])
