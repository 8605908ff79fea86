import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pytest

from aurity_desktop.application.finalizing.carried_corrections import disputed
from aurity_desktop.application.finalizing.engine import SpeakerRules
from aurity_desktop.application.finalizing.run_ids import (
    runs_of,
)
from aurity_desktop.domain.audio import SAMPLE_RATE, Span, SpanKind
from aurity_desktop.domain.consent import Consent, ConsentAnswer, consent_text
from aurity_desktop.domain.edits import Edit, EditKind
from aurity_desktop.domain.errors import (
    ConsentWithdrawn,
    FolderNotWritable,
    JobCancelled,
    UnknownSession,
)
from aurity_desktop.domain.events import Event
from aurity_desktop.domain.heard_write import Dictionary, Rule
from aurity_desktop.domain.jobs import JobKind, JobStep
from aurity_desktop.domain.live_corrections import LiveCorrection
from aurity_desktop.domain.session import SessionPlan, SessionState, SpeakerCount
from aurity_desktop.domain.speakers import SpeakerRole
from aurity_desktop.domain.transcript import ChunkStatus, ChunkTranscription, WholeTranscript, Word
from aurity_desktop.domain.voice import Voice
from tests.application.finalizing.stopped_session import SESSION, Bench, a_job
from tests.fakes.second_pass import Watch

ALL = [step for step in JobStep if step is not JobStep.NAMES]


@pytest.fixture
def bench():
    return Bench()


def test_a_stopped_session_ends_with_words_speakers_segments_and_a_projection(bench):
    watch = bench.run()

    assert watch.done == ALL
    assert watch.audio_seconds == 10.0
    assert bench.state is SessionState.COMPLETED
    assert len(bench.ledger.segments.words(SESSION)) == 10
    assert bench.speakers() == ["SPEAKER_00", "SPEAKER_01"]
    assert [chunk.speaker for chunk in bench.ledger.chunks.of_session(SESSION)] == [
        "SPEAKER_00",
        "SPEAKER_00",
        "SPEAKER_01",
        "SPEAKER_01",
    ]
    assert bench.parts.calls["project"] == 1
    (written,) = bench.parts.written
    assert written[0] == bench.ledger.segments.of_session(SESSION)


def test_running_it_again_does_nothing_twice(bench):
    bench.run()
    rows = len(bench.ledger.audit.rows(SESSION))
    watch = bench.run()

    assert len(bench.ledger.audit.rows(SESSION)) == rows
    assert watch.planned == [JobStep.CONCATENATE, JobStep.ASSIGN, JobStep.PROJECT]
    assert bench.parts.calls["transcribe"] == bench.parts.calls["diarize"] == 1


IN_USE = FolderNotWritable(Path("sessions"), "it is in use")


@pytest.mark.parametrize("step", ["concatenate", "write", "project"])
def test_a_file_that_is_open_in_another_program_keeps_no_session_from_being_finished(bench, step):
    """As on Windows; the file follows by a job of its own."""
    bench.parts.fails[step] = IN_USE
    assert bench.run().done == ALL
    assert not bench.in_place
    assert bench.state is SessionState.COMPLETED
    assert len(bench.ledger.segments.words(SESSION)) == 10
    bench.run()
    assert bench.in_place


def test_where_the_joined_sound_cannot_be_replaced_the_slices_are_heard(bench):
    bench.parts.fails["concatenate"] = IN_USE
    bench.parts.sound = np.zeros(0, np.int16)  # that of an older, shorter state
    bench.run()
    assert bench.parts.calls["sliced_sound"] > 0
    assert len(bench.ledger.segments.words(SESSION)) == 10
    assert bench.events(Event.CHUNKS_CONCATENATED) == []


