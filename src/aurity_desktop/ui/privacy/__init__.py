"""Privacy of the patients: consent, holds, erasing, retention, and the window's lock."""
