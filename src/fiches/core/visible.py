"""What strangers write is seen as it stands: no sign of it steers a terminal, turns a line round or commands a CI."""

from __future__ import annotations

import json
import re

# Controls (C0, DEL, C1), marks of direction, separators of lines and paragraphs, bytes of file names that are no text.
_STEERING = r"\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff"
_UNSEEN = re.compile(rf"[\x00-\x1f{_STEERING}]")
_LEFT_BY_JSON = re.compile(rf"[{_STEERING}]")
_PICTURES = {"\t": "␉", "\n": "␊", "\r": "␍"}
_ANYWHERE = re.compile(r"##(?=\w*\[)")  # of a line: ##[group], ##vso[task…], ##teamcity[…
_AT_START = re.compile(r"^([^\S\n]*):(?=:)", re.MULTILINE)  # of a line: ::error file=…


class Printed(str):
    """Words that have been made visible already, with line ends and colours of ours, which a sentence may hold."""

    __slots__ = ()


def visible(text: str) -> str:
    r"""`text` on one line, each unseen sign shown (`\x1b`, `\u202e`, ␊), no order to a CI in it; Arabic stays."""
    return text if isinstance(text, Printed) else begun(within(text))


def within(text: str) -> str:
    """The same of words that something stands before, so that they begin no line."""
    if isinstance(text, Printed) or text.isalnum():
        return text
    seen = _UNSEEN.sub(lambda found: _PICTURES.get(found[0]) or _code(found[0]), text)
    return _ANYWHERE.sub(r"#\\x23", seen) if "##" in seen else seen


def begun(text: str) -> str:
    """Words of which none is unseen, without an order to a CI where a line of them begins."""
    return _AT_START.sub(r"\1\\x3a", text) if "::" in text else text


def _code(sign: str) -> str:
    """How programmers write a sign that is not seen."""
    number = ord(sign)
    return f"\\x{number:02x}" if number < 0x100 else f"\\u{number:04x}"


def visible_lines(text: str) -> Printed:
    """The same of words whose line ends are ours."""
    return Printed("\n".join(map(visible, text.split("\n"))))


def as_json(data: object) -> Printed:
    """`data` as JSON that holds every sign of it, none of them as such where a terminal or a CI would obey it."""
    text = json.dumps(data, ensure_ascii=False, indent=2)
    return Printed(_ANYWHERE.sub(r"#\\u0023", _LEFT_BY_JSON.sub(lambda found: f"\\u{ord(found[0]):04x}", text)))
