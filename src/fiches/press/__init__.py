"""A screen PDF becomes a PDF/X-4 file in a printer's inks."""
