"""What every ledger promises; run on the real one and on the fake."""

import json
from dataclasses import replace
from datetime import timedelta

import pytest

from aurity_desktop.corpus.ledger.audit_chain import broken_links
from aurity_desktop.domain.audio import SLICE_SAMPLES, Span, SpanKind
from aurity_desktop.domain.consent import Consent, ConsentAnswer, consent_text
from aurity_desktop.domain.edits import BadEdit, Edit, EditKind
from aurity_desktop.domain.errors import (
    BadSessionId,
    ConflictingFact,
    UnknownChunk,
    UnknownEdit,
    UnknownRun,
    UnknownSession,
)
from aurity_desktop.domain.events import Event
from aurity_desktop.domain.search import SearchFilter
from aurity_desktop.domain.session import SessionState, SpeakerCount
from aurity_desktop.domain.speakers import (
    UNKNOWN_SPEAKER,
    Diarization,
    Speaker,
    SpeakerRole,
    Turn,
)
from aurity_desktop.domain.transcript import SECOND_PASS, ChunkStatus, Segment, WholeTranscript
from tests.contracts.runs import run_of
from tests.corpus.examples import SESSION, STARTED, a_slice, heard, plan, some_words

OTHER = "session_20260302_100000"


def events(ledger):
    return [row.operation for row in ledger.audit.rows(SESSION)]


def test_a_plan_comes_back_as_it_was_given(ledger):
    given = plan(
        language="es",
        vocabulary=("metformina", "José"),
        speaker_count=SpeakerCount(2, 4),
        title="Seguimiento",
    )
    ledger.sessions.create(given)
    assert ledger.sessions.summary(SESSION).plan == given


def test_a_new_session_is_recording_and_empty(recording):
    summary = recording.sessions.summary(SESSION)
    assert summary.state is SessionState.RECORDING
    assert (summary.sample_count, summary.chunks, summary.chunks_ok, summary.speakers) == (
        0,
        0,
        0,
        0,
    )


def test_creating_the_same_session_again_changes_nothing(recording):
    recording.sessions.create(plan())
    assert events(recording) == [Event.SESSION_CREATED]


def test_a_taken_id_with_another_plan_is_refused(recording):
    with pytest.raises(ConflictingFact):
        recording.sessions.create(plan(title="another"))


def test_an_id_that_could_lead_out_of_the_folder_is_refused(ledger):
    with pytest.raises(BadSessionId):
        ledger.sessions.create(plan("../../etc/passwd"))


def test_sessions_are_listed_newest_first(recording):
    recording.sessions.create(plan(OTHER, created_at=STARTED + timedelta(days=1)))
    assert [summary.session_id for summary in recording.sessions.all()] == [OTHER, SESSION]


def test_a_session_that_is_not_there_is_unknown(ledger):
    assert not ledger.sessions.knows(SESSION)
    assert ledger.chunks.of_session(SESSION) == []
    for ask in (
        lambda: ledger.sessions.summary(SESSION),
        lambda: ledger.sessions.set_state(SESSION, SessionState.PAUSED),
        lambda: ledger.sound.record_slice(a_slice()),
        lambda: ledger.sound.record_span(SESSION, Span(SpanKind.GAP, 0, 1.0)),
        lambda: ledger.chunks.record_transcription(heard()),
        lambda: ledger.runs.record_transcript(SESSION, "run", WholeTranscript((), "", "")),
        lambda: ledger.speakers.rename(SESSION, "SPEAKER_00", "Ana", SpeakerRole.MEDICO),
        lambda: ledger.audit.record_event(SESSION, Event.JOB_CREATED, {}),
    ):
        with pytest.raises(UnknownSession):
            ask()


def test_states_follow_each_other_and_the_newest_counts(recording):
    recording.sessions.set_state(SESSION, SessionState.PAUSED)
    recording.sessions.set_state(SESSION, SessionState.RECORDING)
    recording.sessions.set_state(SESSION, SessionState.FAILED, "disk full")
    summary = recording.sessions.summary(SESSION)
    assert (summary.state, summary.reason) == (SessionState.FAILED, "disk full")
    assert events(recording)[1:] == [
        Event.RECORDING_PAUSED,
        Event.SESSION_STATE_CHANGED,
        Event.SESSION_STATE_CHANGED,
    ]


