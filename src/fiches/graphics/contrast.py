"""Whether the words of a palette can be read on its grounds: WCAG 2.2 AA, 4.5 to 1, before anything is laid out."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from fiches.core.problems import Fault, fault

LEAST_CONTRAST = 4.5
DARK_WORDS, LIGHT_WORDS = "encre", "blanc"  # by which words are read, on light grounds and on dark ones
ACCENT_WORDS = ("nuit", "terre", "argan", "pierre")  # the other colours of words on white and on pale grounds
DARK_GROUND, VIVID_GROUND = "sombre", "vif"  # to style sheets: a ground with light words; with words of one colour


def ratio(one: str, other: str) -> float:
    """The contrast of two colours `#rrggbb`, 1 to 21 (WCAG 2.2, relative luminance)."""
    high, low = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def tone(colours: Mapping[str, str], ground: str) -> str:
    """How words can be read on a colour (`#rrggbb` by name): light; in the colour of text alone; or as on white: "".

    Of light and of text, the one that stands out more.
    """
    if not {ground, DARK_WORDS, LIGHT_WORDS} <= colours.keys():
        return ""
    if ratio(colours[LIGHT_WORDS], colours[ground]) > ratio(colours[DARK_WORDS], colours[ground]):
        return DARK_GROUND
    found = (ratio(colours[name], colours[ground]) for name in ACCENT_WORDS if name in colours)
    return "" if min(found, default=LEAST_CONTRAST) >= LEAST_CONTRAST else VIVID_GROUND


def best(colours: Mapping[str, str], ground: str) -> float:
    """The contrast on a colour of light words or of those in the colour of text, whichever stands out; 0: unknown."""
    if not {ground, DARK_WORDS, LIGHT_WORDS} <= colours.keys():
        return 0.0
    return max(ratio(colours[name], colours[ground]) for name in (DARK_WORDS, LIGHT_WORDS))


def of_words(colours: Mapping[str, str], grounds: Collection[str]) -> str:
    """Of light words and of those in the colour of text, what stands out from all these grounds, if there is any."""
    return max(
        (colours[name] for name in (LIGHT_WORDS, DARK_WORDS) if name in colours),
        key=lambda words: min(ratio(words, ground) for ground in grounds),
        default="",
    )


def check(colours: Mapping[str, str], lines: Mapping[str, int], pairs: str) -> Iterator[Fault]:
    """The pairs of `colours` (`#rrggbb` by name) that fail, each on the line of the palette that sets that of words.

    A pair fails too when the palette lacks one of its colours. `pairs` has one pair a line, words first:
    `encre blanc`; lines that open with # are remarks.
    """
    named = _pairs(pairs)
    missing = dict.fromkeys(name for pair in named for name in pair if name not in colours)
    for name in missing:
        yield fault("contraste.missing", lines.get(name, 1), name=name)
    for words, ground in (pair for pair in named if not missing.keys() & pair):
        found = ratio(colours[words], colours[ground])
        if found < LEAST_CONTRAST:
            yield fault(
                "contraste.weak", lines.get(words, 1), words=words, ground=ground, ratio=found, least=LEAST_CONTRAST
            )


def _pairs(text: str) -> list[tuple[str, str]]:
    listed = (line.partition("#")[0].split() for line in text.split("\n"))
    return [(names[0], names[1]) for names in listed if len(names) == 2]


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(int(colour[start : start + 2], 16) / 255) for start in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else float(((channel + 0.055) / 1.055) ** 2.4)
