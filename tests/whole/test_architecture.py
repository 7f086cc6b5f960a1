"""The code is as docs/architecture.md says: its order, its owners, its measures."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "src/fiches"
DOC = (ROOT / "docs/architecture.md").read_text("utf-8")
FILES = {".".join(path.relative_to(PACKAGE).with_suffix("").parts): path for path in PACKAGE.rglob("*.py")
         if path.stem != "__init__"}  # `preflight.case` is a module of a subpackage
MODULES = sorted(FILES)
TREES = {name: ast.parse(path.read_text("utf-8")) for name, path in FILES.items()}
LONGEST_FUNCTION, LONGEST_FILE, MOST_PARAMETERS = 40, 300, 5


def rows(heading):
    """The cells of the table under `heading`, its head left out."""
    section = DOC.split(f"## {heading}\n")[1].split("\n## ")[0]
    lines = [line for line in section.splitlines() if line.startswith("|")][2:]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]


ORDER = [name.strip("`") for name, _, _ in rows("Modules")]
OWNED = {name.strip("`"): set(filter(None, re.split(r",\s*", owns))) for name, _, owns in rows("Modules")}


def imported(tree):
    """(modules of ours, libraries of others) that a module imports, wherever in it."""
    ours, others = set(), set()
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == "fiches":
            inner = node.module.removeprefix("fiches").removeprefix(".")
            named = {f"{inner}.{alias.name}".lstrip(".") for alias in node.names} & set(MODULES)
            ours |= {inner} if inner in MODULES else named
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are absolute"
            others.add(node.module.split(".")[0])
        elif isinstance(node, ast.Import):
            others |= {alias.name.split(".")[0] for alias in node.names}
    return ours, others - sys.stdlib_module_names


def functions(tree):
    return [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]


def test_every_module_is_in_the_table_once():
    assert sorted(ORDER) == MODULES


@pytest.mark.parametrize("name", MODULES)
def test_imports_point_downwards(name):
    below = ORDER[ORDER.index(name) + 1 :]
    ours, _ = imported(TREES[name])
    assert sorted(ours - set(below)) == [], f"{name} imports what the table does not put below it"


@pytest.mark.parametrize("name", MODULES)
def test_libraries_have_their_owner(name):
    _, others = imported(TREES[name])
    assert others == OWNED[name]


def test_each_dependency_has_its_reason():
    declared = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["dependencies"]
    names = {re.split(r"[<>=!~;\[ ]", one)[0].lower() for one in declared}
    assert names == {name.lower() for name, *_ in rows("Dependencies")}


@pytest.mark.parametrize("name", MODULES)
def test_module_opens_with_one_sentence(name):
    first = (ast.get_docstring(TREES[name]) or "").split("\n\n")[0]
    assert first.endswith(".")
    assert "\n" not in first
    assert ". " not in first.replace("« … »", "")


@pytest.mark.parametrize("name", [name for name in MODULES if name not in ("cli", "console")])
def test_only_cli_and_console_print(name):
    nodes = list(ast.walk(TREES[name]))
    used = {ast.unparse(node.func) for node in nodes if isinstance(node, ast.Call)}
    used |= {ast.unparse(node) for node in nodes if isinstance(node, ast.Attribute)}
    assert used & {"print", "click.echo", "click.secho", "sys.exit", "sys.stdout", "sys.stderr"} == set()


@pytest.mark.parametrize("name", MODULES)
def test_functions_are_short(name):
    long = {node.name: node.end_lineno - node.lineno + 1 for node in functions(TREES[name])}
    assert {function: lines for function, lines in long.items() if lines > LONGEST_FUNCTION} == {}


@pytest.mark.parametrize("name", MODULES)
def test_functions_take_few_parameters(name):
    counts = {node.name: len([*node.args.posonlyargs, *node.args.args]) - takes_self(node)
              for node in functions(TREES[name])}
    assert {function: count for function, count in counts.items() if count > MOST_PARAMETERS} == {}


def takes_self(node):
    return bool(node.args.args) and node.args.args[0].arg in ("self", "cls")


@pytest.mark.parametrize("name", MODULES)
def test_files_are_short(name):
    assert len(FILES[name].read_text("utf-8").splitlines()) <= LONGEST_FILE
