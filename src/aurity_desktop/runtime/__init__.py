"""What every process needs before its work: paths, settings, logs, switches of libraries."""
