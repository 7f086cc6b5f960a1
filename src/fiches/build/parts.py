"""A build in parts: a share of the sheets for each of many machines, and what they made taken over by one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from fiches.build import pipeline
from fiches.build.pipeline import Options, Result
from fiches.build.records import BUILD
from fiches.config.project import Project
from fiches.core.messages import message
from fiches.core.problems import ExitCode, FichesError
from fiches.storage import fingerprints, lock, manifest, output
from fiches.storage.folders import RefusedFile
from fiches.storage.journal import Journal
from fiches.storage.made import FileRecord
from fiches.storage.manifest import ArtifactRecord


@dataclass(frozen=True, slots=True)
class BuildShare:
    """The `number`th (from 1) of so many equal shares of a collection's sheets."""

    number: int
    of: int

    def share(self, project: Project) -> tuple[str, ...]:
        """Its sheets, by slug: every `of`th, so that neighbours, which are alike, go to different machines."""
        slugs = [path.stem for path in project.sources()[0]]
        return tuple(slugs[self.number - 1 :: self.of])


def build_part(project: Project, part: BuildShare, options: Options) -> Result:
    """Brings one share of the sheets up to date, and no booklet; nothing where the share is empty."""
    share = part.share(project)
    return pipeline.build(project, share, options) if share else Result((), ())


def join(project: Project, folders: Sequence[Path], options: Options) -> Result:
    """Takes over what runs of this collection left in other output folders, and brings the rest up to date.

    Whoever names a folder trusts who wrote it. A file is taken only as its record says that it is, and is fresh only if
    it was made from the same sheet, styles, layouts, program and libraries. FichesError for a folder without records.
    """
    with lock.held(project.out, options.waiting):
        for folder in folders:
            _take(project.out, folder)
    return pipeline.build(project, (), options)


def _take(out: Path, folder: Path) -> None:
    theirs = manifest.trusted(folder, BUILD)
    if not theirs.artifacts:
        raise FichesError(message("join.nothing", path=str(folder)), exit_code=ExitCode.USAGE)
    ours = manifest.read(out, BUILD)
    journal = ours.journal(out, BUILD)
    taken = dict[str, ArtifactRecord]()
    for name, record in theirs.artifacts.items():
        if record.key and not ours.holds(out, name, record.key):
            files = _copied(journal, folder, name, record.files)
            if files is not None:
                taken[name] = replace(record, files=files)
    manifest.write(out, BUILD, replace(ours, artifacts={**ours.artifacts, **taken}, run=""))


def _copied(journal: Journal, folder: Path, name: str, files: Mapping[str, FileRecord]) -> dict[str, FileRecord] | None:
    """The files of an artifact, written here; None where one is not as it was recorded, or somebody else's is here."""
    found = dict[str, FileRecord]()
    for path, file in files.items():
        try:
            data = output.read(folder, path, fingerprints.MAX_BYTES)
            if fingerprints.key(data) != file.digest:
                return None
            found[path] = journal.written(name, path, (data, file.pages))
        except (OSError, RefusedFile):
            return None
    return found
