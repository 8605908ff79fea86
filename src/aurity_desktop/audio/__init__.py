"""Sound: devices, capture, slices on disk."""
