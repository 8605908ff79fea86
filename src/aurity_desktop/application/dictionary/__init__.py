"""The user's dictionary: what is written where something else is heard."""
