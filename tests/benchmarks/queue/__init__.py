"""Jobs under kills, and the time from Stop to the transcript."""
