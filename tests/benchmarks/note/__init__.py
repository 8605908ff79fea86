"""From Stop to the signed and printed note, by a clinician's hands at the real window."""
