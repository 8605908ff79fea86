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
