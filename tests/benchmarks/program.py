"""What starts the program that is measured: this Python with this checkout's package."""

import sys

PROGRAM = (sys.executable, "-m", "aurity_desktop")
