"""Session files and `corpus.h5` kept up to date with the ledger."""
