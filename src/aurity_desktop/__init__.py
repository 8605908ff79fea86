"""Aurity Desktop: record a consultation, watch the words appear, keep every sample."""

__version__ = "0.1.0"
