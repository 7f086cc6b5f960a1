"""What the files for the screen weigh: a sheet with four photos as cameras take them, and the booklet of the house."""

from __future__ import annotations

import io
import random
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

from PIL import Image

from benchmark.rows import ROOT, Row, fiches

SHEET, CAMERA = "horizon-sud", (4000, 3000)  # twelve million pixels
PHOTO = "  - {{fichier: images/camera-{0}.jpg, alt: Une vue, consentement: sans objet}}\n"


def weights() -> Iterator[Row]:
    """In kB: a sheet at each fineness, its originals, the booklet."""
    with tempfile.TemporaryDirectory() as place:
        root = Path(place)
        originals = _collection(root)
        yield Row("its four photos, 12 megapixels each", originals, "kB")
        for dpi, bar in (("150", 600), ("200", None), ("300", None)):
            yield Row(f"a sheet with four photos, {dpi} dpi", _built(root, dpi), "kB", bar)
    with tempfile.TemporaryDirectory() as place:
        subprocess.run([*fiches("build"), "-o", place], check=True, capture_output=True, cwd=ROOT)
        yield Row("the booklet of ten sheets, 150 dpi", (Path(place) / "livret.pdf").stat().st_size / 1000, "kB", 5000)


def _collection(root: Path) -> float:
    """One sheet of the house with four large photos, below `root`; the weight of these in kB."""
    images = root / "sheets/images"
    shutil.copytree(ROOT / "sheets/images", images)
    text = (ROOT / f"sheets/{SHEET}.md").read_text("utf-8")
    photos = "photos:\n" + "".join(PHOTO.format(number) for number in range(4))
    text = re.sub(r"^photos:\n(?: .*\n)+", photos, text, flags=re.MULTILINE)
    (root / f"sheets/{SHEET}.md").write_text(text, "utf-8")
    for number in range(4):
        (images / f"camera-{number}.jpg").write_bytes(_camera(number))
    return sum(path.stat().st_size for path in images.glob("camera-*")) / 1000


def _camera(seed: int) -> bytes:
    """A picture as busy as those of a camera: at every scale, the finer the fainter."""
    rng, made = random.Random(seed), Image.new("RGB", CAMERA, (120, 110, 100))
    for share, strength in ((1 / 250, 0.6), (1 / 60, 0.4), (1 / 15, 0.25), (1 / 5, 0.12)):
        width, height = (round(side * share) for side in CAMERA)
        grain = Image.frombytes("RGB", (width, height), rng.randbytes(3 * width * height))
        made = Image.blend(made, grain.resize(CAMERA, Image.Resampling.BILINEAR), strength)
    file = io.BytesIO()
    made.save(file, "JPEG", quality=95)
    return file.getvalue()


def _built(root: Path, dpi: str) -> float:
    """The weight of the sheet's PDF, in kB."""
    (root / "sheets/collection.yaml").write_text(f'photos_ecran: "{dpi}"\n', "utf-8")
    subprocess.run([*fiches("build"), "-C", root], check=True, capture_output=True, cwd=ROOT)
    data = (root / f"build/fiches/{SHEET}.pdf").read_bytes()
    found = data.count(b"/FichesPhoto")
    assert found == 4, f"{found} photos found their place"
    return len(data) / 1000
