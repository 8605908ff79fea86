"""Pictures of the window, for a designer's eye and for the README; see `__main__`."""
