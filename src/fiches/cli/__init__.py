"""Arguments become one call, words and an exit code."""
