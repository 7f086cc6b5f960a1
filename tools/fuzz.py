"""Feeds the readers of sheets with bytes that explore them (atheris, guided by coverage), from tests/whole/corpus on.

    python tools/fuzz.py --minutes 60           # all the readers, side by side
    python tools/fuzz.py --minutes 10 prose     # one

What breaks a reader is written to --into, and is to be copied to tests/whole/corpus/<reader>/ once it is mended. Needs
`pip install atheris`.
"""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
MOST_BYTES, SLOWEST, MEMORY = 6_000, 60, 2_000  # of an input; s that it may take; MB
READERS = ("fiche", "entete", "prose", "typographie", "lieux")
RESTART = 5  # s that a new process is worth
_TRIED, _REACHED = re.compile(r"^#(\d+)\t", re.MULTILINE), re.compile(r"cov: (\d+)")


def explore(reader: str, arguments: list[str]) -> None:
    """Runs one reader in this process until libFuzzer has done what `arguments` ask."""
    import atheris

    sys.path.insert(0, str(ROOT / "tests"))
    with atheris.instrument_imports(include=["fiches", "markdown_it"]):
        from support.fuzz_targets import TARGETS
    atheris.Setup([sys.argv[0], *arguments], TARGETS[reader])
    atheris.Fuzz()


def run(reader: str, seconds: float, into: Path) -> list[str]:
    """Explores with one reader in processes of its own, a new one after each that broke; what they said."""
    grown, broken = into / reader / "corpus", into / reader / "trouve"
    for folder in (grown, broken):
        folder.mkdir(parents=True, exist_ok=True)
    path = os.pathsep.join(filter(None, [str(ROOT / "src"), os.environ.get("PYTHONPATH", "")]))
    end, said = time.monotonic() + seconds, list[str]()
    while not said or end - time.monotonic() > RESTART:
        arguments = [
            f"-max_total_time={max(1, round(end - time.monotonic()))}", f"-max_len={MOST_BYTES}",
            f"-timeout={SLOWEST}", f"-rss_limit_mb={MEMORY}", f"-artifact_prefix={broken}/", "-print_final_stats=1",
            str(grown), str(ROOT / "tests" / "whole" / "corpus" / reader),
        ]  # fmt: skip
        command = [sys.executable, str(Path(__file__).resolve()), "--explore", reader, *arguments]
        environment = {**os.environ, "PYTHONPATH": path}
        one = subprocess.run(command, capture_output=True, env=environment, check=False, errors="replace")
        said.append(one.stdout + one.stderr)
        (into / reader / f"dit-{len(said)}.txt").write_text(said[-1], "utf-8")
    return said


def told(reader: str, said: list[str], broken: list[Path]) -> str:
    """One line: how many inputs were tried, how much of the code they reached, what broke."""
    tried = sum(int(number) for words in said for number in _TRIED.findall(words)[-1:])
    reached = max((int(number) for words in said for number in _REACHED.findall(words)), default=0)
    return f"{reader:12} {tried:>10} entrées  {reached:>6} branches  {', '.join(map(str, broken)) or 'rien'}"


def main() -> int:
    """Exit code 1 when a reader broke."""
    if sys.argv[1:2] == ["--explore"]:
        explore(sys.argv[2], sys.argv[3:])
        return 0
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("readers", nargs="*", choices=[*READERS, []], help="all of them if none is named")
    parser.add_argument("--minutes", type=float, default=1.0, help="how long")
    parser.add_argument("--into", type=Path, help="where findings go (a new temporary folder)")
    asked = parser.parse_args()
    into = asked.into or Path(tempfile.mkdtemp(prefix="fiches-fuzz-"))
    chosen = asked.readers or READERS
    bad = 0
    with ThreadPoolExecutor(len(chosen)) as pool:
        for reader, said in zip(chosen, pool.map(lambda one: run(one, asked.minutes * 60, into), chosen), strict=True):
            broken = sorted((into / reader / "trouve").iterdir())
            bad += bool(broken) or "Done " not in said[-1]
            print(told(reader, said, broken), flush=True)
    return int(bad > 0)


if __name__ == "__main__":
    sys.exit(main())
