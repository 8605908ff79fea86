"""Where the golden files lie, and what a test needs to know of them."""

from pathlib import Path

GOLDEN = Path(__file__).parent