@pytest.mark.parametrize("step", ["concatenate", "transcribe", "diarize", "write", "project"])
def test_a_step_that_fails_is_the_only_one_that_is_done_again(bench, step):
    bench.parts.fails[step] = RuntimeError("for a moment")
    with pytest.raises(RuntimeError):
        bench.run()
    bench.run()

    assert bench.state is SessionState.COMPLETED
    for heavy in ("transcribe", "diarize"):
        assert bench.parts.calls[heavy] == (2 if step == heavy else 1)
    for event in (
        Event.CHUNKS_CONCATENATED,
        Event.TRANSCRIPTION_COMPLETED,
        Event.DIARIZATION_STARTED,
        Event.DIARIZATION_COMPLETED,
        Event.SPEAKERS_ASSIGNED,
        Event.SEGMENT_FILES_WRITTEN,
    ):
        assert len(bench.events(event)) == 1, event


def test_the_live_text_stays_readable_while_the_second_pass_fails(bench):
    live = ChunkTranscription(SESSION, 0, (Word(0.1, 0.5, "hola"),), ChunkStatus.OK, "es")
    bench.ledger.chunks.record_transcription(live)
    bench.parts.fails["transcribe"] = RuntimeError("for a moment")
    with pytest.raises(RuntimeError):
        bench.run()

    assert [word.text for word in bench.ledger.segments.words(SESSION)] == ["hola"]
    assert bench.state is SessionState.FINALIZING


def test_cancelling_ends_the_step_at_its_next_sign_of_life(bench):
    watch = Watch()
    watch.stop = JobCancelled("job_1")
    with pytest.raises(JobCancelled):
        bench.run(watch=watch)
    assert watch.done == [JobStep.CONCATENATE]


def test_a_session_without_any_sound_ends_cleanly():
    bench = Bench(samples=0)
    bench.run()

    assert bench.state is SessionState.COMPLETED
    assert bench.ledger.segments.words(SESSION) == []
    assert bench.ledger.segments.of_session(SESSION) == []
    assert bench.parts.calls["transcribe"] == bench.parts.calls["diarize"] == 0


def test_a_second_of_sound_ends_cleanly():
    bench = Bench(samples=SAMPLE_RATE)
    bench.run()
    assert bench.speakers() == ["SPEAKER_00"]


def test_silence_ends_cleanly(bench):
    bench.parts.transcribe = lambda samples, **_: type(bench.parts).transcribe(
        bench.parts, samples[:0], language="es", vocabulary=(), progress=lambda fraction: None
    )
    bench.run()

    assert bench.state is SessionState.COMPLETED
    assert bench.ledger.segments.of_session(SESSION) == []
    assert {chunk.status for chunk in bench.ledger.chunks.of_session(SESSION)} == {
        ChunkStatus.SILENT
    }


def test_a_session_without_a_word_is_in_no_language(bench, monkeypatch):
    guess = WholeTranscript((), "en", bench.parts.transcriber_model)
    monkeypatch.setattr(bench.parts, "transcribe", lambda *_, **__: guess)
    bench.run()
    assert bench.ledger.sessions.summary(SESSION).language == ""


def test_chunks_take_the_text_of_the_second_pass_whatever_the_live_text_was(bench):
    bench.ledger.chunks.record_transcription(
        ChunkTranscription(SESSION, 0, (Word(0.1, 0.5, "hola"),), ChunkStatus.OK, "es")
    )
    bench.ledger.chunks.record_transcription(
        ChunkTranscription(SESSION, 1, (), ChunkStatus.FAILED, reason="it broke")
    )
    bench.run()

    chunks = bench.ledger.chunks.of_session(SESSION)
    assert [chunk.transcription for chunk in chunks] == [
        "word0 word1 word2",
        "word3 word4 word5",
        "word6 word7 word8",
        "word9",
    ]
    assert {chunk.status for chunk in chunks} == {ChunkStatus.OK}


def test_the_language_that_was_heard_helps_and_changes_no_run(bench):
    bench.run()
    assert bench.ledger.sessions.summary(SESSION).language == "es"
    bench.run()

    assert bench.parts.languages == [""]


def test_what_was_done_while_recording_is_planned_as_done(bench):
    original = bench.parts.engine
    bench.parts.engine = lambda session, model="": replace(
        original(session),
        to_transcribe=lambda samples: samples // 10,
        to_diarize=lambda samples: 0,
    )
    watch = bench.run()
    steps = {each.step: each for each in watch.steps}

    assert steps[JobStep.TRANSCRIBE].audio_seconds == 1.0
    assert steps[JobStep.DIARIZE].audio_seconds == 0.0
    assert steps[JobStep.CONCATENATE].audio_seconds == 10.0
    assert 0 < steps[JobStep.DIARIZE].share < steps[JobStep.TRANSCRIBE].share


