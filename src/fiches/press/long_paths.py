"""Long paths of a page, those of maps mostly, stand aside while its other operators are taken one by one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

STANDING = "FichesPath"  # the operator that stands for such a path, behind its number
# a number as short as it can be written
_SHORT_NUMBER = rb"(?:-?(?:[1-9][0-9]{0,6}(?:\.[0-9]{0,5}[1-9])?|0\.[0-9]{0,5}[1-9])|0)"
_PATH = rb"^(?:(?:%b ){2}[lm]\n|(?:%b ){6}c\n|h\n){8,}" % (_SHORT_NUMBER, _SHORT_NUMBER)
_STRING = rb"\((?:[^()\\]|\\.)*\)"
_OPAQUE = rb"\bBI\b|[()%]"  # begins what may hold anything: an image, a string in a string, a remark
_STRETCHES = re.compile(rb"(?P<string>%b)|(?P<path>%b)|%b" % (_STRING, _PATH, _OPAQUE), re.MULTILINE | re.DOTALL)
_LEFT = re.compile(rb"(\d+) %b" % STANDING.encode())


class _UnclearError(Exception):
    """What follows may be anything."""


def set_aside(data: bytes) -> tuple[bytes, list[bytes]]:
    """The operators of a stream without its long paths, and those."""
    paths: list[bytes] = []

    def stands(found: re.Match[bytes]) -> bytes:
        if found["string"]:
            return found[0]
        if not found["path"]:
            raise _UnclearError
        paths.append(found[0].rstrip(b"\n"))
        return b"%d %b\n" % (len(paths) - 1, STANDING.encode())

    try:
        return _STRETCHES.sub(stands, data), paths
    except _UnclearError:
        return data, []


def put_back(data: bytes, paths: Sequence[bytes]) -> bytes:
    """The operators of a stream with the paths that were set aside."""
    return _LEFT.sub(lambda found: paths[int(found[1])], data) if paths else data


def points(path: bytes) -> Iterable[tuple[float, float]]:
    """All that a path goes through."""
    numbers = [float(one) for one in path.split() if one not in b"lmch"]
    return zip(numbers[::2], numbers[1::2], strict=True)
