"""The code is as docs/architecture.md says: its order, its owners, its measures."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from collections import defaultdict
from functools import cache

import pytest
from radon.complexity import cc_visit_ast

from support.repository import ROOT, syntax

pytestmark = pytest.mark.no_unit

PACKAGE = ROOT / "src/fiches"
FILES = {
    ".".join(path.relative_to(PACKAGE).with_suffix("").parts): path
    for path in PACKAGE.rglob("*.py")
    if path.name not in ("__init__.py", "__main__.py")
}
LONGEST_FUNCTION, LONGEST_FILE, MOST_PARAMETERS, MOST_COMPLEX = 40, 300, 5, 10
ENGINE_PARTS = (
    "render.weasyprint_private",
    "render.weasyprint_fonts",
    "render.weasyprint_shortcuts",
    "render.weasyprint_styles",
)  # which alone reach into the engine
PROMISED = {"weasyprint", "weasyprint.urls", "weasyprint.text.fonts", "pydyf"}  # modules that WeasyPrint documents
BY_NAME = ("getattr", "setattr", "hasattr", "delattr")
TABLE = re.compile(r"^\|(?!-)(.*)\|$", re.MULTILINE)


@cache
def trees():
    """By module, its syntax and every node of it."""
    parsed = {name: syntax(path) for name, path in FILES.items()}
    return {name: (tree, tuple(ast.walk(tree))) for name, tree in parsed.items()}


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


def imported(nodes):
    """(packages of ours, libraries of others) that a module imports, wherever in it."""
    ours, others = set(), set()
    for node in nodes:
        if isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are absolute"
            first, *rest = node.module.split(".")
            if first == "fiches":
                ours |= {rest[0]} if rest else {alias.name for alias in node.names} & set(PACKAGES)
            else:
                others.add(first)
        elif isinstance(node, ast.Import):
            others |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.Call) and getattr(node.func, "id", "") == "find_spec":  # whose files alone are read
            others |= {one.value for one in node.args[:1] if isinstance(one, ast.Constant)}
    return ours, others - sys.stdlib_module_names


def of_package(name):
    """(packages of ours, libraries of others) that a package imports."""
    each = [imported(nodes) for module, (_, nodes) in trees().items() if module.split(".")[0] == name]
    return set().union(*(ours for ours, _ in each)) - {name}, set().union(*(others for _, others in each))


def functions(nodes):
    return [node for node in nodes if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]


def test_every_package_is_in_the_table_and_every_module_in_a_package():
    assert {path.name for path in PACKAGE.iterdir() if (path / "__init__.py").exists()} == set(PACKAGES)
    assert {name for name in FILES if "." not in name} == set()


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
    return {"weasyprint", "pydyf"} & PACKAGES[module.split(".")[0]][1] and module not in ENGINE_PARTS


@pytest.mark.parametrize("name", [name for name in sorted(FILES) if touches_the_engine(name)])
def test_private_parts_of_the_engine_are_named_in_two_modules(name):
    """Others name private attributes that they have defined themselves, and import modules that are promised."""
    named, ours = private_names(trees()[name][0])
    assert named - ours == set()
    modules = {node.module for node in trees()[name][1] if isinstance(node, ast.ImportFrom)}
    modules |= {one.name for node in trees()[name][1] if isinstance(node, ast.Import) for one in node.names}
    assert {one for one in modules if one.split(".")[0] in ("weasyprint", "pydyf", "cffi", "_cffi_backend")} <= PROMISED


def test_each_package_opens_with_one_sentence():
    for path in PACKAGE.rglob("__init__.py"):
        if path.parent != PACKAGE:
            said = syntax(path)
            assert len(said.body) == 1, path
            assert re.fullmatch(r"[A-Z][^.]*\.", ast.get_docstring(said)), path


def test_each_dependency_has_its_reason():
    declared = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["dependencies"]
    names = {re.split(r"[<>=!~;\[ ]", one)[0].lower() for one in declared}
    assert names == {name.lower() for name, *_ in rows("dependencies.md", "Dependencies")}


def wrong(judge):
    """By module, what `judge` finds wrong in its syntax: all of them are told at once."""
    judged = {name: judge(name, *parsed) for name, parsed in trees().items()}
    return {name: found for name, found in judged.items() if found}


def test_modules_open_with_one_sentence():
    def judge(_, tree, _nodes):
        first = (ast.get_docstring(tree) or "").split("\n\n")[0]
        return not first.endswith(".") or "\n" in first or ". " in first.replace("« … »", "")

    assert wrong(judge) == {}


def test_only_cli_and_console_print():
    def judge(name, _, nodes):
        if name in ("cli.main", "cli.console"):
            return set()
        used = {ast.unparse(node.func) for node in nodes if isinstance(node, ast.Call)}
        used |= {ast.unparse(node) for node in nodes if isinstance(node, ast.Attribute)}
        return used & {"print", "click.echo", "click.secho", "sys.exit", "sys.stdout", "sys.stderr"}

    assert wrong(judge) == {}


def test_functions_are_short():
    def judge(_, _tree, nodes):
        lines = {node.name: node.end_lineno - node.lineno + 1 for node in functions(nodes)}
        return {function: count for function, count in lines.items() if count > LONGEST_FUNCTION}

    assert wrong(judge) == {}


def test_functions_take_few_parameters():
    def judge(_, _tree, nodes):
        counts = {node.name: len([*node.args.posonlyargs, *node.args.args]) - takes_self(node)
                  for node in functions(nodes)}  # fmt: skip
        return {function: count for function, count in counts.items() if count > MOST_PARAMETERS}

    assert wrong(judge) == {}


def takes_self(node):
    return bool(node.args.args) and node.args.args[0].arg in ("self", "cls")


def test_files_are_short():
    lines = {name: len(path.read_text("utf-8").splitlines()) for name, path in FILES.items()}
    assert {name: count for name, count in lines.items() if count > LONGEST_FILE} == {}


def test_functions_are_simple():
    """As radon counts: each branch, each loop, each comprehension and each condition in one."""

    def judge(_, tree, _nodes):
        blocks = cc_visit_ast(tree)
        return {block.fullname: block.complexity for block in blocks if block.complexity > MOST_COMPLEX}

    assert wrong(judge) == {}


def test_no_two_classes_share_a_name():
    homes = defaultdict(list)
    for name, (_, nodes) in trees().items():
        for node in nodes:
            if isinstance(node, ast.ClassDef):
                homes[node.name].append(name)
    assert shared(homes) == {}


def test_no_constant_is_defined_in_two_modules():
    """Types and private ones too: a word means one thing in the whole program."""
    homes = defaultdict(list)
    for name, (tree, _) in trees().items():
        for constant in constants(tree):
            homes[constant].append(name)
    assert shared(homes) == {}


def constants(tree):
    """The names with a capital that a module gives to values."""
    given = [node for node in tree.body if isinstance(node, ast.Assign | ast.AnnAssign)]
    targets = [target for node in given for target in (node.targets if isinstance(node, ast.Assign) else [node.target])]
    names = {one.id for target in targets for one in ast.walk(target) if isinstance(one, ast.Name)}
    return {name for name in names if name.lstrip("_")[:1].isupper()}


def shared(homes):
    return {name: modules for name, modules in homes.items() if len(modules) > 1}
