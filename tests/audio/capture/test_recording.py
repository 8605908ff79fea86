import errno
import json
import threading

import numpy as np
import pytest

from aurity_desktop.audio.capture.file_source import FileSource
from aurity_desktop.audio.capture.length_limit import LengthLimit
from aurity_desktop.audio.capture.machine import Machine, MachineEvent
from aurity_desktop.audio.capture.resume_point import ResumePoint
from aurity_desktop.audio.capture.source import (
    Began,
    Damaged,
    Dropped,
    Ended,
    Found,
    Lost,
    Noted,
    OnlyZeros,
    Sound,
    ToldApart,
    ZerosEnded,
)
from aurity_desktop.audio.slices.disk_space import STOP_BYTES, WARN_BYTES
from aurity_desktop.audio.slices.session_audio import SessionAudio
from aurity_desktop.audio.slices.slice_store import SliceStore
from aurity_desktop.domain.audio import FILE_GAP, SLICE_SAMPLES, Span, SpanKind
from aurity_desktop.domain.capture import (
    Acknowledge,
    Counted,
    DiskLow,
    EndNear,
    ErrorReported,
    GapEnded,
    InputNote,
    InputNoted,
    Interrupted,
    Interruption,
    LevelMeasured,
    LidClosed,
    Overflowed,
    Pause,
    Paused,
    Ready,
    Regained,
    Resume,
    Resumed,
    SilenceNoticed,
    SliceSealed,
    SoundReturned,
    Started,
    Stop,
    Stopped,
    StopReason,
    UseDevice,
)
from aurity_desktop.domain.channel_speakers import (
    CHANNELS_MODEL,
    ChannelSpeakers,
    channels_run,
)
from aurity_desktop.domain.errors import (
    AudioTruncated,
    CorpusUnreadable,
    DiskFull,
    FolderNotWritable,
    LedgerBusy,
)
from aurity_desktop.domain.session import SessionState
from aurity_desktop.domain.speakers import Diarization, Turn
from tests.audio.conftest import SESSION, make_desk
from tests.audio.sounds import counted, tone, write_wav
from tests.fakes.clock import Clock
from tests.fakes.sound import ScriptedSource


def kept(desk, paths):
    audio = SessionAudio(paths)
    slices = desk.ledger.sound.slices(SESSION)
    return (
        np.concatenate([audio.read(each) for each in slices]) if slices else np.empty(0, np.int16)
    )


def test_what_is_heard_is_sealed_recorded_and_reported_in_that_order(desk, paths):
    sound = counted(2 * SLICE_SAMPLES + 500)
    for start in range(0, len(sound), 640):
        desk.hears(Sound(sound[start : start + 640]), after=0.04)
    stopped = desk.ends()
    reported = [report.audio_slice for report in desk.told(SliceSealed)]
    assert reported == desk.ledger.sound.slices(SESSION)
    assert np.array_equal(kept(desk, paths), sound)
    assert stopped == Stopped(StopReason.ASKED, len(sound), 3, 0)


def test_it_is_ready_before_the_first_frame_and_started_with_it(desk):
    assert desk.reports == [Ready(SESSION, "a test", 0, 0)]
    desk.hears(Began("a test", 48_000), Sound(counted(10)))
    assert desk.told(Started) == [Started("a test", 48_000)]
    desk.ends()


def test_a_session_that_goes_on_keeps_its_numbers_and_its_clock(
    slices_folder, reserve, ledger, paths
):
    first = make_desk(slices_folder, SliceStore(SESSION, slices_folder, reserve), reserve, ledger)
    first.hears(Sound(counted(SLICE_SAMPLES + 100)))
    first.ends(StopReason.PARENT_GONE)
    store = SliceStore(SESSION, slices_folder, reserve, at_sample=SLICE_SAMPLES + 100)
    place = ResumePoint(SESSION, 2, SLICE_SAMPLES + 100)
    second = make_desk(slices_folder, store, reserve, ledger, place=place)
    second.hears(Sound(counted(50, start=SLICE_SAMPLES + 100)))
    stopped = second.ends()
    assert np.array_equal(kept(second, paths), counted(SLICE_SAMPLES + 150))
    assert (stopped.sample_count, stopped.slices) == (SLICE_SAMPLES + 150, 3)


