"""Files that are encrypted: how they are named, laid out, written and read.

The keys come from elsewhere.
"""
