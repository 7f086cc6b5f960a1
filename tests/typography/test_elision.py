"""« De » before what begins with a vowel that is heard."""

from __future__ import annotations

import pytest

from fiches.typography.elision import joined


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Abderrahmane", "auprès d’Abderrahmane"), ("Élise", "auprès d’Élise"), ("Omar", "auprès d’Omar"),
        ("Umberto", "auprès d’Umberto"), ("Œdipe", "auprès d’Œdipe"), ("Hassna", "auprès de Hassna"),
        ("Ouafa", "auprès de Ouafa"), ("Ousmane", "auprès d’Ousmane"), ("Yassine", "auprès de Yassine"),
        ("Larbi", "auprès de Larbi"), ("Irherm", "auprès d’Irherm"), ("Haouz", "auprès de Haouz"),
        ("", "auprès de "), ("ⴰⵢⵢⵓⴱ", "auprès de ⴰⵢⵢⵓⴱ"),
    ],
)  # fmt: skip
def test_before_names(name, said):
    assert joined("auprès de", name, "fr") + name == said


def test_only_what_loses_a_vowel_and_only_in_french():
    assert joined("Interview with", "Ahmed", "en") == "Interview with "
    assert joined("Le code", "Ahmed", "fr") == "Le code " and joined("Madre de", "Ana", "es") == "Madre de "
