"""Where things are: the collection's folder, its settings, its format, and what they may name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import accumulate, islice
from pathlib import Path, PureWindowsPath
from typing import Any, cast

from fiches.config import fields, formats
from fiches.config.fields import Field, Values
from fiches.config.formats import Format
from fiches.config.values import Reference
from fiches.config.yaml_reader import YamlTable, parse_file
from fiches.config.yaml_reader import place as yaml_place
from fiches.core import web_hosts
from fiches.core.messages import listing
from fiches.core.problems import BadValue, Fault, FichesError, Problem, has_errors, silenced
from fiches.core.text import did_you_mean, nearest_name, refusal
from fiches.images import headers
from fiches.storage import fingerprints
from fiches.storage.fingerprints import HOUSE

COLLECTION = "sheets/collection.yaml"
THEMES = "themes"  # a folder of styles/
BOOKLET_STEM = "livret"
NOT_SHEETS = frozenset({"readme.md", "lisezmoi.md"})
MOST_IMAGES = 1000  # that are looked through for the one that was meant
IMAGE_TYPES = (".jpg", ".jpeg", ".png", ".svg", ".webp", ".gif")


@dataclass(frozen=True, slots=True)
class Project:
    """One collection, ready to be read."""

    root: Path
    out: Path
    settings: Values
    format: Format

    @property
    def sheets(self) -> Path:
        """The folder of sources."""
        return self.root / "sheets"

    @property
    def language(self) -> str:
        """The language of sheets that do not name theirs."""
        return str(self.settings.get("langue", "fr"))

    @property
    def narrow_guillemets(self) -> bool:
        """Whether « » take narrow no-break spaces (the default) or full ones."""
        return self.settings.get("espace_guillemets", "fine") == "fine"

    @property
    def admitted(self) -> tuple[Reference, ...]:
        """The codes of problems that the collection admits, and where its settings name them."""
        return cast(tuple[Reference, ...], self.settings.get("admis", ()))

    def judged(self, problems: Iterable[Problem]) -> list[Problem]:
        """The problems, sorted, those that the collection admits silenced."""
        return sorted(silenced(problems, {reference.name for reference in self.admitted}))

    @property
    def styles(self) -> tuple[Path, ...]:
        """Where style sheets, signs and fonts are looked for: in each place, the theme before the rest."""
        found, theme = search(self.root, "styles"), self.settings.get("theme")
        both = ((folder / THEMES / str(theme), folder) if theme else (folder,) for folder in found)
        return tuple(folder for pair in both for folder in pair if folder.is_dir())

    def sources(self) -> tuple[list[Path], list[Path]]:
        """The sheet files and the booklet files, by name; FichesError when the folder is gone."""
        try:
            found = sorted(path for path in self.sheets.iterdir() if _is_source(path) and not self.is_stray(path))
        except OSError as error:
            hint = "s'il a été déplacé, relancez depuis son nouvel emplacement"
            raise FichesError(f"« {self.sheets} » ne peut pas être lu : {refusal(error)}", hint) from error
        booklets = [path for path in found if path.stem.casefold().startswith(BOOKLET_STEM)]
        return [path for path in found if path not in booklets], booklets

    def is_stray(self, path: Path) -> bool:
        """Whether a file of sheets/ is a link that leads out of the collection."""
        return path.is_symlink() and not fingerprints.confined(path, self.root)

    def shown(self, path: Path) -> str:
        """`path` as problems name it: POSIX, relative to the collection."""
        return path.relative_to(self.root).as_posix()

    def image(self, name: str) -> Path:
        """The file that a sheet calls `name`; BadValue says why there is none."""
        if leaves(name):
            raise _outside()
        path = fingerprints.stored(self.sheets / name)
        try:
            real = path.resolve()
            if not real.is_relative_to(self.root.resolve()):
                raise _outside()
            if path.suffix.lower() not in IMAGE_TYPES:
                raise BadValue(
                    "n'est pas une image imprimable",
                    f"les types admis sont {', '.join(IMAGE_TYPES)}",
                    "image-format",
                )
            if not real.is_file():
                raise FileNotFoundError
            headers.check(real)
        except (OSError, RuntimeError, ValueError) as error:
            if isinstance(error, BadValue):
                raise
            raise BadValue("n'existe pas", self._similar(path), "image-absente") from None
        return real

    def _similar(self, path: Path) -> str:
        """Which image of the collection was meant, when the name of one is close enough."""
        found = (Path(name) for name in fingerprints.walk(self.sheets) if name.lower().endswith(IMAGE_TYPES))
        known = {other.relative_to(self.sheets): other.stem for other in islice(found, MOST_IMAGES)}
        close = nearest_name(path.stem, known.values())
        alike = [other for other, stem in known.items() if stem == close]
        if not alike:
            return f"copiez-la dans {path.parent.relative_to(self.root).as_posix()}/, ou corrigez son nom"
        best = max(alike, key=lambda other: (other.name == path.name, other.parent.name == path.parent.name))
        return f"vouliez-vous dire « {best.as_posix()} » ?"


def leaves(name: str) -> bool:
    """Whether a name, by its letters alone, is that of a file elsewhere, perhaps on another machine."""
    path = PureWindowsPath(name)
    climbs = accumulate(-1 if part == ".." else 1 for part in path.parts)
    return bool(path.anchor) or min(climbs, default=0) < 0 or "\0" in name


def _outside() -> BadValue:
    return BadValue("sort du dossier de la collection", "copiez l'image dans sheets/images/", "image-hors-collection")


def search(root: Path, kind: str) -> tuple[Path, ...]:
    """Where `templates` or `styles` are looked for: the collection first, then the house."""
    folders = (root / kind, HOUSE / kind)
    return tuple(dict.fromkeys(folder for folder in folders if folder.is_dir()))


def themes(root: Path) -> list[str]:
    """Every theme that a collection can name."""
    return sorted({path.name for folder in search(root, "styles") for path in folder.glob(f"{THEMES}/*/")})


def settings_fields() -> tuple[Field, ...]:
    """The keys of collection.yaml, from the list in templates/collection.yaml."""
    return formats.parse_fields((HOUSE / "templates" / "collection.yaml").read_text("utf-8"))


def open_project(root: Path, out: Path | None = None) -> tuple[Project | None, list[Problem]]:
    """The collection in `root`, and what is wrong with its settings or format.

    Raises FichesError when `root` is no collection at all.
    """
    root = root.absolute()
    if not (root / "sheets").is_dir():
        raise FichesError(f"« {root} » n'est pas une collection : il n'y a pas de dossier sheets/", _elsewhere(root))
    if links := fingerprints.strays(root):
        return None, [stray(link) for link in links]
    settings, table, problems = _settings(root)
    problems += _unknown_theme(root, settings, table)
    if has_errors(problems):
        return None, sorted(problems)
    folders, name = search(root, "templates"), str(settings.get("format", "capitalisation"))
    if name not in formats.names(folders):
        return None, [*problems, formats.unknown(name, folders, *yaml_place(table, "format")).in_file(COLLECTION)]
    format_, format_problems = formats.load(name, folders)
    problems = sorted([*problems, *format_problems])
    if format_ is None or has_errors(problems):
        return None, problems
    return Project(root, (out or root / "build").absolute(), settings, format_), problems


def _elsewhere(root: Path) -> str:
    """What to do where there is no collection: go to the one that `root` is a part of, or to another."""
    above = next((folder for folder in root.parents if (folder / COLLECTION).is_file()), None)
    if above:
        return f"« {above} » en est une : placez-vous dans ce dossier, ou donnez-le avec -C DOSSIER"
    return "placez-vous dans la collection, donnez-la avec -C DOSSIER, ou créez-la : fiches init DOSSIER"


def of_settings(project: Project) -> Iterator[Problem]:
    """What a person should mend in the settings of a collection that can be used."""
    path = project.root / COLLECTION
    if not path.is_file():
        message = f"la collection n'a pas de réglages : {COLLECTION} n'existe pas"
        hint = "dans le bon dossier, « fiches init . » l'écrit ; sinon, donnez la collection avec -C DOSSIER"
        yield Fault("reglages-absents", message, hint=hint).in_file(COLLECTION)
    if web_hosts.is_private(str(project.settings.get("adresse", ""))):
        table = parse_file(path)[0] or YamlTable(())
        message = f"« {project.settings['adresse']} » ne s'ouvre que sur votre machine ou votre réseau"
        hint = "donnez l'adresse publique des fiches ; tant qu'il n'y en a pas, retirez cette ligne"
        yield Fault("adresse-privee", message, *yaml_place(table, "adresse"), hint).in_file(COLLECTION)


def stray(shown: str) -> Problem:
    """That what is called `shown` is not in the collection: nothing is read or written there."""
    hint = "remplacez ce raccourci par une copie de ce qu'il désigne"
    return Fault("lien-hors-collection", "ce fichier ou dossier est hors de la collection", hint=hint).in_file(shown)


def _settings(root: Path) -> tuple[Values, YamlTable, list[Problem]]:
    """The settings, the table that gives them, and what is wrong with them."""
    path = root / COLLECTION
    if not path.exists():
        return {}, YamlTable(()), []
    table, faults = parse_file(path)
    values, more = fields.read(table, settings_fields()) if table else ({}, [])
    return values, table or YamlTable(()), [fault.in_file(COLLECTION) for fault in (*faults, *more)]


def _unknown_theme(root: Path, settings: Values, table: YamlTable) -> list[Problem]:
    """The fault of naming a theme that does not exist."""
    if "theme" not in settings or settings["theme"] in themes(root):
        return []
    name, known = str(settings["theme"]), themes(root)
    hint = did_you_mean(name, known) or f"les thèmes sont {listing(known)}, des dossiers de styles/themes/"
    message = f"aucun thème ne s'appelle « {name} »"
    return [Fault("theme-inconnu", message, *yaml_place(table, "theme"), hint).in_file(COLLECTION)]


def _is_source(path: Path) -> bool:
    name = path.name.casefold()
    return name.endswith(".md") and not name.startswith(("_", ".", "~")) and name not in NOT_SHEETS and path.is_file()


def record(values: Values, name: str) -> Mapping[str, Any]:
    """A record among `values`, empty when it is not given."""
    return cast(Mapping[str, Any], values.get(name, {}))
