"""The session file in HDF5: written whole, inspected before it is trusted, read whole.

h5py is imported nowhere else.
"""
