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
_TIFF_WIDTH, _TIFF_HEIGHT = 256, 257  # tags
ORIENTATION, _FIRST_TURNED = 0x0112, 5  # of EXIF, and the first of those by which width and height change places
_HEIC_BRANDS = (b"heic", b"heix", b"hevc", b"hevx", b"heim", b"heis", b"mif1", b"msf1")


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


def reads_heic() -> bool:
    """Whether the library is there that decodes the photos of telephones (`pip install fiches[heic]`).

    A side effect: PIL is told of it.
    """
    try:
        from pillow_heif import register_heif_opener
    except ImportError:
        return False
    register_heif_opener()
    return True


def is_heic(head: bytes) -> bool:
    """Whether a file begins as HEIC does (ISO 23008-12, 10.2)."""
    return head[4:8] == b"ftyp" and head[8:12] in _HEIC_BRANDS


def is_tiff(head: bytes) -> bool:
    """Whether a file begins as TIFF does (TIFF 6.0, section 2), or as its successor for large files."""
    return head[:4] in (b"II*\0", b"MM\0*", b"II+\0", b"MM\0+")


def upright_size(image: Any) -> tuple[int, int]:  # noqa: ANN401  # a PIL image
    """Width and height of a picture as EXIF has it looked at; PIL turns a TIFF by itself, early or late."""
    tags = getattr(image, "tag_v2", None)
    width, height = (tags[_TIFF_WIDTH], tags[_TIFF_HEIGHT]) if tags else image.size
    turned = image.getexif().get(ORIENTATION, 1) >= _FIRST_TURNED
    return (height, width) if turned else (width, height)


@contextmanager
def opened(data: bytes) -> Iterator[Any]:  # a PIL image
    """A picture, not yet decoded, while the block runs.

    ValueError (of which BadValue is one), OSError, SyntaxError, EOFError when it or the block stumbles over its bytes.
    """
    from PIL import Image

    limit_process()
    if is_heic(data[:12]):
        reads_heic()
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
