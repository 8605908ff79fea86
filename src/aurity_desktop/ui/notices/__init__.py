"""Lines at the top of the window that tell without asking."""
