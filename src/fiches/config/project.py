"""Where things are: the collection's folder, its settings, its format, and what they may name."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from itertools import accumulate
from pathlib import Path, PureWindowsPath
from typing import NamedTuple

from fiches.config import formats, image_names, languages, output_place, spoken_settings
from fiches.config.fields import Field
from fiches.config.formats import Format
from fiches.config.output_place import SETTINGS
from fiches.config.settings import Settings, settings_of
from fiches.config.yaml_reader import YamlTable, parse_file
from fiches.config.yaml_reader import place as yaml_place
from fiches.core import web_hosts
from fiches.core.messages import Said, listing, message
from fiches.core.problems import BadValue, FichesError, Problem, fault, has_errors, silenced
from fiches.core.text import did_you_mean, refusal
from fiches.images import headers
from fiches.storage import fingerprints
from fiches.storage.fingerprints import HOUSE, Stamp

COLLECTION = SETTINGS
THEMES = "themes"  # a folder of styles/
BOOKLET_STEM = "livret"
NOT_SHEETS = frozenset({"readme.md", "lisezmoi.md"})
SMALLEST_SETTINGS = 100  # bytes, below which a file may be blank


OpenedFormat = tuple[Format | None, list[Problem]]


class _Known(NamedTuple):
    """What was read or judged once: formats by name, where styles are by theme, pictures that are good."""

    formats: dict[str, OpenedFormat]
    styles: dict[str, tuple[Path, ...]]
    images: dict[str, tuple[Stamp | None, Path]]


@dataclass(frozen=True, slots=True)
class Project:
    """One collection, ready to be read."""

    root: Path
    out: Path
    settings: Settings
    format: Format
    _known: _Known = field(default_factory=lambda: _Known({}, {}, {}), repr=False, compare=False)

    def named_format(self, name: str) -> OpenedFormat:
        """A format that a sheet or a booklet names, read once, and what is wrong with it; none where there is none."""
        if name == self.format.name:
            return self.format, []
        if name not in self._known.formats:
            self._known.formats[name] = formats.load(name, search(self.root, "templates"))
        return self._known.formats[name]

    def within(self, name: str) -> Project:
        """The same collection in another format, which is good; without a name, or with its own, as it is."""
        other, _ = self.named_format(name) if name else (None, [])
        return replace(self, format=other) if other and other is not self.format else self

    def speaking(self, language: str) -> Project:
        """The same with its settings in a language, as far as they are said in it."""
        spoken = self.settings.in_language(language)
        return self if spoken is self.settings else replace(self, settings=spoken)

    @property
    def sheets(self) -> Path:
        """The folder of sources."""
        return self.root / "sheets"

    @property
    def language(self) -> str:
        """The language of sheets that do not name theirs."""
        return self.settings.language

    @property
    def narrow_guillemets(self) -> bool:
        """Whether « » take narrow no-break spaces (the default) or full ones."""
        return self.settings.narrow_guillemets

    def judged(self, problems: Iterable[Problem]) -> list[Problem]:
        """The problems, sorted, those that the collection admits silenced."""
        return sorted(silenced(problems, {reference.name for reference in self.settings.admitted}))

    @property
    def styles(self) -> tuple[Path, ...]:
        """Where style sheets, signs and fonts are looked for: in each place, the theme before the rest."""
        theme = self.settings.theme
        if theme not in self._known.styles:
            found = search(self.root, "styles")
            both = ((folder / THEMES / theme, folder) if theme else (folder,) for folder in found)
            self._known.styles[theme] = tuple(folder for pair in both for folder in pair if folder.is_dir())
        return self._known.styles[theme]

    def sources(self) -> tuple[list[Path], list[Path]]:
        """The sheet files and the booklet files, by name; FichesError when the folder is gone."""
        try:
            with os.scandir(self.sheets) as entries:
                found = sorted(one.name for one in entries if _is_source(one) and not self.is_stray(one))
        except OSError as error:
            raise FichesError(message("collection.unread", path=str(self.sheets), why=refusal(error))) from error
        paths = [self.sheets / name for name in found]
        booklets = [path for path in paths if _is_booklet(path)]
        return [path for path in paths if not _is_booklet(path)], booklets

    def is_stray(self, path: Path | os.DirEntry[str]) -> bool:
        """Whether a file of sheets/ is a link that leads out of the collection."""
        return path.is_symlink() and not fingerprints.confined(Path(path), self.root)

    def shown(self, path: Path) -> str:
        """`path` as problems name it: POSIX, relative to the collection."""
        return path.relative_to(self.root).as_posix()

    def image(self, name: str) -> Path:
        """The file that a sheet calls `name`, judged once while it is the same; BadValue says why there is none."""
        there = fingerprints.stamp(f"{self.sheets}/{name}")
        known = self._known.images.get(name)
        if known is None or known[0] != there:
            known = self._known.images[name] = there, self._judged_image(name)
        return known[1]

    def _judged_image(self, name: str) -> Path:
        if leaves(name):
            raise _outside()
        path = fingerprints.stored(self.sheets / name)
        try:
            real = path.resolve()
            if not real.is_relative_to(self.root.resolve()):
                raise _outside()
            if path.suffix.lower() not in image_names.TYPES:
                raise image_names.of_another_type(path, self.sheets)
            if not real.is_file():
                raise FileNotFoundError
            headers.check(real)
        except (OSError, RuntimeError, ValueError) as error:
            if isinstance(error, BadValue):
                raise
            meant = image_names.similar(path, self.sheets)
            raise BadValue(message("value.image.absent"), meant, "image-absente") from None
        return real


def leaves(name: str) -> bool:
    """Whether a name, by its letters alone, is that of a file elsewhere, perhaps on another machine."""
    path = PureWindowsPath(name)
    climbs = accumulate(-1 if part == ".." else 1 for part in path.parts)
    return bool(path.anchor) or min(climbs, default=0) < 0 or "\0" in name


def _outside() -> BadValue:
    return BadValue(message("value.image.outside"), code="image-hors-collection")


def search(root: Path, kind: str) -> tuple[Path, ...]:
    """Where `templates` or `styles` are looked for: the collection first, then the house."""
    folders = (root / kind, HOUSE / kind)
    return tuple(dict.fromkeys(folder for folder in folders if folder.is_dir()))


def first(folders: Sequence[Path], name: str) -> Path | None:
    """The file called `name` in the first folder that has one."""
    for folder in folders:
        with suppress(OSError):  # a name that is too long is none of a file
            if (folder / name).is_file():
                return folder / name
    return None


@fingerprints.while_same
def text_of(path: Path) -> str:
    """The text of a file that every sheet asks for: a style sheet."""
    return path.read_text("utf-8", "replace")


def themes(root: Path) -> list[str]:
    """Every theme that a collection can name."""
    return sorted({path.name for folder in search(root, "styles") for path in folder.glob(f"{THEMES}/*/")})


def settings_fields() -> tuple[Field, ...]:
    """The keys of collection.yaml, from the list in templates/collection.yaml."""
    return formats.house_fields("collection.yaml")


def open_project(root: Path, out: Path | None = None) -> tuple[Project | None, list[Problem]]:
    """The collection in `root`, and what is wrong with its settings or format.

    Raises FichesError when `root` is no collection at all.
    """
    root = root.absolute()
    if not (root / "sheets").is_dir():
        raise FichesError(message("collection.none", path=str(root)), _elsewhere(root))
    own_languages = languages.take_up(root)
    place, strays = output_place.judged(root, out)
    strays += [stray(link) for link in fingerprints.strays(root)]
    if strays:
        return None, sorted(strays)
    settings, table, problems = settings_in(root)
    problems += own_languages
    problems += _unknown_theme(root, settings.theme, table)
    if has_errors(problems):
        return None, sorted(problems)
    folders, name = search(root, "templates"), settings.format
    if name not in formats.names(folders):
        return None, [*problems, formats.unknown(name, folders, *yaml_place(table, "format")).in_file(COLLECTION)]
    format_, format_problems = formats.load(name, folders)
    problems = sorted([*problems, *format_problems])
    if format_ is None or has_errors(problems):
        return None, problems
    return Project(root, place, settings, format_), problems


def _elsewhere(root: Path) -> Said:
    """What to do where there is no collection: go to the one that `root` is a part of, or to another."""
    above = next((folder for folder in root.parents if (folder / COLLECTION).is_file()), None)
    if above:
        return message("collection.none.above", path=str(above))
    return message("collection.none.elsewhere")


_CALLED_OTHERWISE = tuple(
    f"{name}{ending}"
    for name in ("collection", "Collection")
    for ending in (".yml", ".YML", ".yaml.txt", ".yaml", ".YAML", ".yml.txt", ".txt")
)


def of_settings(project: Project) -> Iterator[Problem]:
    """What a person should mend in the settings of a collection that can be used."""
    path = project.root / COLLECTION
    other = next((one.name for one in map(path.with_name, _CALLED_OTHERWISE) if one.is_file()), "")
    if not path.is_file() and other:
        yield fault("reglages-absents.name", other=other, name=path.name).in_file(COLLECTION)
    elif not path.is_file():
        yield fault("reglages-absents", file=COLLECTION).in_file(COLLECTION)
    elif path.stat().st_size < SMALLEST_SETTINGS and not path.read_bytes().strip():
        yield fault("reglages-absents.empty", file=COLLECTION).in_file(COLLECTION)
    if web_hosts.is_private(project.settings.address):
        table = parse_file(path)[0] or YamlTable(())
        told = fault("adresse-privee", *yaml_place(table, "adresse"), address=project.settings.address)
        yield told.in_file(COLLECTION)


def stray(shown: str) -> Problem:
    """That what is called `shown` is not in the collection: nothing is read or written there."""
    return fault("lien-hors-collection").in_file(shown)


def settings_in(root: Path) -> tuple[Settings, YamlTable, list[Problem]]:
    """The settings of the collection in `root`, the table that gives them, and what is wrong with them."""
    path = root / COLLECTION
    if not path.exists():
        return settings_of({}), YamlTable(()), []
    table, faults = parse_file(path)
    values, spoken, more = spoken_settings.read(table or YamlTable(()), settings_fields())
    problems = [found.in_file(COLLECTION) for found in (*faults, *more)]
    theme = {"theme": values["theme"]} if "theme" in values else {}
    settings = settings_of(theme) if has_errors(problems) else settings_of(values, spoken)
    return settings, table or YamlTable(()), problems


def _unknown_theme(root: Path, name: str, table: YamlTable) -> list[Problem]:
    """The fault of naming a theme that does not exist."""
    known = themes(root)
    if not name or name in known:
        return []
    hint = did_you_mean(name, known) or message("theme-inconnu.known", themes=listing(known))
    return [fault("theme-inconnu", *yaml_place(table, "theme"), hint=hint, name=name).in_file(COLLECTION)]


def _is_booklet(path: Path) -> bool:
    return path.stem.casefold().startswith(BOOKLET_STEM)


def _is_source(entry: os.DirEntry[str]) -> bool:
    """Whether something in sheets/ is a source; folders say what is in them, and the system only where links lead."""
    name = entry.name.casefold()
    may_be = name.endswith(".md") and not name.startswith(("_", ".", "~")) and name not in NOT_SHEETS
    return may_be and (Path(entry).is_file() if entry.is_symlink() else entry.is_file())
