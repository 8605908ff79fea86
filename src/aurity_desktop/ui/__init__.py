"""The window: widgets that show and ask, and decide nothing."""
