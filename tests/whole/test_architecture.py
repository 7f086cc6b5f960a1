"""The code is as docs/architecture.md says: its order, its owners, its measures."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "src/fiches"
FILES = {
    ".".join(path.relative_to(PACKAGE).with_suffix("").parts): path
    for path in PACKAGE.rglob("*.py")
    if path.name not in ("__init__.py", "__main__.py")
}
MODULES = sorted(FILES)
TREES = {name: ast.parse(path.read_text("utf-8")) for name, path in FILES.items()}
LONGEST_FUNCTION, LONGEST_FILE, MOST_PARAMETERS = 40, 300, 5
ENGINE_PARTS = "render.weasyprint_private"  # the module that alone reaches into the engine
PROMISED = {"weasyprint", "weasyprint.urls", "weasyprint.text.fonts", "pydyf"}  # modules that WeasyPrint documents
BY_NAME = ("getattr", "setattr", "hasattr", "delattr")
TABLE = re.compile(r"^\|(?!-)(.*)\|$", re.MULTILINE)


def rows(page, heading):
    """The cells of the table under `heading`, its head left out."""
    section = (ROOT / "docs" / page).read_text("utf-8").split(f"# {heading}\n")[1].split("\n## ")[0]
    return [[cell.strip() for cell in line.split("|")] for line in TABLE.findall(section)[1:]]


def listed(cell):
    return list(filter(None, re.split(r",\s*", cell)))


PACKAGES = {
    name.strip("`"): (listed(imports), set(listed(owns)))
    for name, _, imports, owns in rows("architecture.md", "Packages")
}


def imported(tree):
    """(packages of ours, libraries of others) that a module imports, wherever in it."""
    ours, others = set(), set()
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are absolute"
            first, *rest = node.module.split(".")
            if first == "fiches":
                ours |= {rest[0]} if rest else {alias.name for alias in node.names} & set(PACKAGES)
            else:
                others.add(first)
        elif isinstance(node, ast.Import):
            others |= {alias.name.split(".")[0] for alias in node.names}
    return ours, others - sys.stdlib_module_names


def of_package(name):
    """(packages of ours, libraries of others) that a package imports."""
    each = [imported(tree) for module, tree in TREES.items() if module.split(".")[0] == name]
    return set().union(*(ours for ours, _ in each)) - {name}, set().union(*(others for _, others in each))


def functions(tree):
    return [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]


def test_every_package_is_in_the_table_and_every_module_in_a_package():
    assert {path.name for path in PACKAGE.iterdir() if (path / "__init__.py").exists()} == set(PACKAGES)
    assert {name for name in MODULES if "." not in name} == set()


@pytest.mark.parametrize("name", PACKAGES)
def test_a_package_imports_what_its_row_says_and_only_from_above(name):
    ours, _ = of_package(name)
    order = list(PACKAGES)
    assert sorted(ours) == sorted(PACKAGES[name][0])
    assert ours <= set(order[: order.index(name)])


@pytest.mark.parametrize("name", PACKAGES)
def test_libraries_have_their_owner(name):
    assert of_package(name)[1] == PACKAGES[name][1]


@pytest.mark.parametrize("name", PACKAGES)
def test_tests_mirror_the_packages(name):
    assert list((ROOT / "tests" / name).glob("test_*.py"))


def private_names(tree):
    """(those of other objects than its own that a module names, those that it defines); what begins with « _ »."""
    nodes = list(ast.walk(tree))
    named = {node.attr for node in nodes if isinstance(node, ast.Attribute) and ast.unparse(node.value) != "self"}
    asked = [node.args[1] for node in nodes if isinstance(node, ast.Call) and ast.unparse(node.func) in BY_NAME]
    named |= {ast.unparse(one).strip("f\"'") for one in asked}
    ours = {node.name for node in nodes if isinstance(node, ast.FunctionDef | ast.ClassDef)}
    ours |= {node.target.id for node in nodes if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name)}
    return {name for name in named if re.match("_[^_]", name)}, ours


def touches_the_engine(module):
    return {"weasyprint", "pydyf"} & PACKAGES[module.split(".")[0]][1] and module != ENGINE_PARTS


@pytest.mark.parametrize("name", [name for name in MODULES if touches_the_engine(name)])
def test_private_parts_of_the_engine_are_named_in_one_module(name):
    """Others name private attributes that they have defined themselves, and import modules that are promised."""
    named, ours = private_names(TREES[name])
    assert named - ours == set()
    modules = {node.module for node in ast.walk(TREES[name]) if isinstance(node, ast.ImportFrom)}
    modules |= {one.name for node in ast.walk(TREES[name]) if isinstance(node, ast.Import) for one in node.names}
    assert {one for one in modules if one.split(".")[0] in ("weasyprint", "pydyf", "cffi", "_cffi_backend")} <= PROMISED


def test_each_package_opens_with_one_sentence():
    for path in PACKAGE.rglob("__init__.py"):
        if path.parent != PACKAGE:
            said = ast.parse(path.read_text("utf-8"))
            assert len(said.body) == 1, path
            assert re.fullmatch(r"[A-Z][^.]*\.", ast.get_docstring(said)), path


def test_each_dependency_has_its_reason():
    declared = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["dependencies"]
    names = {re.split(r"[<>=!~;\[ ]", one)[0].lower() for one in declared}
    assert names == {name.lower() for name, *_ in rows("dependencies.md", "Dependencies")}


@pytest.mark.parametrize("name", MODULES)
def test_module_opens_with_one_sentence(name):
    first = (ast.get_docstring(TREES[name]) or "").split("\n\n")[0]
    assert first.endswith(".")
    assert "\n" not in first
    assert ". " not in first.replace("« … »", "")


@pytest.mark.parametrize("name", [name for name in MODULES if name not in ("cli.main", "cli.console")])
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
    counts = {
        node.name: len([*node.args.posonlyargs, *node.args.args]) - takes_self(node) for node in functions(TREES[name])
    }
    assert {function: count for function, count in counts.items() if count > MOST_PARAMETERS} == {}


def takes_self(node):
    return bool(node.args.args) and node.args.args[0].arg in ("self", "cls")


@pytest.mark.parametrize("name", MODULES)
def test_files_are_short(name):
    assert len(FILES[name].read_text("utf-8").splitlines()) <= LONGEST_FILE
