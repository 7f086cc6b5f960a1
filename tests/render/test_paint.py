"""Two documents have the same paint but for colours where they are drawn alike, and only there."""

from __future__ import annotations

import pytest

from fiches.render.paint import StylePaint

SHEET = """:root { --nuit: #14304f; /* cmjn 100 80 40 35 */ --terre: #a3412a }
h1 { color: var(--nuit) } #ecole { border: 1px solid #66625d; background: #ffffff80 } h2 { content: "#14304f" }"""
DOCUMENT = """<h1 id="e">Une école &#233; &lt; fill="#a3412b"</h1><a href="#cafe">n</a>
<svg><path fill="#14304f" d="M0 0"/><path stroke="#1e4468" d=""/></svg>"""


def paint(sheet=SHEET, document=DOCUMENT, drawing="", pictures="a"):
    return StylePaint([sheet], [], "les mêmes signes").of(document, [drawing], pictures)


def other(*changes, **rest):
    sheet, document = SHEET, DOCUMENT
    for old, new in changes:
        assert old in sheet or old in document
        sheet, document = sheet.replace(old, new), document.replace(old, new)
    return paint(sheet, document, **rest)


@pytest.mark.parametrize(
    "changes",
    [
        [('fill="#14304f"', 'fill="#15314f"'), ("--nuit: #14304f", "--nuit: #15314f"), ('"#14304f"', '"#14304f"')],
        [("--terre: #a3412a", "--terre: #84331f")],
        [("--terre: #a3412a", "--terre: #835")],
        [("cmjn 100 80 40 35", "cmjn 90 80 40 35")],
        [('stroke="#1e4468"', 'stroke="#66625f"')],
    ],
)
def test_other_colours_alone(changes):
    sheet, document = (text.replace('content: "#14304f"', 'content: "rien"') for text in (SHEET, DOCUMENT))
    before = paint(sheet, document)
    for old, new in changes:
        sheet, document = sheet.replace(old, new), document.replace(old, new)
    after = paint(sheet, document)
    assert before and before[:2] == after[:2] and len(before) == len(after) == len(set(after))


def test_colours_in_the_order_in_which_they_appear():
    assert paint()[2:] == ("14304f", "a3412a", "66625d", "a3412b", "ccaaff", "1e4468")


def test_two_that_are_swapped():
    before, after = (paint(f":root {{ --a: {one}; --b: {two} }}", "") for one, two in (("#123456", "#654321"),) * 2)
    swapped = paint(":root { --a: #654321; --b: #123456 }", "")
    assert before == after and swapped[:2] == before[:2] and swapped[2:] == before[:1:-1]


@pytest.mark.parametrize(
    "changes",
    [
        [("--nuit: #14304f", "--nuit: #15314f")],  # which drawings, or words in quotes, have too
        [("--terre: #a3412a", "--terre: #14304f")],  # two that are one now
        [("--terre: #a3412a", "--terre: #000")],  # one that has a name
        [("--terre: #a3412a", "--terre: white")],
        [("--terre: #a3412a", "--terre: #a3412b")],  # the same as words of the sheet
        [("--terre: #a3412a", "--terre: #a3412a80")],
        [("solid #66625d", "solid #67625d")],  # it may stand behind anything
        [("#ecole", "#ecolf")],
        [("#cafe", "#cafd")],
        [('fill="#a3412b"', 'fill="#a3412c"')],  # words
        [("&#233;", "&#234;")],
        [("Une école", "Une autre")],
    ],
)
def test_more_than_colours(changes):
    assert other(*changes)[:2] != paint()[:2]


def test_pictures_are_no_colours():
    assert paint(pictures="b")[:2] != paint()[:2]
    drawn = paint(drawing='<svg><path fill="#a3412a"/></svg>')
    assert drawn and other(("#a3412a", "#a3412c"), drawing='<svg><path fill="#a3412a"/></svg>')[:2] != drawn[:2]


@pytest.mark.parametrize(
    "said",
    [
        "color: color-mix(in srgb, var(--nuit), white)", "color: rgb(20, 48, 79)", "color: HSL(210 60% 20%)",
        "background: linear-gradient(var(--nuit), white)", "border: 1mm groove var(--nuit)", "border-style: inset",
        "box-shadow: 1mm 1mm var(--nuit)", "color: rgb(from var(--nuit) g r b)", "color: light-dark(red, blue)",
    ],
)  # fmt: skip
def test_colours_that_come_from_others(said):
    assert paint(f"{SHEET} p {{ {said} }}") == ()


@pytest.mark.parametrize("said", ["inset: 0", "inset-inline-start: 2mm", "clip-path: inset(50%)"])
def test_words_that_only_look_so(said):
    assert paint(f"{SHEET} p {{ {said} }}")


def test_sheets_that_bring_others():
    assert paint(f"@import url(autre.css); {SHEET}") == () == paint(document=f'<link rel="stylesheet">{DOCUMENT}')


def test_which_pages_will_only_be_painted_anew():
    sheets = [StylePaint([sheet], [], "") for sheet in (SHEET, SHEET.replace("a3412a", "a3412f"), f"{SHEET} p {{}}")]
    before = sheets[0].of(DOCUMENT, [], "")
    assert [one.repaints(before) for one in sheets] == [False, True, False]
    assert not sheets[1].repaints(())
