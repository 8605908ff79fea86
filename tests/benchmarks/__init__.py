"""Measurements, each as a ratio beside a named peer in the same run."""
