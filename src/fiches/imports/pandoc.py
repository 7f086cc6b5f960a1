"""OpenDocument files (.odt), which the program `pandoc` makes Word files of where it is installed."""

from __future__ import annotations

import shutil
import subprocess

from fiches.core.messages import message
from fiches.core.problems import FichesError
from fiches.imports.word import read_word
from fiches.imports.written import WrittenDocument

PROGRAM = "pandoc"
SECONDS_OF_PANDOC = 60


def read_odt(data: bytes, name: str) -> WrittenDocument:
    """What stands in a file called `name`; FichesError says why it cannot be read.

    The program is given no file and no network (`--sandbox`, since pandoc 2.15), and what limits this process.
    """
    if shutil.which(PROGRAM) is None:
        raise FichesError(message("import.refused.no-pandoc", name=name))
    command = [PROGRAM, "--sandbox", "--from=odt", "--to=docx"]
    try:
        made = subprocess.run(command, input=data, capture_output=True, timeout=SECONDS_OF_PANDOC, check=True)
    except (OSError, subprocess.SubprocessError) as error:
        raise FichesError(message("import.refused.damaged", name=name)) from error
    return read_word(made.stdout, name)
