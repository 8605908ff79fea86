"""Slices of three seconds on disk: cut, written, sealed, read back, recovered."""
