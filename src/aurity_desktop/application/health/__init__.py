"""How the program is, looked at once."""
