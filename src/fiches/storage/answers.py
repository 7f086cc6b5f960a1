"""What is asked of another machine, for a time: one that takes the connection may still say nothing for ever."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable
from typing import cast

from fiches.storage.fingerprints import AnswerT

ANSWER_TIME = 20.0  # s that are waited for an answer


def answered(ask: Callable[[], AnswerT], seconds: float) -> AnswerT:
    """What `ask` gives, or raises; TimeoutError where it takes longer than so many seconds."""
    answers: queue.SimpleQueue[tuple[AnswerT | None, Exception | None]] = queue.SimpleQueue()

    def wait() -> None:
        try:
            answers.put((ask(), None))
        except Exception as error:  # whatever it is, it is raised where it was asked
            answers.put((None, error))

    threading.Thread(target=wait, daemon=True).start()
    try:
        answer, error = answers.get(timeout=seconds)
    except queue.Empty:
        raise TimeoutError(f"{seconds:.0f} s") from None
    if error:
        raise error
    return cast("AnswerT", answer)
