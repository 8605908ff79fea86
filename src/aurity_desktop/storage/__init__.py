"""How bytes and rows are made durable: the atomic writer, WAV files, file locks, SQLite's opener."""
