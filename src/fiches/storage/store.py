"""What was made, kept by the digest of all that it was made from, where many machines find it: a folder, or s3://….

A store is believed because somebody has named it, on the command line or in the environment, and never because the
files of a collection do: whoever writes to it decides what is in the PDFs of all. Where the machines share a secret
(`STORE_KEY_VARIABLE`), what another has written counts as absent.
"""

from __future__ import annotations

import hmac
import json
import os
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass
from typing import Any

from fiches.core.messages import message
from fiches.core.problems import ExitCode, FichesError, Problem
from fiches.storage import fingerprints, made
from fiches.storage.fingerprints import MAX_BYTES, MAX_DATA_BYTES
from fiches.storage.makers import Made

STORE_KEY_VARIABLE = "FICHES_STORE_KEY"
STORE_VERSION = "1"  # the folder of what is kept as this program keeps it
_KEPT_FILES, _KEPT_RECORDS = "files", "records"
_PROBE = "probe"  # the name of an entry by which a store shows that it can be written


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
        try:
            self._put(self._place(_KEPT_RECORDS, _PROBE), b"")
            self._disk.cat_file(self._place(_KEPT_RECORDS, _PROBE))
        except Exception as error:  # each kind of store has its own
            raise FichesError(
                message("store.unreachable", address=self.address, reason=str(error)), exit_code=ExitCode.UNUSABLE
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

    def _place(self, sort: str, name: str) -> str:
        return "/".join((self._root, STORE_VERSION, sort, name[:2], name)).rstrip("/")

    def _read(self, sort: str, name: str, most: int) -> bytes:
        """The bytes of an entry of at most so many; nothing where there is none to be had."""
        with suppress(Exception):  # each kind of store has its own
            return bytes(self._disk.cat_file(self._place(sort, name), end=most))
        return b""

    def _write(self, sort: str, name: str, data: bytes) -> None:
        """Writes an entry; where that cannot be, the next machine makes it again."""
        with suppress(Exception):  # each kind of store has its own
            self._put(self._place(sort, name), data)

    def _put(self, place: str, data: bytes) -> None:
        try:
            self._disk.pipe_file(place, data)
        except FileNotFoundError:  # a folder, unlike a bucket, has others in it
            self._disk.makedirs(place.rpartition("/")[0], exist_ok=True)
            self._disk.pipe_file(place, data)

    @property
    def _root(self) -> str:
        return str(_fsspec().url_to_fs(self.address)[1]).rstrip("/")

    @property
    def _disk(self) -> Any:  # noqa: ANN401
        """What reads and writes there: asked for each time, since it outlives no fork; fsspec keeps it."""
        return _fsspec().url_to_fs(self.address)[0]


def named(address: str) -> ArtifactStore | None:
    """The store at an address that somebody has given, once it has answered; without an address none."""
    if not address:
        return None
    store = ArtifactStore(address, os.environ.get(STORE_KEY_VARIABLE, ""))
    store.check()
    return store


def _fsspec() -> Any:  # noqa: ANN401
    try:
        import fsspec.core
    except ImportError as error:
        raise FichesError(message("cluster.missing"), exit_code=ExitCode.UNUSABLE) from error
    return fsspec.core
