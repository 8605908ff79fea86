"""One session, to be read and put right."""