def test_what_was_missed_since_the_last_run_is_told_with_the_first_frame(
    slices_folder, store, reserve, ledger
):
    gap = Span(SpanKind.GAP, 100, 8.0, "recorder_gone")
    desk = make_desk(slices_folder, store, reserve, ledger, place=ResumePoint(SESSION, 1, 100, gap))
    desk.hears(Began("mic", 48_000), Sound(counted(10)))
    desk.ends()
    assert desk.reports[1:3] == [Started("mic", 48_000), Regained("mic", gap)]


# -- the computer sleeps


@pytest.fixture
def machine():
    return Machine()


@pytest.fixture
def sleeper(slices_folder, store, reserve, ledger, machine):
    made = make_desk(slices_folder, store, reserve, ledger, machine=machine)
    yield made
    if not made.ended:
        made.recording.end(StopReason.ASKED)


def test_before_the_computer_sleeps_all_that_was_heard_is_on_the_disk(
    sleeper, machine, disk, slices_folder
):
    sleeper.hears(Sound(counted(500)))
    sleeper.source.gives(Sound(counted(500, start=500)))
    asleep = threading.Thread(target=lambda: machine.tell_sleep(30.0))
    asleep.start()
    while asleep.is_alive():
        sleeper.recording.step(())
    (part,) = slices_folder.glob("*.part")
    assert disk.after_power_cut(part)[44:] == counted(1_000).tobytes()
    assert sleeper.source.sleep == ["asleep"]


def test_the_computer_is_let_go_also_where_the_disk_refuses(sleeper, machine, monkeypatch):
    def refuse(_):
        raise OSError(errno.EIO, "broken")

    sleeper.hears(Sound(counted(500)))
    monkeypatch.setattr("aurity_desktop.audio.slices.open_slice.sync_file", refuse)
    machine.tell(MachineEvent.SLEEPS)
    sleeper.recording.step(())
    assert machine._ready.wait(30)
    monkeypatch.undo()


def test_a_sleep_is_a_gap_of_its_own_name_and_what_follows_is_recorded(sleeper, machine, paths):
    sleeper.hears(Sound(counted(1_000)))
    machine.tell(MachineEvent.SLEEPS)
    machine.tell(MachineEvent.WOKE)
    now = sleeper.clock()
    sleeper.hears(Lost(Interruption.ASLEEP, "mic", now), after=300.0)
    sleeper.hears(Found("mic", now + 300.0), Sound(counted(1_000, start=1_000)))
    sleeper.ends()
    assert sleeper.source.sleep == ["asleep", "awake"]
    gap = Span(SpanKind.GAP, 1_000, 300.0, "asleep")
    assert sleeper.ledger.sound.spans(SESSION) == [gap]
    assert sleeper.told(Regained) == [Regained("mic", gap)]
    assert np.array_equal(kept(sleeper, paths), counted(2_000))


def test_a_sleep_in_a_pause_is_part_of_the_pause(sleeper, machine, paths):
    sleeper.hears(Sound(counted(1_000)))
    sleeper.hears(commands=[Pause(SpanKind.OFF_THE_RECORD)])
    now = sleeper.clock()
    machine.tell(MachineEvent.SLEEPS)
    sleeper.hears(Sound(np.full(500, 99, np.int16)))
    assert machine._ready.wait(30)
    machine.tell(MachineEvent.WOKE)
    sleeper.hears(Lost(Interruption.ASLEEP, "mic", now), after=3_600.0)
    sleeper.hears(Found("mic", now + 3_600.0))
    sleeper.hears(commands=[Resume()])
    sleeper.hears(Sound(counted(1_000, start=1_000)))
    sleeper.ends()
    assert sleeper.ledger.sound.spans(SESSION) == [Span(SpanKind.OFF_THE_RECORD, 1_000, 3_600.0)]
    assert np.array_equal(kept(sleeper, paths), counted(2_000))


