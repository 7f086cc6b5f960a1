"""What goes into the kit: the good sheets and booklets with their PDFs, and the pictures that are made of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
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
from fiches.festival.website import images, pieces
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
from fiches.storage.fingerprints import Digests
from fiches.storage.made import MadeFile
from fiches.storage.makers import Artifact
from fiches.storage.memory import Memory
from fiches.storage.recollection import Recollection
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
    page: PageContext  # of a kit without booklets

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
        return Site(
            books[0].page if books else self.page,
            title,
            numbering.home(settings),
            self.leaves,
            books,
            self.logos,
            self.posters,
        )


@cache
def tool() -> str:
    """The program, the libraries that it draws with, and the festival's own part of it."""
    own = sorted(Path(__file__).parents[1].rglob("*.py"))
    return fingerprints.key(fingerprints.tool(), *(path.read_bytes() for path in own))


@dataclass(frozen=True, slots=True)
class _Basket:
    """The pieces so far; pictures by their stamps, and what was told of files before, by their digests."""

    digests: Digests
    kept: Recollection
    memory: Memory | None
    pieces: list[Artifact] = field(default_factory=list)
    speeches: dict[tuple[str, str], Sequence[Any]] = field(default_factory=dict)  # by format and language

    def page(self, project: Project, charts: MapService, language: str, **more: Any) -> Any:  # noqa: ANN401
        """The words of a page in a language: of a sheet when one is given, in its own format."""
        setter, cutter, settings, rules = self._speech(project, language)
        kind = SheetContext if more else PageContext
        return kind(language, project.format, settings, setter, cutter, charts, rules, (), **more)

    def _speech(self, project: Project, language: str) -> Sequence[Any]:
        """What all pages of a format that are in one language share."""
        known = project.format.name, language
        if known not in self.speeches:
            setter = HtmlWriter(language, project.narrow_guillemets, apart=True)
            cutter, settings = line_setter(project, (language,)), project.settings.in_language(language)
            self.speeches[known] = setter, cutter, settings, rules_reader.of_format(project.format)[0]
        return self.speeches[known]

    def measured(self, path: Path, stem: str) -> WebPhoto | None:
        """See `images`."""
        known = fingerprints.key("picture", self.digests.of(path), stem)
        return self.kept.of(known, partial(images.measured, path, stem))

    def page_size(self, file: MadeFile) -> tuple[float, float]:
        """See `images`."""
        found = self.kept.of(fingerprints.key("page", file.digest), lambda: images.page_size(file.read()))
        assert found is not None
        return found


def gather(project: Project, found: Collection, charts: MapService, memory: Memory | None) -> Gathered:
    """Everything that was found good and whose PDF is there, in the order of the numbers.

    What charts have drawn and what was told of files is known again, and pictures of pages, which `memory` is for.
    """
    atlases: dict[str, MapService] = {project.format.name: charts}
    made = manifest.read(project.out, BUILD)
    files = manifest.made_files(project.out, BUILD)
    good = {slug: found.sheets[slug] for slug in found.sheets if noted(made.artifacts.get(slug)).good}
    basket = _Basket(Digests(made.known), charts.drawn, memory)
    logos = dict(_logos(project, [*good.values()], basket))
    leaves = []
    for slug, number in numbering.numbers(project).items():
        file = files.get(f"{SHEET_PAGES}/{slug}.pdf")
        if slug in good and file:
            own = project.within(good[slug].format)
            if own.format.name not in atlases:
                other = service.load(own, ornaments.load(own)[0])[0]
                atlases[own.format.name] = replace(other, drawn=charts.drawn)
            leaves.append(_leaf(own, atlases[own.format.name], (good[slug], number, file), basket))
    covers = {}
    for slug, book in sorted(found.booklets.items()):
        file, inside = files.get(f"{slug}.pdf"), _inside(book, leaves)
        if file and len(inside) == len(book.sheets):
            covers[slug] = _book(project, charts, (book, inside, file), basket)
    posters, page = tuple(_posters(project, basket)), basket.page(project, charts, project.language)
    return Gathered(project, charts, tuple(leaves), covers, tuple(basket.pieces), logos, posters, page)


def _inside(book: Booklet, leaves: Sequence[SheetEntry]) -> list[SheetEntry]:
    """The sheets of a booklet, in its order, as far as they are there."""
    by_slug = {leaf.page.sheet.slug: leaf for leaf in leaves}
    return [by_slug[name] for name in book.sheets if name in by_slug]


