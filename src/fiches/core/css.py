"""Style sheets by their grammar: what they set, declare and name, where a comment is a comment."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Protocol

MOST_NESTED = 24  # blocks within blocks that are read: what is deeper is empty
DOCUMENT_SELECTORS = frozenset((":root", "html", "body", "*"))
PRINTED_MEDIA = frozenset(("print", "all"))
_CONDITIONS = ("media", "supports")  # at-rules around rules
_NAMING = ("element", "expression", "image", "image-set", "-webkit-image-set", "src", "url")  # that name files
_BINDINGS = ("behavior", "-moz-binding")  # properties by which browsers once ran code
_BLOCKS = ("{} block", "() block", "[] block")


@dataclass(frozen=True, slots=True)
class Declaration:
    """One `name: value`, the value without comments; `remarks` are those in it and after it on its last line."""

    name: str
    value: str
    line: int = 1
    important: bool = False
    remarks: tuple[str, ...] = ()


class AnyRule(Protocol):
    """A rule, however it was found."""

    def __hash__(self) -> int: ...
    @property
    def within(self) -> tuple[str, ...]:
        """See `Rule`."""

    @property
    def declarations(self) -> tuple[Declaration, ...]:
        """See `Rule`."""


@dataclass(frozen=True, slots=True)
class Rule:
    """What one block declares, after what stands before it and before the blocks around it: `@media print`, `a`."""

    within: tuple[str, ...]
    declarations: tuple[Declaration, ...]


def rules(text: str) -> Iterator[Rule]:
    """Every block of a style sheet, each before those in it."""
    yield from _rules(_parsed(text), ())


def _parsed(text: str) -> list[Any]:
    import tinycss2

    return list(tinycss2.parse_stylesheet(text.removeprefix("\ufeff")))


def _rules(nodes: Iterable[Any], within: tuple[str, ...]) -> Iterator[Rule]:
    import tinycss2

    for node in nodes if len(within) < MOST_NESTED else ():
        if node.type in ("qualified-rule", "at-rule") and node.content is not None:
            keyword = f"@{node.lower_at_keyword} " if node.type == "at-rule" else ""
            path = (*within, f"{keyword}{_text(node.prelude)}".strip())
            inner = tinycss2.parse_blocks_contents(node.content)
            yield Rule(path, _declarations(inner))
            yield from _rules(inner, path)


def declarations(text: str) -> tuple[Declaration, ...]:
    """What a `style` attribute declares."""
    import tinycss2

    return _declarations(tinycss2.parse_blocks_contents(text)) if text else ()


def _declarations(nodes: Iterable[Any]) -> tuple[Declaration, ...]:
    found: list[Declaration] = []
    beside = False  # nothing but white space and remarks since the last declaration, on its line
    for node in nodes:
        if node.type == "declaration":
            name = node.name if node.name.startswith("--") else node.lower_name
            remarks = tuple(token.value.strip() for token in node.value if token.type == "comment")
            found.append(Declaration(name, _text(node.value), node.source_line, node.important, remarks))
            beside = True
        elif node.type == "comment" and beside:
            found[-1] = replace(found[-1], remarks=(*found[-1].remarks, node.value.strip()))
        elif node.type != "whitespace" or "\n" in node.value:
            beside = False
    return tuple(found)


def properties(text: str) -> Mapping[str, Declaration]:
    """The custom properties that a printed document has from a style sheet, by their names without `--`."""
    return properties_of(rules(text))


def properties_of(every: Iterable[AnyRule]) -> Mapping[str, Declaration]:
    """The same, from all rules of a style sheet."""
    found: dict[str, Declaration] = {}
    declared = (declaration for rule in every if _is_of_document(rule) for declaration in rule.declarations)
    for declaration in declared:
        name = declaration.name.removeprefix("--")
        outranked = name in found and found[name].important and not declaration.important
        if name != declaration.name and not outranked:
            found[name] = declaration
    return found


def _is_of_document(rule: AnyRule) -> bool:
    return is_printed(rule) and _any_of(rule.within[-1], DOCUMENT_SELECTORS)


def is_printed(rule: AnyRule) -> bool:
    """Whether a rule is of elements of printed documents."""
    *around, selectors = rule.within
    printed = all(head.startswith("@media") and _any_of(head[6:], PRINTED_MEDIA) for head in around)
    return printed and not selectors.startswith("@")


def _any_of(listed: str, known: Collection[str]) -> bool:
    return any(word.strip().lower() in known for word in listed.split(","))


def font_faces(text: str) -> list[Mapping[str, str]]:
    """What each `@font-face` declares."""
    faces = (rule.declarations for rule in rules(text) if rule.within[-1] == "@font-face")
    return [{descriptor.name: descriptor.value for descriptor in face} for face in faces]


def addresses(text: str) -> list[str]:
    """What every `url()` of a style sheet, or of a value, names."""
    import tinycss2

    found = []
    waiting = tinycss2.parse_component_value_list(text)[::-1]
    while waiting:
        node = waiting.pop()
        named = _address(node)
        if named is not None:
            found.append(named.value)
        else:
            waiting += _inside(node)[::-1]
    return found


def _address(node: Any) -> Any:  # noqa: ANN401  # nodes of tinycss2 have no types
    """The token that holds the address which a node is; None where it is none."""
    if node.type == "function" and node.lower_name == "url":
        return next((token for token in node.arguments if token.type == "string"), None)
    return node if node.type == "url" else None


def _inside(node: Any) -> list[Any]:  # noqa: ANN401
    if node.type == "function":
        return list(node.arguments)
    return list(node.content) if node.type in _BLOCKS else []


def families(value: str) -> list[str]:
    """The families that a value lists, each as it is called."""
    import tinycss2

    found: list[list[str]] = [[]]
    for token in tinycss2.parse_component_value_list(value, skip_comments=True):
        if token == ",":
            found.append([])
        elif token.type in ("string", "ident"):
            found[-1].append(token.value)
    return [" ".join(words) for words in found if words]


def numbers(value: str) -> list[str]:
    """The numbers of a value that have no unit, as they are written."""
    import tinycss2

    tokens = tinycss2.parse_component_value_list(value, skip_comments=True)
    return [token.representation for token in tokens if token.type == "number"]


def rewritten(text: str, address: Callable[[str], str], without: Collection[str] = ()) -> str:
    """A style sheet on one line, without comments and at-rules of these names, its addresses as `address` says."""
    import tinycss2

    nodes = [node for node in _parsed(text) if getattr(node, "lower_at_keyword", "") not in without]
    for node in nodes:
        if node.type in ("qualified-rule", "at-rule"):
            node.prelude = _plain(node.prelude, address)
            node.content = None if node.content is None else _plain(node.content, address)
    return str(tinycss2.serialize(_plain(node for node in nodes if node.type != "error")))


def confined(text: str) -> str:
    """The rules of a style sheet that name nothing outside their own document: no import, face, or address but `#…`."""
    return "".join(_confined_rules(_parsed(text), 0))


def _confined_rules(nodes: Iterable[Any], depth: int) -> Iterator[str]:
    import tinycss2

    for node in nodes if depth < MOST_NESTED else ():
        if node.type == "qualified-rule":
            yield f"{_text(node.prelude)}{{{_confined_block(node.content)}}}"
        elif node.type == "at-rule" and node.lower_at_keyword in _CONDITIONS and node.content is not None:
            inner = _confined_rules(tinycss2.parse_stylesheet(node.content), depth + 1)
            yield f"@{node.lower_at_keyword} {_text(node.prelude)}{{{''.join(inner)}}}"


def confined_declarations(text: str) -> str:
    """The declarations of a `style` attribute that name nothing outside their own document."""
    import tinycss2

    return _confined_block(tinycss2.parse_component_value_list(text))


def _confined_block(tokens: Iterable[Any]) -> str:
    import tinycss2

    every = (node for node in tinycss2.parse_blocks_contents(tokens) if node.type == "declaration")
    kept = (node for node in every if node.lower_name not in _BINDINGS and _is_confined(node.value))
    return ";".join(f"{node.name}:{_text(node.value)}{'!important' * node.important}" for node in kept)


def is_confined(value: str) -> bool:
    """Whether a value names nothing outside of its own document."""
    import tinycss2

    return _is_confined(tinycss2.parse_component_value_list(value))


def _is_confined(tokens: Iterable[Any]) -> bool:
    waiting = list(tokens)
    while waiting:
        node = waiting.pop()
        named = _address(node)
        if named is not None and not named.value.startswith("#"):
            return False
        if node.type == "function" and named is None and node.lower_name in _NAMING:
            return False
        waiting += _inside(node)
    return True


def _text(tokens: Iterable[Any]) -> str:
    import tinycss2

    return str(tinycss2.serialize(_plain(tokens))).strip()


def _plain(tokens: Iterable[Any], address: Callable[[str], str] | None = None, depth: int = 0) -> list[Any]:
    """Tokens without comments, each white space as one space."""
    kept: list[Any] = []
    for token in tokens:
        if token.type == "whitespace":
            token.value = " "
        blank = token.type == "comment" or (token.type == "whitespace" and kept and kept[-1].type == "whitespace")
        if not blank:
            kept.append(token)
        _rewrite(token, address)
        inner = _plain(_inside(token), address, depth + 1) if depth < MOST_NESTED else []
        if token.type == "function":
            token.arguments = inner
        elif token.type in _BLOCKS:
            token.content = inner
    return kept


def _rewrite(token: Any, address: Callable[[str], str] | None) -> None:  # noqa: ANN401
    """Puts another address in the place of the one that a token is."""
    named = _address(token) if address else None
    if named is None or address is None:
        return
    from tinycss2.serializer import serialize_string_value, serialize_url

    named.value = address(named.value)
    plain = f"url({serialize_url(named.value)})"
    named.representation = plain if named.type == "url" else f'"{serialize_string_value(named.value)}"'
