"""Photos made ready, and pictures judged from their heads."""
