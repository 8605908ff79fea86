"""The clinical note beside the transcript."""
