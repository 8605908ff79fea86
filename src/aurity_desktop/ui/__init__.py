"""The window. Widgets show and ask; they decide nothing."""
