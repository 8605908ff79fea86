"""Models, installed from the window by a child command."""
