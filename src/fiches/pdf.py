"""HTML becomes a Pdf; the engine reads nothing outside the collection and the house, and its log is ours."""

from __future__ import annotations

import logging
import re
import traceback
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from fiches import paper, photos, stamps
from fiches.artwork import first
from fiches.inputs import PACKAGE
from fiches.problems import BadValue, Fault, FichesError, Problem
from fiches.project import Project
from fiches.prose import PUBLIC_SCHEMES
from fiches.start import sooner
from fiches.virtual import BASE, VirtualRoot
from fiches.wording import shown

VARIANT = "pdf/ua-1"
TOLERANCE = 4.0  # px, about 1 mm
STUMBLED = "retirez du gabarit ou de la feuille de style ce qui a changé en dernier"
REFUSED = "une page ne lit que les dossiers sheets/ et styles/ de la collection"
Boxes = dict[str, tuple[float, ...]]  # by id: left, top, right, bottom
PX_PER_MM = 96 / 25.4
BODY, BACK = "interieur", "dos"  # ids that a layout puts where the numbered pages start and end
_FAMILY = re.compile(r"@font-face\s*{[^}]*font-family:\s*[\"']?([^;\"']+)")


@dataclass(frozen=True, slots=True)
class Pdf:
    """A finished file: its bytes, how many pages it has, the folio on which each id stands, the index of folio 1."""

    data: bytes
    pages: int
    folios: Mapping[str, int]
    first: int = 0


class Engine:
    """WeasyPrint with our fetcher, fonts and styles; made once for a run, since fonts are dear to load."""

    def __init__(self, project: Project, root: VirtualRoot) -> None:
        with sooner():
            from weasyprint import CSS
            from weasyprint.text.fonts import FontConfiguration

        photos.strict()
        self.families = _declared_families(project)
        self.problems: list[Problem] = []  # what the engine has to say of the style sheets
        self._fonts = FontConfiguration()
        self._fetcher = _confined_fetcher(root)
        self._styles: list[Any] = [CSS(string=paper.STYLE + stamps.STYLE)]
        for name in project.format.styles:
            url = f"{BASE}styles/{name}"
            with _reported(f"styles/{name}", self.problems):
                self._styles.append(CSS(url=url, url_fetcher=self._fetcher, font_config=self._fonts))

    def render(
        self, html: str, path: str, told: Mapping[str, int] | None = None
    ) -> tuple[Pdf | None, list[Problem]]:
        """The PDF of one document, which came from the source `path`.

        One that tells of ids on folios where they do not stand is not worth drawing: its Pdf has no bytes.
        """
        problems: list[Problem] = []
        with _reported(path, problems):
            source = self._source(html)
            document = self._laid_out(source, VARIANT)
            problems.extend(_forbidden(document, path))
            folios = _folios(document)
            if any(folios.get(id_, folio) != folio for id_, folio in (told or {}).items()):
                return Pdf(b"", len(document.pages), folios, _starts(document)[0]), []
            with stamps.apart(source.etree_element):
                finisher = partial(_finish, source.etree_element)
                data = document.write_pdf(pdf_variant=VARIANT, finisher=finisher)
            problems.extend(self._stray_fonts(document, path))
            problems.extend(_overset(document, path))
            return Pdf(data, len(document.pages), folios, _starts(document)[0]), problems
        return None, problems

    def measure(self, html: str, path: str) -> tuple[Boxes, list[Problem]]:
        """Lays a document out without drawing it: left, top, right, bottom of each id, in mm on its page."""
        problems: list[Problem] = []
        boxes: Boxes = {}
        with _reported(path, problems):
            for page in self._laid_out(self._source(html)).pages:
                boxes |= {id_: tuple(px / PX_PER_MM for px in box) for id_, box in page.anchors.items()}
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


