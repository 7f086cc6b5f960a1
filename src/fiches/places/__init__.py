"""Names of places become points."""
