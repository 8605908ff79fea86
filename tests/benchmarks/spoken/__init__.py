"""Dialogues spoken by synthesis, for suites that need exact texts with their sound."""
