"""Why something was not made, as a problem of its source."""

from __future__ import annotations

from pathlib import Path

from fiches.core.problems import Fault, Problem, fault
from fiches.storage.folders import RefusedFile
from fiches.storage.process_limits import TaskLimits
from fiches.storage.workers import LossReason


def refused(error: RefusedFile, source: str) -> Problem:
    """Why a file of a source could not be written."""
    return Fault(error.code, error.message, hint=error.hint).in_file(source)


def stopped(source: str, why: LossReason, allowed: TaskLimits | None) -> Problem:
    """That the making of what the path `source` names was stopped."""
    if why is LossReason.KILLED or allowed is None:
        return fault("fabrication-arretee").in_file(source)
    most = {LossReason.MEMORY: allowed.memory, LossReason.TIME: allowed.seconds, LossReason.OUTPUT: allowed.output}[why]
    return fault(f"trop-lourd.{why.value}", name=Path(source).stem, most=most).in_file(source)
