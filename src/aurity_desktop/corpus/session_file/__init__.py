"""The session file apart from HDF5: its layout, its content, and the files it is made of."""
