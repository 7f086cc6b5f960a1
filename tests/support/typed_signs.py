"""How tests write the signs that are not seen, and what people write with digits and signs."""

from __future__ import annotations

import re

from hypothesis import strategies as st

from fiches.typography.french import JOINER, NBSP, NNBSP, SEAM

MARKS = str.maketrans({"~": NBSP, "_": NNBSP, "|": SEAM})


def some(pattern):
    """Texts of one kind."""
    return st.from_regex(re.compile(pattern, re.ASCII), fullmatch=True)


UNITS = "DH|dh|MAD|€|k€|M€|%|m³|l/s|km|°C|ans|kWh|V|CHF|m2|h"
KINDS = {  # of what people write with digits
    "amounts": some(rf"[1-9]\d{{0,2}}(?:([ .,']\d{{3}}){{0,2}})(?:[.,]\d{{1,3}})? ?(?:{UNITS})?"),
    "signed": some(rf"(?:[-−+±~<>≤≥≈]|- |– |< |> ) ?\d{{1,3}}(?:[.,]\d)? ?(?:{UNITS})?"),
    "times": some(r"(?:1?\d|2[0-3])(?:h|H|:| h )(?:[0-5]\d)?(?:[-–](?:1\d)[hH:][0-5]\d)?"),
    "dates": some(r"[0-3]\d[/.-][01]\d[/.-](?:20)?\d\d|20\d\d-[01]\d-[0-3]\d|20\d\d[-–/]\d\d(?:\d\d)?"),
    "ranges": some(r"\d{1,3}(?:-|–| - | à |/|\.\.\.?|:)\d{1,3} ?%?"),
    "products": some(r"\d(?:\*|x| x | × | X |\^)\d(?:\*\d)? ?(?:m|cm)?"),
    "fractions": some(r"\d ?[½¼¾⅓]|\d/\d|½ l|\d \d/\d"),
    "powers": some(r"10(?:\^\d|[²³])|\d{1,3} (?:m|km|cm)[²³]|CO₂|H2O"),
    "positions": some(r"-?\d{1,2}\.\d{2,5}, -?\d{1,2}\.\d{2,5}|\d{2}°[0-5]\d'[0-5]\d\" ?[NSEO]"),
    "telephones": some(r"0[5-7](?:[ .-]?\d\d){4}|\+212 ?[5-7](?:[ .]?\d\d){4}|00 ?33 ?\(0\)\d(?: \d\d){4}"),
    "other telephones": some(
        r"\(\+?\d{2,3}\) ?[5-7]\d\d-\d{6}|0[1-9]\d\d/\d\d\.\d\d\.\d\d"
        r"|\+\d{2,3}(?:[./]\d{1,3}){4}|0[67] \d\d \d{3} \d{3}"
    ),
    "scales": some(r"1(?:/| / |:| : )(?:1 000 000|\d{1,3}[ .]?000)|[eé]ch\. 1/\d\d\d?"),
    "degrees": some(
        r"\d\d?[.,]\d{1,5}° ?[NSEO]|[NSEW] ?\d\d? ?° ?[0-5]\d[.,]\d{1,3}'|\d\d?° [0-5]\d' [0-5]\d(?:[.,]\d)?\" [NO]"
    ),
    "numbered": some(r"(?:n°|N°|n° |nº|no |art\. |p\. |§ |#)\d{1,3}(?:-\d{1,2}|\.\d{1,3})?"),
    "versions": some(r"v?\d\.\d{1,3}\.\d{1,3}(?:\.\d{1,3})?|1:\d{1,3} 000|1/25 ?000"),
    "sums": some(r"\d ?[+=] ?\d ?= ?-?\d{1,2}|\d - \d|\d ?/ ?\d"),
    "money": some(r"[$£€] ?\d{1,3}|\d{1,3} ?[$£€](?: ?\d\d)?|\d{1,3} ?[kKM]?€|\d,\d Mds?"),
    "enclosed": some(r"\(\d\)|\[\d, \d\]|\{\d\}|\d['\"]|[\"«]\d[\"»]"),
}
PIECES = st.one_of(
    *KINDS.values(),
    st.sampled_from(
        ["Le puits", "vaut", "soit", "« environ »", "jusqu'à", "et", ", dit-on,", ":", "?", "œuvre", "1986."]
    ),
)
PARAGRAPHS = st.lists(PIECES, max_size=8).map(" ".join)
OWNED = re.compile(rf"[\s{SEAM}{JOINER}«»“”\"]")
TYPED = str.maketrans({"’": "'", "″": '"', "…": "...", "º": "°"})


def signs(text):
    """What nobody but the author may change."""
    return OWNED.sub("", text.translate(TYPED))
