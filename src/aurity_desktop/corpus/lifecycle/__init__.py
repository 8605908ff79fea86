"""What happens to a whole session after it was recorded: it is encrypted, and it is erased."""
