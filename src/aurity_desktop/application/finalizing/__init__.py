"""From Stop to a transcript with speakers, and what of it is done while recording."""
