"""Takes the grain out of drawings: plain grounds and gradients become smooth, edges stay as they are.

    python tools/grain.py sheets/images/*.jpg   # writes each file anew, once: a second run changes next to nothing

The drawings of the ten sheets came with a mesh of some 8 pixels, seen at reading distance in skies and on walls and
certain to beat with the screen of a press. Where a picture differs from itself blurred by no more than its grain, it is
the blurred one that stays; around every edge it is the picture.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from PIL import Image, ImageChops, ImageFilter

BLUR = 5  # pixels: more than half of the mesh
GRAIN, EDGE = 9, 22  # of 255, by which a channel differs from itself blurred: no more in grain, more at an edge
AROUND = 11  # pixels about an edge that stay
QUALITY = 87


def smooth(picture: Image.Image) -> Image.Image:
    """A picture without its grain."""
    blurred = picture.filter(ImageFilter.GaussianBlur(BLUR))
    red, green, blue = ImageChops.difference(picture, blurred).split()
    apart = ImageChops.lighter(ImageChops.lighter(red, green), blue)
    edges = apart.point([max(0, min(255, (tone - GRAIN) * 255 // (EDGE - GRAIN))) for tone in range(256)])
    kept = edges.filter(ImageFilter.MaxFilter(AROUND)).filter(ImageFilter.GaussianBlur(2))
    return Image.composite(picture, blurred, kept)


def main(paths: Sequence[Path]) -> None:
    """Each file in its place, with its resolution and profile."""
    for path in paths:
        with Image.open(path) as picture:
            kept = {key: picture.info[key] for key in ("dpi", "icc_profile") if key in picture.info}
            done = smooth(picture.convert("RGB"))
        done.save(path, quality=QUALITY, subsampling=0, optimize=True, progressive=True, **kept)


if __name__ == "__main__":
    main([Path(name) for name in sys.argv[1:]])
