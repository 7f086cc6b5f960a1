"""What goes into the kit: the good sheets and booklets with their PDFs, and the pictures that are made of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, partial
from pathlib import Path
from typing import Any

from fiches.build.records import BUILD, noted
from fiches.compose import rules_reader
from fiches.config.languages import is_rtl
from fiches.config.project import Project
from fiches.content import numbering
from fiches.content.booklet import Booklet
from fiches.content.sheet import Sheet, records
from fiches.core.messages import catalogue, message
from fiches.core.text import slugify
from fiches.festival.posters import POSTERS
from fiches.festival.website import images
from fiches.festival.website.context import PDFS, PICTURES, SHEET_PAGES, BookletEntry, SheetEntry, Site
from fiches.festival.website.downloads import Cover, Download
from fiches.festival.website.images import WebPhoto
from fiches.festival.website.pieces import piece
from fiches.graphics import ornaments
from fiches.graphics.maps import service
from fiches.graphics.maps.service import MapService
from fiches.html.context import PageContext, SheetContext
from fiches.html.lined import line_setter
from fiches.lint.collection import Collection
from fiches.storage import fingerprints, manifest, output
from fiches.storage.made import MadeFile
from fiches.storage.makers import Artifact
from fiches.typography.html_writer import HtmlWriter


@dataclass(frozen=True, slots=True)
class Gathered:
    """The sheets with their files, the booklets by slug (whether they are read from right to left), the pieces."""

    project: Project
    charts: MapService
    leaves: tuple[SheetEntry, ...]
    covers: Mapping[str, BookletEntry]
    pieces: tuple[Artifact, ...]
    logos: Mapping[str, str]
    posters: tuple[Download, ...]

    @property
    def booklets(self) -> Mapping[str, bool]:
        """Every booklet, and whether it is read from right to left."""
        return {slug: is_rtl(book.booklet.language) for slug, book in self.covers.items()}

    def site(self, pockets: Mapping[str, Download]) -> Site:
        """The whole of it but its EPUBs, with the pocket editions that could be made."""
        books = tuple(replace(book, pocket=pockets.get(slug)) for slug, book in self.covers.items())
        settings = self.project.settings
        untitled = catalogue(self.project.language).text(message("posters.untitled"))
        title = books[0].title if books else settings.running_title or settings.publisher.name or untitled
        language = books[0].booklet.language if books else self.project.language
        page = _page(self.project, self.charts, language)
        return Site(page, title, numbering.home(settings), self.leaves, books, self.logos, self.posters)


@cache
def tool() -> str:
    """The program, the libraries that it draws with, and the festival's own part of it."""
    own = sorted(Path(__file__).parents[1].rglob("*.py"))
    return fingerprints.key(fingerprints.tool(), *(path.read_bytes() for path in own))


def gather(project: Project, found: Collection, charts: MapService) -> Gathered:
    """Everything that was found good and whose PDF is there, in the order of the numbers."""
    atlases: dict[str, MapService] = {project.format.name: charts}
    made = manifest.read(project.out, BUILD)
    files = manifest.made_files(project.out, BUILD)
    good = {slug: found.sheets[slug] for slug in found.sheets if noted(made.artifacts.get(slug)).good}
    pieces: list[Artifact] = []
    logos = dict(_logos(project, [*good.values()], pieces))
    leaves = []
    for slug, number in numbering.numbers(project).items():
        file = files.get(f"{SHEET_PAGES}/{slug}.pdf")
        if slug in good and file:
            own = project.within(good[slug].format)
            if own.format.name not in atlases:
                atlases[own.format.name] = service.load(own, ornaments.load(own)[0])[0]
            leaves.append(_leaf(own, atlases[own.format.name], (good[slug], number, file), pieces))
    covers = {}
    for slug, book in sorted(found.booklets.items()):
        file, inside = files.get(f"{slug}.pdf"), _inside(book, leaves)
        if file and len(inside) == len(book.sheets):
            covers[slug] = _book(project, charts, (book, inside, file), pieces)
    posters = tuple(_posters(project, pieces))
    return Gathered(project, charts, tuple(leaves), covers, tuple(pieces), logos, posters)


def _inside(book: Booklet, leaves: Sequence[SheetEntry]) -> list[SheetEntry]:
    """The sheets of a booklet, in its order, as far as they are there."""
    by_slug = {leaf.page.sheet.slug: leaf for leaf in leaves}
    return [by_slug[name] for name in book.sheets if name in by_slug]


