"""Names that were misheard are looked for in a transcript that stands."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from aurity_desktop.application.finalizing.job_end import record_job_end
from aurity_desktop.application.finalizing.misheard_names import LookedAt
from aurity_desktop.domain.audio import RECORDED_ON, SAMPLE_RATE, SLICE_SAMPLES, Span, SpanKind
from aurity_desktop.domain.consent import Consent, ConsentAnswer, consent_text
from aurity_desktop.domain.edits import Edit, EditKind
from aurity_desktop.domain.errors import JobCancelled, TranscriptionFailed, UnknownSession
from aurity_desktop.domain.events import Event
from aurity_desktop.domain.heard_write import Dictionary, Found, Rule
from aurity_desktop.domain.jobs import JobKind, JobState, JobStep
from aurity_desktop.domain.session import SessionState, SpeakerCount
from tests.application.finalizing.stopped_session import SESSION, Bench, a_job, a_slice
from tests.fakes.second_pass import Watch


@pytest.fixture
def bench():
    """A finished session of ten words, in which a name was misheard."""
    bench = Bench()
    bench.parts.found = [Found(2, 3, "metformina")]
    bench.run()
    return bench


def texts(bench):
    return [word.text for word in bench.ledger.segments.words(SESSION)]


def kept(bench):
    """The words that were not to be looked at, of the last look."""
    return bench.parts.asked_for[-1][2]


HEARD = [f"word{number}" for number in range(10)]
WRITTEN = ["word0", "word1", "metformina", *HEARD[4:]]


def test_no_transcript_waits_for_names(bench):
    assert bench.state is SessionState.COMPLETED
    assert texts(bench) == HEARD
    assert bench.parts.calls["misheard"] == 0
    watch = bench.look_for_names()
    assert texts(bench) == WRITTEN
    assert (watch.done, watch.fractions, watch.audio_seconds) == ([JobStep.NAMES], [0.5], 10.0)


def test_a_name_is_a_fact_that_says_why_and_is_written_once(bench):
    bench.look_for_names()
    (fact,) = bench.ledger.edits.of_session(SESSION)
    assert (fact.edit.kind, fact.edit.first_word, fact.edit.last_word) == (EditKind.BY_SOUND, 2, 3)
    (told,) = bench.events(Event.TEXT_REPLACED_BY_SOUND)
    assert "metformina" not in str(told.metadata)
    bench.look_for_names()
    assert len(bench.ledger.edits.of_session(SESSION)) == 1
    assert len(bench.events(Event.TEXT_REPLACED_BY_SOUND)) == 1


def test_one_that_was_taken_back_stays_so(bench):
    bench.look_for_names()
    (fact,) = bench.ledger.edits.of_session(SESSION)
    bench.ledger.edits.withdraw(SESSION, fact.edit.edit_id)
    bench.look_for_names()
    assert texts(bench) == HEARD


def test_names_are_not_looked_for_where_the_dictionary_or_a_person_has_written():
    bench = Bench()
    bench.dictionary = Dictionary([Rule(("word1",), "escrito")])
    bench.run()
    bench.ledger.edits.record(SESSION, Edit("e1", EditKind.CORRECT, 5, 5, "mío"))
    bench.ledger.edits.record(SESSION, Edit("e2", EditKind.CORRECT, 7, 7, "word7"))
    bench.look_for_names()
    assert bench.parts.asked_for == [("es", (), ["escrito", "mío", "word7"])]


@pytest.mark.parametrize("write", ["mío", "word3"])
def test_what_a_person_writes_or_finds_right_while_names_are_looked_for_stays(bench, write):
    edit = Edit("e1", EditKind.CORRECT, 3, 3, write)
    bench.parts.meanwhile = lambda: bench.ledger.edits.record(SESSION, edit)
    bench.look_for_names()
    assert texts(bench) == [*HEARD[:3], write, *HEARD[4:]]


def test_where_other_words_or_voices_are_shown_meanwhile_names_are_looked_for_in_those(bench):
    def other_voices():
        bench.parts.meanwhile = lambda: None
        bench.run(a_job(JobKind.DIARIZE, SpeakerCount.exactly(3)))

    bench.parts.meanwhile = other_voices
    bench.look_for_names()
    assert bench.parts.calls["misheard"] == 2
    first = bench.ledger.segments.run_id(SESSION)
    assert [fact.run_id for fact in bench.ledger.edits.of_session(SESSION)] == [first]


def test_what_was_found_in_words_that_are_no_longer_shown_is_not_written_into_others(bench):
    def other_words():
        bench.parts.meanwhile = bench.parts.found.clear
        bench.parts.transcriber_model = "whisper-small"
        bench.run(replace(a_job(), model="whisper-small"))

    bench.parts.meanwhile = other_words
    bench.look_for_names()
    assert bench.parts.calls["misheard"] == 2
    assert bench.ledger.edits.of_session(SESSION) == []


def test_a_look_that_is_stopped_writes_nothing_and_the_next_one_does(bench):
    watch = Watch()
    watch.stop = JobCancelled("job_1")
    with pytest.raises(JobCancelled):
        bench.look_for_names(watch=watch)
    assert texts(bench) == HEARD
    bench.look_for_names()
    assert texts(bench) == WRITTEN


@pytest.fixture
def long():
    """A finished session of a thousand words, with a pause behind the 380th."""
    bench = Bench(1000 * SAMPLE_RATE)
    bench.parts.speakers = 1
    heard = bench.parts.transcribe

    def transcribe(samples, **options):
        found = heard(samples, **options)
        words = [
            replace(word, end=word.start + (0.1 if number == 379 else 0.5))
            for number, word in enumerate(found.words)
        ]
        return replace(found, words=tuple(words))

    bench.parts.transcribe = transcribe
    bench.run()
    return bench


def looked_at(bench):
    """The first and the last word of each look, and how many words were heard beside them."""
    return [
        (heard[0], heard[-1], beside)
        for heard, beside in (
            ([each for each in given if each not in kept], len(kept))
            for given, kept in zip(
                bench.parts.given, (a[2] for a in bench.parts.asked_for), strict=True
            )
        )
    ]


ALL_OF_THEM = [
    ("word0", "word379", 30),
    ("word380", "word739", 60),
    ("word740", "word999", 30),
]


def test_a_long_session_is_looked_at_part_by_part_up_to_a_pause(long):
    watch = long.look_for_names()
    assert looked_at(long) == ALL_OF_THEM
    assert watch.fractions == pytest.approx([0.19, 0.56, 0.87])


def test_what_is_found_is_written_in_its_place_whatever_was_written_before_it(long):
    long.parts.found = [Found(40, 41, "metformina")]
    long.look_for_names()
    now = texts(long)
    assert [number for number, word in enumerate(now) if word == "metformina"] == [40, 389, 748]
    assert (now[39], now[41], now[388], now[390]) == ("word39", "word42", "word389", "word392")


def test_a_look_that_gave_way_goes_on_where_it_was(long):
    looked, watch = LookedAt(), Watch()

    def give_way():
        if long.parts.calls["misheard"] == 2:
            watch.stop = JobCancelled("job_1")

    long.parts.found = [Found(40, 41, "metformina")]
    long.parts.meanwhile = give_way
    with pytest.raises(JobCancelled):
        long.look_for_names(watch=watch, looked_at=looked)
    assert texts(long).count("metformina") == 2
    long.look_for_names(looked_at=looked)
    assert looked_at(long) == ALL_OF_THEM
    assert texts(long).count("metformina") == 3
    long.look_for_names(looked_at=looked)
    assert looked_at(long)[3][0] == "word0"


def test_other_words_are_looked_at_from_the_first_one_on(long):
    looked, watch = LookedAt(), Watch()
    looked.note(SESSION, long.ledger.segments.run_id(SESSION), 380)
    long.run(a_job(JobKind.DIARIZE, SpeakerCount.exactly(2)))
    long.look_for_names(watch=watch, looked_at=looked)
    assert looked_at(long)[0] == ALL_OF_THEM[0]


def test_a_transcript_stands_without_names_where_the_model_fails(bench):
    bench.parts.fails["misheard"] = TranscriptionFailed("no")
    assert bench.look_for_names().planned == [JobStep.NAMES]
    assert (bench.state, texts(bench)) == (SessionState.COMPLETED, HEARD)


@pytest.mark.parametrize("state", [JobState.FAILED, JobState.CANCELLED])
def test_a_job_that_finds_no_names_in_the_end_leaves_the_session_completed(bench, state):
    record_job_end(bench.ledger, replace(a_job(JobKind.NAMES), state=state, error_message="no"))
    assert bench.state is SessionState.COMPLETED
    assert len(bench.events(Event.JOB_FAILED)) == (state is JobState.FAILED)


def test_nothing_more_is_made_of_a_session_whose_consent_was_withdrawn(bench):
    text = consent_text("en")
    bench.ledger.consents.record(SESSION, Consent(ConsentAnswer.WITHDRAWN, text))
    bench.look_for_names()
    assert bench.parts.calls["misheard"] == 0


def test_an_erased_session_has_no_names():
    with pytest.raises(UnknownSession):
        Bench().look_for_names(replace(a_job(JobKind.NAMES), session_id="session_20260102_030406"))


def test_words_of_two_voices_are_no_name(bench):
    bench.parts.found = [Found(4, 5, "metformina")]
    bench.look_for_names()
    assert bench.ledger.edits.of_session(SESSION) == []


def test_in_a_session_without_words_no_model_is_asked_for():
    bench = Bench(samples=0)
    bench.run()
    bench.look_for_names()
    assert bench.parts.calls["misheard"] == 0


def test_the_slices_are_heard_where_the_joined_sound_is_not_in_place(bench):
    bench.parts.behind = True
    bench.look_for_names()
    assert bench.parts.calls["sliced_sound"] == 1
    assert texts(bench) == WRITTEN


# -- a session that is recorded on -----------------------------------------------------------------
def record_on(bench):
    """For nine seconds, behind what is there, and stopped again."""
    start = bench.parts.samples
    bench.ledger.sound.record_span(SESSION, Span(SpanKind.GAP, start, 60.0, RECORDED_ON))
    bench.ledger.sessions.set_state(SESSION, SessionState.RECORDING)
    for place in range(start, start + 9 * SAMPLE_RATE, SLICE_SAMPLES):
        bench.ledger.sound.record_slice(a_slice(place // SLICE_SAMPLES + 9, place, SLICE_SAMPLES))
    bench.parts.samples = start + 9 * SAMPLE_RATE


def asked_at(moment):
    return replace(a_job(JobKind.NAMES), created_at=moment)


def test_names_are_written_while_the_session_is_recorded_on(bench):
    record_on(bench)
    bench.look_for_names(asked_at(datetime(2026, 1, 2, tzinfo=UTC)))
    assert texts(bench) == WRITTEN
    assert bench.state is SessionState.RECORDING


def test_in_what_was_read_before_the_newest_part_no_other_names_are_written(bench):
    record_on(bench)
    bench.run()
    bench.look_for_names(asked_at(datetime.now(UTC) + timedelta(days=1)))
    assert kept(bench) == HEARD


def test_but_where_nobody_has_looked_there_before_they_are(bench):
    """The job waits since the first part was finished."""
    record_on(bench)
    bench.run()
    bench.look_for_names(asked_at(datetime(2026, 1, 2, tzinfo=UTC)))
    assert kept(bench) == []


def test_nor_where_other_words_were_asked_for(bench):
    record_on(bench)
    bench.run()
    later = asked_at(datetime.now(UTC) + timedelta(days=1))
    bench.look_for_names(replace(later, model="whisper-base"))
    assert kept(bench) == []
