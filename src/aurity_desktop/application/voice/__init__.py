"""The clinician's own voice: learned, kept, forgotten."""
