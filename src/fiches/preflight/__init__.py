"""Any PDF receives a verdict."""
