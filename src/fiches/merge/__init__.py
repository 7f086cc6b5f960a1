"""Finished sheets become a booklet."""
