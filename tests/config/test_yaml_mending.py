"""What is meant by a line that YAML cannot read: where its mistake is, and the line instead."""

from __future__ import annotations

import pytest

from fiches.config.yaml_mending import mendings


@pytest.mark.parametrize(
    ("typed", "column", "better"),
    [
        (r'titre: ">\\0"', None, ""),  # a backslash and a figure: YAML reads it
        (r'titre: "a\\\\0"', None, ""),
        (r'titre: "a\nb"', None, ""),
        (r'titre: ">\0"', 9, r"titre: '>\0'"),
        (r'titre: ">\\\0"', 11, r"titre: '>\\\0'"),
    ],
)
def test_a_mark_behind_a_pair_of_backslashes_is_no_unknown_escape(typed, column, better):
    found = [(one.name, one.column, one.line) for one in mendings([typed])]
    assert found == ([("yaml-illisible.escape", column, better)] if better else [])