def _leaf(
    project: Project, charts: MapService, what: tuple[Sheet, int, MadeFile], pieces: list[Artifact]
) -> SheetEntry:
    one, number, file = what
    page = _page(project, charts, one.language, sheet=charts.spoken(one), number=number)
    pdf, cover = _files(file, pieces)
    photos = tuple(_photos(project, one, pieces))
    given = one.fields.get("mots_cles", ())
    keywords = tuple(map(str, given)) if isinstance(given, tuple) else ()
    short = numbering.short(project.settings, number, one.slug)
    return SheetEntry(page, one.title, f"{SHEET_PAGES}/{one.slug}.html", pdf, cover, short, number, photos, keywords)


def _book(
    project: Project, charts: MapService, what: tuple[Booklet, list[SheetEntry], MadeFile], pieces: list[Artifact]
) -> BookletEntry:
    one, inside, file = what
    pdf, cover = _files(file, pieces)
    page = _page(project, charts, one.language)
    home = numbering.home(project.settings)
    return BookletEntry(page, one.title, f"{one.slug}.html", pdf, cover, home, one, None, tuple(inside))


def _posters(project: Project, pieces: list[Artifact]) -> Iterator[Download]:
    """What else was made for the stand and is there: it goes along as it is."""
    for name, file in sorted(manifest.made_files(project.out, POSTERS).items()):
        if found := output.stamp(project.out, name):
            pieces.append(piece(name, fingerprints.key(file.digest), file.read))
            yield Download(name, found[0])


def _page(project: Project, charts: MapService, language: str, **more: Any) -> Any:  # noqa: ANN401
    """The words of a page in a language: of a sheet when one is given, in its own format."""
    setter = HtmlWriter(language, project.narrow_guillemets, apart=True)
    kind = SheetContext if more else PageContext
    cutter = line_setter(project, (language,))
    rules, _ = rules_reader.of_format(project.format)
    return kind(
        language, project.format, project.settings.in_language(language), setter, cutter, charts, rules, (), **more
    )


def _files(file: MadeFile, pieces: list[Artifact]) -> tuple[Download, Cover]:
    """A finished PDF and the pictures of its first page."""
    path, data = Path(file.path), file.read()
    pdf, picture = f"{PDFS}/{path.name}", f"{PICTURES}/{path.stem}"
    small, status = f"{picture}-page.webp", f"{picture}-statut.jpg"
    pieces.append(piece(pdf, fingerprints.key(file.digest), file.read))
    for name, draw in ((small, images.small_page), (status, images.status_page)):
        pieces.append(piece(name, fingerprints.key(tool(), file.digest, name), partial(_drawn, draw, file)))
    return Download(pdf, len(data)), Cover(small, status, images.page_size(data))


def _drawn(draw: Callable[[bytes], bytes], file: MadeFile) -> bytes:
    """A picture of a finished PDF."""
    return draw(file.read())


def _photos(project: Project, one: Sheet, pieces: list[Artifact]) -> Iterator[tuple[Mapping[str, str], WebPhoto]]:
    for number, said in enumerate(records(one, "photos"), start=1):
        path = project.image(said["fichier"].name)
        photo = images.measured(path, f"{one.slug}-{number}")
        if photo:
            pieces += _pictures(path, photo)
            yield said, photo


def _pictures(path: Path, photo: WebPhoto) -> Iterator[Artifact]:
    data = path.read_bytes()
    if not photo.width:
        key = fingerprints.key(tool(), data)
        yield piece(f"{PICTURES}/{photo.file()}", key, partial(images.as_drawing, path))
        return
    for width, suffix in ((photo.usual, ".jpg"), *((width, ".webp") for width in photo.widths)):
        name = f"{PICTURES}/{photo.file(width, suffix)}"
        yield piece(name, fingerprints.key(tool(), data, name), partial(images.as_photo, path, width, suffix))


def _logos(project: Project, sheets: list[Sheet], pieces: list[Artifact]) -> Iterator[tuple[str, str]]:
    """(name in sheets/, name in the kit) of each logo of an organisation or of a funder."""
    names = [*(file.name for file in project.settings.files), *(name for one in sheets for name in _own_logos(one))]
    for number, name in enumerate(dict.fromkeys(names), start=1):
        path = project.image(name)
        photo = images.measured(path, f"logo-{number}-{slugify(path.stem)}")
        if photo:
            file = photo.file(photo.widths[0] if photo.widths else 0, ".webp" if photo.width else "")
            pieces += [one for one in _pictures(path, photo) if one.name.endswith(file)]
            yield name, file


def _own_logos(one: Sheet) -> Iterator[str]:
    for rubric in one.rubrics:
        yield from (entry.logo.file for entry in rubric.entries if entry.logo)
