"""HTML becomes a Pdf; the engine reads nothing outside the collection and the house, and its log is ours."""

from __future__ import annotations

import logging
import traceback
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from hashlib import md5
from pathlib import Path
from types import MappingProxyType
from typing import Any

from fiches.compose.copyfit import DIVIDED
from fiches.config.project import Project
from fiches.core import css, geometry
from fiches.core.problems import BadValue, Fault, FichesError, Problem
from fiches.core.text import shown
from fiches.graphics.ornaments import first
from fiches.images import photos
from fiches.render import layout_checks, running_elements, tags, xmp
from fiches.render.fast_import import sooner
from fiches.render.url_fetcher import BASE, FetchRoot
from fiches.storage.fingerprints import PACKAGE
from fiches.typography.french import JOINER

VARIANT = "pdf/ua-1"  # and PDF/A-2a: see xmp
PIXELS = "html { image-rendering: crisp-edges }"  # else the engine asks viewers to smooth them: PDF/A refuses
STUMBLED = "retirez du gabarit ou de la feuille de style ce qui a changé en dernier"
OUTSIDE = "une page ne lit que les dossiers sheets/ et styles/ de la collection"
TagBoxes = dict[str, tuple[float, ...]]  # by id: left, top, right, bottom
PX_PER_MM = 96 / 25.4
EMPTY: Mapping[str, Any] = MappingProxyType({})
BODY, BACK = "interieur", "dos"  # ids that a layout puts where the numbered pages start and end


@dataclass(frozen=True, slots=True)
class Pdf:
    """A finished file: its bytes, how many pages it has, the folio on which each id stands, the index of folio 1."""

    data: bytes
    pages: int
    folios: Mapping[str, int]
    first: int = 0


class Engine:
    """WeasyPrint with our fetcher, fonts and styles; made once for a run, since fonts are dear to load."""

    def __init__(self, project: Project, root: FetchRoot) -> None:
        with sooner():
            from weasyprint import CSS
            from weasyprint.text.fonts import FontConfiguration

        photos.strict()
        self.families = _declared_families(project)
        self.problems: list[Problem] = []  # what the engine has to say of the style sheets
        self._fonts = FontConfiguration()
        self._fetcher = _confined_fetcher(root)
        self._styles: list[Any] = [CSS(string=geometry.BLEED_STYLE + running_elements.STAMP_STYLE + PIXELS)]
        for name in project.format.styles:
            url = f"{BASE}styles/{name}"
            with _reported(f"styles/{name}", self.problems):
                self._styles.append(CSS(url=url, url_fetcher=self._fetcher, font_config=self._fonts))

    def render(
        self, html: str, path: str, told: Mapping[str, int] = EMPTY, shown: Mapping[str, str] = EMPTY
    ) -> tuple[Pdf | None, list[Problem]]:
        """The PDF of one document, which came from the source `path`.

        `told`: ids by folio; if one does not stand there, the document is not worth drawing and its Pdf has no bytes.
        `shown`: what the file says of the photos at some addresses, under `photos.KEY`.
        """
        problems: list[Problem] = []
        with _reported(path, problems):
            source = self._source(html)
            document = self._laid_out(source, VARIANT)
            for page in document.pages:
                page.bookmarks = [(level, said.replace(JOINER, ""), *place) for level, said, *place in page.bookmarks]
            problems.extend(layout_checks.forbidden(document, path))
            folios = _folios(document)
            if any(folios.get(id_, folio) != folio for id_, folio in told.items()):
                return Pdf(b"", len(document.pages), folios, _starts(document)[0]), []
            with running_elements.apart(source.etree_element), tags.noted() as noted:
                finisher = partial(_finish, _DocumentFacts(source.etree_element, shown, noted))
                data = document.write_pdf(pdf_variant=VARIANT, pdf_identifier=True, finisher=finisher)
            problems.extend(self._stray_fonts(document, path))
            problems.extend(layout_checks.overset(document, path))
            problems.extend(layout_checks.astray(document, path))
            return Pdf(data, len(document.pages), folios, _starts(document)[0]), problems
        return None, problems

    def measure(self, html: str, path: str) -> tuple[TagBoxes, list[Problem]]:
        """Lays a document out without drawing it: left, top, right, bottom of each id, in mm on its page.

        A block one of whose columns ends within a word is there under its id with `fitting.DIVIDED` as well.
        """
        problems: list[Problem] = []
        boxes: TagBoxes = {}
        with _reported(path, problems):
            for page in self._laid_out(self._source(html)).pages:
                boxes |= {id_: tuple(px / PX_PER_MM for px in box) for id_, box in page.anchors.items()}
                boxes |= {f"{id_}{DIVIDED}": boxes[id_] for id_ in layout_checks.divided(page)}
        return boxes, problems

    def _source(self, html: str) -> Any:  # noqa: ANN401  # a weasyprint.HTML
        from weasyprint import HTML

        return HTML(string=html, base_url=f"{BASE}sheets/", url_fetcher=self._fetcher)

    def _laid_out(self, source: Any, variant: str | None = None) -> Any:  # noqa: ANN401  # a weasyprint.Document
        return source.render(font_config=self._fonts, stylesheets=self._styles, pdf_variant=variant)

    def _stray_fonts(self, document: Any, path: str) -> Iterator[Problem]:  # noqa: ANN401
        """A family that no style sheet declares means characters that our fonts lack."""
        for font in document.fonts.values():
            if font.family not in self.families:
                characters = "".join(sorted({char for text in font.to_unicode.values() for char in text}))[:20]
                message = f"les caractères « {characters} » manquent aux polices de la maison"
                hint = f"{font.family} les remplace ; vérifiez qu'ils sont voulus"
                yield Fault("police-de-secours", message, hint=hint).in_file(path)


