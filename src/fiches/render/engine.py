"""HTML becomes a Pdf; the engine reads nothing outside the collection and the house, and its log is ours."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import nullcontext
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from types import MappingProxyType
from typing import Any

from fiches.compose.paragraph import TRUE_HYPHEN
from fiches.config.languages import is_rtl
from fiches.config.project import Project, first
from fiches.config.settings import PDF_TWO
from fiches.core import css, flate, geometry
from fiches.core.messages import message
from fiches.core.problems import FichesError, Problem, fault
from fiches.images import decoding, photos
from fiches.render import (
    copied_text,
    flate_streams,
    kept_pages,
    layout_checks,
    list_numbers,
    running_elements,
    tags,
    xmp,
)
from fiches.render import weasyprint_fonts as fonts
from fiches.render import weasyprint_private as private
from fiches.render import weasyprint_shortcuts as shortcuts
from fiches.render.engine_log import reported
from fiches.render.fast_import import sooner
from fiches.render.kept_pages import DocumentWords
from fiches.render.kept_styles import StyleReader
from fiches.render.url_fetcher import BASE, FetchRoot
from fiches.render.weasyprint_private import TaggedBoxes
from fiches.storage.memory import Memory
from fiches.typography import language_looks
from fiches.typography.french import JOINER

VARIANT = "pdf/ua-1"  # and PDF/A-2a: see xmp
CRISP = "html { image-rendering: crisp-edges }"  # else the engine asks viewers to smooth pictures: PDF/A refuses
EMPTY: Mapping[str, Any] = MappingProxyType({})
_FACES = re.compile(r"@(?:font-face|[-\w]*\\)", re.IGNORECASE)  # in a style sheet that may declare some
MOST_TRIES = 8  # of packing the objects of a file so that none is miscounted: one try of 128 is in vain
BODY, BACK = "_interieur", "_dos"  # ids where numbered pages start and end in a layout: no sheet is called so


@dataclass(frozen=True, slots=True)
class Pdf:
    """A finished file: its bytes, how many pages it has, the folio on which each id stands, the index of folio 1."""

    data: bytes
    pages: int
    folios: Mapping[str, int]
    first: int = 0


class Engine:
    """WeasyPrint with our fetcher, fonts and styles; made once for a run, since fonts are dear to load."""

    def __init__(self, project: Project, root: FetchRoot, memory: Memory | None = None) -> None:
        """`memory` is for what is dear to make."""
        with sooner():
            from weasyprint import __version__

        private.check_version(__version__)
        decoding.limit_process()
        private.place_pictures_in_lines()
        shortcuts.take()
        styles = [_style(project.styles, name).read_text("utf-8", "replace") for name in project.format.styles]
        self.families = _declared_families(styles)
        self._words = "".join(styles)
        self.pdf_two = project.settings.conformance == PDF_TWO
        self._fonts = private.fonts_of_a_run()
        self._last = kept_pages.LaidPages()
        self._fetcher = _confined_fetcher(root)
        reader = StyleReader(self._fetcher, self._fonts, memory)
        own = geometry.BLEED_STYLE + running_elements.STAMP_STYLE + CRISP + language_looks.style_sheet()
        self._styles = reader.read(own, project.format.styles)
        self.problems = reader.problems  # what the engine has to say of the style sheets

    def render(
        self,
        html: str,
        path: str,
        told: Mapping[str, int] = EMPTY,
        shown: Mapping[str, str] = EMPTY,
        *,
        pictures: str = "",
    ) -> tuple[Pdf | None, list[Problem]]:
        """The PDF of one document, which came from the source `path`.

        `told`: ids by folio; if one does not stand there, the document is not worth drawing and its Pdf has no bytes.
        `shown`: what the file says of the photos at some addresses, under `photos.KEY`.
        `pictures`: the digest of all that it shows; with it, its pages are kept for the next document.
        """
        made, problems = self._rendered((html, path, pictures), told, shown)
        if problems:  # of which the engine tells some as it lays a page out
            self._last = kept_pages.LaidPages()
        return made, problems

    def _rendered(
        self, named: tuple[str, str, str], told: Mapping[str, int], shown: Mapping[str, str]
    ) -> tuple[Pdf | None, list[Problem]]:
        problems, (html, path, pictures) = list[Problem](), named
        with reported(path, problems):
            source = self._source(html)
            document = self._laid_out_once(source, html, pictures)
            for page in document.pages:
                page.bookmarks = [(level, _on_one_line(said), *place) for level, said, *place in page.bookmarks]
            problems.extend(layout_checks.forbidden(document, path))
            folios = _folios(document)
            if any(folios.get(id_, folio) != folio for id_, folio in told.items()):
                return Pdf(b"", len(document.pages), folios, _starts(document)[0]), []
            with running_elements.apart(source.etree_element) as tagged:
                rtl = is_rtl(source.etree_element.get("lang", ""))
                data = _written(
                    document, _DocumentFacts(source.etree_element, shown, tagged, rtl=rtl, pdf_two=self.pdf_two)
                )
            problems.extend(self._stray_fonts(document, path))
            problems.extend(layout_checks.overset(document, path))
            problems.extend(layout_checks.astray(document, path))
            return Pdf(data, len(document.pages), folios, _starts(document)[0]), problems
        return None, problems

    def _laid_out_once(self, source: Any, html: str, pictures: str) -> Any:  # noqa: ANN401
        """A document laid out, but for pages that were already."""
        if not pictures:
            return self._laid_out(source, html)
        said = DocumentWords(html, pictures, self._words)
        document, self._last = kept_pages.laid_out(source, said, lambda: self._laid_out(source, html), self._last)
        return document

    def _source(self, html: str) -> Any:  # noqa: ANN401  # a weasyprint.HTML
        from weasyprint import HTML

        source = HTML(string=html, base_url=f"{BASE}sheets/", url_fetcher=self._fetcher)
        shortcuts.without_marks(source, html, self._words)
        return source

    def _laid_out(self, source: Any, html: str) -> Any:  # noqa: ANN401  # a weasyprint.HTML, a weasyprint.Document
        from weasyprint import CSS

        numbers, signs = list_numbers.style(html), shortcuts.counter_styles()
        styles = [*self._styles, CSS(string=numbers, counter_style=signs)] if numbers else self._styles
        return source.render(font_config=self._fonts, counter_style=signs, stylesheets=styles, pdf_variant=VARIANT)

    def _stray_fonts(self, document: Any, path: str) -> Iterator[Problem]:  # noqa: ANN401
        """A family that no style sheet declares means characters that our fonts lack."""
        for family, characters in fonts.characters_by_family(document):
            if family not in self.families:
                yield fault("police-de-secours", characters=characters[:20], family=family).in_file(path)


def _declared_families(texts: Iterable[str]) -> frozenset[str]:
    """Every family that style sheets bring with them."""
    faces = (face for text in texts if _FACES.search(text) for face in css.font_faces(text))
    return frozenset(family for face in faces for family in css.families(face.get("font-family", "")))


def _style(folders: tuple[Path, ...], name: str) -> Path:
    if found := first(folders, name):
        return found
    raise FichesError(message("style-sheet.absent", name=name))


def _confined_fetcher(root: FetchRoot) -> Any:  # noqa: ANN401  # a weasyprint.urls.URLFetcher
    from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

    class Confined(URLFetcher):  # type: ignore[misc]
        """Serves the virtual root and nothing else."""

        def fetch(self, url: str, headers: object = None) -> Any:  # noqa: ANN401, ARG002
            served = root.serve(url)
            if served is None:
                raise FatalURLFetchingError(url)
            return URLFetcherResponse(url, served[0], {"Content-Type": served[1]})

    return Confined(fail_on_errors=True)


def _starts(document: Any) -> tuple[int, int]:  # noqa: ANN401
    """The index of the first numbered page, and of the first after them; 0 and the end when the layout marks none."""
    found = {id_: index for index, page in enumerate(document.pages) for id_ in (BODY, BACK) if id_ in page.anchors}
    return found.get(BODY, 0), found.get(BACK, len(document.pages))


def _folios(document: Any) -> Mapping[str, int]:  # noqa: ANN401
    """The folio of the page where each id begins; what goes on over several pages has its anchor on all of them."""
    first, folios = _starts(document)[0], dict[str, int]()
    for index, page in enumerate(document.pages):
        for id_ in page.anchors:
            folios.setdefault(id_, index - first + 1)
    return folios


@dataclass(frozen=True, slots=True)
class _DocumentFacts:
    """What finishers need of a document: its root, what is said of photos, the boxes of its tags, its side."""

    root: Any
    shown: Mapping[str, str]
    tagged: TaggedBoxes
    rtl: bool = False
    pdf_two: bool = False  # it is to be a file of PDF 2.0
    spare: int = 0  # objects that nobody refers to


def _written(document: Any, known: _DocumentFacts) -> bytes:  # noqa: ANN401  # a weasyprint.Document
    """The bytes of its PDF, its objects packed otherwise if some reader would miscount them."""
    data = b""
    for spare in range(MOST_TRIES):
        finisher = partial(_finish, replace(known, spare=spare))
        with fonts.spaces_embedded() if copied_text.is_ordered(known.root, rtl=known.rtl) else nullcontext():
            data = document.write_pdf(pdf_variant=VARIANT, pdf_identifier=True, finisher=finisher)
        if not flate.is_miscounted(data):
            break
    return data


def _finish(known: _DocumentFacts, document: Any, pdf: Any) -> None:  # noqa: ANN401  # a WeasyPrint finisher, but for `known`
    tags.finish(pdf, known.tagged, named=known.pdf_two)
    running_elements.finish(known.root, document, pdf)
    xmp.finish(known.root, document, pdf)
    _number_pages(document, pdf)
    _show_trim(document, pdf)
    _name_photos(known.shown, pdf)
    copied_text.finish(known.root, document, pdf, rtl=known.rtl)
    flate_streams.finish(pdf, known.spare)


def _on_one_line(said: str) -> str:
    """A heading as it is told, whose lines may be finished."""
    return " ".join(said.replace(JOINER, "").replace(TRUE_HYPHEN, "-").split())


def _show_trim(document: Any, pdf: Any) -> None:  # noqa: ANN401
    """Makes a page end at its trim: what is painted beyond stays in the file, for the press, and shows nowhere."""
    import pydyf

    for page, laid in zip(private.pages(pdf), document.pages, strict=True):
        trim = pydyf.Array([0, 0, laid.width * 0.75, laid.height * 0.75])  # the engine counts in CSS pixels
        page.update({"MediaBox": trim, "TrimBox": trim, "BleedBox": trim})


def _name_photos(shown: Mapping[str, str], pdf: Any) -> None:  # noqa: ANN401
    """Says of each photo what it shows."""
    import pydyf

    for address, image in private.image_streams(pdf, shown):
        image.extra[photos.PHOTO_KEY] = pydyf.String(shown[address])


def _number_pages(document: Any, pdf: Any) -> None:  # noqa: ANN401
    """Gives viewers the printed folios: cover pages C1, C2, …, then 1, 2, 3, then cover pages again."""
    import pydyf

    body, back = _starts(document)
    if not body:
        return
    cover, inside = {"S": "/D", "P": pydyf.String("C")}, {"S": "/D", "St": 1}
    ranges = [(0, {**cover, "St": 1}), (body, inside), (back, {**cover, "St": body + 1})]
    numbers = pydyf.Array()
    for start, style in ranges:
        if start < len(document.pages):
            numbers.extend([start, pydyf.Dictionary(style)])
    pdf.catalog["PageLabels"] = pydyf.Dictionary({"Nums": numbers})
