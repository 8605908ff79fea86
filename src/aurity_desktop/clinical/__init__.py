"""What was said of clinical weight: rules over words, in Spanish and English. Nothing is decided.

Pure functions over words with times and speakers. What they look for stands in
`resources/findings/*.txt`, and what the rules are in one file each.
"""
