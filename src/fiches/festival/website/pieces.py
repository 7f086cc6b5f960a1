"""The files of the kit as artifacts: where each stands, and how its bytes are made."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path

from fiches.storage import fingerprints
from fiches.storage.made import MadeFile
from fiches.storage.makers import Artifact, Made
from fiches.storage.manifest import ArtifactRecord

KIT = "kit"  # the family of these files in the manifest
KIT_FOLDER = "kit"  # of the output
ARCHIVE = "kit.zip"


def piece(path: str, key: str, make: Callable[[], bytes]) -> Artifact:
    """The file at `path` of the kit, of which all that its bytes depend on has the digest `key`."""
    return several(path, key, partial(_alone, path, make))


def several(name: str, key: str, make: Callable[[], Mapping[str, bytes]]) -> Artifact:
    """Files that are made together, by their paths in the kit."""
    return Artifact(_below(name), key, partial(_made, make), _below(name))


def known(path: str, data: bytes) -> Artifact:
    """A file whose bytes are there already."""
    return cheap(piece(path, fingerprints.key(data), partial(bytes, data)))


def cheap(one: Artifact) -> Artifact:
    """The same, which is sooner made than brought from a store."""
    return replace(one, dear=False)


def brought(out: Path, records: Iterable[ArtifactRecord]) -> Mapping[str, MadeFile]:
    """Every file of the kit so far, by its path in the kit."""
    found = {path: MadeFile(out, path, file.digest) for record in records for path, file in record.files.items()}
    return {path.removeprefix(f"{KIT_FOLDER}/"): file for path, file in sorted(found.items())}


def _alone(path: str, make: Callable[[], bytes]) -> Mapping[str, bytes]:
    return {path: make()}


def _made(make: Callable[[], Mapping[str, bytes]]) -> Made:
    return Made({_below(path): (data, 0) for path, data in make().items()})


def _below(path: str) -> str:
    """Where a file stands below the output folder: all in the kit, but the archive of it."""
    return path if path == ARCHIVE else f"{KIT_FOLDER}/{path}"
