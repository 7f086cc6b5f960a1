"""Markdown in, valid sheets and booklets out."""
