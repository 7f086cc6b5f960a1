"""What became of a document in this run, and what is known of its pages from the last one."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from functools import partial

from fiches.core.problems import FichesError, Problem
from fiches.render.engine import Pdf
from fiches.render.paint import Paint
from fiches.storage.made import FileRecord, MadeFile
from fiches.storage.manifest import ArtifactRecord
from fiches.storage.memory import Memory

JACKETS = "jaquettes"  # the folder of booklets' own pages


@dataclass(frozen=True, slots=True)
class Rendered:
    """A finished PDF, or the draft of one that may not be printed, and what was found wrong.

    `look` is the digest of the document; no PDF and no error: the one made before still shows it.
    """

    problems: tuple[Problem, ...]
    look: str = ""
    pdf: Pdf | None = None
    draft: Pdf | None = None
    engine: tuple[Problem, ...] = ()  # of `problems`, those that only drawing the pages shows
    traits: tuple[str, ...] = ()  # of a sheet, for the stamps of a booklet
    pictures: tuple[str, ...] = ()  # that the document shows, by their names in sheets/
    paint: Paint = ()


def _nothing() -> Pdf:
    raise FileNotFoundError


@dataclass(frozen=True, slots=True)
class LastDrawn:
    """The pages that the last run left of a document: its digest, its paint, its finished file where that is there."""

    look: str = ""
    paint: Paint = ()
    read: Callable[[], Pdf] = _nothing

    def recoloured(self, paint: Paint) -> Pdf | None:
        """The same pages in the colours of a document that has this paint; None where they must be drawn."""
        if not paint or self.paint[:2] != paint[:2]:
            return None
        from fiches.render import recolour

        with suppress(OSError, FichesError):
            pdf = self.read()
            data = recolour.recoloured(pdf.data, self.paint, paint)
            return replace(pdf, data=data) if data else None
        return None


NEVER = LastDrawn()


def of_files(
    known: LastDrawn,
    before: ArtifactRecord | None,
    there: Mapping[str, FileRecord],
    file: Callable[[str, FileRecord], MadeFile],
) -> LastDrawn:
    """What is `known` of the pages that the files of an artifact show; nothing when they are not all `there`."""
    if not before or not there or len(there) != len(before.files):
        return NEVER
    (path, made), *others = there.items()
    paint = () if others else known.paint  # a sheet that is too long has its draft beside what it was
    return LastDrawn(known.look, paint, partial(_whole, file(path, made), made.pages))


def _whole(file: MadeFile, pages: int) -> Pdf:
    return Pdf(file.read(), pages, {})


@dataclass(frozen=True, slots=True)
class Jacket:
    """A booklet's own pages as they were made last, and the key of all that they were made of."""

    key: str
    made: Rendered

    @property
    def last(self) -> LastDrawn:
        """The same for whoever draws them again."""
        pdf = self.made.pdf
        return LastDrawn(self.made.look, self.made.paint, (lambda: pdf) if pdf else _nothing)


def keep_jacket(memory: Memory, slug: str, jacket: Jacket) -> None:
    """Keeps the own pages of the booklet `slug` for the next run."""
    made, pdf = jacket.made, jacket.made.pdf
    if pdf is None:
        return
    head = {"key": jacket.key, "look": made.look, "pages": pdf.pages, "folios": dict(pdf.folios), "first": pdf.first}
    told = {"problems": [asdict(problem) for problem in made.engine], "pictures": made.pictures, "paint": made.paint}
    memory.keep(f"{slug}.jaquette", json.dumps({**head, **told}).encode() + b"\n" + pdf.data)


def kept_jacket(memory: Memory, slug: str) -> Jacket | None:
    """What `keep_jacket` was given; None when there is nothing or it is damaged."""
    try:
        head, _, data = (memory.kept(f"{slug}.jaquette") or b"").partition(b"\n")
        found = json.loads(head)
        folios = {str(id_): int(folio) for id_, folio in found["folios"].items()}
        pdf = Pdf(data, int(found["pages"]), folios, int(found["first"]))
        engine = tuple(Problem.revived(one) for one in found["problems"])
        pictures, paint = tuple(map(str, found["pictures"])), tuple(map(str, found["paint"]))
        made = Rendered((), str(found["look"]), pdf, engine=engine, pictures=pictures, paint=paint)
        return Jacket(str(found["key"]), made)
    except (ValueError, KeyError, TypeError, AttributeError):
        return None
