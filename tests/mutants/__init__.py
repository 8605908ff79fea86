"""Mutation testing: the code is broken on purpose, one small piece at a time, and a test must fail.

Beside the gate, not in it: `make mutants` (see `__main__.py`).
"""
