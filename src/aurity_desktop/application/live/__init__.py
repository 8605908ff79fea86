"""Live text while a recording goes on."""
