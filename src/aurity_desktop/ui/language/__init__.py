"""The words for people, and their translation."""
