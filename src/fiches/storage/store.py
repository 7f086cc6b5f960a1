"""What was made, kept by the digest of all that it was made from, where many machines find it: a folder, or s3://….

A store is believed because somebody has named it, on the command line or in the environment, and never because the
files of a collection do: whoever writes to it decides what is in the PDFs of all. Where the machines share a secret
(`STORE_KEY_VARIABLE`), what another has written counts as absent.
"""

from __future__ import annotations

import hmac
import json
import os
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from fiches.core.messages import message
from fiches.core.problems import ExitCode, FichesError, Problem
from fiches.storage import fingerprints, made, output
from fiches.storage.answers import ANSWER_TIME, answered
from fiches.storage.fingerprints import MAX_BYTES, MAX_DATA_BYTES, AnswerT
from fiches.storage.makers import Made

STORE_KEY_VARIABLE = "FICHES_STORE_KEY"
STORE_VERSION = "1"  # the folder of what is kept as this program keeps it
_KEPT_FILES, _KEPT_RECORDS = "files", "records"
_PROBE = "probe"  # the name of an entry by which a store shows that it can be written, and what is in it
LEFT_ALONE = 300.0  # s for which a store that failed is not asked: a thousand sheets would wait for it, each four times
_silent: dict[str, float] = {}  # until when, by what it is


@dataclass(frozen=True)
class ArtifactStore:
    """A store at an address of fsspec; its entries hold for those who share the `secret` that seals them."""

    address: str
    secret: str = ""

    def made(self, key: str) -> Made | None:
        """What was made from just what the key says; None where nothing was, or not all of it is there."""
        found = self.noted(key)
        try:
            files = {str(path): self._file(str(path), *one) for path, one in found["files"].items()} if found else None
            problems = tuple(Problem.revived(one) for one in found["problems"]) if found else ()
            return Made(files, problems, dict(found["note"])) if found and files else None
        except (KeyError, TypeError, ValueError, AttributeError):
            return None

    def keep(self, key: str, one: Made) -> None:
        """Keeps what was made under a key, its files first, so that whoever finds the record finds them."""
        files = {}
        for path, (data, pages) in (one.files or {}).items():
            digest = fingerprints.key(data)
            self._write(_KEPT_FILES, digest, data)
            files[path] = (digest, pages)
        self.note(key, {"files": files, "problems": [asdict(each) for each in one.problems], "note": one.note})

    def noted(self, key: str) -> dict[str, Any] | None:
        """What `note` was given under a key; None where nothing was, or it is not as it was sealed."""
        seal, _, text = self._read(_KEPT_RECORDS, key, MAX_DATA_BYTES).partition(b"\n")
        if not hmac.compare_digest(seal, self._seal(key, text)):
            return None
        with suppress(ValueError, RecursionError):
            found = json.loads(text)
            return found if isinstance(found, dict) else None
        return None

    def note(self, key: str, said: Mapping[str, Any]) -> None:
        """Keeps a note, in terms of JSON."""
        text = json.dumps(said, ensure_ascii=False).encode("utf-8", "surrogatepass")
        self._write(_KEPT_RECORDS, key, self._seal(key, text) + b"\n" + text)

    def check(self) -> None:
        """FichesError where the store cannot be read and written."""
        probe = _entry(_KEPT_RECORDS, _PROBE)
        try:
            self._disk.write(probe, _PROBE.encode())  # S3 gives no part of what is empty
            self._disk.read(probe, MAX_DATA_BYTES)
        except Exception as error:  # each kind of store has its own
            why = str(error.message) if isinstance(error, FichesError) else str(error)
            raise FichesError(
                message("store.unreachable", address=self.address, reason=why), exit_code=ExitCode.UNUSABLE
            ) from error

    def file(self, digest: str) -> bytes:
        """The bytes of a digest; ValueError where they are not there, or not those."""
        data = self._read(_KEPT_FILES, digest, MAX_BYTES)
        if fingerprints.key(data) != digest:
            raise ValueError(digest)
        return data

    def _file(self, path: str, digest: str, pages: int) -> tuple[bytes, int]:
        if not made.is_output(path):
            raise ValueError(path)
        return self.file(str(digest)), int(pages)

    def _seal(self, key: str, text: bytes) -> bytes:
        return hmac.new(self.secret.encode(), key.encode() + text, "sha256").hexdigest().encode()

    def _read(self, sort: str, name: str, most: int) -> bytes:
        """The bytes of an entry of at most so many; nothing where there is none to be had."""
        with suppress(Exception):  # each kind of store has its own
            return self._disk.read(_entry(sort, name), most)
        return b""

    def _write(self, sort: str, name: str, data: bytes) -> None:
        """Writes an entry; where that cannot be, the next machine makes it again."""
        with suppress(Exception):  # each kind of store has its own
            self._disk.write(_entry(sort, name), data)

    @property
    def _disk(self) -> _Folder | _Bucket:
        """What reads and writes there: asked for each time, since it outlives no fork; fsspec keeps it."""
        disk, root = _fsspec().url_to_fs(self.address)
        is_folder = "file" in (disk.protocol if isinstance(disk.protocol, tuple) else (disk.protocol,))
        return _Folder(Path(root).resolve()) if is_folder else _Bucket(disk, str(root).rstrip("/"))


@dataclass(frozen=True, slots=True)
class _Folder:
    """A folder of this system, in which others write too: each file whole, no link followed."""

    root: Path

    def read(self, path: str, most: int) -> bytes:
        return output.read(self.root, path, most)

    def write(self, path: str, data: bytes) -> None:
        output.write(self.root, path, data)


@dataclass(frozen=True, slots=True)
class _Bucket:
    """What fsspec reaches elsewhere; TimeoutError where it does not answer."""

    disk: Any
    root: str

    def read(self, path: str, most: int) -> bytes:
        return bytes(self._asked(lambda: self.disk.cat_file(f"{self.root}/{path}", end=most)))

    def write(self, path: str, data: bytes) -> None:
        self._asked(lambda: self._put(path, data))

    def _asked(self, ask: Callable[[], AnswerT]) -> AnswerT:
        if time.monotonic() < _silent.get(self.root, 0.0):
            raise TimeoutError(self.root)
        try:
            return answered(ask, ANSWER_TIME)
        except FileNotFoundError:
            raise
        except Exception:  # each kind of store has its own
            _silent[self.root] = time.monotonic() + LEFT_ALONE
            raise

    def _put(self, path: str, data: bytes) -> None:
        place = f"{self.root}/{path}"
        try:
            self.disk.pipe_file(place, data)
        except FileNotFoundError:  # a disk, unlike a bucket, has folders; neither is made where nobody has made it
            for end in range(1, path.count("/") + 1):
                with suppress(FileExistsError):
                    self.disk.mkdir("/".join((self.root, *path.split("/")[:end])), create_parents=False)
            self.disk.pipe_file(place, data)


def _entry(sort: str, name: str) -> str:
    return "/".join((STORE_VERSION, sort, name[:2], name))


def named(address: str) -> ArtifactStore | None:
    """The store at an address that somebody has given, once it has answered; without an address none."""
    if not address:
        return None
    if ":" not in address:
        address = str(Path(address).absolute())  # other machines and processes work elsewhere
    store = ArtifactStore(address, os.environ.get(STORE_KEY_VARIABLE, ""))
    store.check()
    return store


def _fsspec() -> Any:  # noqa: ANN401
    try:
        import fsspec.core
    except ImportError as error:
        raise FichesError(message("cluster.missing"), exit_code=ExitCode.UNUSABLE) from error
    return fsspec.core
