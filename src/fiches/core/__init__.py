"""What every stage speaks: problems, text, geometry."""
