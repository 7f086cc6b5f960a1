"""Pictures are opened within limits that hold for the whole process: the engine and the website decode them too."""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from fiches.core.messages import message
from fiches.core.problems import BadValue

MOST_PIXELS = 100_000_000  # of a photo that is decoded
CODE = "image-format"


def limit_process() -> None:
    """Makes everybody in this process refuse pictures that end too soon or are too large.

    A side effect, and the only one of this package: WeasyPrint decodes the pictures of a page by PIL, and lets those
    pass that are cut short, for which it sets the same global when it is imported. PIL warns from `MAX_IMAGE_PIXELS` on
    and refuses from twice as many: its warning would be about a picture that we let pass.
    """
    from PIL import Image, ImageFile

    ImageFile.LOAD_TRUNCATED_IMAGES = False
    Image.MAX_IMAGE_PIXELS = MOST_PIXELS // 2
    warnings.simplefilter("ignore", Image.DecompressionBombWarning)


@contextmanager
def opened(data: bytes) -> Iterator[Any]:  # a PIL image
    """A picture, not yet decoded, while the block runs.

    ValueError (of which BadValue is one), OSError, SyntaxError, EOFError when it or the block stumbles over its bytes.
    """
    from PIL import Image

    limit_process()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # PIL's remarks on metadata of strangers
        try:
            with Image.open(io.BytesIO(data)) as image:
                if image.width * image.height > MOST_PIXELS:
                    raise too_many_pixels()
                yield image
        except Image.DecompressionBombError:
            raise too_many_pixels() from None


def too_many_pixels() -> BadValue:
    """Why a picture is refused that would fill the memory."""
    return BadValue(message("image-format.pixels", most=MOST_PIXELS // 1_000_000), code=CODE)