def test_a_state_that_already_holds_is_not_recorded_again(recording):
    recording.sessions.set_state(SESSION, SessionState.PAUSED)
    recording.sessions.set_state(SESSION, SessionState.PAUSED)
    assert events(recording).count(Event.RECORDING_PAUSED) == 1


def test_a_slice_is_a_pending_chunk_until_it_is_transcribed(recording):
    recording.sound.record_slice(a_slice())
    (chunk,) = recording.chunks.of_session(SESSION)
    assert chunk.chunk_id == f"{SESSION}_chunk_0_{a_slice().sha256[:8]}"
    assert chunk.audio_hash == f"sha256:{a_slice().sha256}"
    assert (chunk.timestamp_start, chunk.timestamp_end) == (0.0, 3.0)
    assert (chunk.status, chunk.transcription, chunk.speaker) == (
        ChunkStatus.PENDING,
        "",
        UNKNOWN_SPEAKER,
    )


def test_live_text_that_comes_behind_the_second_pass_does_not_take_its_place(recording):
    recording.sound.record_slice(a_slice())
    recording.chunks.record_transcription(heard(text="lo dicho en vivo"))
    recording.chunks.record_transcription(
        heard(text="lo dicho", reason=f"{SECOND_PASS}: repetition")
    )
    recording.chunks.record_transcription(heard(text="lo dicho en vivo tarde"))
    assert recording.chunks.of_session(SESSION)[0].transcription == "lo dicho"
    recording.chunks.record_transcription(heard(text="lo bien dicho", reason=SECOND_PASS))
    assert recording.chunks.of_session(SESSION)[0].transcription == "lo bien dicho"


def test_slices_come_back_in_order_and_are_counted(recording):
    for number in (0, 2, 1, 10):
        recording.sound.record_slice(a_slice(number))
    assert [found.number for found in recording.sound.slices(SESSION)] == [0, 1, 2, 10]
    assert recording.sound.slices(SESSION)[1] == a_slice(1)
    assert recording.sessions.summary(SESSION).sample_count == 4 * SLICE_SAMPLES
    assert recording.sessions.summary(SESSION).chunks == 4


def test_the_same_slice_twice_is_one_slice(recording):
    recording.sound.record_slice(a_slice())
    recording.sound.record_slice(a_slice(), adopted=True)
    assert recording.sessions.summary(SESSION).chunks == 1
    assert events(recording) == [Event.SESSION_CREATED, Event.CHUNK_PERSISTED]


def test_other_sound_under_a_known_number_is_refused(recording):
    recording.sound.record_slice(a_slice())
    with pytest.raises(ConflictingFact):
        recording.sound.record_slice(replace(a_slice(), sha256="0" * 64))


def test_an_adopted_slice_says_so(recording):
    recording.sound.record_slice(a_slice(), adopted=True)
    assert events(recording)[-1] == Event.CHUNK_ADOPTED


def test_pauses_and_gaps_are_kept_apart(recording):
    pause = Span(SpanKind.PAUSE, 48_000, 61.25)
    gap = Span(SpanKind.GAP, 96_000, 2.5, "unplugged")
    recording.sound.record_span(SESSION, pause)
    recording.sound.record_span(SESSION, gap)
    assert recording.sound.spans(SESSION) == [pause, gap]
    assert events(recording)[1:] == [Event.RECORDING_RESUMED, Event.CAPTURE_INTERRUPTED]


def test_text_reaches_its_chunk(recording):
    recording.sound.record_slice(a_slice())
    recording.chunks.record_transcription(heard())
    (chunk,) = recording.chunks.of_session(SESSION)
    assert chunk.transcription == heard().text
    assert (chunk.status, chunk.language, chunk.confidence) == (ChunkStatus.OK, "es", 0.875)
    assert chunk.latency_ms == 180.5
    assert recording.segments.words(SESSION) == list(heard().words)


