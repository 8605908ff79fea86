"""Who spoke when, beside pyannote.audio as it ships."""
