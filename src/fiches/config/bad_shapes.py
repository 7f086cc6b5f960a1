"""A list, a table or a text where another is needed: what is told of it, and the line to write instead."""

from __future__ import annotations

import re

from fiches.config.yaml_lines import quoted
from fiches.config.yaml_reader import YamlEntry, YamlList, YamlTable, YamlText, as_typed


class BadShapeError(ValueError):
    """A list, a table or a text where another is needed: the name of the message, of the remedy, the line it quotes.

    Without a remedy, it is to write what the field is written like; without a line, the better `value` of its key, or
    else the one that was typed in quotation marks.
    """

    def __init__(self, name: str, remedy: str = "", line: str = "", *, value: str = "") -> None:
        super().__init__(name)
        self.name, self.remedy, self.line, self.value = name, remedy, line, value


def no_table(node: YamlTable, *, several: bool) -> BadShapeError:
    """Of a colon that makes a key of the words before it, or of keys where there are none."""
    key, value = (node.entries[0].key, as_typed(node.entries[0].value)) if node.entries else (None, "")
    alone = len(node.entries) == 1
    if key and value and re.fullmatch("[a-z_]+", key.value) and (alone or several):  # « {nom: Ali} »
        return BadShapeError("champ-invalide.no-key", "field.value-alone", value=value)
    if key and value and alone:
        return BadShapeError("champ-invalide.colon", "field.quote", _quoted(node.entries[0], item=several))
    return BadShapeError("champ-invalide.no-table")


def _quoted(entry: YamlEntry, *, item: bool) -> str:
    """An item of a list of which a colon made a key and its value, with the space before it that was typed."""
    if not item:
        return ""
    key, value = entry.key, entry.value
    spaced = value.line == key.line and value.column > key.column + len(f"{key.value}: ")
    colon = " :" if spaced else ":"
    return f"- {quoted(f'{key.value}{colon} {as_typed(value)}')}"


def no_list(node: YamlList, *, words: bool) -> BadShapeError:
    """Of brackets around a text, which its commas have parted: « [Le puits, la pompe] »."""
    first, *others = map(as_typed, node.items or (YamlText("", node.line, node.column),))
    sentence = words and any(re.match("[a-zà-ÿ]", one) for one in others)
    value = quoted(", ".join((first, *others))) if sentence else ""
    alone = node.items[0].column - node.column if node.items else 0  # two signs behind a dash, one behind a bracket
    remedy = "field.one-text" if sentence else "" if others else "field.dash" if alone == 2 else "field.brackets"
    value = first if remedy == "field.dash" else value
    return BadShapeError("champ-invalide.one-text", remedy, value=value)


def no_figure(only: YamlEntry) -> BadShapeError:
    """Of a figure and what it counts, parted by a colon: « habitations: 249 »."""
    sides = sorted((only.key.value, as_typed(only.value)), key=lambda side: not side[:1].isdigit())
    line = " ".join((sides[0], sides[1][:1].lower() + sides[1][1:]))
    return BadShapeError("champ-invalide.no-key", "field.write-line", line)
