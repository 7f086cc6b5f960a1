"""The pages of a PDF of the screen as a press will print them: light pictures, and lines for trim and folds."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name

from fiches.core import flate
from fiches.core.geometry import POINTS_PER_INCH, POINTS_PER_MM, Box
from fiches.press.pdfx import paint_bleed
from fiches.press.profiles import Printer

PROOF_MARGIN = 12.0  # mm around the trim: the bleed, and white where a caption stands
PROOF_DPI, PROOF_QUALITY = 100, 72  # pixels an inch and quality of JPEG: words of 7 points are read
LINE = 0.5  # points
TRIM_COLOUR, FOLD_COLOUR = "0.8 0.1 0.1", "0.1 0.3 0.8"
BOUND = 4  # pages, from which there is a fold
_ARTIFACT = b"/Artifact BMC\n%s\nEMC"


def proof(frame: bytes, data: bytes, printer: Printer, *, rtl: bool = False) -> bytes:
    """A file whose last pages, as many as `data` has, are those of `frame` over what `data` shows on paper.

    Each of them is larger than a page of `data` by `PROOF_MARGIN` mm on every side. Colours go through the profile of
    the press and back to those of a screen; black that is printed alone looks a little darker than it will.
    """
    with pikepdf.open(io.BytesIO(frame)) as book:
        shown = list(_pictures(data, printer))
        for number, (page, (picture, sides)) in enumerate(zip(list(book.pages)[-len(shown) :], shown, strict=True)):
            _underlay(book, page.obj, picture, sides)
            bound = len(shown) >= BOUND
            on_left = (number % 2 == 0) != rtl
            page.contents_add(_lines(book, sides, fold=on_left if bound else None))
        file = io.BytesIO()
        book.save(file, deterministic_id=True)
        return file.getvalue()


def _pictures(data: bytes, printer: Printer) -> Iterator[tuple[Any, tuple[float, float]]]:
    """Each page with what is painted into its bleed, in the colours of paper, and the sides of its trim in points."""
    import pypdfium2
    from PIL import Image

    seen = printer.bleed * POINTS_PER_MM
    edge = PROOF_MARGIN * POINTS_PER_MM
    look = _transform(printer)
    with pypdfium2.PdfDocument(_widened(data, edge)) as book:
        for page in book:
            picture = look(page.render(scale=PROOF_DPI / POINTS_PER_INCH).to_pil().convert("RGB"))
            width, height = (side - 2 * edge for side in page.get_size())
            scale = PROOF_DPI / POINTS_PER_INCH
            bled = Box(edge - seen, edge - seen, edge + width + seen, edge + height + seen)
            left, top, right, foot = (round(side * scale) for side in bled)
            sheet = Image.new("RGB", picture.size, "white")
            sheet.paste(picture.crop((left, top, right, foot)), (left, top))
            yield sheet, (width, height)


def _transform(printer: Printer) -> Any:  # noqa: ANN401  # a picture of the screen → the same as it will be printed
    from PIL import ImageCms

    press, screen = ImageCms.getOpenProfile(str(printer.icc)), ImageCms.createProfile("sRGB")
    made = ImageCms.buildProofTransform(
        screen, screen, press, "RGB", "RGB", ImageCms.Intent.RELATIVE_COLORIMETRIC,
        ImageCms.Intent.RELATIVE_COLORIMETRIC, ImageCms.Flags.SOFTPROOFING | ImageCms.Flags.BLACKPOINTCOMPENSATION,
    )  # fmt: skip
    return lambda picture: ImageCms.applyTransform(picture, made)


def _widened(data: bytes, edge: float) -> bytes:
    """The same pages with so many points more on every side, and what the press paints there."""
    with pikepdf.open(io.BytesIO(data)) as book:
        for page in book.pages:
            paint_bleed(book, page.obj)
            wide = Box.of(page.obj.MediaBox).widened(edge)
            for name in ("/MediaBox", "/CropBox", "/TrimBox", "/BleedBox"):
                page.obj[name] = Array(list(wide))
        file = io.BytesIO()
        book.save(file)
        return file.getvalue()


def _underlay(book: pikepdf.Pdf, page: Any, picture: Any, sides: tuple[float, float]) -> None:  # noqa: ANN401
    file = io.BytesIO()
    picture.save(file, "JPEG", quality=PROOF_QUALITY)
    keys = {"Width": picture.width, "Height": picture.height, "BitsPerComponent": 8, "ColorSpace": Name.DeviceRGB}
    image = book.make_stream(file.getvalue(), Type=Name.XObject, Subtype=Name.Image, Filter=Name.DCTDecode, **keys)
    resources = Dictionary(page.get("/Resources", Dictionary()))
    resources.XObject = Dictionary({**resources.get("/XObject", {}), "/Epreuve": image})
    page.Resources = resources
    width, height = (side + 2 * PROOF_MARGIN * POINTS_PER_MM for side in sides)
    drawn = f"q {width:.3f} 0 0 {height:.3f} 0 0 cm /Epreuve Do Q"
    own = list(page.Contents) if isinstance(page.Contents, Array) else [page.Contents]
    page.Contents = Array([_stream(book, drawn), _plain(book, "q"), *own, _plain(book, "Q")])


def _lines(book: pikepdf.Pdf, sides: tuple[float, float], *, fold: bool | None) -> Any:  # noqa: ANN401
    """The trim, and on its left (True) or right the fold."""
    edge = PROOF_MARGIN * POINTS_PER_MM
    width, height = sides
    drawn = [f"q {LINE} w [3 2] 0 d {TRIM_COLOUR} RG {edge:.3f} {edge:.3f} {width:.3f} {height:.3f} re S"]
    if fold is not None:
        x = edge if fold else edge + width
        drawn.append(f"{FOLD_COLOUR} RG {x:.3f} {edge / 2:.3f} m {x:.3f} {1.5 * edge + height:.3f} l S")
    return _stream(book, " ".join([*drawn, "Q"]))


def _stream(book: pikepdf.Pdf, operators: str) -> Any:  # noqa: ANN401
    """Operators that draw what is no content."""
    return _packed_stream(book, _ARTIFACT % operators.encode())


def _plain(book: pikepdf.Pdf, operators: str) -> Any:  # noqa: ANN401
    return _packed_stream(book, operators.encode())


def _packed_stream(book: pikepdf.Pdf, operators: bytes) -> Any:  # noqa: ANN401
    return book.make_stream(flate.packed(operators), Filter=Name.FlateDecode)
