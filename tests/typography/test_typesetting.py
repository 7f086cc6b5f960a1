"""What is typed in each language, and what is printed: ~ stands for U+00A0."""

from __future__ import annotations

import pytest

from fiches.config import languages
from fiches.typography.typesetting import typeset

CASES = """
en
It's the "big" well → It’s the “big” well
She said "it's 'deep'" → She said “it’s ‘deep’”
"He read "Wells" twice." → “He read ‘Wells’ twice.”
the boys' well → the boys’ well
wait... -- no -- yes → wait… – no – yes
1 810 km and 5 m → 1_810~km and 5~m
a 5" pipe → a 5" pipe
one " alone → one " alone
Mr Sample, p. 12 → Mr~Sample, p.~12
the 'first' step, rock 'n' roll, 'Tis the '90s → the ‘first’ step, rock ’n’ roll, ’Tis the ’90s
in 2019-2021, on 2019-2021-03, 12-14 → in 2019–2021, on 2019-2021-03, 12-14
es
dijo "hola" → dijo «hola»
« hola » y «adiós» → «hola» y «adiós»
"dijo "agua"" → «dijo “agua”»
el n.º 3 → el n.º~3
12 000 € → 12_000~€
una 'casa' en EE. UU. 2019-2021 → una ‘casa’ en EE.~UU. 2019-2021
pt
copo d'água, D. Maria → copo d’água, D.~Maria
disse "água" - e foi → disse «água» – e foi
ar
قال "الماء" → قال «الماء»
ماذا؟ لماذا? → ماذا؟ لماذا؟
الماء, والأرض; نعم → الماء، والأرض؛ نعم
سنة 2019, ثم 50%; كذا 3,5 → سنة 2019، ثم 50%؛ كذا 3,5
قال "كم "ساعة" من" بـ 950 درهما, ص. 12 → قال «كم ”ساعة“ من» بـ~950~درهما، ص.~12
Ouijjane, Tiznit → Ouijjane, Tiznit
فإن الشباب — وقد عاد — أعادوا → فإن الشباب —~وقد عاد~— أعادوا
184 500,50 درهم → 184_500,50~درهم
zgh
« ⴰⵎⴰⵏ » → «_ⴰⵎⴰⵏ_»
shi
« aman » ! → «_aman_»_!
wo
"ndox" - 'a' ... → "ndox" - 'a' ...
"""


def cases():
    language = ""
    for line in CASES.strip().split("\n"):
        if " → " in line:
            yield language, *line.split(" → ")
        else:
            language = line


@pytest.mark.parametrize(("language", "typed", "printed"), list(cases()))
def test_what_is_printed(language, typed, printed):
    """And what is printed is printed the same again."""
    wanted = printed.replace("~", "\u00a0").replace("_", "\u202f")
    assert typeset(typed, language) == wanted
    assert typeset(wanted, language) == wanted


@pytest.mark.parametrize("code", languages.codes())
def test_addresses_are_left_as_they_are_typed(code):
    for text in ("https://example.org/a,b;c?d=1", "contact@example.org", "12:30"):
        assert typeset(text, code) == text
