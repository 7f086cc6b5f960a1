"""What the YAML of this program's own files says, kept where Python keeps the program's modules.

What lies in a collection is never kept so: it would be believed as the program is.
"""

from __future__ import annotations

import importlib.util
import io
import pickle
import sys
from dataclasses import fields, is_dataclass
from functools import cache
from pathlib import Path
from typing import Any

from fiches.storage import files
from fiches.storage.fingerprints import HOUSE, PACKAGE, key, stamp

_OUR_FOLDERS = (HOUSE / "templates", PACKAGE)


def kept(path: Path, data: bytes) -> Any | None:  # noqa: ANN401  # a table of `yaml_reader`
    """The table that the bytes of one of our files hold; None where that is not known, or the file is not ours."""
    found = files.kept(_place(path)) if _is_ours(path) else None
    digest, _, table = (found or b"").partition(b"\n")
    return pickle.loads(table) if digest == _digest(data) else None  # as much ours as compiled modules


def keep(path: Path, data: bytes, table: Any) -> None:  # noqa: ANN401
    """Keeps the table, where Python may keep its own."""
    if _is_ours(path) and not sys.dont_write_bytecode:
        files.keep(_place(path), _digest(data) + b"\n" + _packed(table))


class _NodePacker(pickle.Pickler):
    def reducer_override(self, held: Any) -> Any:  # noqa: ANN401
        """Nodes are made again of what they hold: Python's own way back is dearer."""
        if is_dataclass(held) and not isinstance(held, type):
            return type(held), tuple(getattr(held, one.name) for one in fields(held))
        return NotImplemented


def _packed(table: Any) -> bytes:  # noqa: ANN401
    out = io.BytesIO()
    _NodePacker(out, pickle.HIGHEST_PROTOCOL).dump(table)
    return out.getvalue()


def _is_ours(path: Path) -> bool:
    return any(path.is_relative_to(home) for home in _OUR_FOLDERS)


def _place(path: Path) -> Path:
    """Among the compiled modules, by the file's own place."""
    return Path(importlib.util.cache_from_source(__file__)).with_suffix(f".{key(str(path))[:16]}")


def _digest(data: bytes) -> bytes:
    return key(_reader(), data).encode()


@cache
def _reader() -> str:
    """By what it was read."""
    import yaml

    modules = sorted(Path(__file__).parent.glob("yaml_*.py"))
    return key(yaml.__version__, repr([(path.name, stamp(path)) for path in modules]))
