"""The festival kit: one folder that is the website, the archive and the USB stick at once."""
