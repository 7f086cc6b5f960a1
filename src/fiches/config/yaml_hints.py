"""A line that YAML cannot read, and the mistake that an author most likely made in it."""

from __future__ import annotations

import re

from fiches.core.messages import Message, message
from fiches.core.text import shown

Advice = tuple[int, Message]  # offset in the line, what is wrong; what to do is its remedy
_KEY_VALUE = re.compile(r"(?P<indent>[ \t]*+)(?:- ++)*+(?P<key>[^:]*+):(?P<space>\s*+)(?P<value>.*)")


def advice_on(line: str) -> Advice | None:
    """What we know of a line that YAML cannot read."""
    match = _KEY_VALUE.match(line)
    if match:
        return next(filter(None, (rule(match) for rule in _MISTAKES)), None)
    if line.strip() and line.lstrip()[0] not in "-#[]{}\"'" and line.rstrip()[-1] not in ",]}\"'":
        return len(line) - len(line.lstrip()), message("yaml-illisible.no-colon")
    return None


def _tab(line: re.Match[str]) -> Advice | None:
    return (0, message("yaml-illisible.tab")) if "\t" in line["indent"] else None


def _forgotten_space(line: re.Match[str]) -> Advice | None:
    if line["space"] or not line["value"]:
        return None
    return line.start("value"), message("yaml-illisible.no-space", line=_rewritten(line))


def _quotation_mark(line: re.Match[str]) -> Advice | None:
    mark = line["value"][:1]
    if not mark or mark not in "'\"":
        return None
    closed = line["value"].find(mark, 1)
    if closed < 0:
        return line.start("value"), message("yaml-illisible.open-quote", mark=mark)
    said = message("yaml-illisible.after-quote", line=_rewritten(line, quoted=True))
    return line.start("value") + closed + 1, said


def _open_bracket(line: re.Match[str]) -> Advice | None:
    opening = line["value"][:1]
    closing = {"[": "]", "{": "}"}.get(opening)
    if closing is None or closing in line["value"]:
        return None
    return line.start("value"), message("yaml-illisible.open-bracket", opening=opening, closing=closing)


def _reserved_sign(line: re.Match[str]) -> Advice | None:
    value = line["value"]
    told = {"key": line["key"].strip(), "line": _rewritten(line, quoted=True)}
    if value and value[0] in "%@`|>":
        return line.start("value"), message("yaml-illisible.reserved-sign", sign=value[0], **told)
    colon = None if value[:1] in ("[", "{", "'", '"') else re.search(r":(?=\s|$)", value)
    return (line.start("value") + colon.start(), message("yaml-illisible.colon", **told)) if colon else None


_MISTAKES = (_tab, _forgotten_space, _quotation_mark, _open_bracket, _reserved_sign)


def _rewritten(line: re.Match[str], *, quoted: bool = False) -> str:
    value = shown(line["value"].strip())
    return f"{line['key'].strip()}: {_quoted(value) if quoted else value}"


def _quoted(value: str) -> str:
    """`value` as YAML reads it whatever signs it holds."""
    return f'"{value}"' if '"' not in value and "\\" not in value else "'" + value.replace("'", "''") + "'"


def advice_on_indent(above: str, line: str) -> Advice | None:
    """What we know of a line that is deeper than the one above it."""
    if re.match(r" [\w-]+ *:", line) and re.match(r"[\w-]+ *:.*\S", above):
        return 0, message("yaml-illisible.one-space")
    deep, high = (len(text) - len(text.lstrip(" ")) for text in (line, above))
    if deep > high and line.strip() and not above.rstrip().endswith(":") and ":" in above:
        return deep, message("yaml-illisible.deeper", above=shown(above, 30))
    return None