def test_the_newest_text_of_a_chunk_counts(recording):
    recording.sound.record_slice(a_slice())
    recording.chunks.record_transcription(
        heard(status=ChunkStatus.FAILED, text="", reason="out of time")
    )
    assert recording.sessions.summary(SESSION).chunks_ok == 0
    assert recording.chunks.of_session(SESSION)[0].reason == "out of time"
    recording.chunks.record_transcription(heard(text="la segunda vez"))
    assert recording.chunks.of_session(SESSION)[0].transcription == "la segunda vez"
    assert recording.sessions.summary(SESSION).chunks_ok == 1
    assert events(recording).count(Event.CHUNK_TRANSCRIBED) == 2


def test_the_same_text_again_is_not_recorded_again(recording):
    recording.sound.record_slice(a_slice())
    recording.chunks.record_transcription(heard())
    recording.chunks.record_transcription(heard())
    assert events(recording).count(Event.CHUNK_TRANSCRIBED) == 1


@pytest.mark.parametrize("status", [ChunkStatus.SILENT, ChunkStatus.SUPPRESSED])
def test_silence_and_suppressed_text_are_answers(recording, status):
    recording.sound.record_slice(a_slice())
    recording.chunks.record_transcription(heard(status=status, text="", suppressed="Subtítulos"))
    assert recording.sessions.summary(SESSION).chunks_ok == 1


def test_text_for_a_chunk_that_is_not_there_is_refused(recording):
    with pytest.raises(UnknownChunk):
        recording.chunks.record_transcription(heard(7))


def test_live_words_come_in_the_order_of_their_chunks(recording):
    for number in (0, 1):
        recording.sound.record_slice(a_slice(number))
    recording.chunks.record_transcription(heard(1, "dos tres"))
    recording.chunks.record_transcription(heard(0, "uno"))
    assert [word.text for word in recording.segments.words(SESSION)] == ["uno", "dos", "tres"]


def test_runs_come_back_by_their_ids(recording):
    transcript = WholeTranscript(some_words(), "es", "base")
    diarization = Diarization((Turn(0.0, 1.5, "SPEAKER_00"),), ("SPEAKER_00",), "campplus")
    assert not recording.runs.knows("a")
    recording.runs.record_transcript(SESSION, "a", transcript)
    recording.runs.record_diarization(SESSION, "b", diarization)
    assert recording.runs.knows("a")
    assert recording.runs.transcript("a") == transcript
    assert recording.runs.diarization("b") == diarization
    assert recording.sessions.summary(SESSION).language == "es"


def test_a_settled_stretch_is_found_by_its_id_and_says_nothing_of_the_whole(recording):
    stretch = WholeTranscript(some_words(), "en", "base")
    for _ in range(2):
        recording.runs.record_stretch(SESSION, "s-1", stretch)
    assert recording.runs.transcript("s-1") == stretch
    assert recording.runs.knows("s-1")
    assert recording.sessions.summary(SESSION).language == ""
    assert events(recording).count(Event.STRETCH_SETTLED) == 1


def test_sessions_that_are_recording_or_paused_are_open(recording):
    recording.sessions.create(plan(OTHER, created_at=STARTED - timedelta(days=1)))
    assert recording.sessions.open_ids() == [OTHER, SESSION]
    recording.sessions.set_state(OTHER, SessionState.PAUSED)
    recording.sessions.set_state(SESSION, SessionState.FINALIZING)
    assert recording.sessions.open_ids() == [OTHER]


def test_a_run_that_is_not_there_is_unknown(recording):
    recording.runs.record_transcript(SESSION, "a", WholeTranscript((), "es", "base"))
    for ask in (
        lambda: recording.runs.transcript("nothing"),
        lambda: recording.runs.diarization("nothing"),
        lambda: recording.runs.diarization("a"),
    ):
        with pytest.raises(UnknownRun):
            ask()


def test_a_run_is_recorded_once(recording):
    for _ in range(2):
        recording.runs.record_transcript(SESSION, "a", WholeTranscript(some_words(), "es", "base"))
    assert events(recording).count(Event.TRANSCRIPTION_COMPLETED) == 1


def test_a_run_id_belongs_to_one_session_and_one_kind(recording):
    recording.sessions.create(plan(OTHER))
    recording.runs.record_transcript(SESSION, "a", WholeTranscript((), "es", "base"))
    with pytest.raises(ConflictingFact):
        recording.runs.record_transcript(OTHER, "a", WholeTranscript((), "es", "base"))
    with pytest.raises(ConflictingFact):
        recording.runs.record_diarization(SESSION, "a", Diarization((), (), "campplus"))


