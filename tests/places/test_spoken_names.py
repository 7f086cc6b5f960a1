"""Places in Arabic on an Arabic page, as far as the gazetteer knows them; what was typed in Arabic stays."""

from __future__ import annotations

import pytest

from fiches.places import gazetteer
from fiches.places.spoken_names import in_arabic
from support.repository import ROOT


@pytest.fixture(scope="module")
def shores():
    return gazetteer.load((ROOT / "templates/capitalisation",))[0]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"commune": "Ouijjane", "province": "Tiznit"}, {"commune": "ويجان", "province": "تيزنيت"}),
        ({"lieu": "Ouijjane", "province": "Tiznit"}, {"lieu": "ويجان", "province": "تيزنيت"}),
        ({"lieu": "Exemple", "commune": "Ouijjane"}, {"lieu": "Exemple", "commune": "ويجان"}),
        ({"province": "Tiznit", "cercle": "Nulle Part"}, {"province": "تيزنيت", "cercle": "Nulle Part"}),
        ({"region": "Souss-Massa"}, {"region": "سوس-ماسة"}),
        ({"commune": "أكادير ملول", "province": "Taroudant"}, {"commune": "أكادير ملول", "province": "تارودانت"}),
        ({"commune": "Sidi Moussa"}, {"commune": "Sidi Moussa"}),  # several are called so
        ({"commune": "Ouijjane", "coordonnees": (29.5, -9.5)}, {"commune": "ويجان", "coordonnees": (29.5, -9.5)}),
    ],
)
def test_what_is_known_is_in_arabic(shores, typed, said):
    assert in_arabic(typed, shores) == said