def test_a_lid_that_is_closed_is_told(sleeper, machine):
    machine.tell(MachineEvent.LID_CLOSED)
    sleeper.hears()
    assert sleeper.told(LidClosed) == [LidClosed()]


# -- pause


def test_what_is_said_in_a_pause_is_not_captured_and_the_pause_is_an_event(desk, paths):
    desk.hears(Sound(counted(1_000)))
    desk.hears(commands=[Pause()])
    desk.hears(Sound(np.full(5_000, 99, np.int16)), after=12.5)
    desk.hears(commands=[Resume()])
    desk.hears(Sound(counted(1_000, start=1_000)))
    desk.ends()
    assert np.array_equal(kept(desk, paths), counted(2_000))
    span = Span(SpanKind.PAUSE, 1_000, 12.5)
    assert desk.ledger.sound.spans(SESSION) == [span]
    assert desk.told(Paused) == [Paused(SpanKind.PAUSE, 1_000)]
    assert desk.told(Resumed) == [Resumed(span)]


def test_a_pause_lies_inside_a_slice_without_ending_it(desk):
    desk.hears(Sound(counted(1_000)), commands=[])
    desk.hears(commands=[Pause(SpanKind.OFF_THE_RECORD)])
    desk.hears(commands=[Resume()], after=1.0)
    desk.hears(Sound(counted(SLICE_SAMPLES - 1_000, start=1_000)))
    desk.ends()
    assert [each.sample_count for each in desk.ledger.sound.slices(SESSION)] == [SLICE_SAMPLES]
    assert desk.ledger.sound.spans(SESSION)[0].kind is SpanKind.OFF_THE_RECORD


def test_a_pause_falls_where_it_was_pressed_though_sound_comes_late(
    slices_folder, store, reserve, ledger, paths
):
    source = ScriptedSource(latency=0.2)
    desk = make_desk(slices_folder, store, reserve, ledger, source=source)
    desk.hears(Sound(counted(100)), commands=[Pause()])
    desk.hears(Sound(counted(100, start=100)), after=0.1)  # was said before
    desk.hears(Sound(np.full(100, 99, np.int16)), after=0.2)
    desk.hears(commands=[Resume()], after=5.0)
    desk.hears(Sound(np.full(100, 98, np.int16)), after=0.1)  # was said in the pause
    desk.hears(after=0.2)
    desk.hears(Sound(counted(100, start=200)))
    desk.ends()
    sound = kept(desk, paths)
    assert 98 not in sound[200:]
    assert np.array_equal(
        np.delete(sound, np.flatnonzero(sound[200:] == 99) + 200)[:300], counted(300)
    )
    assert desk.told(Resumed)[0].span.seconds == pytest.approx(5.3)


def test_pausing_twice_and_resuming_twice_is_doing_it_once(desk):
    desk.hears(commands=[Pause(), Pause()])
    desk.hears(commands=[Resume(), Resume()], after=2.0)
    desk.ends()
    assert len(desk.ledger.sound.spans(SESSION)) == 1


def test_what_begins_with_a_pause_keeps_nothing_of_what_is_said_before_it_ends(
    slices_folder, store, reserve, ledger, paths
):
    desk = make_desk(slices_folder, store, reserve, ledger, paused=SpanKind.OFF_THE_RECORD)
    assert desk.reports[1:] == [Paused(SpanKind.OFF_THE_RECORD, 0)]
    desk.hears(Began("mic", 16_000), Sound(np.full(500, 99, np.int16)))
    desk.hears(commands=[Resume()], after=2.0)
    desk.hears(Sound(counted(100)))
    desk.ends()
    assert np.array_equal(kept(desk, paths), counted(100))
    assert desk.ledger.sound.spans(SESSION) == [Span(SpanKind.OFF_THE_RECORD, 0, 2.0)]


