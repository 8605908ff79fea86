"""What the window shows of the encryption: the page that unlocks the data, and what protects it."""
