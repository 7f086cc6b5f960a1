"""Pictures for phones: photos in several widths, finished pages as pictures; light, and bare of metadata."""

from __future__ import annotations

import io
from bisect import bisect_left
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from fiches.images import decoding, drawings, photos
from fiches.storage.fingerprints import key
from fiches.storage.recollection import Recollection

WIDTHS = (480, 960, 1600)  # pixels across of a photo; the middle one also as JPEG, for what reads no WebP
CARD_WIDTH, STATUS_WIDTH = 480, 1080  # pixels across of a page: on a card, in a status of a messaging service
LIGHT = 40_000  # bytes that the picture on a card may have
WEB_QUALITIES = range(80, 20, -6)  # of which the best that is light enough is sought
WEBP, JPEG = 74, 80


@dataclass(frozen=True, slots=True)
class WebPhoto:
    """One photo in the kit: its upright size in pixels and the widths that it is given in; a drawing has none."""

    stem: str
    width: int = 0
    height: int = 0
    suffix: str = ".jpg"

    @property
    def widths(self) -> tuple[int, ...]:
        """Never more pixels than the photo has."""
        return tuple(sorted({min(width, self.width) for width in WIDTHS})) if self.width else ()

    @property
    def usual(self) -> int:
        """The width of the JPEG."""
        return min(WIDTHS[1], self.width)

    def file(self, width: int = 0, suffix: str = "") -> str:
        """Its name in that width and type; the JPEG, or the drawing, when none is asked for."""
        size = width or self.usual
        return f"{self.stem}-{size}{suffix or self.suffix}" if self.width else f"{self.stem}{self.suffix}"


def measured(path: Path, stem: str) -> WebPhoto | None:
    """The photo of `path`, to be called `stem`; None when it cannot be decoded."""
    try:
        data = path.read_bytes()
        if drawings.is_drawing(data):
            return WebPhoto(stem, suffix=".svg")
        with decoding.opened(data) as image:
            width, height = decoding.upright_size(image)
    except (OSError, ValueError, SyntaxError):
        return None
    return WebPhoto(stem, width, height)


def as_photo(path: Path, width: int, suffix: str) -> bytes:
    """A photo `width` pixels across, as WebP or as JPEG."""
    image = photos.upright(path.read_bytes())
    if image.width > width:
        image = _resized(image, width)
    return _encoded(image, suffix, WEBP if suffix == ".webp" else JPEG)


def as_drawing(path: Path) -> bytes:
    """A drawing as everybody may have it: clean of what does not draw."""
    return photos.published(path.read_bytes(), None)


def small_page(pdf: Path | bytes, number: int = 0) -> bytes:
    """A page of a PDF as a WebP of at most `LIGHT` bytes: as good as that allows."""
    return CARD_PICTURE.encode(_page(pdf, number, CARD_PICTURE.width))


def _light(page: Any) -> bytes:  # noqa: ANN401
    """A page drawn twice as large as a card, as small as one."""
    image, made = _resized(page, CARD_WIDTH), dict[int, bytes]()

    def is_light(quality: int) -> bool:
        made[quality] = _encoded(image, ".webp", quality)
        return len(made[quality]) <= LIGHT

    at = bisect_left(WEB_QUALITIES, True, key=is_light)
    return made[WEB_QUALITIES[min(at, len(WEB_QUALITIES) - 1)]]


def is_plain(pdf: Path | bytes, number: int = 0) -> bool:
    """Whether a page of a PDF shows one colour, and nothing on it."""
    extrema = _page(pdf, number, CARD_WIDTH).convert("RGB").getextrema()
    return all(least == most for least, most in extrema)


def page_size(pdf: Path | bytes) -> tuple[float, float]:
    """Width and height of the first page, in points."""
    import pypdfium2

    with pypdfium2.PdfDocument(pdf) as document:
        return float(document[0].get_width()), float(document[0].get_height())


def _page(pdf: Path | bytes, number: int, width: int) -> Any:  # noqa: ANN401  # a PIL image
    import pypdfium2

    with pypdfium2.PdfDocument(pdf) as document:
        page = document[number]
        scale = width / page.get_width()
        return page.render(scale=scale).to_pil().convert("RGB")


def _resized(image: Any, width: int) -> Any:  # noqa: ANN401
    from PIL import Image

    height = max(1, round(image.height * width / image.width))
    return image.resize((width, height), Image.Resampling.LANCZOS)


def _encoded(image: Any, suffix: str, quality: int) -> bytes:  # noqa: ANN401
    file = io.BytesIO()
    if suffix == ".webp":
        image.save(file, "WEBP", quality=quality, method=5)
    else:
        image = _on_white(image)
        image.save(file, "JPEG", quality=quality, optimize=True, progressive=True)
    return file.getvalue()


def _on_white(image: Any) -> Any:  # noqa: ANN401
    """An image without transparency."""
    if image.mode != "RGBA":
        return image
    from PIL import Image

    ground = Image.new("RGB", image.size, "white")
    ground.paste(image, mask=image.getchannel("A"))
    return ground


@dataclass(frozen=True, slots=True)
class PagePicture:
    """A sort of picture of pages: how many pixels across one is drawn, and what the drawing becomes."""

    width: int
    encode: Callable[[Any], bytes]

    def of_first(self, pdf: bytes, kept: Recollection) -> bytes:
        """The picture of the first page of a PDF, from the last time where that shows the same."""
        page = _page(pdf, 0, self.width)
        made = kept.of(key(repr(page.size), page.tobytes()), partial(self.encode, page))
        assert made is not None
        return made


CARD_PICTURE = PagePicture(CARD_WIDTH * 2, _light)
STATUS_PICTURE = PagePicture(
    STATUS_WIDTH, partial(_encoded, suffix=".jpg", quality=JPEG)
)  # that messaging services show