def test_the_speaker_count_of_the_plan_is_used():
    created = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
    plan = SessionPlan(SESSION, created, "a test", speaker_count=SpeakerCount(2, 3))
    bench = Bench(plan=plan)
    bench.run()
    assert bench.parts.counts == [SpeakerCount(2, 3)]


def test_another_speaker_count_changes_the_speakers_and_not_the_words(bench):
    bench.run()
    watch = bench.run(a_job(JobKind.DIARIZE, SpeakerCount.exactly(4)))

    assert JobStep.TRANSCRIBE not in watch.planned
    assert len(bench.speakers()) == 4
    assert bench.parts.calls["transcribe"] == 1
    assert len(bench.ledger.segments.run_ids(SESSION)) == 2
    assert bench.state is SessionState.COMPLETED


def test_going_back_to_an_earlier_count_takes_the_run_there_is(bench):
    first = SpeakerCount.exactly(2)
    bench.run(a_job(JobKind.DIARIZE, first))
    before = bench.ledger.segments.of_session(SESSION)
    bench.run(a_job(JobKind.DIARIZE, SpeakerCount.exactly(3)))
    bench.run(a_job(JobKind.DIARIZE, first))

    assert bench.ledger.segments.of_session(SESSION) == before
    assert bench.parts.calls["diarize"] == 2
    assert len(bench.ledger.segments.run_ids(SESSION)) == 2


def test_a_better_model_gives_a_transcript_of_its_own(bench):
    bench.run()
    bench.parts.transcriber_model = "whisper-small"
    bench.run()

    assert bench.parts.calls["transcribe"] == 2
    assert bench.parts.calls["diarize"] == 1


def test_other_speakers_are_found_for_the_words_that_are_shown(bench):
    bench.run()
    bench.parts.transcriber_model = "whisper-small"
    bench.run(a_job(JobKind.DIARIZE, SpeakerCount.exactly(3)))

    assert bench.parts.calls["transcribe"] == 1
    assert len(bench.speakers()) == 3


def test_a_session_that_failed_before_ends_completed(bench):
    bench.ledger.sessions.set_state(SESSION, SessionState.FAILED, "it did not work")
    bench.run()
    assert bench.state is SessionState.COMPLETED


def test_an_unknown_session_is_refused():
    bench = Bench()
    with pytest.raises(UnknownSession):
        bench.run(replace(a_job(), session_id="session_20990102_030405"))


def test_another_model_writes_other_words_and_leaves_the_speakers_a_person_chose(bench):
    bench.run()
    bench.run(a_job(JobKind.DIARIZE, SpeakerCount.exactly(3)))
    before = bench.ledger.segments.run_id(SESSION)
    bench.parts.transcriber_model = "larger"
    bench.run(replace(a_job(), model="larger"))

    transcript, diarization = runs_of(bench.ledger.segments.run_id(SESSION))
    assert diarization == runs_of(before)[1]
    assert bench.ledger.runs.transcript(transcript).model == "larger"
    bench.run(replace(a_job(speaker_count=SpeakerCount.exactly(1)), model="larger"))
    assert bench.speakers() == ["SPEAKER_00"]


@pytest.mark.parametrize("kind", [JobKind.FINALIZE, JobKind.DIARIZE])
def test_nothing_is_made_of_a_session_whose_consent_was_withdrawn(bench, kind):
    answer = Consent(ConsentAnswer.WITHDRAWN, consent_text("es"))
    bench.ledger.consents.record(SESSION, answer)
    with pytest.raises(ConsentWithdrawn):
        bench.run(a_job(kind))
    assert bench.ledger.segments.words(SESSION) == []


def voices(clinician):
    """Two voices, of which one is plainly the enrolled one."""
    other = {"SPEAKER_00": "SPEAKER_01", "SPEAKER_01": "SPEAKER_00"}[clinician]
    return {clinician: Voice((1.0, 0.0), 30.0, 0.9), other: Voice((0.0, 1.0), 30.0, 0.9)}