def _forbidden(document: Any, path: str) -> Iterator[Problem]:  # noqa: ANN401
    """What a layout may not put into a file that is sent around: another file, an address that is not public."""
    links = [(kind, str(target)) for page in document.pages for kind, target, *_ in page.links]
    addresses = {target for kind, target in links if kind == "external"}
    for address in sorted(one for one in addresses if not one.lower().startswith(PUBLIC_SCHEMES)):
        message = f"le lien « {shown(address, 40)} » ne mène pas à une adresse publique"
        yield Fault("lien-refuse", message, hint="un lien commence par https:// ou mailto:").in_file(path)
    if document.metadata.attachments or any(kind == "attachment" for kind, _ in links):
        hint = "retirez « rel=attachment » du gabarit"
        yield Fault("moteur", "la page joint un fichier au PDF", hint=hint).in_file(path)


def _overset(document: Any, path: str) -> Iterator[Problem]:  # noqa: ANN401
    """Pages where a line leaves the frame that was measured for it: a word or an address too long to be broken."""
    for number, page in enumerate(document.pages, start=1):
        boxes = page._page_box.descendants(placeholders=True)  # the engine shows frames nowhere else
        if any(_leaves(box) for box in boxes if _is_frame(box)):
            hint = "cherchez-y un mot ou une adresse très longs, et coupez-les"
            yield Fault("debordement", f"page {number} : un texte déborde de son cadre", hint=hint).in_file(path)


def _is_frame(box: Any) -> bool:  # noqa: ANN401
    element = box.element
    classes = element.get("class", "").split() if box.element_tag and hasattr(element, "get") else ()
    return {"cadre", "bloc"} <= set(classes) and box.is_absolutely_positioned()


def _leaves(frame: Any) -> bool:  # noqa: ANN401
    """Whether a line goes past the right edge or the foot of its frame."""
    right, foot = frame.position_x + frame.margin_width(), frame.position_y + frame.margin_height()
    lines = [box for box in frame.descendants() if type(box).__name__ == "LineBox"]
    words = [child for line in lines for child in line.descendants() if type(child).__name__ == "TextBox"]
    over_right = any(word.position_x + word.width > right + TOLERANCE for word in words)
    return over_right or any(line.position_y + line.height / 2 > foot + TOLERANCE for line in lines)


def _declared_families(project: Project) -> frozenset[str]:
    """Every family that the format's style sheets bring with them."""
    texts = (_style(project.styles, name).read_text("utf-8", "replace") for name in project.format.styles)
    return frozenset(family.strip() for text in texts for family in _FAMILY.findall(text))


def _style(folders: tuple[Path, ...], name: str) -> Path:
    found = first(folders, name)
    if found is None:
        raise FichesError(
            f"la feuille de style « {name} » est introuvable", "elle est nommée par le format, sous « styles »"
        )
    return found


def _confined_fetcher(root: VirtualRoot) -> Any:  # noqa: ANN401  # a weasyprint.urls.URLFetcher
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
    return Fault("moteur", f"un fichier demandé par la page est refusé : {error}", hint=REFUSED)


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


def _finish(root: Any, document: Any, pdf: Any) -> None:  # noqa: ANN401  # a WeasyPrint finisher, but for `root`
    stamps.finish(root, document, pdf)
    _list_heads(pdf)
    _number_pages(document, pdf)
    _show_trim(document, pdf)


def _list_heads(pdf: Any) -> None:  # noqa: ANN401
    """Lists the heads of tables by the names that cells call them: PDF demands it, the engine leaves it out."""
    import pydyf

    heads = [one for one in pdf.objects if isinstance(one, pydyf.Dictionary) and "ID" in one]
    if heads:
        names = [half for one in sorted(heads, key=lambda one: one["ID"].data) for half in (one["ID"], one.reference)]
        tree = pdf.objects[int(pdf.catalog["StructTreeRoot"].split()[0])]
        tree["IDTree"] = pydyf.Dictionary({"Names": pydyf.Array(names)})


def _show_trim(document: Any, pdf: Any) -> None:  # noqa: ANN401
    """Makes a page end at its trim: what is painted beyond stays in the file, for the press, and shows nowhere."""
    import pydyf

    for number, page in zip(pdf.pages["Kids"][::3], document.pages, strict=True):
        trim = pydyf.Array([0, 0, page.width * 0.75, page.height * 0.75])  # the engine counts in CSS pixels
        pdf.objects[number] |= {"MediaBox": trim, "TrimBox": trim, "BleedBox": trim}


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
