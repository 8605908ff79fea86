"""The inputs of this machine, and keeping it awake."""