def test_stopping_in_a_pause_records_its_length(desk):
    desk.hears(Sound(counted(10)), commands=[Pause()])
    desk.hears(after=3.0)
    desk.ends()
    assert desk.ledger.sound.spans(SESSION)[0].seconds == pytest.approx(3.0)


def test_the_ledger_knows_whether_it_is_paused(desk):
    desk.hears(commands=[Pause()])
    desk.hears(commands=[Resume()])
    desk.hears(commands=[Pause()])
    desk.ends(StopReason.PARENT_GONE)
    assert desk.ledger.sessions.summary(SESSION).state is SessionState.PAUSED
    assert desk.ledger.sessions.summary(SESSION).reason == "parent_gone"


# -- the microphone goes and comes


def test_a_gap_is_an_event_with_its_length_and_the_open_slice_stays_open(desk, paths):
    desk.hears(Sound(counted(1_000)))
    desk.hears(Lost(Interruption.STREAM_ENDED, "mic", at=1_000.0))
    desk.hears(Found("mic", at=1_004.5), Sound(counted(1_000, start=1_000)), after=4.6)
    desk.ends()
    span = Span(SpanKind.GAP, 1_000, 4.5, "stream_ended")
    assert desk.told(Interrupted) == [Interrupted(Interruption.STREAM_ENDED, "mic", 1_000)]
    assert desk.told(Regained) == [Regained("mic", span)]
    assert desk.ledger.sound.spans(SESSION) == [span]
    assert [each.sample_count for each in desk.ledger.sound.slices(SESSION)] == [2_000]


def test_a_pause_inside_a_gap_and_a_gap_inside_a_pause_are_counted_once(desk):
    desk.hears(Lost(Interruption.STREAM_ENDED, "mic", at=1_000.0))
    desk.hears(commands=[Pause()], after=2.0)
    desk.hears(commands=[Resume()], after=5.0)
    desk.hears(Found("mic", at=1_008.0), after=1.0)
    desk.ends()
    spans = desk.ledger.sound.spans(SESSION)
    assert [(span.kind, span.seconds) for span in spans] == [
        (SpanKind.GAP, pytest.approx(2.0)),
        (SpanKind.PAUSE, pytest.approx(5.0)),
        (SpanKind.GAP, pytest.approx(1.0)),
    ]


def test_a_microphone_that_comes_back_in_a_pause_leaves_no_gap(desk):
    desk.hears(commands=[Pause()])
    desk.hears(Lost(Interruption.STREAM_ENDED, "mic", at=1_001.0), after=1.0)
    desk.hears(Found("mic", at=1_003.0), after=2.0)
    desk.hears(commands=[Resume()], after=1.0)
    desk.ends()
    assert [(span.kind, span.seconds) for span in desk.ledger.sound.spans(SESSION)] == [
        (SpanKind.PAUSE, pytest.approx(4.0))
    ]


def interruptions(desk):
    rows = desk.ledger.audit.rows(SESSION)
    return [row for row in rows if row.operation == "CAPTURE_INTERRUPTED"]


def test_a_microphone_that_comes_and_goes_in_a_pause_interrupts_nothing(desk):
    desk.hears(Sound(counted(100)), commands=[Pause()])
    for second in (1.0, 2.0, 3.0):
        desk.hears(Lost(Interruption.STREAM_ENDED, "mic", at=1_000.0 + second), after=0.5)
        desk.hears(Found("mic", at=1_000.5 + second), after=0.5)
    desk.hears(commands=[Resume()])
    desk.ends()
    assert interruptions(desk) == []
    assert len(desk.told(Interrupted)) == 3  # whoever sits there is told all the same


