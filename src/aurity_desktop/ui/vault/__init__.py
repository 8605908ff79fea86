"""What the window shows of the encryption: the page that opens the data, and what is protected by
what.
"""