@pytest.fixture
def finalized(recording):
    for number in (0, 1):
        recording.sound.record_slice(a_slice(number))
        recording.chunks.record_transcription(heard(number))
    words = some_words("Sí doctora", speaker="SPEAKER_01")
    segments = [
        Segment(0.0, 1.0, "SPEAKER_01", "Sí doctora", 0.5),
        Segment(1.0, 2.5, UNKNOWN_SPEAKER, "¿eh?", 0.25, overlapped=True),
    ]
    recording.segments.record_run(SESSION, "words-1", words, segments, [(0, "SPEAKER_01")])
    return recording


def test_finalized_words_take_the_place_of_the_live_ones(finalized):
    assert finalized.segments.words(SESSION) == list(some_words("Sí doctora", speaker="SPEAKER_01"))
    assert [segment.text for segment in finalized.segments.of_session(SESSION)] == [
        "Sí doctora",
        "¿eh?",
    ]
    assert finalized.segments.of_session(SESSION)[1].overlapped
    assert [chunk.speaker for chunk in finalized.chunks.of_session(SESSION)] == [
        "SPEAKER_01",
        UNKNOWN_SPEAKER,
    ]
    assert finalized.sessions.summary(SESSION).speakers == 1


def test_a_later_run_takes_the_place_of_an_earlier_one(finalized):
    finalized.segments.record_run(SESSION, "words-2", (), (), ())
    assert finalized.segments.words(SESSION) == []
    assert finalized.segments.of_session(SESSION) == []
    assert finalized.chunks.of_session(SESSION)[0].speaker == UNKNOWN_SPEAKER
    assert finalized.sessions.summary(SESSION).speakers == 0


def test_an_earlier_run_can_be_gone_back_to(finalized):
    finalized.segments.record_run(SESSION, "words-2", (), (), ())
    assert finalized.segments.run_ids(SESSION) == ["words-1", "words-2"]
    finalized.segments.use_run(SESSION, "words-1")
    finalized.segments.use_run(SESSION, "words-1")
    assert events(finalized).count(Event.SEGMENTS_SELECTED) == 1
    assert finalized.segments.run_id(SESSION) == "words-1"
    assert [word.text for word in finalized.segments.words(SESSION)] == ["Sí", "doctora"]
    assert finalized.chunks.of_session(SESSION)[0].speaker == "SPEAKER_01"
    assert finalized.sessions.summary(SESSION).speakers == 1
    assert len(finalized.search.find("doctora")) == 1
    finalized.segments.record_run(SESSION, "words-3", (), (), ())
    assert finalized.segments.run_id(SESSION) == "words-3"


def test_a_run_of_segments_that_is_not_there_cannot_be_gone_back_to(finalized):
    with pytest.raises(UnknownRun):
        finalized.segments.use_run(SESSION, "nothing")
    assert finalized.segments.run_id(OTHER) == ""
    assert finalized.segments.run_ids(OTHER) == []


def correction(text="No doctora", name="e1"):
    return Edit(name, EditKind.CORRECT, 0, 1, text)


def test_a_correction_is_read_and_searched_in_place_of_what_was_heard(finalized):
    finalized.edits.record(SESSION, correction())
    assert [word.text for word in finalized.segments.words(SESSION)] == ["No", "doctora"]
    assert finalized.segments.of_session(SESSION)[0].text == "No doctora"
    assert len(finalized.search.find("no")) == 1
    assert finalized.search.find("sí") == []
    assert events(finalized)[-1] == Event.TEXT_CORRECTED
    assert "doctora" not in finalized.audit.rows(SESSION)[-1].metadata


def test_an_edit_is_recorded_once(finalized):
    finalized.edits.record(SESSION, correction())
    finalized.edits.record(SESSION, correction())
    assert events(finalized).count(Event.TEXT_CORRECTED) == 1
    with pytest.raises(ConflictingFact):
        finalized.edits.record(SESSION, correction("otra"))


