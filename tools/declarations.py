"""Writes src/fiches/render/fast_import.json: the C declarations of the WeasyPrint that is installed, parsed by cffi."""

from __future__ import annotations

import ast
import json
import tempfile
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from fiches.render.fast_import import PARSED, digest


def source() -> str:
    """What WeasyPrint declares, read without importing it."""
    found = find_spec("weasyprint")
    assert found and found.origin
    tree = ast.parse(Path(found.origin).with_name("text").joinpath("ffi.py").read_text("utf-8"))
    calls = (node for node in ast.walk(tree) if isinstance(node, ast.Call) and ast.unparse(node.func) == "ffi.cdef")
    return ast.literal_eval(next(calls).args[0])


def parse(declared: str) -> dict[str, Any]:
    """The arguments of the interface that cffi makes of declarations, in terms of JSON."""
    import cffi

    whole = cffi.FFI()
    whole.cdef(declared)
    whole.set_source("declared", None)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "declared.py")
        whole.emit_python_code(str(path))
        code = path.read_text("ascii").replace("import _cffi_backend", "")
    taken: dict[str, Any] = {}

    class Backend:
        """Takes the arguments down."""

        @staticmethod
        def FFI(_name: str, **arguments: Any) -> None:  # noqa: N802
            taken.update(arguments)

    exec(code, {"_cffi_backend": Backend})
    return {"digest": digest(declared), **{name: _written(value) for name, value in taken.items()}}


def _written(value: Any) -> Any:
    if isinstance(value, bytes):
        return value.decode("latin-1")
    return [_written(one) for one in value] if isinstance(value, tuple) else value


if __name__ == "__main__":
    PARSED.write_text(json.dumps(parse(source()), separators=(",", ":")) + "\n", "ascii")