def test_a_microphone_that_is_still_away_after_a_pause_interrupts_from_there(desk):
    desk.hears(Sound(counted(100)), commands=[Pause()])
    desk.hears(Lost(Interruption.STREAM_ENDED, "mic", at=1_001.0), after=1.0)
    desk.hears(commands=[Resume()], after=1.0)
    desk.ends()
    assert len(interruptions(desk)) == 1


@pytest.mark.parametrize("noticed_first", [True, False])
def test_a_gap_that_a_pause_ends_is_told_as_the_ledger_has_it(desk, noticed_first):
    lost = Lost(Interruption.STREAM_ENDED, "mic", at=1_000.0)
    desk.hears(*[lost] if noticed_first else [])
    desk.hears(commands=[Pause()], after=0.5)
    desk.hears(*[] if noticed_first else [lost], after=0.5)
    desk.hears(Found("mic", at=1_003.0), after=2.0)
    desk.hears(commands=[Resume()], after=1.0)
    desk.ends()
    told = [span for span in spans_told(desk.reports) if span.seconds > 0]
    assert told == desk.ledger.sound.spans(SESSION)
    assert [(span.kind, span.seconds) for span in told] == [
        (SpanKind.GAP, pytest.approx(0.5)),
        (SpanKind.PAUSE, pytest.approx(3.5)),
    ]


def spans_told(reports):
    return [report.span for report in reports if isinstance(report, (GapEnded, Regained, Resumed))]


def test_stopping_while_the_microphone_is_gone_records_the_gap(desk):
    desk.hears(Sound(counted(10)), Lost(Interruption.NO_CALLBACK, "mic", at=1_000.0))
    desk.hears(after=6.0)
    desk.ends()
    assert desk.ledger.sound.spans(SESSION) == [Span(SpanKind.GAP, 10, 6.0, "no_callback")]


def test_only_zeros_are_amber_and_are_kept(desk, paths):
    zeros = np.zeros(4_000, np.int16)
    desk.hears(Sound(zeros), OnlyZeros("mic"))
    desk.hears(ZerosEnded("mic"), Sound(counted(10)))
    desk.ends()
    assert desk.told(Interrupted)[0].why is Interruption.ONLY_ZEROS
    assert desk.told(Regained)[0].span.seconds == 0.0
    assert len(kept(desk, paths)) == 4_010
    assert desk.ledger.sound.spans(SESSION) == []


def test_lost_sound_is_counted_and_recorded(desk):
    desk.hears(Sound(counted(10)), Dropped(0.25))
    desk.hears(Dropped(0.5))
    stopped = desk.ends()
    assert [report.count for report in desk.told(Overflowed)] == [1, 2]
    assert [span.kind for span in desk.ledger.sound.spans(SESSION)] == [SpanKind.OVERFLOW] * 2
    assert stopped.overflows == 2


def test_another_microphone_is_asked_of_the_source(desk):
    desk.hears(commands=[UseDevice("headset")])
    desk.ends()
    assert desk.source.used == ["headset"]


# -- a recording that nobody ends


