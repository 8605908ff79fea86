"""A day at the desk, through the real window."""