def test_an_edit_can_be_taken_back_and_made_again(finalized):
    finalized.edits.record(SESSION, correction())
    finalized.edits.withdraw(SESSION, "e1")
    finalized.edits.withdraw(SESSION, "e1")
    assert finalized.segments.of_session(SESSION)[0].text == "Sí doctora"
    assert len(finalized.search.find("sí")) == 1
    finalized.edits.restore(SESSION, "e1")
    assert finalized.segments.of_session(SESSION)[0].text == "No doctora"
    assert events(finalized)[-2:] == [Event.EDIT_WITHDRAWN, Event.EDIT_RESTORED]


def test_the_history_of_edits_stays(finalized):
    finalized.edits.record(SESSION, correction())
    finalized.edits.record(SESSION, correction("Nunca", "e2"))
    finalized.edits.withdraw(SESSION, "e2")
    history = finalized.edits.of_session(SESSION)
    assert [(each.edit.text, each.active) for each in history] == [
        ("No doctora", True),
        ("Nunca", False),
    ]
    assert {(each.run_id, each.user_id) for each in history} == {("words-1", "ana")}


def test_reassigned_words_move_lists_and_chunks_to_the_other_voice(finalized):
    finalized.edits.record(SESSION, Edit("e1", EditKind.REASSIGN, 0, 1, speaker="SPEAKER_02"))
    assert finalized.segments.of_session(SESSION)[0].speaker == "SPEAKER_02"
    assert finalized.chunks.of_session(SESSION)[0].speaker == "SPEAKER_02"
    assert len(finalized.search.find("doctora", SearchFilter(speaker="SPEAKER_02"))) == 1
    assert events(finalized)[-1] == Event.SPEAKER_REASSIGNED


def test_the_reading_says_where_an_edit_of_each_segment_belongs(finalized):
    assert finalized.segments.reading(OTHER) is None
    reading = finalized.segments.reading(SESSION)
    assert reading.positions[0] == (0, 1)
    assert list(reading.segments)[:1] == finalized.segments.of_session(SESSION)[:1]


def test_corrected_words_outlive_a_diarization_done_again_and_reassigned_ones_do_not(finalized):
    finalized.edits.record(SESSION, correction())
    finalized.edits.record(SESSION, Edit("e2", EditKind.REASSIGN, 0, 1, speaker="SPEAKER_02"))
    again = some_words("Sí doctora", speaker="SPEAKER_00")
    segments = [Segment(0.0, 1.0, "SPEAKER_00", "Sí doctora", 0.5)]
    finalized.segments.record_run(SESSION, "words-2", again, segments, [(0, "SPEAKER_00")])
    (segment,) = finalized.segments.of_session(SESSION)
    assert (segment.speaker, segment.text) == ("SPEAKER_00", "No doctora")
    other_words = some_words("Otra cosa", start=5.0)
    finalized.segments.record_run(SESSION, "words-3", other_words, [], [])
    assert [word.text for word in finalized.segments.words(SESSION)] == ["Otra", "cosa"]


def test_edits_that_do_not_fit_are_refused(finalized, ledger):
    with pytest.raises(BadEdit):
        finalized.edits.record(SESSION, Edit("e1", EditKind.CORRECT, 0, 99, "x"))
    with pytest.raises(UnknownEdit):
        finalized.edits.withdraw(SESSION, "nothing")
    ledger.sessions.create(plan(OTHER))
    with pytest.raises(UnknownRun):
        ledger.edits.record(OTHER, correction())


def test_consent_is_the_first_event_and_says_to_which_words(recording):
    text = consent_text("es")
    assert recording.consents.newest(SESSION) is None
    recording.consents.record(SESSION, Consent(ConsentAnswer.GIVEN, text, "la paciente"))
    assert recording.consents.newest(SESSION) is ConsentAnswer.GIVEN
    assert events(recording) == [Event.SESSION_CREATED, Event.CONSENT_GIVEN]
    assert recording.audit.rows(SESSION)[-1].result_hash == text.sha256
    assert "paciente" not in recording.audit.rows(SESSION)[-1].metadata


def test_consent_can_be_withdrawn(recording):
    recording.consents.record(SESSION, Consent(ConsentAnswer.GIVEN, consent_text("en")))
    recording.consents.record(SESSION, Consent(ConsentAnswer.WITHDRAWN, consent_text("en")))
    assert recording.consents.newest(SESSION) is ConsentAnswer.WITHDRAWN
    assert events(recording)[-1] == Event.CONSENT_WITHDRAWN


