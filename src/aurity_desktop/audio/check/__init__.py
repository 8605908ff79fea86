"""The microphone check: listens for some seconds and says what it heard."""
