"""Ledger and session files: speed, crashes, tampering."""
