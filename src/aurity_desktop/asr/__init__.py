"""Speech to text: live and whole, on faster-whisper."""
