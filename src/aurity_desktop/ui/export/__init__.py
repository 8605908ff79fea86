"""Choosing what an export carries and where it goes."""
