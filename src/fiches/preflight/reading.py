"""The bytes of any file → the Document that they are, whatever is wrong with them."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any, TypeVar
from xml.etree import ElementTree

import pikepdf
from pikepdf import Array, Dictionary, Matrix, Stream

from fiches.core.geometry import Box
from fiches.preflight import colours, conditions, objects, pixels, text_boxes
from fiches.preflight.bounds import Budget, TooMuch, unpacked
from fiches.preflight.document import (
    Document,
    Extra,
    ImagePixels,
    InkSpace,
    OutputIntent,
    PdfPage,
    ReadingFault,
    UnreadPart,
)
from fiches.preflight.drawing import Memory, Tracer
from fiches.preflight.object_digests import ObjectDigests
from fiches.preflight.text_boxes import Lines
from fiches.storage.recollection import Recollection

BOXES = ("MediaBox", "CropBox", "BleedBox", "TrimBox", "ArtBox")
FAULTS = (pikepdf.PdfError, ArithmeticError, AttributeError, LookupError, RuntimeError, TypeError, ValueError,
          ElementTree.ParseError)  # fmt: skip
A4_POINTS = Box(0.0, 0.0, 595.276, 841.89)
MAX_TOLD = 10_000_000  # bytes of XMP
PDF_HEAD_BYTES = 1024  # bytes in which « %PDF- » stands
UNBOUNDED = (UnreadPart.HEAVY, UnreadPart.SWOLLEN, UnreadPart.NESTED)  # why nobody else is asked to draw a page
_CARRIED = {"/EmbeddedFiles": Extra.ATTACHMENT, "/JavaScript": Extra.SCRIPT}
ReadT = TypeVar("ReadT")


def read(data: bytes, name: str, pages: Recollection | None = None, *, shown: bool = True) -> Document:
    """All that can be told of a file called `name`; its faults say what cannot.

    `pages` that were read of a file of ours before are taken from there, by the digests of all that they show, and so
    is what was told of pictures on those that have changed. Unless it is to be `shown`, nothing that is drawn is read.
    """
    bare = Document(name, len(data))
    if b"%PDF-" not in data[:PDF_HEAD_BYTES]:
        return refused(bare, UnreadPart.NOT_A_PDF)
    try:
        with pikepdf.open(io.BytesIO(data), attempt_recovery=True) as book:
            return _DocumentReader(book, pages, shown=shown).document(data, name)
    except pikepdf.PasswordError:
        return refused(bare, UnreadPart.LOCKED, encrypted=True)
    except FAULTS:
        return refused(bare, UnreadPart.BROKEN)


def refused(bare: Document, why: UnreadPart, *, encrypted: bool = False) -> Document:
    """A document of which nothing can be read."""
    return replace(bare, encrypted=encrypted, faults=(ReadingFault(0, why, False),))


class _DocumentReader:
    """Reads an open file part by part; a part that cannot be read is a fault, and the rest is read all the same."""

    def __init__(self, book: pikepdf.Pdf, pages: Recollection | None, *, shown: bool) -> None:
        self._book, self._recalled, self._shown = book, pages, shown
        self._digests = ObjectDigests(book)
        self._root: Any = book.Root
        self._memory: Memory = {}
        self._budget = Budget()
        self._faults: list[ReadingFault] = []
        self._pictures: list[str] = []  # of the page that is read
        self._signs: dict[bytes, bytes] = {}

    def document(self, data: bytes, name: str) -> Document:
        """Everything."""
        tried, root = self._tried, self._root
        pages = tuple(self._pages(data))
        info: Mapping[str, str] = tried(lambda: dict(_info(self._book)), {}, UnreadPart.INFO)
        xmp: Mapping[str, str] = tried(lambda: dict(_xmp(root)), {}, UnreadPart.XMP)
        intents: tuple[OutputIntent, ...] = tried(lambda: tuple(_intents(root)), (), UnreadPart.INTENTS)
        extras: tuple[Extra, ...] = tried(lambda: tuple(_extras(root)), (), UnreadPart.CATALOG)
        layers = tried(lambda: _layers(root), 0, UnreadPart.LAYERS)
        turned = tried(lambda: _is_turned(root), False, UnreadPart.CATALOG)
        if self._book.get_warnings():
            self._faults.append(ReadingFault(0, UnreadPart.REPAIRED, True))
        faults = tuple(dict.fromkeys(self._faults))
        told = (self._book.pdf_version, self._book.is_encrypted, info, xmp, "/ID" in self._book.trailer)
        return Document(name, len(data), *told, intents, extras, layers, pages, faults, turned)

    def _tried(self, tell: Callable[[], ReadT], usual: ReadT, part: UnreadPart, page: int = 0) -> ReadT:
        try:
            return tell()
        except TooMuch as excess:
            self._faults.append(ReadingFault(page, excess.part, True))
            return usual
        except (*FAULTS, RecursionError):
            self._faults.append(ReadingFault(page, part, True))
            return usual

    def _pages(self, data: bytes) -> Iterator[PdfPage]:
        found: list[Any] = self._tried(lambda: [one.obj for one in self._book.pages], [], UnreadPart.PAGES)
        if not self._shown:
            yield from self._each(found, _bare)
            return
        with text_boxes.reader(data) as lines:
            yield from self._each(found, partial(self._seen, lines))

    def _each(self, pages: Sequence[Any], look: Callable[[Any, int], PdfPage]) -> Iterator[PdfPage]:
        for number, page in enumerate(pages, start=1):
            blank = PdfPage(number, {"MediaBox": A4_POINTS})
            yield self._tried(partial(look, page, number), blank, UnreadPart.PAGE, number)

    def _seen(self, lines: Lines, page: Any, number: int) -> PdfPage:  # noqa: ANN401
        """One page, from the last time where it is the same and nothing was wrong with it."""
        if self._recalled is None:
            return self._page(lines, page, number)
        faults, read = len(self._faults), list[PdfPage]()

        def sound() -> PdfPage | None:
            if not read:
                read.append(self._page(lines, page, number))
            return read[0] if len(self._faults) == faults else None

        alike = self._digests.of_page(page)
        signs = self._recalled.of(f"{alike} signs", lambda: self._signs if sound() else None)
        digest = self._digests.of_signs(alike, signs or {})
        found = self._recalled.of(digest, sound) if signs is not None else None
        if found is None:
            return read[0]
        for picture in found.pictures:
            self._recalled.of(picture, lambda: None)  # so that it is remembered as long as the page
        return replace(found, number=number, digest=digest)

    def _picture(self, picture: Any, spaces: Any) -> ImagePixels:  # noqa: ANN401
        """What is told of an image, from the last time where it is the same."""
        if self._recalled is None or not picture.is_indirect:
            return pixels.picture(picture, spaces)
        digest = self._digests.of_picture(picture, spaces)
        self._pictures.append(digest)
        found = self._recalled.of(digest, partial(pixels.picture, picture, spaces))
        assert found is not None
        return found

    def _page(self, lines: Lines, page: Any, number: int) -> PdfPage:  # noqa: ANN401
        bare, resources = _bare(page, number), objects.inherited(page, "/Resources")
        drawing, self._pictures = Tracer(self._memory, self._budget, self._picture), []
        self._budget.turn()
        group = page.get("/Group")
        own = isinstance(group, Dictionary) and "/CS" in group
        space = colours.space(group.CS, objects.of(resources, "/ColorSpace")).space if own else InkSpace.UNKNOWN
        for draw in (lambda: drawing.page(page, resources, bare.boxes["MediaBox"]), lambda: _notes(page, drawing)):
            self._tried(draw, None, UnreadPart.DRAWING, number)
        self._signs = self._digests.signs(None if drawing.skipped else drawing.shown)
        bounded = not any(one.page == number and one.part in UNBOUNDED for one in self._faults[-2:])
        groups = (*(((space, True),) if own else ()), *((one, False) for one in drawing.groups))
        return replace(
            bare,
            painted=tuple(drawing.painted),
            fonts=frozenset(drawing.fonts),
            groups=groups,
            words=lines(number) if bounded else (),
            boxed=tuple(drawing.boxed),
            carried=frozenset(drawing.carried),
            pictures=tuple(self._pictures),
        )


def _bare(page: Any, number: int) -> PdfPage:  # noqa: ANN401
    """What a page is, without what it shows."""
    boxes = {"MediaBox": A4_POINTS, **dict(_boxes(page))}
    turn, unit = int(objects.inherited(page, "/Rotate") or 0) % 360, float(page.get("/UserUnit", 1))
    return PdfPage(number, boxes, turn, unit, annotations=tuple(_annotations(page)))


def _boxes(page: Any) -> Iterator[tuple[str, Box]]:  # noqa: ANN401
    for name in BOXES:
        found = objects.inherited(page, f"/{name}") if name in ("MediaBox", "CropBox") else page.get(f"/{name}")
        if isinstance(found, Array) and len(found) == 4:
            yield name, Box.of(found)


def _annotations(page: Any) -> Iterator[tuple[str, Box]]:  # noqa: ANN401
    for note in page.get("/Annots", ()):
        if isinstance(note, Dictionary) and isinstance(note.get("/Rect"), Array) and len(note.Rect) == 4:
            yield str(note.get("/Subtype", "")).lstrip("/"), Box.of(note.Rect)


def _notes(page: Any, drawing: Tracer) -> None:  # noqa: ANN401
    """What annotations show, placed by their corner."""
    for note in page.get("/Annots", ()):
        shown = objects.of(objects.of(note, "/AP"), "/N")
        shown = objects.of(shown, str(note.get("/AS", ""))) if isinstance(shown, Dictionary) else shown
        if isinstance(shown, Stream) and isinstance(note.get("/Rect"), Array):
            left, bottom, _, _ = Box.of(note.Rect)
            drawing.form(shown, Matrix(1, 0, 0, 1, left, bottom))


def _info(book: pikepdf.Pdf) -> Iterator[tuple[str, str]]:
    for key, value in book.docinfo.items():
        yield str(key).lstrip("/"), str(value).lstrip("/") if key == "/Trapped" else str(value)


def _xmp(root: Any) -> Iterator[tuple[str, str]]:  # noqa: ANN401
    """What XMP says, by the last part of each name."""
    if not isinstance(root.get("/Metadata"), Stream):
        return
    tree = ElementTree.fromstring(unpacked(root.Metadata, MAX_TOLD).strip(b"\0 \r\n"))
    for described in tree.iter("{http://www.w3.org/1999/02/22-rdf-syntax-ns#}Description"):
        for name, value in described.attrib.items():
            yield name.rpartition("}")[2], value
        for child in described:
            yield child.tag.rpartition("}")[2], "".join(child.itertext()).strip()


def _intents(root: Any) -> Iterator[OutputIntent]:  # noqa: ANN401
    for one in root.get("/OutputIntents", ()):
        profile = one.get("/DestOutputProfile")
        icc = unpacked(profile) if isinstance(profile, Stream) else b""
        kind, inks = icc[16:20].decode("latin-1").strip(), int(profile.get("/N", 0)) if icc else 0
        name, *more = (str(one.get(key, "")) for key in ("/OutputConditionIdentifier", "/OutputCondition", "/Info"))
        told, digest = (*more, *conditions.of_profile(icc)), hashlib.sha256(icc).hexdigest()
        yield OutputIntent(str(one.get("/S", "")).lstrip("/"), name, inks, kind, told, digest)


def _extras(root: Any) -> Iterator[Extra]:  # noqa: ANN401
    action = root.get("/OpenAction")
    script = isinstance(action, Dictionary) and action.get("/S") != "/GoTo"
    found = {
        Extra.FORM: objects.of(root, "/AcroForm"),
        Extra.OPEN_ACTION: script,
        Extra.AUTOMATIC_ACTION: "/AA" in root,
        Extra.PORTFOLIO: "/Collection" in root,
    }
    named = root.get("/Names")
    yield from (what for what, there in found.items() if there)
    yield from (what for key, what in _CARRIED.items() if objects.of(named, key) is not None)


def _is_turned(root: Any) -> bool:  # noqa: ANN401
    asked = root.get("/ViewerPreferences")
    return isinstance(asked, Dictionary) and asked.get("/Duplex") == "/DuplexFlipShortEdge"


def _layers(root: Any) -> int:  # noqa: ANN401
    """How many layers there are."""
    found = objects.of(objects.of(root, "/OCProperties"), "/OCGs")
    return len(found) if isinstance(found, Array) else int("/OCProperties" in root)