def _declared_families(project: Project) -> frozenset[str]:
    """Every family that the format's style sheets bring with them."""
    texts = (_style(project.styles, name).read_text("utf-8", "replace") for name in project.format.styles)
    declared = (face.get("font-family", "") for text in texts for face in css.font_faces(text))
    return frozenset(family for value in declared for family in css.families(value))


def _style(folders: tuple[Path, ...], name: str) -> Path:
    found = first(folders, name)
    if found is None:
        raise FichesError(
            f"la feuille de style « {name} » est introuvable", "elle est nommée par le format, sous « styles »"
        )
    return found


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


@contextmanager
def _reported(path: str, problems: list[Problem]) -> Iterator[None]:
    """Turns what the engine logs of `path` while the block runs, or refuses to read for it, into problems."""
    from weasyprint.urls import FatalURLFetchingError

    with _collected() as log:
        try:
            yield
        except FatalURLFetchingError as error:
            problems.append(_unread(error).in_file(path))
        except (MemoryError, OSError):  # of the machine
            raise
        except Exception as error:  # whatever makes the engine stumble: styles and layouts come from others
            if not _is_of_the_engine(error):
                raise
            message = f"le moteur de mise en page a échoué ({error.__class__.__name__} : {shown(str(error), 80)})"
            problems.append(Fault("moteur", message, hint=STUMBLED).in_file(path))
    problems.extend(_problems(log, path))


def _unread(error: BaseException) -> Fault:
    """Why a file that a page asks for cannot be had."""
    bad = error.__cause__
    if isinstance(bad, MemoryError):
        raise bad
    if isinstance(bad, BadValue):
        return Fault(bad.code, f"l'image {bad.message}", hint=bad.hint)
    return Fault("moteur", f"un fichier demandé par la page est refusé : {error}", hint=OUTSIDE)


def _is_of_the_engine(error: Exception) -> bool:
    """Whether an error was raised outside of this program, or by a depth that a document has and not we."""
    frames = traceback.extract_tb(error.__traceback__)
    return isinstance(error, RecursionError) or not Path(frames[-1].filename).is_relative_to(PACKAGE)


@contextmanager
def _collected() -> Iterator[list[logging.LogRecord]]:
    """The engine's warnings and errors while the block runs."""
    records: list[logging.LogRecord] = []
    handler = logging.Handler(logging.WARNING)
    handler.emit = records.append  # type: ignore[method-assign, assignment]
    loggers = [logging.getLogger(name) for name in ("weasyprint", "fontTools")]
    before = [(logger.handlers, logger.propagate) for logger in loggers]
    for logger in loggers:
        logger.handlers, logger.propagate = [handler], False
    try:
        yield records
    finally:
        for logger, (handlers, propagate) in zip(loggers, before, strict=True):
            logger.handlers, logger.propagate = handlers, propagate


def _problems(log: list[logging.LogRecord], path: str) -> list[Problem]:
    messages = {(record.levelno >= logging.ERROR, record.getMessage()) for record in log}
    return [
        Fault("moteur" if severe else "avis-du-moteur", f"le moteur de mise en page dit : {message}").in_file(path)
        for severe, message in sorted(messages)
    ]


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
    """What is known of a document that its finishers need: its root, what is said of photos, the boxes of its tags."""

    root: Any
    shown: Mapping[str, str]
    noted: tags.Noted


def _finish(words: _DocumentFacts, document: Any, pdf: Any) -> None:  # noqa: ANN401  # a WeasyPrint finisher, but for `words`
    tags.finish(pdf, words.noted)
    running_elements.finish(words.root, document, pdf)
    xmp.finish(words.root, document, pdf)
    _number_pages(document, pdf)
    _show_trim(document, pdf)
    _name_photos(words.shown, pdf)


def _show_trim(document: Any, pdf: Any) -> None:  # noqa: ANN401
    """Makes a page end at its trim: what is painted beyond stays in the file, for the press, and shows nowhere."""
    import pydyf

    for number, page in zip(pdf.pages["Kids"][::3], document.pages, strict=True):
        trim = pydyf.Array([0, 0, page.width * 0.75, page.height * 0.75])  # the engine counts in CSS pixels
        pdf.objects[number] |= {"MediaBox": trim, "TrimBox": trim, "BleedBox": trim}


def _name_photos(shown: Mapping[str, str], pdf: Any) -> None:  # noqa: ANN401
    """Says of each photo what it shows; the engine calls an image by the MD5 of its address, between two characters."""
    import pydyf

    said = {md5(address.encode(), usedforsecurity=False).hexdigest(): words for address, words in shown.items()}
    for resources in (one for one in pdf.objects if isinstance(one, pydyf.Dictionary) and "XObject" in one):
        for name, reference in resources["XObject"].items():
            if name[1:-1] in said:
                pdf.objects[int(reference.split()[0])].extra[photos.PHOTO_KEY] = pydyf.String(said[name[1:-1]])


def _number_pages(document: Any, pdf: Any) -> None:  # noqa: ANN401
    """Gives viewers the printed folios: cover pages C1, C2, …, then 1, 2, 3, then cover pages again."""
    import pydyf

    body, back = _starts(document)
    if not body:
        return
    cover = {"S": "/D", "P": pydyf.String("C")}
    ranges = [(0, {**cover, "St": 1}), (body, {"S": "/D", "St": 1}), (back, {**cover, "St": body + 1})]
    numbers = pydyf.Array()
    for start, style in ranges:
        if start < len(document.pages):
            numbers.extend([start, pydyf.Dictionary(style)])
    pdf.catalog["PageLabels"] = pydyf.Dictionary({"Nums": numbers})
