"""Which models there are, how they get here and that they are intact."""
