"""What the window and the command line have in common. QtCore at most."""
