"""The website of a collection, as a folder and an archive."""
