"""The real window while it records."""
