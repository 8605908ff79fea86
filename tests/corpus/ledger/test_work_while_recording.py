"""What is asked of the ledger again and again while a recording goes on, however long it is."""

from aurity_desktop.domain.transcript import SECOND_PASS
from tests.corpus.examples import SESSION, a_slice, heard, plan
from tests.corpus.work import python_calls


def test_a_look_at_what_the_second_pass_wrote_reads_nothing_twice(ledger):
    ledger.sessions.create(plan())

    def look():
        return ledger.chunks.second_pass_since(SESSION, seen)

    def go_on(first, behind):
        for number in range(first, behind):
            ledger.sound.record_slice(a_slice(number))
            ledger.chunks.record_transcription(heard(number))
            ledger.chunks.record_transcription(heard(number, "mejor", reason=SECOND_PASS))

    go_on(0, 3)
    seen = -1
    early = python_calls(look)
    go_on(3, 120)
    seen = look()[1]
    go_on(120, 123)
    assert python_calls(look) == early


def test_the_texts_of_a_stretch_are_written_together(ledger):
    """Whole pages are written at each commit: 56 MB an hour for half a megabyte of text."""
    ledger.sessions.create(plan())
    connection = ledger.database.connection
    connection.execute("PRAGMA wal_autocheckpoint = 0")
    for number in range(40):
        ledger.sound.record_slice(a_slice(number))
        ledger.chunks.record_transcription(heard(number))
    wal = ledger.path.with_name(f"{ledger.path.name}-wal")

    def written(record):
        before = wal.stat().st_size
        record()
        return wal.stat().st_size - before

    first, second = (
        [heard(number, "mejor dicho", reason=SECOND_PASS) for number in numbers]
        for numbers in (range(10), range(10, 20))
    )
    alone = written(lambda: [ledger.chunks.record_transcription(each) for each in first])
    assert written(lambda: ledger.chunks.record_transcriptions(second)) < alone / 3
