"""A collection that began with an example is told as long as its own sheets would be signed by that."""

from __future__ import annotations

import pytest

from fiches.config.project import COLLECTION, open_project
from fiches.content import new_files
from fiches.lint import example_settings


def told(root):
    found = example_settings.check(open_project(root)[0])
    return [(one.code, one.line, dict(one.message.values)["key"]) for one in found]


@pytest.mark.parametrize("asked", [("", "fr"), ("deux-pages", "pt"), ("recit", "es"), ("capitalisation", "ar")])
def test_whose_collection_it_is_must_be_said_once_a_sheet_is_ones_own(tmp_path, asked):
    new_files.init(tmp_path, "fr", new_files.Beginning(*asked))
    assert told(tmp_path) == []  # the example itself says that it is one
    (tmp_path / "sheets/la-notre.md").write_text("---\ntitre: La nôtre\n---\n", "utf-8")
    assert [key for _, _, key in told(tmp_path)] == ["editeur", "colophon"]
    path = tmp_path / COLLECTION
    lines = path.read_text("utf-8").split("\n")
    code, line, _ = told(tmp_path)[0]
    lines[line - 1] = "  nom: Terres solidaires"
    path.write_text("\n".join(lines), "utf-8")
    assert code == "texte-provisoire" and [key for _, _, key in told(tmp_path)] == ["editeur", "colophon"]  # its site
