"""Changes one constant of one rule at a time and says whether the tests of its package notice.

    python tools/mutate.py [WORD …]     only the mutations whose file or text has one of the words

Each is made in a copy of the tree, never in the checkout, and the tests of its package are run there. A rule whose
constant may change unseen is a rule that nobody holds: it fails unless all but one are noticed. Every mutation is of a
rule that a reader or a printer would miss; the tests state the rule, so the list may change without them.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from queue import SimpleQueue

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = Path("src/fiches")
COPIED = ("src", "tests", "templates", "styles", "sheets", "docs", "tools", "pyproject.toml", "CONTRIBUTING.md",
          "Makefile", "constraints-lowest.txt", "constraints-newest.txt")  # fmt: skip
LOST = 1  # that may go unnoticed
PASSED, FAILED = 0, 1  # the exit codes of pytest that say something of a rule


class Outcome(Enum):
    """What became of a mutation."""

    KILLED = "killed"
    SURVIVED = "SURVIVED"
    STALE = "DOES NOT APPLY"  # its text is gone from its file, or stands there twice
    BROKEN = "BROKEN"  # the tests could not be run


@dataclass(frozen=True, slots=True)
class Mutation:
    """One constant of a module changed: text of its file, exactly, and what replaces it; the folder of its tests."""

    rule: str
    file: str
    old: str
    new: str

    @property
    def told(self) -> str:
        """Where, and what becomes of what."""
        return f"{self.file} ({' '.join(self.old.split())} → {' '.join(self.new.split())})"

    @property
    def tests(self) -> Path:
        """Those of its package."""
        return Path("tests") / Path(self.file).parts[0]

    def changed(self, root: Path) -> str | None:
        """The text of its file below `root` with the change, if it applies."""
        text = (root / PACKAGE / self.file).read_text("utf-8") if (root / PACKAGE / self.file).is_file() else ""
        return text.replace(self.old, self.new) if text.count(self.old) == 1 else None


MUTATIONS = (
    Mutation(
        "from how much white words are divided",
        "compose/line_ends.py",
        "tolerance: float = 0.12",
        "tolerance: float = 0.9",
    ),
    Mutation(
        "how much white a quotation of page 1 wants",
        "compose/zone_images.py",
        "WHITE_FOR_QUOTE = 0.6",
        "WHITE_FOR_QUOTE = 60.6",
    ),
    Mutation("a unit above what stands on the foot", "compose/page.py", "FOOT_WHITE = 1.0", "FOOT_WHITE = 0.0"),
    Mutation("which split is as low as another", "compose/zone_pairs.py", "SAME = 0.5", "SAME = 50.0"),
    Mutation("under which text a quotation hangs", "compose/zone_pairs.py", "HANGING = 6.0", "HANGING = 60.0"),
    Mutation("a long word is not broken", "compose/zone_cards.py", "LONG_WORD = 8.0", "LONG_WORD = 0.0"),
    Mutation(
        "what stands under the last cards",
        "compose/zone_cards.py",
        "CARDS_FOOT_INSIDE = 0.25, 1.5",
        "CARDS_FOOT_INSIDE = 0.25, 9.5",
    ),
    Mutation("how near an edge a thumb tab stands", "html/tabs.py", "TAB_CLEAR = 2.0", "TAB_CLEAR = 1.0"),
    Mutation(
        "how far a chain passes a dot", "graphics/maps/routes.py", "ROUTE_CLEARANCE = 1.6", "ROUTE_CLEARANCE = 0.6"
    ),
    Mutation("where a dot is no obstacle", "graphics/maps/routes.py", "HOME = 3.5", "HOME = 5.5"),
    Mutation("whose name it is", "graphics/maps/labels.py", "DOUBT, DOUBTFUL = 2.0, 2.5", "DOUBT, DOUBTFUL = 0.5, 2.5"),
    Mutation("two letters amiss in a long name", "places/names.py", "2 if shorter >= 10", "2 if shorter >= 9"),
    Mutation("how large a namesake is", "places/lookup.py", "RIVAL = 0.5", "RIVAL = 0.8"),
    Mutation(
        "how near its source a quotation may stand",
        "compose/nearness.py",
        "LEAST_DISTANCE = 60.0",
        "LEAST_DISTANCE = 40.0",
    ),
    Mutation("the length of a running title", "typography/titles.py", "ONE_LINE = 48", "ONE_LINE = 40"),
    Mutation("ink kept back for JPEG", "press/colour.py", "    16,\n    4,\n    60,\n", "    40,\n    4,\n    60,\n"),
    Mutation("what is a grey", "press/colour.py", "NEUTRAL = 2", "NEUTRAL = 8"),
    Mutation("ink above the limit", "preflight/checks/inks.py", "SLACK = 1.0", "SLACK = 30.0"),
    Mutation(
        "what an edge may have beyond it", "preflight/checks/paper.py", "COVERED_SHARE = 0.9", "COVERED_SHARE = 0.1"
    ),
    Mutation("words that leave the page", "render/layout_checks.py", "TOLERANCE = 4.0", "TOLERANCE = 12.0"),
)


def main(words: list[str]) -> int:
    """Tries the mutations that have one of the words, or all; an exit code."""
    chosen = [one for one in MUTATIONS if not words or any(word in f"{one.file} {one.old}" for word in words)]
    jobs = min(os.cpu_count() or 1, len(chosen)) or 1
    with copies(jobs) as trees, ThreadPoolExecutor(jobs) as pool:
        if not all(pool.map(lambda tests: passes(tests, trees), sorted({one.tests for one in chosen}))):
            print("the tests fail as they are: nothing can be said of mutations")
            return 1
        outcomes = []
        for one, outcome in zip(chosen, pool.map(lambda one: tried(one, trees), chosen), strict=True):
            print(f"{outcome.value:>14}  {one.rule}: {one.told}")
            outcomes.append(outcome)
    killed = outcomes.count(Outcome.KILLED)
    print(f"{killed} of {len(chosen)} killed")
    return 0 if killed >= len(chosen) - LOST else 1


@contextmanager
def copies(count: int) -> Iterator[SimpleQueue[Path]]:
    """So many copies of the tree, to be taken and put back."""
    with tempfile.TemporaryDirectory(prefix="mutations-") as name:
        trees: SimpleQueue[Path] = SimpleQueue()
        for number in range(count):
            tree = Path(name) / str(number)
            tree.mkdir()
            for one in COPIED:
                copy = shutil.copytree if (ROOT / one).is_dir() else shutil.copy
                copy(ROOT / one, tree / one)
            trees.put(tree)
        yield trees


def tried(one: Mutation, trees: SimpleQueue[Path]) -> Outcome:
    """A mutation made in a copy, its tests run, the copy as it was again: what changes in the checkout is not seen."""
    with taken(trees) as tree:
        text, file = one.changed(tree), tree / PACKAGE / one.file
        if text is None:
            return Outcome.STALE
        whole = file.read_text("utf-8")
        file.write_text(text, "utf-8")
        code = run(one.tests, tree)
        file.write_text(whole, "utf-8")
    return {PASSED: Outcome.SURVIVED, FAILED: Outcome.KILLED}.get(code, Outcome.BROKEN)


def passes(tests: Path, trees: SimpleQueue[Path]) -> bool:
    """Whether the tests of a folder pass as they are."""
    with taken(trees) as tree:
        return run(tests, tree) == PASSED


@contextmanager
def taken(trees: SimpleQueue[Path]) -> Iterator[Path]:
    """One of the copies, put back afterwards."""
    tree = trees.get()
    try:
        yield tree
    finally:
        trees.put(tree)


def run(tests: Path, tree: Path) -> int:
    """The exit code of the tests of a folder in a copy."""
    command = [sys.executable, "-m", "pytest", "-q", "-x", "-m", "not slow", "-p", "no:cacheprovider", str(tests)]
    environment = {**os.environ, "PYTHONPATH": str(tree / "src")}
    return subprocess.run(command, cwd=tree, env=environment, capture_output=True, check=False).returncode


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("words", nargs="*", metavar="WORD", help="only mutations whose file or text has one of these")
    sys.exit(main(parser.parse_args().words))
