"""How bytes and rows are made durable: the one writer of files."""
