"""What is known of blocks from run to run: the same pages with less work, and none of another look."""

from __future__ import annotations

import shutil

import pytest

from fiches.build import kept_verdicts
from fiches.compose import galleys, text_blocks
from fiches.compose.kept_sizes import SIZES, KeptSizes
from fiches.config.project import open_project
from fiches.lint import collection, fitting
from fiches.lint.cards import NO_RECALL
from fiches.storage.memory import Memory
from support.repository import ROOT

SLUG = "coup-d-eclats"


@pytest.fixture
def folder(tmp_path):
    shutil.copytree(ROOT / "sheets", tmp_path / "sheets")
    return tmp_path


@pytest.fixture
def laid(folder, monkeypatch):
    """Lays the sheet out as a new process does: gives its pages, and how many blocks were set to find them."""
    set_ones = []
    monkeypatch.setattr(text_blocks, "set_galley", lambda *said: set_ones.append(said) or galleys.set_galley(*said))

    def lay(*, kept=True):
        text_blocks._memory_of.cache_clear()
        set_ones.clear()
        project, _ = open_project(folder)
        sizes = KeptSizes(Memory(project.out, SIZES), SLUG) if kept else None
        found = fitting.lay_out(collection.good_sheet(folder / "sheets" / f"{SLUG}.md", project), project, sizes)
        if sizes:
            sizes.keep()
        return found, len(set_ones)

    return lay


def styled(folder, change):
    """A style sheet of the house, changed, as that of the collection."""
    name, before, after = change
    own = folder / "styles" / name
    own.parent.mkdir(exist_ok=True)
    text = (ROOT / "styles" / name).read_text("utf-8")
    assert before in text
    own.write_text(text.replace(before, after), "utf-8")


def test_the_next_run_finds_the_same_pages_and_sets_only_what_stands_on_them(laid):
    first, many = laid()
    again, few = laid()
    assert again == first == laid(kept=False)[0]
    assert many > 100 and few < many / 4


def test_a_word_asks_for_its_own_blocks_alone(laid, folder):
    _, many = laid()
    path = folder / "sheets" / f"{SLUG}.md"
    path.write_text(path.read_text("utf-8").replace("## Contexte\n\n", "## Contexte\n\nTrois mots encore. "), "utf-8")
    edited, few = laid()
    assert 0 < few < many / 2
    assert edited == laid(kept=False)[0]


@pytest.mark.parametrize(
    ("change", "is_look"),
    [
        (("palette.css", "--nuit: #14304f", "--nuit: #153150"), False),
        (("palette.css", ":root {", "p { font-size: 8pt }\n:root {"), True),
    ],
)
def test_a_colour_is_no_look_of_lines(laid, folder, change, is_look):
    _, many = laid()
    styled(folder, change)
    found, count = laid()
    assert (count > many / 2) == is_look
    assert found == laid(kept=False)[0]


def test_who_checks_an_edited_sheet_is_told_the_same_with_less_work(laid, folder, monkeypatch):
    _, many = laid()
    path = folder / "sheets" / f"{SLUG}.md"
    path.write_text(path.read_text("utf-8").replace("## Contexte\n\n", "## Contexte\n\nTrois mots encore. "), "utf-8")
    counts, told = [], []
    for recall in (NO_RECALL, kept_verdicts.of(folder)):
        text_blocks._memory_of.cache_clear()
        set_ones = []
        monkeypatch.setattr(
            text_blocks, "set_galley", lambda *said, to=set_ones: to.append(1) or galleys.set_galley(*said)
        )
        told.append(collection.read(open_project(folder)[0], [SLUG], recall=recall).problems)
        counts.append(len(set_ones))
    assert told[0] == told[1] and counts[1] < counts[0] / 2 and counts[0] > many / 2


@pytest.mark.parametrize("damage", [b"", b"{", b"[]", b'{"tool": 1, "blocks": {}}'])
def test_what_is_damaged_is_nothing(laid, folder, damage):
    _, many = laid()
    project, _ = open_project(folder)
    Memory(project.out, SIZES).keep(f"{SLUG}.json", damage)
    assert laid()[1] == many
