"""FriBidi, by which the engine orders text too: the Unicode Bidirectional Algorithm over a whole paragraph."""

from __future__ import annotations

import ctypes
from contextlib import suppress
from functools import cache

from fiches.core.messages import message
from fiches.core.problems import FichesError

NAMES = ("libfribidi.so.0", "libfribidi.0.dylib", "libfribidi-0.dll", "fribidi-0", "fribidi")
FROM_LEFT, FROM_RIGHT = 0x110, 0x111  # FRIBIDI_PAR_LTR, FRIBIDI_PAR_RTL


def levels(text: str, *, rtl: bool) -> tuple[int, ...]:
    """The embedding level of each character of a paragraph that is read from right to left or not: odd where it is.

    As UAX 9 has them before lines are cut: what ends a line is another's to set back.
    """
    library, count = _library(), len(text)
    characters = (ctypes.c_uint32 * count)(*map(ord, text))
    types, brackets = (ctypes.c_uint32 * count)(), (ctypes.c_uint32 * count)()
    found, base = (ctypes.c_int8 * count)(), ctypes.c_uint32(FROM_RIGHT if rtl else FROM_LEFT)
    library.fribidi_get_bidi_types(characters, count, types)
    library.fribidi_get_bracket_types(characters, count, types, brackets)
    library.fribidi_get_par_embedding_levels_ex(types, brackets, count, ctypes.byref(base), found)
    return tuple(found)


@cache
def _library() -> ctypes.CDLL:
    for name in NAMES:
        with suppress(OSError):
            return ctypes.CDLL(name, winmode=0)  # on Windows, where Pango is found too: on the path
    raise FichesError(message("fribidi.absent"))
