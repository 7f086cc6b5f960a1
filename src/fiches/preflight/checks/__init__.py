"""The checks of a PDF, a family a file."""