def _leaf(project: Project, charts: MapService, what: tuple[Sheet, int, MadeFile], basket: _Basket) -> SheetEntry:
    one, number, file = what
    page = basket.page(project, charts, one.language, sheet=charts.spoken(one), number=number)
    pdf, cover = _files(file, basket)
    photos = tuple(_photos(project, one, basket))
    given = one.fields.get("mots_cles", ())
    keywords = tuple(map(str, given)) if isinstance(given, tuple) else ()
    short = numbering.short(project.settings, number, one.slug)
    return SheetEntry(page, one.title, f"{SHEET_PAGES}/{one.slug}.html", pdf, cover, short, number, photos, keywords)


def _book(
    project: Project, charts: MapService, what: tuple[Booklet, list[SheetEntry], MadeFile], basket: _Basket
) -> BookletEntry:
    one, inside, file = what
    pdf, cover = _files(file, basket)
    page = basket.page(project, charts, one.language)
    home = numbering.home(project.settings)
    return BookletEntry(page, one.title, f"{one.slug}.html", pdf, cover, home, one, None, tuple(inside))


def _posters(project: Project, basket: _Basket) -> Iterator[Download]:
    """What else was made for the stand and is there: it goes along as it is."""
    for name, file in sorted(manifest.made_files(project.out, POSTERS).items()):
        if found := output.stamp(project.out, name):
            basket.pieces.append(piece(name, fingerprints.key(file.digest), file.read))
            yield Download(name, found[0])


def _files(file: MadeFile, basket: _Basket) -> tuple[Download, Cover]:
    """A finished PDF and the pictures of its first page."""
    path, there = Path(file.path), output.stamp(file.out, file.path)
    size = there[0] if there else len(file.read())
    pdf, picture = f"{PDFS}/{path.name}", f"{PICTURES}/{path.stem}"
    small, status = f"{picture}-page.webp", f"{picture}-statut.jpg"
    basket.pieces.append(piece(pdf, fingerprints.key(file.digest), file.read))
    drawn = fingerprints.key(tool(), file.digest)
    basket.pieces.append(pieces.several(picture, drawn, partial(_drawn, file, (small, status), basket.memory)))
    return Download(pdf, size), Cover(small, status, basket.page_size(file))


def _drawn(file: MadeFile, names: Sequence[str], memory: Memory | None) -> Mapping[str, bytes]:
    """The pictures of a finished PDF, in a process of its own."""
    kept = Recollection(memory, names[0], tool())
    made = images.first_page(file.read(), kept)
    kept.keep()
    return dict(zip(names, made, strict=True))


def _photos(project: Project, one: Sheet, basket: _Basket) -> Iterator[tuple[Mapping[str, str], WebPhoto]]:
    for number, said in enumerate(records(one, "photos"), start=1):
        path = project.image(said["fichier"].name)
        photo = basket.measured(path, f"{one.slug}-{number}")
        if photo:
            basket.pieces.extend(_pictures(path, photo, basket.digests.of(path)))
            yield said, photo


def _pictures(path: Path, photo: WebPhoto, digest: str) -> Iterator[Artifact]:
    if not photo.width:
        key = fingerprints.key(tool(), digest)
        yield piece(f"{PICTURES}/{photo.file()}", key, partial(images.as_drawing, path))
        return
    for width, suffix in ((photo.usual, ".jpg"), *((width, ".webp") for width in photo.widths)):
        name = f"{PICTURES}/{photo.file(width, suffix)}"
        yield piece(name, fingerprints.key(tool(), digest, name), partial(images.as_photo, path, width, suffix))


def _logos(project: Project, sheets: list[Sheet], basket: _Basket) -> Iterator[tuple[str, str]]:
    """(name in sheets/, name in the kit) of each logo of an organisation or of a funder."""
    names = [*(file.name for file in project.settings.files), *(name for one in sheets for name in _own_logos(one))]
    for number, name in enumerate(dict.fromkeys(names), start=1):
        path = project.image(name)
        photo = basket.measured(path, f"logo-{number}-{slugify(path.stem)}")
        if photo:
            file = photo.file(photo.widths[0] if photo.widths else 0, ".webp" if photo.width else "")
            every = _pictures(path, photo, basket.digests.of(path))
            basket.pieces.extend(one for one in every if one.name.endswith(file))
            yield name, file


def _own_logos(one: Sheet) -> Iterator[str]:
    for rubric in one.rubrics:
        yield from (entry.logo.file for entry in rubric.entries if entry.logo)
