"""Values and exceptions as bytes that another process takes up, mappings that are only read among them."""

from __future__ import annotations

import pickle
import traceback
from multiprocessing.reduction import ForkingPickler
from types import MappingProxyType
from typing import Any


def packed(value: Any) -> bytes:  # noqa: ANN401
    """A value as bytes for another process, which unpickles it."""
    return bytes(ForkingPickler.dumps(value))


def raisable(error: Exception) -> Exception:
    """An exception that survives the way to another process, and tells there where it was raised."""
    where = "".join(traceback.format_exception(error))
    try:
        error.add_note(where)
        pickle.loads(packed(error))
    except Exception:  # whatever an exception does when it is copied
        return RuntimeError(where)
    return error


def _sent(values: MappingProxyType[str, Any]) -> tuple[Any, ...]:
    """How a mapping that is only read goes to another process, where it may be read only as well."""
    return _received, (dict(values),)


def _received(values: dict[str, Any]) -> MappingProxyType[str, Any]:
    return MappingProxyType(values)


ForkingPickler.register(MappingProxyType, _sent)
