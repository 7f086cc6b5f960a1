"""Random edits, undos and renames through HTTP leave the files that a plain editor would have written."""

from __future__ import annotations

import random

import pytest

from fiches.core.messages import catalogue
from fiches.studio.events import Events
from fiches.studio.guards import Door
from fiches.studio.jobs import Jobs
from fiches.studio.preview import Bench
from fiches.studio.routes import Studio, application
from fiches.studio.service import Workplace
from support.asgi import Browser
from support.sources import SHORT, SLOW, text, write

pytestmark = pytest.mark.no_unit

HOST = "127.0.0.1:4000"
FRONT = "titre: Un four\n# à vérifier\nterritoire: {commune: Ouijjane}   # le douar\nperiode: 2010"
BODIES = (
    "Un mot.",
    "Deux\n\nlignes.",
    "- a\n- b",
    "« Oui », dit-elle : 3 % !",
    "السياق",
    "`code` et *style*",
    "A" * 400,
)
YEARS = ("2010", "2011", "2012-2014")
ENDS = {"\n": "unix", "\r\n": "windows"}


class PlainEditor:
    """Somebody who changes the same files by hand: what each rubric says is replaced, and one line of the head."""

    def __init__(self, root, end):
        self.root, self.end, self.name = root, end, "four"
        self.undone = []
        self.text = text(FRONT)
        self.said = {"contexte": "Les enfants lisaient dehors, à la lumière du soir.", "year": "2010"}

    def change(self, what, new):
        before = f"periode: {self.said['year']}\n" if what == "year" else f"\n{self.said[what]}\n\n## La parole"
        after = f"periode: {new}\n" if what == "year" else f"\n{new}\n\n## La parole"
        assert self.text.count(before) == 1
        self.undone.append((self.text, dict(self.said)))
        self.text, self.said[what] = self.text.replace(before, after), new

    def undo(self):
        self.text, self.said = self.undone.pop()

    def bytes(self):
        return self.text.replace("\n", self.end).encode()


@pytest.mark.parametrize("steps", [40, SLOW(1000)])
@pytest.mark.parametrize("end", ENDS, ids=ENDS.values())
def test_edits_undos_and_renames_leave_what_a_plain_editor_would_have_written(tmp_path, steps, end):
    root, chance = write(tmp_path, SHORT), random.Random(steps)
    hand = PlainEditor(root, end)
    write(root, {"four": hand.bytes(), "moulin": text()})
    other = (root / "sheets/moulin.md").read_bytes()
    door = Door(frozenset((HOST,)))
    studio = Studio(Workplace(Bench(root), catalogue("fr")), door, Events(), Jobs(root, None, lambda *_: None))
    browser = Browser(application(studio), HOST)
    browser.get(f"/?cle={door.key}")
    for step in range(steps):
        what = chance.choice(("contexte", "contexte", "year", "undo", "name", "hand"))
        base = browser.get(f"/api/fiches/{hand.name}").told["base"]
        if what == "undo" and hand.undone:
            hand.undo()
            said = {"bodies": {"contexte": hand.said["contexte"]}, "values": {"periode": hand.said["year"]}}
            browser.post(f"/api/fiches/{hand.name}", {"base": base, **said})
        elif what == "name":
            name = f"four-{step}"
            assert browser.post(f"/api/fiches/{hand.name}/nom", {"name": name}).status == 200
            hand.name = name
        elif what == "hand":  # another program writes the year while the studio writes the text
            hand.change("year", chance.choice(YEARS))
            (root / f"sheets/{hand.name}.md").write_bytes(hand.bytes())
            new = chance.choice(BODIES)
            hand.change("contexte", new)
            assert browser.post(f"/api/fiches/{hand.name}", {"base": base, "bodies": {"contexte": new}}).status == 200
        elif what != "undo":
            new = chance.choice(YEARS if what == "year" else BODIES)
            hand.change(what, new)
            said = {"values": {"periode": new}} if what == "year" else {"bodies": {"contexte": new}}
            assert browser.post(f"/api/fiches/{hand.name}", {"base": base, **said}).status == 200
        assert (root / f"sheets/{hand.name}.md").read_bytes() == hand.bytes(), (step, what)
    assert (root / "sheets/moulin.md").read_bytes() == other
    assert sorted(one.stem for one in (root / "sheets").glob("*.md")) == sorted((hand.name, "moulin"))
