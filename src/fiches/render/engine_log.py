"""What the engine logs, or stumbles over, becomes problems of the file that it was at."""

from __future__ import annotations

import logging
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from fiches.core.messages import message
from fiches.core.problems import BadValue, Fault, Problem, fault
from fiches.core.text import shown
from fiches.storage.fingerprints import PACKAGE


@contextmanager
def reported(path: str, problems: list[Problem]) -> Iterator[None]:
    """Turns what the engine logs of `path` while the block runs, or refuses to read for it, into problems."""
    from weasyprint.urls import FatalURLFetchingError

    with _collected() as log:
        try:
            yield
        except FatalURLFetchingError as error:
            problems.append(_unread(error).in_file(path))
        except (MemoryError, OSError):  # of the machine
            raise
        except Exception as error:  # whatever makes the engine stumble: styles and layouts come from others
            if not _is_of_the_engine(error):
                raise
            stumbled = fault("moteur.stumbled", kind=error.__class__.__name__, words=shown(str(error), 80))
            problems.append(stumbled.in_file(path))
    problems.extend(_problems(log, path))


def _unread(error: BaseException) -> Fault:
    """Why a file that a page asks for cannot be had."""
    bad = error.__cause__
    if isinstance(bad, MemoryError):
        raise bad
    if isinstance(bad, BadValue):
        return Fault(bad.code, message("image-format.in-page", fault=bad.message), hint=bad.hint)
    return fault("moteur.file-refused", address=str(error))


def _is_of_the_engine(error: Exception) -> bool:
    """Whether an error was raised outside of this program, or by a depth that a document has and not we."""
    frames = traceback.extract_tb(error.__traceback__)
    return isinstance(error, RecursionError) or not Path(frames[-1].filename).is_relative_to(PACKAGE)


@contextmanager
def _collected() -> Iterator[list[logging.LogRecord]]:
    """The engine's warnings and errors while the block runs."""
    records: list[logging.LogRecord] = []
    handler = logging.Handler(logging.WARNING)
    handler.emit = records.append  # type: ignore[method-assign, assignment]
    loggers = [logging.getLogger(name) for name in ("weasyprint", "fontTools")]
    before = [(logger.handlers, logger.propagate) for logger in loggers]
    for logger in loggers:
        logger.handlers, logger.propagate = [handler], False
    try:
        yield records
    finally:
        for logger, (handlers, propagate) in zip(loggers, before, strict=True):
            logger.handlers, logger.propagate = handlers, propagate


def _problems(log: list[logging.LogRecord], path: str) -> list[Problem]:
    said = {(record.levelno >= logging.ERROR, record.getMessage()) for record in log}
    return [
        Fault("moteur" if severe else "avis-du-moteur", message("engine.says", words=words)).in_file(path)
        for severe, words in sorted(said)
    ]