@pytest.fixture
def limited(slices_folder, store, reserve, ledger):
    """Makes a desk whose session may become so many samples long."""
    made = []

    def make(samples, at_sample=0):
        place = ResumePoint(SESSION, at_sample // SLICE_SAMPLES, at_sample)
        limit = LengthLimit(samples)
        desk = make_desk(slices_folder, store, reserve, ledger, place=place, limit=limit)
        made.append(desk)
        return desk

    yield make
    for desk in made:  # a test failed: its threads would keep the tests from ending
        if not desk.ended:
            desk.ends()


def test_a_recording_is_closed_at_its_limit_with_all_that_was_heard(limited, ledger, paths):
    desk = limited(1_000)
    desk.hears(Sound(counted(999)))
    assert desk.recording.over is None
    desk.hears(Sound(counted(301, start=999)))
    assert desk.recording.over is StopReason.LENGTH_LIMIT
    stopped = desk.ends()
    assert stopped == Stopped(StopReason.LENGTH_LIMIT, 1_300, 1, 0)
    assert np.array_equal(kept(desk, paths), counted(1_300))
    session = ledger.sessions.summary(SESSION)
    assert (session.state, session.reason) == (SessionState.PAUSED, "length_limit")
    assert desk.recording.failure is None


def test_the_end_is_told_once_half_an_hour_before(limited):
    half_an_hour = 30 * 60 * 16_000
    desk = limited(half_an_hour + 100)
    desk.hears(Sound(counted(99)))
    assert desk.told(EndNear) == []
    desk.hears(Sound(counted(1)))
    desk.hears(Sound(counted(1)))
    desk.ends()
    assert desk.told(EndNear) == [EndNear(1_800.0)]


def test_what_was_recorded_before_a_restart_counts_for_the_limit(limited):
    desk = limited(SLICE_SAMPLES, SLICE_SAMPLES)
    desk.hears()
    assert desk.recording.over is StopReason.LENGTH_LIMIT


def test_a_pause_does_not_count_for_the_limit(limited):
    desk = limited(1_000)
    desk.hears(commands=[Pause()])
    desk.hears(Sound(counted(2_000)), after=3 * 24 * 3600.0)
    assert desk.recording.over is None


# -- disk and ledger


def test_a_disk_that_runs_low_is_told_once_and_again_after_it_was_freed(desk):
    for free in (WARN_BYTES - 1, WARN_BYTES - 2, 10**12, WARN_BYTES - 3):
        desk.room["free"] = free
        desk.hears(after=1.1)
    desk.ends()
    assert [report.free_bytes for report in desk.told(DiskLow)] == [WARN_BYTES - 1, WARN_BYTES - 3]


def test_a_disk_that_is_nearly_full_ends_the_recording_with_everything_kept(desk, paths):
    desk.hears(Sound(counted(700)))
    desk.room["free"] = STOP_BYTES - 1
    desk.hears(Sound(counted(300, start=700)), after=1.1)
    assert desk.recording.over is StopReason.DISK_LOW
    stopped = desk.ends()
    assert np.array_equal(kept(desk, paths), counted(1_000))
    assert stopped.reason is StopReason.DISK_LOW
    error = desk.told(ErrorReported)[-1]
    assert isinstance(error.to_error(), DiskFull)
    assert error.fatal


def test_a_disk_that_refuses_ends_the_recording_and_loses_nothing_before(desk, paths, monkeypatch):
    desk.hears(Sound(counted(SLICE_SAMPLES + 10)))

    def refuse(_piece):
        raise DiskFull(paths.data, 0)

    monkeypatch.setattr(desk.recording._store, "append", refuse)
    desk.hears(Sound(counted(100)))
    assert desk.ends().reason is StopReason.DISK_LOW
    assert np.array_equal(kept(desk, paths), counted(SLICE_SAMPLES + 10))


def test_a_slice_that_the_disk_refuses_to_seal_once_is_sealed_before_the_next_one(
    desk, paths, monkeypatch
):
    real, refusals = (
        desk.recording._store.seal,
        [FolderNotWritable(paths.data, "Input/output error")],
    )

    def sometimes(ended):
        if refusals:
            raise refusals.pop()
        return real(ended)

    monkeypatch.setattr(desk.recording._store, "seal", sometimes)
    desk.hears(Sound(counted(SLICE_SAMPLES + 10)))
    desk.ends()
    assert [each.number for each in desk.ledger.sound.slices(SESSION)] == [0, 1]
    assert np.array_equal(kept(desk, paths), counted(SLICE_SAMPLES + 10))
    assert desk.told(ErrorReported)[-1].error == "FolderNotWritable"


def test_a_ledger_that_is_busy_holds_up_rows_but_no_sound(desk, paths, monkeypatch):
    real, refusals = desk.ledger.sound.record_slice, [LedgerBusy(paths.ledger)] * 2

    def sometimes(audio_slice, *, adopted=False):
        if refusals:
            raise refusals.pop()
        real(audio_slice, adopted=adopted)

    monkeypatch.setattr(desk.ledger.sound, "record_slice", sometimes)
    desk.hears(Sound(counted(SLICE_SAMPLES)))
    while not desk.told(SliceSealed):
        desk.recording.step(())
    desk.ends()
    assert len(desk.ledger.sound.slices(SESSION)) == 1


def test_a_ledger_that_fails_does_not_end_the_recording(desk, paths, monkeypatch):
    def fail(_audio_slice, *, adopted=False):
        raise CorpusUnreadable(paths.ledger, "a test")

    monkeypatch.setattr(desk.ledger.sound, "record_slice", fail)
    desk.hears(Sound(counted(SLICE_SAMPLES)))
    stopped = desk.ends()
    assert stopped.reason is StopReason.ASKED
    assert (paths.session(SESSION) / "slices" / "000000.wav").exists()
    assert [error.fatal for error in desk.told(ErrorReported)] == [False]
    assert [report.audio_slice.number for report in desk.told(SliceSealed)] == [0]


# -- files


def test_the_end_of_a_file_ends_the_recording(desk):
    desk.hears(Sound(counted(100)), Ended())
    assert desk.recording.over is StopReason.END_OF_FILE
    assert desk.ends(StopReason.FAILED).reason is StopReason.END_OF_FILE


def test_what_was_decided_about_a_file_is_told_and_stands_in_the_audit_trail(desk):
    facts = {"stated_seconds": 1.8, "read_seconds": 5.5}
    desk.hears(Sound(counted(100)), Noted(InputNote.LONGER_THAN_STATED, facts), Ended())
    desk.ends()
    assert desk.told(InputNoted) == [InputNoted(InputNote.LONGER_THAN_STATED, facts)]
    (row,) = [row for row in desk.ledger.audit.rows(SESSION) if row.operation == "INPUT_NOTED"]
    assert json.loads(row.metadata) == {"note": "longer_than_stated", **facts}


def test_a_gap_of_a_file_is_a_span_as_a_lost_microphone_is(desk):
    gap = Noted(InputNote.GAP, {"at_sample": 40.0, "seconds": 4.5})
    desk.hears(Sound(counted(100)), gap, Ended())
    desk.ends()
    assert desk.ledger.sound.spans(SESSION) == [Span(SpanKind.GAP, 40, 4.5, FILE_GAP)]
    assert desk.told(InputNoted) == []


TALK = ChannelSpeakers(
    Diarization(
        (Turn(0.0, 1.0, "SPEAKER_00"), Turn(1.0, 2.0, "SPEAKER_01")),
        ("SPEAKER_00", "SPEAKER_01"),
        CHANNELS_MODEL,
    ),
    (((1, 1),), ((2, 1), (2, 2))),
    0.5,
)


def test_who_spoke_on_which_channel_is_a_fact_of_the_session(desk):
    desk.hears(Sound(counted(100)), ToldApart(TALK), Ended())
    desk.ends()
    assert desk.ledger.runs.diarization(channels_run(SESSION)) == TALK.diarization
    (told,) = desk.told(InputNoted)
    assert told.note is InputNote.SPEAKERS_BY_CHANNEL
    assert told.facts["speakers"] == 2
    assert told.facts["SPEAKER_01_track"] == 2
    assert told.facts["together_seconds"] == 0.5


def test_channels_of_a_file_say_nothing_of_a_session_that_holds_more(
    slices_folder, store, reserve, ledger
):
    place = ResumePoint(SESSION, number=1, at_sample=48_000)
    desk = make_desk(slices_folder, store, reserve, ledger, place=place)
    desk.hears(Sound(counted(100)), ToldApart(TALK), Ended())
    desk.ends()
    assert not desk.ledger.runs.knows(channels_run(SESSION))


def test_a_damaged_file_is_told_and_what_could_be_read_is_kept(desk, paths):
    desk.hears(Sound(counted(100)), Damaged(AudioTruncated(paths.data, 1.0, 9.0)), Ended())
    desk.ends()
    assert [(each.error, each.fatal) for each in desk.told(ErrorReported)] == [
        ("AudioTruncated", False)
    ]
    assert len(kept(desk, paths)) == 100


@pytest.mark.parametrize("real_time", [False, True])
def test_a_pause_costs_a_file_nothing(
    slices_folder, store, reserve, ledger, paths, tmp_path, real_time
):
    file = write_wav(tmp_path / "talk.wav", counted(70_000))
    clock = Clock(1_000.0)
    source = FileSource(file, real_time=real_time, clock=clock)
    source.open()
    desk = make_desk(slices_folder, store, reserve, ledger, source=source, clock=clock)
    desk.hears(commands=[Pause()])
    for _ in range(10):
        desk.hears(after=1.0)
    desk.hears(commands=[Resume()])
    while desk.recording.over is None:
        desk.hears(after=1.0)
    desk.ends()
    assert np.array_equal(kept(desk, paths), counted(70_000))
    assert [span.seconds for span in desk.ledger.sound.spans(SESSION)] == [pytest.approx(10.0)]


def test_a_fast_file_waits_for_the_text_of_the_slice_before(slices_folder, store, reserve, ledger):
    source = ScriptedSource(keeps_time=False)
    desk = make_desk(slices_folder, store, reserve, ledger, paced=True, source=source)
    desk.hears(Sound(counted(SLICE_SAMPLES)))
    desk.hears(Sound(counted(SLICE_SAMPLES, start=SLICE_SAMPLES)))
    assert source.reads == 1
    desk.recording.step([Acknowledge(0)])
    assert source.reads == 2
    desk.ends()


# -- what the window shows


def test_levels_come_at_most_ten_times_a_second(desk):
    for _ in range(50):
        desk.hears(Sound(tone(0.1)), after=0.02)
    desk.ends()
    assert 10 <= len(desk.told(LevelMeasured)) <= 12


def test_the_counters_are_taken_from_written_samples(desk):
    desk.hears(Sound(counted(700)), after=1.0)
    desk.ends()
    assert desk.told(Counted)[-1] == Counted(captured=700, on_disk=700)


def test_written_sound_is_counted_as_soon_as_it_is_there(desk):
    desk.hears(Sound(counted(700)), after=1.0)
    desk.hears(Sound(counted(700)), after=0.08)
    assert [each.on_disk for each in desk.told(Counted)][-2:] == [700, 1_400]
    desk.ends()


def test_sound_that_comes_in_trickles_is_counted_now_and_then(desk):
    for _ in range(50):
        desk.hears(Sound(counted(320)), after=0.02)
    assert 12 <= len(desk.told(Counted)) <= 18
    desk.ends()


def test_silence_is_told_once_and_its_end_too(desk):
    for _ in range(200):
        desk.hears(Sound(np.full(1_600, 3, np.int16)), after=0.1)
    desk.hears(Sound(tone(0.2)), after=0.2)
    desk.ends()
    assert [report.length for report in desk.told(SilenceNoticed)] == [pytest.approx(15.0)]
    assert [report.length for report in desk.told(SoundReturned)] == [pytest.approx(20.0)]


def test_stop_ends_it(desk):
    desk.hears(Sound(counted(10)), commands=[Stop()])
    assert desk.recording.over is StopReason.ASKED
    desk.ends()
    assert desk.source.closed
