"""How many random examples a property is tried with: the same in every run, few where somebody waits."""

from __future__ import annotations

from hypothesis import HealthCheck, settings

FIXED = settings(derandomize=True, deadline=None, database=None, suppress_health_check=list(HealthCheck))


def times(count: float) -> settings:
    """So many times the examples of this run's profile (tests/conftest.py): a hundred, or few in a hurry."""
    return settings(FIXED, max_examples=round(count * settings.default.max_examples))
