"""Live text while recording."""
