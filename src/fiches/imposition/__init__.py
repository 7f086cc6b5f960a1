"""Pages become sides of sheets to fold."""
