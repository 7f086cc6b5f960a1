"""Slips among the words of a line of YAML, and those that come of the habits of other languages."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from fiches.config.yaml_levels import Levels
from fiches.config.yaml_lines import taken_apart
from fiches.core.text import shown

LOST_DASH = "cle-repetee.item"  # the message of an item of a list that does not begin as one
_FOREIGN_COMMENT = re.compile(r"(?P<indent>\s*)(?:<!--|//|/\*)\s*(?P<words>.*?)\s*(?:-->|\*/)?\s*")
_MARKED_KEY = re.compile(
    r"(?P<mark>\*{1,2}|_{1,2}|`)(?P<key>[^\W\d_]\w{0,40}?)\s?(?::\s?(?P=mark)|(?P=mark)\s?:)\s*(?P<value>.*)"
)
_MARKDOWN_PICTURE = re.compile(r"(?:!|(?=\[[^\[\]]*\]\((?!\w+:)[^()]+\.\w{3,4}\)))\[[^\[\]]*\]\((?P<path>[^()\s]+)\)")
_SMALL_WORD = (
    "les?|la|des?|du|une?|par|sur|avec|pour|dans|chez|vers|sous|entre|qui|que|est|son|ses|aux?"
    "|the|of|and|by|from|with|for|in|at|to"
)
_BARE_KEY = re.compile(  # a key and its value without the colon between: most values begin with a capital or a figure
    rf"(?!(?:{_SMALL_WORD}) )[a-z][a-z_]{{2,20}} (?:[A-ZÀ-Ý\d\[\"'«].*|\S+/\S+|oui|non|sans objet|yes|no|[a-z]{{2,3}})"
)
_FLOW = re.compile(r"\{(?P<inner>\s*[^\W\d][\w-]*\s*:\s.*)\}")
_FLOW_COMMA = re.compile(r",\s*(?=[^\W\d][\w-]*\s*:\s)")
_EMPHASIS = re.compile(r"(?P<mark>\*{1,3}|`{1,2})(?P<words>[^*`]+)(?P=mark)(?!\w)")
_QUOTED_LINE = re.compile(r">[ \t]?(?P<rest>[ \t]*(?:-[ \t]+)?(?:[^\W\d][\w-]*[ \t]*:|-[ \t]).*)")
_TEMPLATE = re.compile(r"(?:(?<=^)|(?<=[\[, ]))(?:\{\{[^{}\"]*\}\}|%[A-ZÀ-Ý_]{2,40}%)(?=\s*(?:[\],]|$))")
_CLOSE_IN_BRACES = re.compile(r"(?P<key>(?<=[{,])\s*[a-z_]{2,30}):(?=[^\s/])")
_IN_ROUND_BRACKETS = re.compile(r"\((?P<words>\s*[a-z_]{2,30}:\s[^()]*)\)")
_DASHED = re.compile(r"-\s+(?P<words>\S.*)")
_PLAIN_ITEM = re.compile(r"[a-zà-ÿ][^,:#&*!|>'\"%@`\[\]{}]{0,30}")
_QUOTED_ITEM = r"(?:\"[^\"]+\"|'[^']+')"
_QUOTED_ITEMS = re.compile(rf"(?P<list>\[)?{_QUOTED_ITEM}(?:(?:\s*(?P<comma>[,;])\s*|\s+){_QUOTED_ITEM})+(?(list)\])")
_DOUBLE_COMMA = re.compile(r",(?:\s*,)+")


@dataclass(frozen=True, slots=True)
class Slip:
    """A mistake among the words of a line, and what the line is to be instead. The column counts from 0."""

    column: int
    name: str
    line: str
    values: tuple[tuple[str, Any], ...] = ()
    sure: bool = False  # YAML reads the line, and not as it was meant


@dataclass(frozen=True, slots=True)
class Here:
    """What is known of a line from those around it."""

    levels: Levels
    goes_on: bool  # its value ends on a later line
    deeper: bool  # the next line that says something stands deeper
    nested: bool = False  # the next two do, and are keys side by side


LineRule = Callable[[str, Here], Slip | None]


def slip(column: int, name: str, line: str, /, *, sure: bool = False, **values: str) -> Slip:
    """The slip of that name, whose words quote the better line."""
    return Slip(column, name, line, tuple({"line": shown(line, 90), **values}.items()), sure)


def foreign_comment(line: str, _here: Here) -> Slip | None:
    """`<!-- note -->`, `// note`."""
    match = _FOREIGN_COMMENT.fullmatch(line)
    if not match:
        return None
    return slip(match.end("indent"), "yaml-illisible.comment", f"{match['indent']}# {match['words']}", sure=True)


def marked_key(line: str, here: Here) -> Slip | None:
    """`**titre**: Le four`."""
    parts = taken_apart(line)
    match = _MARKED_KEY.fullmatch(parts.value)
    if parts.key or not match or not here.levels.may_begin_key(parts):
        return None
    better = parts.with_value(f"{match['key']}: {match['value']}")
    return slip(parts.value_column, "yaml-illisible.marked-key", better, mark=match["mark"])


def lost_colon(line: str, here: Here) -> Slip | None:
    """`- fichier images/puits.jpg`, with the other keys below; `alt Le puits` among them."""
    parts = taken_apart(line)
    key, _, value = parts.words.partition(" ")
    value = value.strip()
    seems = _BARE_KEY.fullmatch(f"{key} {value}") if here.levels.may_begin_key(parts) else parts.is_item and here.deeper
    if parts.key or not seems or not (key.isidentifier() and value):
        return None
    better = parts.with_value(f"{key}: {value}")
    return slip(parts.value_column + len(key), "yaml-illisible.no-sign", better, key=key)


def flow_mapping(line: str, here: Here) -> Slip | None:
    """`{titre: Le four}` among lines of keys: one key is taken out of its braces, several nobody can."""
    parts = taken_apart(line)
    match = _FLOW.fullmatch(parts.words)
    if parts.key or parts.is_item or not match or not here.levels.may_begin_key(parts):
        return None
    inner = match["inner"].strip()
    alone = inner.count(":") == 1
    sample = inner if alone else _FLOW_COMMA.split(inner)[0].strip()
    return Slip(
        parts.value_column,
        "yaml-illisible.flow-mapping",
        parts.with_value(inner) if alone else line,
        (("line", shown(sample, 90)),),
    )


def quoted_line(line: str, _here: Here) -> Slip | None:
    """`> titre: Le four`, as an e-mail quotes the one before."""
    match = _QUOTED_LINE.fullmatch(line)
    return slip(0, "yaml-illisible.quoted", match["rest"], sure=True) if match else None


def value_and_keys(line: str, here: Here) -> Slip | None:
    """`titre: Le four`, with keys of its own below."""
    parts = taken_apart(line)
    if not here.nested or not parts.key or not parts.words or parts.words[0] in "[{\"'|>#":
        return None
    better = f"{parts.indent}{parts.dashes}{parts.key}:"
    return slip(
        parts.value_column, "yaml-illisible.value-and-keys", better, key=parts.key, value=shown(parts.words, 40)
    )


def close_colons(line: str, _here: Here) -> Slip | None:
    """`lieu: {ville:Lyon, pays:France}`, whose colons touch their values."""
    parts = taken_apart(line)
    match = _CLOSE_IN_BRACES.search(parts.value) if parts.value[:1] == "{" else None
    better = parts.with_value(_CLOSE_IN_BRACES.sub(r"\g<key>: ", parts.value))
    return slip(parts.value_column + match.end(), "yaml-illisible.no-space", better, sure=True) if match else None


def round_brackets(line: str, _here: Here) -> Slip | None:
    """`lieu: (ville: Lyon, pays: France)`."""
    parts = taken_apart(line)
    match = _IN_ROUND_BRACKETS.fullmatch(parts.words) if parts.key else None
    if match is None:
        return None
    return slip(parts.value_column, "yaml-illisible.round-brackets", parts.with_value(f"{{{match['words']}}}"))


def template(line: str, _here: Here) -> Slip | None:
    """`auteurs: [{{auteur}}]`, which is told as what nobody has filled in."""
    parts = taken_apart(line)
    better = parts.with_value(_TEMPLATE.sub(r'"\g<0>"', parts.value))
    return Slip(parts.value_column, "", better, sure=True) if better != line else None


def picture(line: str, _here: Here) -> Slip | None:
    """`fichier: ![Le puits](images/puits.jpg)`."""
    parts = taken_apart(line)
    match = _MARKDOWN_PICTURE.fullmatch(parts.words)
    return slip(parts.value_column, "yaml-illisible.picture", parts.with_value(match["path"])) if match else None


def dashed(line: str, here: Here) -> Slip | None:
    """`mots_cles: - eau - école`, a list on the line of its key; `titre: - Le four`."""
    parts = taken_apart(line)
    match = _DASHED.fullmatch(parts.words) if parts.key and not here.deeper else None
    if not match:
        return None
    items = match["words"].split(" - ")
    value = f"[{', '.join(items)}]" if all(map(_PLAIN_ITEM.fullmatch, items)) and len(items) > 1 else match["words"]
    return slip(parts.value_column, "yaml-illisible.dash-value", parts.with_value(value), key=parts.key)


def emphasis(line: str, _here: Here) -> Slip | None:
    """`titre: *Le four* solidaire`, which YAML takes for a reference."""
    parts = taken_apart(line)
    better = parts.with_value(_EMPHASIS.sub(r"\g<words>", parts.words))
    return slip(parts.value_column, "yaml-refuse.emphasis", better) if _EMPHASIS.match(parts.words) else None


def lone_sign(line: str, _here: Here) -> Slip | None:
    """`ville: ?`, in place of what nobody knew."""
    parts = taken_apart(line)
    known = not parts.key or parts.words not in ("?", "-", "!", "*", "&", "@", "%")
    better = f"{parts.indent}{parts.dashes}{parts.key}:"
    return None if known else slip(parts.value_column, "yaml-illisible.lone-sign", better, sign=parts.words)


def quoted_items(line: str, _here: Here) -> Slip | None:
    """`mots_cles: "eau", "école"`, without the brackets of a list; keys of lists are plurals."""
    parts = taken_apart(line)
    match = _QUOTED_ITEMS.fullmatch(parts.words) if parts.key else None
    if not match or (match["list"] and match["comma"]) or not (match["comma"] or parts.key.endswith("s")):
        return None
    items = ", ".join(re.findall(_QUOTED_ITEM, parts.words))
    return slip(parts.value_column, "yaml-illisible.no-brackets", parts.with_value(f"[{items}]"))


def double_comma(line: str, _here: Here) -> Slip | None:
    """`[eau,, école]`."""
    parts = taken_apart(line)
    match = _DOUBLE_COMMA.search(parts.value) if parts.value[:1] == "[" and '"' not in parts.value else None
    if not match:
        return None
    better = parts.with_value(_DOUBLE_COMMA.sub(",", parts.value))
    return slip(parts.value_column + match.start() + 1, "yaml-illisible.double-comma", better)


def double_colon(line: str, _here: Here) -> Slip | None:
    """`titre : : Le four`."""
    parts = taken_apart(line)
    words = parts.words.lstrip(": ")
    if not parts.key or not words or not re.match(r":\s", parts.words):
        return None
    better = f"{parts.indent}{parts.dashes}{parts.key}: {words}"
    return slip(parts.value_column, "yaml-illisible.double-colon", better)


def as_item(column: int, key: str, value: str) -> str:
    """A key and its value as the line that begins an item, the dash in the place of the last two spaces before it."""
    return f"{' ' * (column - 3)}- {key}: {shown(value, 60)}"


def repeated(keys: Sequence[str], place: int, column: int) -> str:
    """How a key that comes twice in a table is told: where others do too behind it, an item has lost its dash."""
    if column > 1 and keys[place] == keys[0] and not set(keys[:place]).isdisjoint(keys[place + 1 :]):
        return LOST_DASH
    return "cle-repetee.within" if column > 1 else "cle-repetee.yaml"
