"""From a source of sound, a microphone or a file, to samples in order: the recorder process."""
