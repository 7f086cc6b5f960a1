"""Places become maps: of a rail, of a booklet."""
