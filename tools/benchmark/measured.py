"""What the last runs measured, kept as JSON beside these tools: the tables and the picture are made from it."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from benchmark.rows import Row

MEASURED = Path(__file__).with_name("measured.json")


@dataclass(frozen=True)
class Measured:
    """One section as it was measured: its rows, the day, how long the yardstick took at least and at most."""

    rows: Sequence[Row]
    day: str
    noise: tuple[float, float] | None = None

    @property
    def unrest(self) -> str:
        """By how much this machine made the same work dearer, as a factor; nothing where nobody looked."""
        return f"{self.noise[1] / self.noise[0]:.2f}" if self.noise else ""


def read() -> dict[str, Measured]:
    """Every section by its name."""
    found = json.loads(MEASURED.read_text("utf-8")) if MEASURED.is_file() else {}
    return {name: _revived(one) for name, one in found.items()}


def _revived(found: Mapping[str, object]) -> Measured:
    rows, noise = found["rows"], found["noise"]
    assert isinstance(rows, list)
    low_high = (float(noise[0]), float(noise[1])) if isinstance(noise, list) else None
    return Measured([Row(**row) for row in rows], str(found["day"]), low_high)


def write(sections: Mapping[str, Measured]) -> None:
    """Keeps them."""
    text = json.dumps({name: asdict(one) for name, one in sections.items()}, ensure_ascii=False, indent=1)
    MEASURED.write_text(f"{text}\n", "utf-8")
