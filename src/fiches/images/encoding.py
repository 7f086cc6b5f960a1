"""What a photo weighs: a JPEG as light as it must be, every pixel of what is transparent."""

from __future__ import annotations

import io
from math import log
from typing import Any

SCREEN_QUALITIES = range(82, 48, -4)  # of one for the screen: the first that is light enough
_LIGHTER = 1.1  # times that a step between these takes off the weight, or nearly


def encoded(image: Any, bits: float) -> bytes:  # noqa: ANN401  # a PIL image
    """An image as a JPEG of so many bits a pixel at most (0: no limit); as a PNG if it is transparent."""
    if image.mode == "RGBA":
        return saved(image, "PNG")
    if not bits:
        return saved(image, "JPEG", quality=90, subsampling=0)
    return _light(image, bits * image.width * image.height / 8)


def _light(image: Any, most: float) -> bytes:  # noqa: ANN401
    """The first quality that weighs so many bytes at most, or the last; each weight says where to look."""
    last, made = len(SCREEN_QUALITIES) - 1, dict[int, bytes]()
    heavy, fits, at = -1, last, 0
    while heavy + 1 < fits or fits not in made:
        made[at] = saved(image, "JPEG", quality=SCREEN_QUALITIES[at], progressive=True)
        if len(made[at]) > most and at < last:
            heavy = at
        else:
            fits = at
        guess = at + round(log(len(made[at]) / most, _LIGHTER))
        at = max(heavy + 1, min(guess, fits - 1))
    return made[fits]


def saved(image: Any, kind: str, **more: Any) -> bytes:  # noqa: ANN401
    """An image in a format of PIL's, its tables made for it."""
    file = io.BytesIO()
    image.save(file, kind, optimize=True, **more)
    return file.getvalue()
