"""A line that YAML cannot read, and the mistake that an author most likely made in it."""

from __future__ import annotations

import re

from fiches.core.text import shown

Advice = tuple[int, str, str]  # offset in the line, what is wrong, what to do
_KEY_VALUE = re.compile(r"(?P<indent>[ \t]*+)(?:- ++)*+(?P<key>[^:]*+):(?P<space>\s*+)(?P<value>.*)")


def advice_on(line: str) -> Advice | None:
    """What we know of a line that YAML cannot read."""
    match = _KEY_VALUE.match(line)
    if match:
        return next(filter(None, (rule(match) for rule in _MISTAKES)), None)
    if line.strip() and line.lstrip()[0] not in "-#[]{}\"'" and line.rstrip()[-1] not in ",]}\"'":
        return len(line) - len(line.lstrip()), "cette ligne n'a pas de deux-points", "écrivez « clé: valeur »"
    return None


def _tab(line: re.Match[str]) -> Advice | None:
    if "\t" in line["indent"]:
        return 0, "la ligne commence par une tabulation", "remplacez-la par deux espaces"
    return None


def _forgotten_space(line: re.Match[str]) -> Advice | None:
    if line["space"] or not line["value"]:
        return None
    return line.start("value"), "il manque un espace après les deux-points", f"écrivez « {_rewritten(line)} »"


def _quotation_mark(line: re.Match[str]) -> Advice | None:
    mark = line["value"][:1]
    if not mark or mark not in "'\"":
        return None
    closed = line["value"].find(mark, 1)
    if closed < 0:
        return (
            line.start("value"),
            "un guillemet droit n'est pas refermé",
            f"ajoutez {mark} à la fin de la valeur",
        )
    return (
        line.start("value") + closed + 1,
        "du texte suit le guillemet droit fermant",
        f"mettez toute la valeur entre guillemets droits : {_rewritten(line, quoted=True)}",
    )


def _open_bracket(line: re.Match[str]) -> Advice | None:
    closing = {"[": "]", "{": "}"}.get(line["value"][:1])
    if closing is None or closing in line["value"]:
        return None
    return (
        line.start("value"),
        f"« {line['value'][0]} » n'est pas refermé",
        f"ajoutez « {closing} » à la fin de la ligne",
    )


def _reserved_sign(line: re.Match[str]) -> Advice | None:
    value, name = line["value"], line["key"].strip()
    remedy = f"mettez toute la valeur entre guillemets droits : {_rewritten(line, quoted=True)}"
    if value and value[0] in "%@`|>":
        return (
            line.start("value"),
            f"la valeur de « {name} » commence par le signe réservé « {value[0]} »",
            remedy,
        )
    colon = None if value[:1] in ("[", "{", "'", '"') else re.search(r":(?=\s|$)", value)
    if colon is None:
        return None
    return (
        line.start("value") + colon.start(),
        f"la valeur de « {name} » contient un deux-points, signe réservé",
        remedy,
    )


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
        return 0, "cette ligne commence par une espace de trop", "retirez l'espace au début de la ligne"
    deep, high = (len(text) - len(text.lstrip(" ")) for text in (line, above))
    if deep > high and line.strip() and not above.rstrip().endswith(":") and ":" in above:
        return (
            deep,
            "cette ligne est plus en retrait que celle qui la précède",
            f"alignez-la sur « {shown(above, 30)} »",
        )
    return None
