"""How light an ink looks on paper, by the profile of a press."""

from __future__ import annotations

import io
from collections.abc import Callable
from functools import cache

from fiches.preflight.document import Ink


@cache
def reader(profile: bytes) -> Callable[[Ink], float | None]:
    """What gives the lightness L* (0 to 100) of inks; None for those whose plates are not known."""
    from PIL import Image, ImageCms

    press, lab = ImageCms.ImageCmsProfile(io.BytesIO(profile)), ImageCms.createProfile("LAB")
    transform = ImageCms.buildTransform(press, lab, "CMYK", "LAB", ImageCms.Intent.RELATIVE_COLORIMETRIC)

    @cache
    def lightness(ink: Ink) -> float | None:
        if ink.cmyk is None or ink.spots:
            return None
        pixel = Image.frombytes("CMYK", (1, 1), bytes(round(255 * share) for share in ink.cmyk))
        shown = ImageCms.applyTransform(pixel, transform)
        return shown.tobytes()[0] / 2.55 if shown else None

    return lightness
