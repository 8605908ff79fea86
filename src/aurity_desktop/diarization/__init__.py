"""Who spoke when: pyannote.audio with CAM++, and a speaker for each word."""
