"""What is stale is made again."""
