"""The ledger: every fact about every session in one SQLite database, with its audit chain."""