def test_a_hold_stands_until_it_is_lifted(recording):
    recording.retention.lift_hold(SESSION, "")
    recording.retention.place_hold(SESSION, "queja 12/2026")
    recording.retention.place_hold(SESSION, "queja 12/2026")
    (hold,) = recording.retention.holds()
    assert (hold.session_id, hold.reason, hold.user_id) == (SESSION, "queja 12/2026", "ana")
    recording.retention.lift_hold(SESSION, "")
    recording.retention.lift_hold(SESSION, "")
    assert recording.retention.holds() == []
    assert events(recording)[1:] == [Event.HOLD_PLACED, Event.HOLD_LIFTED]


def test_a_voice_has_a_name_and_a_role_apart_from_its_label(finalized):
    finalized.speakers.rename(SESSION, "SPEAKER_01", "Ana", SpeakerRole.OTRO)
    finalized.speakers.rename(SESSION, "SPEAKER_01", "Ana Pérez", SpeakerRole.PACIENTE)
    finalized.speakers.rename(SESSION, "SPEAKER_01", "Ana Pérez", SpeakerRole.PACIENTE)
    assert finalized.speakers.of_session(SESSION) == [
        Speaker("SPEAKER_01", SpeakerRole.PACIENTE, "Ana Pérez", 1.0),
        Speaker(UNKNOWN_SPEAKER, seconds=1.5),
    ]
    assert events(finalized).count(Event.SPEAKER_RENAMED) == 2


def test_search_ignores_accents_and_case(recording):
    recording.sound.record_slice(a_slice())
    recording.chunks.record_transcription(heard(text="Hipertensión arterial"))
    (hit,) = recording.search.find("HIPERTENSION arter")
    assert (hit.session_id, hit.text) == (SESSION, "Hipertensión arterial")
    assert recording.search.find("hipotensión") == []
    assert recording.search.find("  ") == []


def test_search_finds_the_finalized_text_and_no_longer_the_live_one(finalized):
    assert [hit.text for hit in finalized.search.find("doctora")] == ["Sí doctora"]
    assert finalized.search.find("martes") == []


def test_search_can_be_narrowed(finalized):
    finalized.speakers.rename(SESSION, "SPEAKER_01", "Ana", SpeakerRole.PACIENTE)
    day = timedelta(days=1)
    for narrowed, found in (
        (SearchFilter(speaker="Ana"), 1),
        (SearchFilter(speaker="SPEAKER_01"), 1),
        (SearchFilter(speaker="Luis"), 0),
        (SearchFilter(since=STARTED), 1),
        (SearchFilter(since=STARTED + day), 0),
        (SearchFilter(until=STARTED + day), 1),
        (SearchFilter(until=STARTED), 0),
        (SearchFilter(state=SessionState.RECORDING), 1),
        (SearchFilter(state=SessionState.COMPLETED), 0),
        (SearchFilter(session_id=SESSION), 1),
        (SearchFilter(session_id=OTHER), 0),
    ):
        assert len(finalized.search.find("doctora", narrowed)) == found


def test_every_fact_has_its_audit_row_and_the_chain_holds(finalized):
    rows = finalized.audit.rows(SESSION)
    assert [row.audit_id for row in rows] == list(range(len(rows)))
    assert broken_links(SESSION, rows, finalized.audit.head(SESSION)) == []
    assert {row.user_id for row in rows} == {"ana"}


def test_an_audit_row_says_in_numbers_what_was_recorded(finalized):
    said = [json.loads(row.metadata) for row in finalized.audit.rows(SESSION)]
    assert said[:3] == [
        {"model": "base"},
        {
            "chunk_id": a_slice().chunk_id,
            "chunk_number": 0,
            "start_sample": 0,
            "sample_count": SLICE_SAMPLES,
        },
        {
            "chunk_number": 0,
            "status": "ok",
            "words": len(heard().words),
            "model": "base",
            "latency_ms": 180.5,
        },
    ]
    assert said[-1] == {"run_id": "words-1", "words": 2, "segments": 2}


