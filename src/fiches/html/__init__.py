"""Sheets and booklets become HTML documents."""