def roles(bench):
    return {each.label: each.role for each in bench.ledger.speakers.of_session(SESSION)}


def test_the_enrolled_voice_is_the_clinician_and_that_is_an_event_before_the_file(bench):
    bench.parts.enrolled = Voice((1.0, 0.0), 20.0, 0.9)
    bench.parts.voices = voices("SPEAKER_01")
    bench.run()
    bench.run()
    assert roles(bench) == {
        "SPEAKER_01": SpeakerRole.MEDICO,
        "SPEAKER_00": SpeakerRole.PACIENTE,
    }
    assert len(bench.events(Event.ROLE_SUGGESTED)) == 2
    written = bench.events(Event.SEGMENT_FILES_WRITTEN)[0]
    assert bench.events(Event.ROLE_SUGGESTED)[-1].audit_id < written.audit_id


def test_without_an_enrolled_voice_nobody_has_a_role(bench):
    bench.parts.voices = voices("SPEAKER_01")
    bench.run()
    assert set(roles(bench).values()) == {SpeakerRole.DESCONOCIDO}


def test_what_a_person_said_of_a_voice_wins_in_a_rerun(bench):
    bench.parts.enrolled = Voice((1.0, 0.0), 20.0, 0.9)
    bench.parts.voices = voices("SPEAKER_01")
    bench.run()
    bench.ledger.speakers.rename(SESSION, "SPEAKER_01", "Luz", SpeakerRole.ENFERMERIA)
    bench.run(a_job(JobKind.DIARIZE, SpeakerCount(2, 3)))
    assert SpeakerRole.MEDICO not in roles(bench).values()
    bench.ledger.speakers.rename(SESSION, "SPEAKER_00", "Ana", SpeakerRole.MEDICO)
    bench.run(a_job(JobKind.DIARIZE, SpeakerCount(2, 2)))
    suggested = [row.metadata for row in bench.events(Event.ROLE_SUGGESTED)]
    assert len(suggested) == 2


def _noted(bench):
    rows = bench.ledger.audit.rows(SESSION)
    return [json.loads(row.metadata) for row in rows if row.operation == Event.NO_WORDS_FOUND]


def _without_words(bench, monkeypatch, sound):
    """A recording of this sound in which the recognizer finds nothing."""
    nothing = WholeTranscript((), "es", bench.parts.transcriber_model)
    monkeypatch.setattr(bench.parts, "transcribe", lambda *_, **__: nothing)
    bench.parts.sound = sound


def test_sound_in_which_no_word_was_found_is_noted_once(bench, monkeypatch):
    sound = np.zeros(10 * SAMPLE_RATE, np.int16)
    sound[2 * SAMPLE_RATE : 5 * SAMPLE_RATE : 2] = 300
    sound[4 * SAMPLE_RATE : 4 * SAMPLE_RATE + 1_600 : 2] = 9_000
    _without_words(bench, monkeypatch, sound)
    bench.parts.fails["diarize"] = RuntimeError("for a moment")
    with pytest.raises(RuntimeError):
        bench.run()
    bench.run()
    (noted,) = _noted(bench)
    assert (noted["loud_seconds"], noted["loudest_at"]) == (3.0, 4.0)


@pytest.mark.parametrize("offset", [0, 3_000])
def test_silence_without_a_word_is_nothing_to_note_nor_is_an_offset(bench, monkeypatch, offset):
    _without_words(bench, monkeypatch, np.full(10 * SAMPLE_RATE, offset, np.int16))
    bench.run()
    assert _noted(bench) == []


def test_a_session_with_words_notes_nothing_of_the_kind(bench):
    loud = np.resize(np.int16([9_000, -9_000]), 10 * SAMPLE_RATE)
    bench.parts.sound = loud
    bench.run()
    assert _noted(bench) == []


# -- what was not captured -------------------------------------------------------------------------


@pytest.fixture
def paused(bench):
    """The fake's voices change at 5 s, its words begin at whole seconds."""
    bench.ledger.sound.record_span(SESSION, Span(SpanKind.PAUSE, 3 * SAMPLE_RATE, 130.0))
    bench.run()
    return bench


