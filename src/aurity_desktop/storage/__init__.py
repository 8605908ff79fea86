"""How bytes and rows are made durable: files put in place whole, WAV, locks, SQLite's opener."""
