"""One recording, from Start to the job that finishes it."""
