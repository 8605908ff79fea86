"""The locked window: nothing of a patient is seen, the recording goes on."""
