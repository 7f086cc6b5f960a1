"""What is remembered below the output folder from run to run, believed only with the seal of this user."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from fiches.core.problems import FichesError
from fiches.storage import output, seal
from fiches.storage.fingerprints import MAX_BYTES
from fiches.storage.output import MEMORY_FOLDER


@dataclass(frozen=True, slots=True)
class Memory:
    """One sort of what is remembered: a folder in that of all memory below the output folder `out`."""

    out: Path
    sort: str

    def path(self, name: str) -> str:
        """Where it keeps what has a name, below the output folder."""
        return f"{MEMORY_FOLDER}/{self.sort}/{name}"

    def keep(self, name: str, data: bytes) -> None:
        """Keeps bytes under a name; where nothing may be written, the next run does without."""
        with suppress(FichesError):
            output.write(self.out, self.path(name), seal.sealed(self.path(name), data) + b"\n" + data)

    def kept(self, name: str) -> bytes | None:
        """What `keep` was given under that name by a run of this user; None when it is not there, or changed since."""
        found, data = self.found(name)
        return data if found and seal.holds(found, self.path(name), data) else None

    def forget(self, is_gone: Callable[[str], bool]) -> None:
        """Removes what this user has kept under names of which nothing is left."""
        for name in filter(is_gone, output.names(self.out, self.path("").rstrip("/"))):
            if self.kept(name) is not None:
                with suppress(FichesError):
                    output.remove(self.out, self.path(name))

    def found(self, name: str) -> tuple[bytes, bytes]:
        """(seal, bytes) that are there, whoever wrote them; nothing where they cannot be read."""
        try:
            first, _, data = output.read(self.out, self.path(name), MAX_BYTES).partition(b"\n")
        except OSError:
            return b"", b""
        return first, data
