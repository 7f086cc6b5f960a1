"""What tools/bench.py measures, and how: each measure is a function that yields rows."""
