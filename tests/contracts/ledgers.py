"""What the contract suites of the ledger share."""

from aurity_desktop.domain.transcript import Segment, Word
from tests.corpus.examples import SESSION

OTHER_SESSION = "session_20260302_100000"


def events(ledger):
    """What the chain of the session tells of, in order."""
    return [row.operation for row in ledger.audit.rows(SESSION)]


def run_of(ledger, run_id, *voices, goes_on="", same_words=""):
    """A run of segments in which each voice speaks for so many seconds, one after the other."""
    words, start = [], 0.0
    for label, length in voices:
        words += [
            Word(start + at, start + at + 1.0, f"w{start + at:.0f}", 0.9, label)
            for at in range(length)
        ]
        start += length
    segments, first = [], 0
    for label, length in voices:
        said = words[first : first + length]
        text = " ".join(word.text for word in said)
        segments.append(Segment(said[0].start, said[-1].end, label, text, 0.9))
        first += length
    ledger.segments.record_run(
        SESSION, run_id, words, segments, [], goes_on=goes_on, same_words=same_words
    )
