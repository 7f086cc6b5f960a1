"""Which kind a test is, read from what its code reaches, and what it may not do while it runs.

`unit` reaches neither the engine nor a process, and does one thing; `whole` neither, but it reads all of the project
(its code, words and pages), as those of tests/whole do, or a collection to all that is said of it; `engine` lays out
pages, and may fork to do so; `command` runs the program, as a process or a whole command in this one. Nobody has to
mark a test; a mark that stands on it counts first (`engine` on those that compose whole sheets, which no import tells).
"""

from __future__ import annotations

import functools
import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from operator import attrgetter
from pathlib import Path
from types import CodeType, FunctionType, MethodType, ModuleType

import pytest

KINDS = ("unit", "whole", "engine", "command")
NEEDS = ("unit", "whole", "forks", "engine", "command")  # each outweighs those before it
WORDS = {"fiches.cli.main": "command", "subprocess": "command", "fork": "command", "execv": "command",
         "weasyprint": "engine", "multiprocessing": "forks",
         "fiches.lint.collection": "whole"}  # fmt: skip
WHOLE = Path(__file__).parents[1] / "whole"  # where tests are of all of the project
READ = ("fiches", "support", "tests")  # the packages whose functions are read
HOLDERS = (FunctionType, MethodType, type(functools.cache(len)), staticmethod, classmethod, property, functools.partial,
           functools.cached_property)  # fmt: skip
PLAIN = (str, bytes, int, float, complex, type(None), Path, re.Pattern)  # they lead nowhere
HELD = ("__wrapped__", "__func__", "fget", "func", "hypothesis.inner_test")  # where they hold another function
ENGINE = re.compile(r"^(?:import|from) weasyprint\b", re.MULTILINE)  # in a module that has it whatever runs
OF_ALL = re.compile(r"^pytestmark = (\[[^\]]*\]|.*)", re.MULTILINE)  # what a module says of all its tests
NO_UNIT = frozenset(("no_unit", "whole", "engine", "command", "slow"))  # any of these, of all tests of a module
RUNS = frozenset(("subprocess.Popen", "os.posix_spawn", "os.exec", "os.system"))  # events that Python tells of
FORKS = frozenset(("os.fork", "os.forkpty"))
WITHOUT_ENGINE = ("unit", "whole")
DENIED = {"unit": RUNS | FORKS, "whole": RUNS | FORKS, "engine": RUNS}


def kinds(items: Iterable[pytest.Function]) -> dict[pytest.Function, str]:
    """The kind of each test."""
    roots = {item: list(_roots(item)) for item in items}
    needs = reached([root for each in roots.values() for root in each])
    least = {item: "whole" if item.path.parent == WHOLE else "unit" for item in roots}
    return {item: _marked(item) or kind((word for root in each for word in needs[id(root)]), least[item])
            for item, each in roots.items()}  # fmt: skip


def kind(needs: Iterable[str], least: str = "unit") -> str:
    """That of what needs all this; the least if that is nothing. To fork without the engine is a command."""
    most = max({*needs, least}, key=NEEDS.index)
    return "command" if most == "forks" else most


def of_all(text: str) -> set[str]:
    """The marks that a module of this text gives all its tests."""
    said = OF_ALL.search(text)
    return {*re.findall(r"\bmark\.(\w+)", said[1] if said else "")}


def _marked(item: pytest.Function) -> str:
    marks = {mark.name for mark in item.iter_markers()}
    return next((each for each in KINDS if each in marks), "")


def _roots(item: pytest.Function) -> Iterator[object]:
    """A test's own function, those of its fixtures, and what it is given as parameters."""
    yield item.function
    for definitions in item._fixtureinfo.name2fixturedefs.values():  # pytest shows them nowhere else
        yield definitions[-1].func
    if hasattr(item, "callspec"):
        yield from (one for one in item.callspec.params.values() if not isinstance(one, PLAIN))


def reached(roots: Iterable[object]) -> dict[int, set[str]]:
    """By id, what each thing that is reached from `roots` needs, at whatever remove: values of WORDS."""
    needs: dict[int, set[str]] = {}
    callers: defaultdict[int, list[int]] = defaultdict(list)
    held, left = [], list(roots)
    while left:
        one = left.pop()
        if id(one) not in needs:
            held.append(one)  # so that its id stays its own
            words, found = _read(one)
            needs[id(one)] = {WORDS[word] for word in words & WORDS.keys()}
            others = [other for other in found if not isinstance(other, PLAIN)]
            for other in others:
                callers[id(other)].append(id(one))
            left += others
    changed = [id_ for id_, words in needs.items() if words]
    while changed:
        id_ = changed.pop()
        for caller in callers[id_]:
            if not needs[id_] <= needs[caller]:
                needs[caller] |= needs[id_]
                changed.append(caller)
    return needs


def _read(one: object) -> tuple[set[str], list[object]]:
    """The names that a thing speaks of, and what of ours it may call."""
    if isinstance(one, dict):
        return set(), [*one.values()]
    if isinstance(one, list | tuple | set | frozenset):
        return set(), [*one]
    inner = [attrgetter(name)(one) for name in HELD if isinstance(one, HOLDERS) and hasattr(one, name.split(".")[0])]
    if isinstance(one, FunctionType) and _ours(one.__module__):
        words, others = _read_function(one)
        return words, inner + others
    of = one if isinstance(one, type) else type(one)
    return set(), [*inner, *vars(of).values(), *of.__bases__] if _ours(of.__module__) else inner


def _read_function(function: FunctionType) -> tuple[set[str], list[object]]:
    names, inner = set(_spoken(function.__code__)), {}
    for name, cell in zip(function.__code__.co_freevars, function.__closure__ or (), strict=True):
        with suppress(ValueError):  # it is filled later
            inner[name] = cell.cell_contents
    outer = function.__globals__
    values = [*inner.values(), *(outer[name] for name in names if name in outer and name not in inner)]
    values += [sys.modules[name] for name in names & sys.modules.keys()]
    modules = [value for value in values if isinstance(value, ModuleType)]
    values += [vars(one)[name] for one in modules if _ours(one.__name__) for name in names & vars(one).keys()]
    homes = {str(getattr(value, "__module__", "")) for value in values} | {one.__name__ for one in modules}
    words = names | homes | {home.split(".")[0] for home in homes}
    return words, [value for value in values if not isinstance(value, ModuleType)]


def _spoken(code: CodeType) -> Iterator[str]:
    """The names in some code, and in what it defines."""
    yield from (*code.co_names, *code.co_freevars)
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield from _spoken(constant)


def _ours(module: str | None) -> bool:
    return (module or "").split(".")[0] in READ


class Guard:
    """Denies a test what its kind does not do: Python tells it of each process that is about to start."""

    def __init__(self) -> None:
        self.kind = ""

        def told(event: str, _given: object) -> None:
            if event in told_of and event in DENIED.get(self.kind, ()):
                raise AssertionError(f"a test of the kind `{self.kind}` may not do this: {event}")

        told_of = RUNS | FORKS  # of all that happens, hundreds of thousands of times, little else is looked at
        sys.addaudithook(told)

    @contextmanager
    def watching(self, kind: str) -> Iterator[None]:
        """While a test of a kind runs; the engine cannot be imported by one that does without."""
        engine = sys.modules.get("weasyprint")
        if kind in WITHOUT_ENGINE:
            sys.modules["weasyprint"] = None  # type: ignore[assignment]  # so Python refuses it
        self.kind = kind
        try:
            yield
        finally:
            self.kind = ""
            sys.modules.pop("weasyprint") if engine is None else sys.modules.update(weasyprint=engine)
