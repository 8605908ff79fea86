"""The page that lists every session there is."""
