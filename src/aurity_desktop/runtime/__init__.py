"""What every process needs before its work: where things lie, settings, logs, and switches of
libraries.
"""
