"""Publish « fiches de capitalisation »: Markdown sheets in, PDFs and a booklet out."""

__version__ = "0.1.0"