def test_an_audit_row_never_holds_a_patients_words(finalized):
    finalized.speakers.rename(SESSION, "SPEAKER_01", "Ana Pérez", SpeakerRole.PACIENTE)
    kept = " ".join(row.metadata for row in finalized.audit.rows(SESSION))
    assert "doctora" not in kept
    assert "Pérez" not in kept


def test_an_event_without_a_fact_is_an_audit_row_too(recording):
    recording.audit.record_event(
        SESSION, Event.CHUNKS_CONCATENATED, {"samples": 5, "sha256": "ab" * 32}
    )
    row = recording.audit.rows(SESSION)[-1]
    assert (row.operation, row.status, row.result_hash) == (
        Event.CHUNKS_CONCATENATED,
        "SUCCESS",
        "ab" * 32,
    )
    assert row.metadata == '{"samples":5,"sha256":"' + "ab" * 32 + '"}'


def names(ledger):
    return {speaker.label: speaker.name for speaker in ledger.speakers.of_session(SESSION)}


def test_a_name_follows_its_voice_when_the_speakers_are_found_again(recording):
    run_of(recording, "one", ("SPEAKER_00", 40), ("SPEAKER_01", 60))
    recording.speakers.rename(SESSION, "SPEAKER_00", "Dra. Pérez", SpeakerRole.MEDICO)
    recording.speakers.rename(SESSION, "SPEAKER_01", "Ana", SpeakerRole.PACIENTE)
    run_of(recording, "two", ("SPEAKER_01", 39), ("SPEAKER_00", 61))
    assert names(recording) == {"SPEAKER_01": "Dra. Pérez", "SPEAKER_00": "Ana"}
    assert {each.name: each.role for each in recording.speakers.of_session(SESSION)} == {
        "Dra. Pérez": SpeakerRole.MEDICO,
        "Ana": SpeakerRole.PACIENTE,
    }
    hits = recording.search.find("w1", SearchFilter(speaker="Dra. Pérez"))
    assert {hit.speaker for hit in hits} == {"SPEAKER_01"}


def test_a_voice_that_is_not_plainly_the_same_has_no_name(recording):
    run_of(recording, "one", ("SPEAKER_00", 40), ("SPEAKER_01", 60))
    recording.speakers.rename(SESSION, "SPEAKER_00", "Dra. Pérez", SpeakerRole.MEDICO)
    run_of(recording, "all are one", ("SPEAKER_00", 100))
    assert recording.speakers.of_session(SESSION) == [Speaker("SPEAKER_00", seconds=100.0)]


def test_going_back_to_a_run_brings_its_names_back(recording):
    run_of(recording, "one", ("SPEAKER_00", 40), ("SPEAKER_01", 60))
    recording.speakers.rename(SESSION, "SPEAKER_00", "Dra. Pérez", SpeakerRole.MEDICO)
    run_of(recording, "two", ("SPEAKER_01", 40), ("SPEAKER_00", 60))
    recording.speakers.rename(SESSION, "SPEAKER_01", "Dra. Gómez", SpeakerRole.MEDICO)
    assert names(recording) == {"SPEAKER_01": "Dra. Gómez", "SPEAKER_00": ""}
    recording.segments.use_run(SESSION, "one")
    assert names(recording) == {"SPEAKER_00": "Dra. Pérez", "SPEAKER_01": ""}
    recording.segments.use_run(SESSION, "two")
    assert names(recording) == {"SPEAKER_01": "Dra. Gómez", "SPEAKER_00": ""}


def test_the_same_label_can_be_given_the_same_name_in_another_run(recording):
    run_of(recording, "one", ("SPEAKER_00", 40), ("SPEAKER_01", 60))
    recording.speakers.rename(SESSION, "SPEAKER_00", "Ana", SpeakerRole.PACIENTE)
    run_of(recording, "two", ("SPEAKER_01", 40), ("SPEAKER_00", 60))
    recording.speakers.rename(SESSION, "SPEAKER_01", "", SpeakerRole.DESCONOCIDO)
    recording.speakers.rename(SESSION, "SPEAKER_00", "Ana", SpeakerRole.PACIENTE)
    assert names(recording) == {"SPEAKER_01": "", "SPEAKER_00": "Ana"}
