"""Pictures for phones: photos in several widths, finished pages as pictures; light, and bare of metadata."""

from __future__ import annotations

import io
from dataclasses import dataclass
from functools import cache
from math import log
from pathlib import Path
from typing import Any

from fiches.images import decoding, drawings, photos
from fiches.storage.fingerprints import key
from fiches.storage.recollection import Recollection

WIDTHS = (480, 960, 1600)  # pixels across of a photo; the middle one also as JPEG, for what reads no WebP
CARD_WIDTH, STATUS_WIDTH = 480, 1080  # pixels across of a page: on a card, in a status of a messaging service
LIGHT = 40_000  # bytes that the picture on a card may have
WEB_QUALITIES = range(80, 20, -6)  # of which the best that is light enough is sought
WEB_STEP = 0.94  # of its bytes a page has at the next of them, as a rule
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
    return _light(_page(pdf, number, STATUS_WIDTH))


def first_page(pdf: bytes, kept: Recollection) -> tuple[bytes, bytes]:
    """The first page of a PDF on a card and in a status, as it was `kept` where it shows the same."""
    page = _page(pdf, 0, STATUS_WIDTH)

    def drawn() -> tuple[bytes, bytes]:
        return _light(page), _encoded(page, ".jpg", JPEG)

    return kept.of(key(repr(page.size), page.tobytes()), drawn) or drawn()


def _light(page: Any) -> bytes:  # noqa: ANN401
    """A page drawn larger than a card, as small as one; sought where a first try leads to, since each is dear."""
    image, last = _resized(page, CARD_WIDTH), len(WEB_QUALITIES) - 1

    @cache
    def made(at: int) -> bytes:
        return _encoded(image, ".webp", WEB_QUALITIES[at])

    middle = last // 2
    likely = middle + round(log(len(made(middle)) / LIGHT) / -log(WEB_STEP))
    at = min(max(likely, 0), last)
    while at < last and len(made(at)) > LIGHT:
        at += 1
    while at > 0 and len(made(at - 1)) <= LIGHT:
        at -= 1
    return made(at)


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
