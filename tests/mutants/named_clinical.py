"""Named mutations of what is written for words that were said: a dose must never become another."""

from __future__ import annotations

from tests.mutants.named import Named
from tests.mutants.operators import instead

CLINICAL: tuple[Named, ...] = (
    Named(
        "what is said behind a point is written as a whole dose",
        "domain/written.py",
        "Said.is_decimals",
        instead("self.goes_on(place)", "False"),
        ("tests/domain/test_written_numbers.py",),
    ),
    Named(
        "how often is read as a decimal of how much",
        "domain/number_words.py",
        "_Reader._digits_one_by_one",
        instead("following in COUNTED", "False"),
        ("tests/domain/test_number_words.py",),
    ),
    Named(
        "any two numbers with an over between them are a pressure",
        "domain/written_pressure.py",
        "_is_called_pressure",
        instead("joined and alone", "joined"),
        ("tests/domain/test_written_numbers.py",),
    ),
    Named(
        "the dictionary writes over what a person wrote",
        "domain/heard_write.py",
        "Dictionary.edits",
        instead("place in reading.seen or place in reading.changed", "False"),
        ("tests/domain/test_heard_write.py",),
    ),
    Named(
        "a plain dictionary in an encrypted folder is believed",
        "application/dictionary/dictionary_file.py",
        "DictionaryFile._write",
        instead("encrypted", "False"),
        ("tests/application/dictionary",),
    ),
)
