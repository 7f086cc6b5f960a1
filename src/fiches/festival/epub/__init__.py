"""Sheets and booklets as books that flow: EPUB 3, from the pages of the kit."""