def test_no_segment_and_no_turn_runs_across_a_pause(paused):
    segments, diarization = paused.parts.written[-1]
    assert [each.text for each in segments] == [
        "word0 word1 word2",
        "word3 word4",
        "word5 word6 word7 word8 word9",
    ]
    for each in (*segments, *diarization.turns):
        assert each.end <= 3.0 or each.start >= 3.0
    assert paused.parts.spans == [Span(SpanKind.PAUSE, 3 * SAMPLE_RATE, 130.0)]


def test_speakers_are_given_to_the_words_of_each_side_of_a_pause_by_themselves(bench):
    heard = []
    rules = bench.parts.rules

    def assign(words, diarization):
        heard.append((len(words), [(turn.start, turn.end) for turn in diarization.turns]))
        return rules.assign(words, diarization)

    bench.parts.use_rules(SpeakerRules(assign, rules.segments_of, rules.chunk_speaker))
    bench.ledger.sound.record_span(SESSION, Span(SpanKind.OFF_THE_RECORD, 6 * SAMPLE_RATE, 9.0))
    bench.run()
    assert heard == [(6, [(0.0, 5.0), (5.0, 6.0)]), (4, [(6.0, 10.0)])]


def test_what_a_person_corrected_in_the_live_text_stands_in_the_final_one(bench):
    right = LiveCorrection("c1", 2.0, 2.9, "palabra", "losartán")
    bench.ledger.live_corrections.record(SESSION, right)
    bench.run()
    words = [word.text for word in bench.ledger.segments.words(SESSION)]
    assert words.count("losartán") == 1
    assert len(words) == 10
    (edit,) = bench.ledger.edits.of_session(SESSION)
    assert edit.edit.edit_id.startswith("c1.")
    bench.run()
    assert len(bench.ledger.edits.of_session(SESSION)) == 1


def test_what_the_second_pass_hears_otherwise_is_disputed_until_somebody_has_looked(bench):
    bench.ledger.live_corrections.record(SESSION, LiveCorrection("c1", 2.0, 2.9, "xyz", "losartán"))
    bench.run()
    assert disputed(bench.ledger, SESSION) == {2}
    told = [json.loads(row.metadata) for row in bench.events(Event.CORRECTION_CARRIED)]
    assert [each["agrees"] for each in told] == [False]
    assert "losartán" not in str(told)
    bench.ledger.edits.record(SESSION, Edit("e1", EditKind.CORRECT, 2, 2, "losartán"))
    assert disputed(bench.ledger, SESSION) == set()


def test_a_correction_is_carried_to_every_later_pass_but_not_once_it_was_taken_back(bench):
    bench.ledger.live_corrections.record(
        SESSION, LiveCorrection("c1", 2.0, 2.9, "palabra", "losartán")
    )
    bench.run()
    bench.run(a_job(JobKind.DIARIZE, SpeakerCount.exactly(3)))
    assert "losartán" in [word.text for word in bench.ledger.segments.words(SESSION)]
    (edit,) = bench.ledger.edits.of_session(SESSION)
    bench.ledger.edits.withdraw(SESSION, edit.edit.edit_id)
    bench.run(a_job(JobKind.DIARIZE, SpeakerCount.exactly(4)))
    assert "losartán" not in [word.text for word in bench.ledger.segments.words(SESSION)]


def test_what_is_heard_is_written_as_the_dictionary_says_and_stays_taken_back(bench):
    bench.run()
    heard = [word.text for word in bench.ledger.segments.words(SESSION)]
    (first, *_) = heard
    other = Bench()
    other.dictionary = Dictionary([Rule((first,), "escrito")])
    other.run()
    assert other.ledger.segments.words(SESSION)[0].text == "escrito"
    (fact, *_) = other.ledger.edits.of_session(SESSION)
    assert other.events(Event.TEXT_REPLACED)
    other.ledger.edits.withdraw(SESSION, fact.edit.edit_id)
    other.run(a_job(JobKind.DIARIZE, SpeakerCount.exactly(1)))
    assert other.ledger.segments.words(SESSION)[0].text == first
