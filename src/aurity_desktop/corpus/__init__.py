"""The ledger, the session files projected from it, and their proof."""
