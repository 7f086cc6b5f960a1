"""Files written whole, fingerprints, the manifest, and the processes that share work."""
