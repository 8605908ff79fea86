"""Live text and second pass: words wrong, latencies, languages, vocabulary."""
