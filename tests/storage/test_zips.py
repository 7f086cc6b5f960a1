"""ZIPs: what zipfile makes of the same files, and what it reads."""

from __future__ import annotations

import io
import zipfile

from fiches.storage import zips

FILES = {"kit/é.html": b"Une salle. " * 90, "kit/a.jpg": b"\xff\xd8" * 90, "kit/rien.txt": b""}


def test_a_zip_of_files_packed_before_is_that_of_zipfile():
    made = zips.packed((path, zips.member(path, data)) for path, data in FILES.items())
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as theirs:
        for path, data in FILES.items():
            entry = zipfile.ZipInfo(path, zips.LONG_AGO)
            entry.external_attr, entry.create_system = 0o644 << 16, 3
            entry.compress_type = zipfile.ZIP_STORED if path.endswith(".jpg") else zipfile.ZIP_DEFLATED
            theirs.writestr(entry, data)
    assert made == out.getvalue()
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        assert archive.testzip() is None
        assert {name: archive.read(name) for name in archive.namelist()} == FILES
    assert zipfile.ZipFile(io.BytesIO(zips.packed([]))).namelist() == []
