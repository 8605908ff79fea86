"""How fast this computer is with each model: measured, kept, and told to the window."""
