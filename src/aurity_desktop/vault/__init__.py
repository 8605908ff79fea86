"""The keys of a data folder: what opens them, where they stand, and how they are destroyed."""
