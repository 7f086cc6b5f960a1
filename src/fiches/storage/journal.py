"""What a family of files puts down before it writes: a line a file, so that no run takes its own for a stranger's."""

from __future__ import annotations

import json
from collections.abc import Container, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path

from fiches.core.messages import message
from fiches.storage import fingerprints, made, output, seal
from fiches.storage.fingerprints import MAX_BYTES
from fiches.storage.folders import RefusedFile
from fiches.storage.made import FileRecord
from fiches.storage.memory import Memory

OWN_FOLDER = "build"  # the output folder of a collection, where none is asked for
MANIFEST_FOLDER = "manifest"  # of what is remembered
WRITTEN = ".log"  # ends the name of a family's file of such lines
_KIT, _KIT_PAGE = ("kit/", "kit.zip"), "kit/index.html"  # the files of the kit, and the one that says whose they are
_SIGNATURES = (  # what our PDFs, pages and index say of who wrote them
    b"<xmp:CreatorTool>fiches<",
    b'<meta name="generator" content="fiches">',
    b'{\n "@context": {\n  "@vocab": "https://schema.org/",\n  "dcterms": ',
)


@dataclass(frozen=True, slots=True)
class Line:
    """One file that was put down: its artifact, its path, what it is; `ours`: by a run of this user."""

    name: str
    path: str
    file: FileRecord
    ours: bool = True


@dataclass(frozen=True, slots=True)
class Journal:
    """Writes the files of one family, and replaces none but its own: those of `known` paths, or as they are `claimed`.

    What a memory of another machine claims to have written, and is still so, may be replaced by what is made here; so
    may, in the program's own folder, what says of itself that it is the program's.
    """

    out: Path
    family: str
    known: frozenset[str] = frozenset()
    claimed: Mapping[str, str] = field(default_factory=dict)  # digests by path

    def written(self, name: str, path: str, content: tuple[bytes, int]) -> FileRecord:
        """Writes one file (bytes, pages) of an artifact, whole or not at all, and says what it is.

        RefusedFile where somebody else's is there.
        """
        file = FileRecord(fingerprints.key(content[0]), (), content[1])
        if not self._is_ours(path, file.digest):
            raise RefusedFile(message("fichier-etranger", path=f"{self.out.name}/{path}"))
        output.append(self.out, _place(self.family), b"\n" + _said(self.family, Line(name, path, file)))
        output.write(self.out, path, content[0])
        return replace(file, stamp=output.stamp(self.out, path) or ())

    def _is_ours(self, path: str, digest: str) -> bool:
        if path in self.known or not output.exists(self.out, path):
            return True
        found = made.digest(self.out, path, MAX_BYTES)
        return found in (digest, self.claimed.get(path, digest)) or self._is_signed(path)

    def _is_signed(self, path: str) -> bool:
        """Whether a file in the program's own folder says that the program wrote it, as where its memory was lost.

        Elsewhere such a file may be an edition that somebody keeps.
        """
        if self.out.name != OWN_FOLDER:
            return False
        with suppress(OSError):
            data = output.read(self.out, _KIT_PAGE if path.startswith(_KIT) else path, MAX_BYTES)
            return any(signature in data for signature in _SIGNATURES)
        return False


def lines(out: Path, family: str, known: Container[tuple[str, str]] = ()) -> Iterator[Line]:
    """The files of a family that were put down, but those `known` by path and digest.

    A line that was cut short says nothing.
    """
    try:
        found = output.read(out, _place(family), MAX_BYTES).splitlines()
    except OSError:
        return
    for text in found:
        with suppress(ValueError, TypeError, RecursionError):
            *said, sealed = json.loads(text)
            name, path, digest, pages = said
            line = Line(str(name), str(path), FileRecord(str(digest), (), int(pages)))
            if (line.path, line.file.digest) not in known and made.is_output(line.path):
                ours = seal.holds(str(sealed).encode(), _place(family), json.dumps(said).encode())
                yield replace(line, ours=ours)


def rewrite(out: Path, family: str, files: Iterable[Line]) -> None:
    """Puts down these files and no others."""
    output.write(out, _place(family), b"".join(_said(family, line) for line in files))


def _said(family: str, line: Line) -> bytes:
    said = [line.name, line.path, line.file.digest, line.file.pages]
    sealed = seal.sealed(_place(family), json.dumps(said).encode())
    return f"{json.dumps([*said, sealed.decode()])}\n".encode()


def _place(family: str) -> str:
    return Memory(Path(), MANIFEST_FOLDER).path(f"{family}{WRITTEN}")
