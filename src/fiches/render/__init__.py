"""HTML becomes PDF: the only home of the engine."""
