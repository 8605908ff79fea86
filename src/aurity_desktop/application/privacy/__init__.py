"""Consent, holds, retention, encryption and the lock, as commands and signals."""
