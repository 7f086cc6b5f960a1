"""The story of `fiches deposit`: each work as a folder that an archive takes, which is sent when that is asked."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.parse import quote
from urllib.request import Request, urlopen

from fiches.build import kept_verdicts, pipeline
from fiches.build.pipeline import Options, Result, Written
from fiches.build.records import BUILD
from fiches.config.project import Project
from fiches.core.messages import message
from fiches.core.problems import FichesError
from fiches.html import metadata
from fiches.html.metadata import WorkRecord
from fiches.lint import collection
from fiches.storage import fingerprints, lock, manifest
from fiches.storage.artifacts import ArtifactSet
from fiches.storage.made import MadeFile
from fiches.storage.makers import Artifact, Made

DEPOSIT_FAMILY = "deposit"  # the family of these files in the manifest
DEPOSIT_FOLDER = "depot"  # of the output
ABOUT, DEPOSIT_SUMS = "zenodo.json", "SHA256SUMS"
ZENODO = "https://zenodo.org/api/deposit/depositions"
PATIENCE = 60  # seconds that the archive may take for an answer
_LANGUAGES = {"fr": "fra", "en": "eng", "ar": "ara", "es": "spa", "pt": "por"}  # ISO 639-1 → 639-3
_LICENCES = {"ccbysa": "cc-by-sa-4.0", "ccbync": "cc-by-nc-4.0", "ccby": "cc-by-4.0", "cc0": "cc-zero"}


@dataclass(frozen=True, slots=True)
class Archive:
    """Where deposits are sent, and the key that its owner was given there."""

    address: str
    key: str


def deposits(project: Project, names: Sequence[str], options: Options) -> Result:
    """Writes the folders of `names`, or of everything that has no error, below `depot/` of the output."""
    built = pipeline.build(project, names, options)
    works = [one for one in _works(project) if not names or one.slug in collection.slugs(project, names)]
    finished = manifest.read(project.out, BUILD)
    sources = {Path(path).stem: (path, made) for path, made in finished.files.items() if path.endswith(".pdf")}
    with lock.held(project.out, options.waiting):
        family = ArtifactSet(project.out, DEPOSIT_FAMILY, options.pace)
        with family:
            wanted = [_artifact(one, MadeFile(project.out, sources[one.slug][0], sources[one.slug][1].digest))
                      for one in works if one.slug in sources]  # fmt: skip
            list(family.update(wanted))
        changes = family.finish(lambda _: False)
        family.remember(lambda _: False)
    written = tuple(Written(project.out / path, family.pages[path]) for path in changes.made)
    return Result((*built.written, *written), built.problems, built.fresh)


def _works(project: Project) -> Iterator[WorkRecord]:
    found = kept_verdicts.read(project)
    yield from (metadata.of_sheet(sheet, project) for sheet in found.sheets.values())
    yield from (metadata.of_booklet(book, project) for book in found.booklets.values())


def _artifact(one: WorkRecord, pdf: MadeFile) -> Artifact:
    key = fingerprints.key(pdf.digest, repr(one), fingerprints.tool())
    return Artifact(f"{DEPOSIT_FOLDER}/{one.slug}", key, partial(_made, one, pdf), f"sheets/{one.slug}.md")


def _made(one: WorkRecord, pdf: MadeFile) -> Made:
    data, name = pdf.read(), f"{one.slug}.pdf"
    about = (json.dumps({"metadata": zenodo(one)}, ensure_ascii=False, indent=1) + "\n").encode()
    sums = "".join(f"{hashlib.sha256(own).hexdigest()}  {path}\n" for path, own in ((name, data), (ABOUT, about)))
    files = {name: data, ABOUT: about, DEPOSIT_SUMS: sums.encode()}
    return Made({f"{DEPOSIT_FOLDER}/{one.slug}/{path}": (own, 0) for path, own in files.items()})


def zenodo(one: WorkRecord) -> Mapping[str, Any]:
    """A record in the words of deposits in Zenodo (developers.zenodo.org), without what is empty."""
    rights = "".join(filter(str.isalnum, one.rights.casefold()))
    licence = next((name for start, name in _LICENCES.items() if rights.startswith(start)), "")
    said: dict[str, Any] = {
        "upload_type": "publication",
        "publication_type": "report",
        "title": one.title,
        "creators": [{"name": name} for name in one.creators],
        "description": one.description,
        "publication_date": one.date,
        "keywords": list(one.subjects),
        "language": _LANGUAGES.get(one.language, ""),
        "access_right": "open",
        "license": licence,
        "notes": one.rights if not licence else "",
        "imprint_publisher": one.publisher,
        "locations": [_location(place.name, place.point) for place in one.places],
        "related_identifiers": [{"identifier": one.identifier, "relation": "isIdenticalTo"}]
        if one.identifier.startswith("http")
        else [],
    }
    return {name: value for name, value in said.items() if value}


def _location(name: str, point: tuple[float, float] | None) -> dict[str, Any]:
    return {"place": name, **(dict(zip(("lat", "lon"), point, strict=True)) if point else {})}


# --- sent, when its owner asks for it -----------------------------------------------------


def send(folder: Path, archive: Archive) -> str:
    """Puts a folder into an archive as a draft, which its owner still has to publish there; gives its address."""
    made = _asked(archive, "POST", archive.address, b"{}")
    for path in sorted(folder.iterdir()):
        if path.name != ABOUT:
            _asked(archive, "PUT", f"{made['links']['bucket']}/{quote(path.name)}", path.read_bytes())
    told = (folder / ABOUT).read_bytes()
    return str(_asked(archive, "PUT", made["links"]["self"], told)["links"]["html"])


def _asked(archive: Archive, method: str, address: str, data: bytes) -> Any:  # noqa: ANN401
    """What an archive answers; FichesError where it refuses, or nobody answers."""
    kind = "application/json" if data[:1] == b"{" else "application/octet-stream"
    headers = {"Authorization": f"Bearer {archive.key}", "Content-Type": kind}
    try:
        with urlopen(Request(address, data, headers, method=method), timeout=PATIENCE) as answer:
            return json.loads(answer.read())
    except (URLError, OSError, ValueError, KeyError) as error:
        raise FichesError(message("deposit.refused", why=str(error)), message("deposit.refused.remedy")) from error
