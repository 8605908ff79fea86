"""The forms of notes, CIE-10."""
