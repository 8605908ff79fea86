"""Verify, repair, and a ledger made anew from what is left."""
