"""The worker process as its parents see it, and how a session gets to it."""
