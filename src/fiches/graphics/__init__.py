"""Ornament, maps, QR codes and contrast."""
