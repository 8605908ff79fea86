"""The page that says how the program is, and the probe of the event loop behind it."""
