"""The recorder as a process: real files, a real ledger, real signals, and now and then a kill."""

import json
import os
import signal
import sqlite3
import stat
import subprocess
import sys
from contextlib import closing
from types import SimpleNamespace

import numpy as np
import psutil
import pytest

from aurity_desktop.application.library.library import Library
from aurity_desktop.audio.slices.recorder_lock import is_being_recorded
from aurity_desktop.audio.slices.recovery import recover_session
from aurity_desktop.audio.slices.session_audio import SessionAudio
from aurity_desktop.audio.slices.slice_store import open_numbers
from aurity_desktop.corpus.ledger.ledger import SqliteLedger
from aurity_desktop.domain import playback
from aurity_desktop.domain.audio import SLICE_SAMPLES, SpanKind
from aurity_desktop.domain.capture import (
    Acknowledge,
    Checked,
    Counted,
    ErrorReported,
    LevelMeasured,
    Pause,
    Paused,
    Ready,
    Regained,
    Resume,
    Resumed,
    SliceSealed,
    Started,
    Stop,
    Stopped,
    StopReason,
    format_plan,
)
from aurity_desktop.domain.consent import (
    WITHDRAWN_REASON,
    Consent,
    ConsentAnswer,
    consent_given,
    consent_text,
)
from aurity_desktop.domain.errors import (
    AudioFileMissing,
    ConsentWithdrawn,
    EmptyAudio,
    NotAudio,
    OtherInput,
    UnknownSession,
)
from aurity_desktop.domain.events import Event
from aurity_desktop.domain.session import SessionState
from tests.audio.sounds import counted, tone, write_wav
from tests.benchmarks.capture.virtual_microphone import VirtualMicrophone
from tests.recorders import Recorder, plan_for

pytestmark = pytest.mark.slow

SESSION = "session_20261124_060000"


@pytest.fixture
def ledger(paths):
    opened = SqliteLedger(paths.ledger, "a test")
    yield opened
    opened.close()


@pytest.fixture
def talk(tmp_path):
    """Ten and a half seconds whose every sample is known."""
    return write_wav(tmp_path / "talk.wav", counted(168_000))


def kept(ledger, paths):
    audio = SessionAudio(paths)
    return np.concatenate([audio.read(each) for each in ledger.sound.slices(SESSION)])


def test_a_ledger_that_another_process_holds_keeps_no_slice_from_being_sealed(paths, ledger, talk):
    recorder = Recorder.new(paths.data, SESSION, "--input", talk)
    recorder.until(Ready)
    slices = paths.session(SESSION) / "slices"
    other = sqlite3.connect(paths.ledger, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    try:
        recorder.until(lambda report: isinstance(report, Counted) and report.on_disk >= 150_000)
        held_up = ledger.sound.slices(SESSION)
        recorder.until(lambda _: (slices / "000002.wav").exists())
    finally:
        other.execute("ROLLBACK")
        other.close()
    recorder.until(Stopped)
    assert recorder.end() == 0
    assert held_up == []
    assert np.array_equal(kept(ledger, paths), counted(168_000))


def test_a_file_becomes_durable_slices_with_their_rows(paths, ledger, talk):
    recorder = Recorder.new(paths.data, SESSION, "--input", talk, "--fast", "--no-wait")
    stopped = recorder.until(Stopped)
    assert recorder.end() == 0
    assert stopped == Stopped(StopReason.END_OF_FILE, 168_000, 4, 0)
    assert np.array_equal(kept(ledger, paths), counted(168_000))
    rows = ledger.sound.slices(SESSION)
    reported = [report.audio_slice for report in recorder.told(SliceSealed)]
    assert [(each.number, each.sha256) for each in reported] == [
        (each.number, each.sha256) for each in rows
    ]
    assert isinstance(recorder.reports[0], Ready)
    assert recorder.told(Started)
    assert recorder.told(Counted)[-1] == Counted(168_000, 168_000)


def test_the_consent_stands_before_the_first_sample(paths, ledger, talk):
    given = consent_given("en").reference
    arguments = ("--consent", given, "--input", talk, "--fast", "--no-wait")
    recorder = Recorder.new(paths.data, SESSION, *arguments)
    assert recorder.end(close=False) == 0
    created, consent, *later = ledger.audit.rows(SESSION)
    assert (created.operation, consent.operation) == (Event.SESSION_CREATED, Event.CONSENT_GIVEN)
    assert json.loads(consent.metadata) == {"version": "2026-11", "language": "en"}
    assert Event.CHUNK_PERSISTED in {row.operation for row in later}


def test_a_consent_withdrawn_by_another_process_ends_the_recording(paths, ledger, tmp_path):
    long_talk = write_wav(tmp_path / "long.wav", counted(16_000 * 60))
    recorder = Recorder.new(paths.data, SESSION, "--input", long_talk)
    recorder.until(lambda report: isinstance(report, Counted) and report.on_disk > 0)
    ledger.consents.record(SESSION, Consent(ConsentAnswer.WITHDRAWN, consent_text("es")))
    stopped = recorder.until(Stopped)
    assert recorder.end() == 0
    assert stopped.reason is StopReason.CONSENT_WITHDRAWN
    session = ledger.sessions.summary(SESSION)
    assert (session.state, session.reason) == (SessionState.FAILED, WITHDRAWN_REASON)
    assert session.sample_count < 16_000 * 30

    again = Recorder(paths.data, "--session", SESSION, "--resume", "--input", long_talk)
    assert again.until(ErrorReported).error == "ConsentWithdrawn"
    assert again.end(close=False) == ConsentWithdrawn.exit_code


def test_plan_and_file_can_come_by_standard_input(paths, ledger, talk):
    recorder = Recorder(paths.data, "--plan", "-", "--input", "-", "--fast", "--no-wait")
    talk = talk.rename(talk.with_name("a line\n and another.wav"))
    lines = [format_plan(plan_for(SESSION)), json.dumps(str(talk))]
    recorder.process.stdin.write("".join(f"{line}\n" for line in lines).encode())
    recorder.say(Stop())
    recorder.until(Stopped)
    assert recorder.end() == 0
    assert ledger.sessions.summary(SESSION).plan == plan_for(SESSION)


def test_a_file_that_cannot_be_read_leaves_no_half_session(paths, ledger, tmp_path):
    (tmp_path / "no.wav").write_bytes(b"no sound")
    paths.session(SESSION).mkdir()  # as whoever chose the id has made it
    recorder = Recorder.new(paths.data, SESSION, "--input", tmp_path / "no.wav", "--fast")
    assert recorder.until(ErrorReported).error == "NotAudio"
    recorder.end(close=False)
    assert not paths.session(SESSION).exists()
    assert not ledger.sessions.knows(SESSION)


def test_what_it_makes_is_the_users_alone(paths, talk):
    recorder = Recorder.new(paths.data, SESSION, "--input", talk, "--fast", "--no-wait")
    recorder.until(Stopped)
    recorder.end()
    for entry in paths.data.rglob("*"):
        wanted = 0o700 if entry.is_dir() else 0o600
        assert stat.S_IMODE(entry.stat().st_mode) == wanted, entry


def test_a_fast_import_keeps_one_slice_ahead_of_its_text(paths, talk):
    recorder = Recorder.new(paths.data, SESSION, "--input", talk, "--fast")
    for number in range(3):
        recorder.until(lambda report: isinstance(report, SliceSealed))
        assert len(recorder.told(SliceSealed)) == number + 1
        recorder.say(Acknowledge(number))
    recorder.until(Stopped)
    assert recorder.end() == 0


def test_pause_and_resume_leave_a_span_and_take_nothing_from_a_file(paths, ledger, talk):
    recorder = Recorder.new(paths.data, SESSION, "--input", talk)
    recorder.until(lambda report: isinstance(report, Counted) and report.on_disk > 8_000)
    recorder.say(Pause(SpanKind.OFF_THE_RECORD))
    paused = recorder.until(Paused)
    assert ledger.sessions.summary(SESSION).state in {SessionState.PAUSED, SessionState.RECORDING}
    assert recorder.until(Counted).on_disk == paused.at_sample
    assert recorder.until(Counted).on_disk == paused.at_sample
    recorder.say(Resume())
    resumed = recorder.until(Resumed)
    recorder.until(lambda report: isinstance(report, Counted) and report.on_disk > paused.at_sample)
    recorder.say(Stop())
    stopped = recorder.until(Stopped)
    assert recorder.end() == 0
    assert np.array_equal(kept(ledger, paths), counted(stopped.sample_count))
    assert ledger.sound.spans(SESSION) == [resumed.span]
    assert resumed.span.kind is SpanKind.OFF_THE_RECORD


@pytest.mark.parametrize("how", ["its parent goes", "SIGTERM", "SIGINT"])
def test_however_it_is_ended_it_seals_what_it_has(paths, ledger, talk, how):
    recorder = Recorder.new(paths.data, SESSION, "--input", talk)
    recorder.until(lambda report: isinstance(report, Counted) and report.on_disk > 4_000)
    if how == "its parent goes":
        code = recorder.end()
    else:
        recorder.process.send_signal(getattr(signal, how))
        code = recorder.end(close=False)
    assert code == 0
    stopped = recorder.told(Stopped)[0]
    gone = how == "its parent goes"
    assert stopped.reason is (StopReason.PARENT_GONE if gone else StopReason.TERMINATED)
    sound = kept(ledger, paths)
    assert len(sound) == stopped.sample_count > 4_000
    assert np.array_equal(sound, counted(len(sound)))
    assert ledger.sessions.summary(SESSION).state is SessionState.PAUSED


def test_a_killed_recorder_loses_nothing_that_was_sealed_and_little_of_the_open_slice(
    paths, ledger, talk
):
    recorder = Recorder.new(paths.data, SESSION, "--input", talk)
    recorder.until(
        lambda report: isinstance(report, Counted) and report.on_disk > SLICE_SAMPLES + 9_000
    )
    recorder.process.kill()
    recorder.end()
    durable = [report.audio_slice for report in recorder.told(SliceSealed)]
    on_disk = recorder.told(Counted)[-1].on_disk
    assert not is_being_recorded(paths.session(SESSION))
    found = recover_session(SESSION, paths.session(SESSION) / "slices", ledger)
    sound = kept(ledger, paths)
    assert found.salvaged
    assert len(durable) == 1
    assert ledger.sound.slices(SESSION)[0].sha256 == durable[0].sha256
    assert len(sound) >= on_disk
    assert np.array_equal(sound, counted(len(sound)))


def stopped_half_way(paths, talk, how):
    """A session with a part of the file, whose reading ended like this."""
    first = Recorder.new(paths.data, SESSION, "--input", talk, "--fast", "--background")
    first.until(SliceSealed)
    first.say(Acknowledge(0))
    first.until(lambda report: isinstance(report, Counted) and report.on_disk > SLICE_SAMPLES)
    if how == "killed":
        first.process.kill()
    else:
        first.say(Stop())
    first.end()


@pytest.mark.parametrize("how", ["killed", "stopped"])
def test_a_file_that_was_stopped_half_way_goes_on_where_it_stopped_and_is_read_once(
    paths, ledger, talk, how
):
    stopped_half_way(paths, talk, how)
    second = Recorder(
        paths.data, "--session", SESSION, "--resume", "--input", talk, "--fast", "--no-wait"
    )
    ready = second.until(Ready)
    second.until(Stopped)
    assert second.end() == 0
    assert ready.at_sample > 0
    assert np.array_equal(kept(ledger, paths), counted(168_000))
    assert open_numbers(paths.session(SESSION) / "slices") == []


def part_of_file(paths):
    return (
        Library(SimpleNamespace(ledger=lambda: SqliteLedger(paths.ledger, "ana")))
        .input_read(SESSION)
        .part
    )


@pytest.mark.parametrize("how", ["killed", "stopped"])
def test_a_file_that_was_stopped_half_way_says_how_much_of_it_there_is(paths, ledger, talk, how):
    stopped_half_way(paths, talk, how)
    recover_session(SESSION, paths.session(SESSION) / "slices", ledger)
    part = part_of_file(paths)
    assert 3.0 <= part.seconds < 10.5
    assert part.of_seconds == pytest.approx(10.5)


def test_a_file_that_was_stopped_before_anything_was_read_is_one_of_a_file_all_the_same(
    paths, ledger, talk
):
    recorder = Recorder.new(paths.data, SESSION, "--input", talk, "--fast", "--background")
    recorder.say(Stop())
    recorder.until(Stopped)
    assert recorder.end() == 0
    assert part_of_file(paths).of_seconds == pytest.approx(10.5)


def test_a_file_that_was_read_to_its_end_is_no_part(paths, ledger, talk):
    recorder = Recorder.new(paths.data, SESSION, "--input", talk, "--fast", "--no-wait")
    recorder.until(Stopped)
    assert recorder.end() == 0
    assert part_of_file(paths) is None
    assert not ledger.audit.is_read_in_background(SESSION)


def test_another_file_cannot_go_on_with_it(paths, ledger, talk, tmp_path):
    stopped_half_way(paths, talk, "stopped")
    other = write_wav(tmp_path / "other.wav", counted(168_000)[::-1].copy())
    before = kept(ledger, paths)
    second = Recorder(
        paths.data, "--session", SESSION, "--resume", "--input", other, "--fast", "--no-wait"
    )
    assert isinstance(second.until(ErrorReported).to_error(), OtherInput)
    assert second.end() == 1
    assert np.array_equal(kept(ledger, paths), before)


def test_a_file_that_is_read_in_the_background_leaves_the_processor_to_others(paths, talk):
    recorder = Recorder.new(paths.data, SESSION, "--input", talk, "--fast", "--background")
    recorder.until(Ready)
    assert psutil.Process(recorder.process.pid).nice() > psutil.Process().nice()
    with closing(SqliteLedger(paths.ledger, "ana")) as ledger:
        recorder.until(SliceSealed)
        assert ledger.audit.is_read_in_background(SESSION)
    recorder.end()


def test_going_on_after_a_kill_salvages_first_and_keeps_the_clock(paths, ledger, talk):
    first = Recorder.new(paths.data, SESSION, "--input", talk)
    first.until(lambda report: isinstance(report, Counted) and report.on_disk > 9_000)
    first.process.kill()
    first.end()
    second = Recorder(paths.data, "--session", SESSION, "--resume", "--input", talk)
    ready = second.until(Ready)
    second.until(Stopped)
    assert second.end() == 0
    sound = kept(ledger, paths)
    assert ready.next_number == 1
    assert np.array_equal(sound[: ready.at_sample], counted(ready.at_sample))
    assert np.array_equal(sound[ready.at_sample :], counted(168_000))
    assert open_numbers(paths.session(SESSION) / "slices") == []


def test_the_time_between_a_kill_and_going_on_is_an_event(paths, ledger, talk):
    first = Recorder.new(paths.data, SESSION, "--input", talk)
    first.until(lambda report: isinstance(report, Counted) and report.on_disk > 9_000)
    first.process.kill()
    first.end()
    (part,) = (paths.session(SESSION) / "slices").glob("*.part")
    an_hour_ago = part.stat().st_mtime - 3_600
    os.utime(part, (an_hour_ago, an_hour_ago))
    second = Recorder(paths.data, "--session", SESSION, "--resume", "--input", talk)
    ready = second.until(Ready)
    told = second.until(Regained).span
    second.say(Stop())
    second.until(Stopped)
    assert second.end() == 0
    assert ledger.sound.spans(SESSION) == [told]
    assert (told.kind, told.at_sample) == (SpanKind.GAP, ready.at_sample)
    assert told.seconds == pytest.approx(3_600, abs=30)


def test_a_session_is_recorded_by_one_recorder_at_a_time(paths, talk):
    first = Recorder.new(paths.data, SESSION, "--input", talk)
    first.until(Ready)
    assert is_being_recorded(paths.session(SESSION))
    second = Recorder(paths.data, "--session", SESSION, "--resume", "--input", talk)
    assert second.until(ErrorReported).error == "SessionBusy"
    assert second.end() == 1
    first.say(Stop())
    first.until(Stopped)
    assert first.end() == 0


@pytest.mark.parametrize(
    ("name", "content", "error"),
    [
        ("no.wav", None, AudioFileMissing),
        ("text.wav", b"this is no sound at all " * 100, NotAudio),
        ("header.wav", b"RIFF\x00\x00\x00\x00WAVE", NotAudio),
        ("empty.wav", b"", NotAudio),
        ("silent.wav", "a header without a sample", EmptyAudio),
    ],
)
def test_bad_input_is_named_and_leaves_no_session(paths, ledger, tmp_path, name, content, error):
    path = tmp_path / name
    if isinstance(content, bytes):
        path.write_bytes(content)
    elif content:
        write_wav(path, counted(0))
    recorder = Recorder.new(paths.data, SESSION, "--input", path, "--fast")
    told = recorder.until(ErrorReported).to_error()
    assert recorder.end() == 1
    assert type(told) is error
    assert told.path == path
    assert not ledger.sessions.knows(SESSION)
    assert list(paths.sessions.iterdir()) == []


def test_a_session_that_does_not_exist_cannot_go_on(paths, talk):
    recorder = Recorder(paths.data, "--session", SESSION, "--resume", "--input", talk)
    assert isinstance(recorder.until(ErrorReported).to_error(), UnknownSession)
    assert recorder.end() == 1
    assert list(paths.sessions.iterdir()) == []


@pytest.mark.parametrize("session_id", ["../../../etc", "short", "a/b/c/d/e/f"])
def test_an_id_that_leads_elsewhere_is_refused(paths, talk, session_id):
    recorder = Recorder(paths.data, "--session", session_id, "--resume", "--input", talk)
    assert recorder.until(ErrorReported).error == "BadSessionId"
    assert recorder.end() == 2


def test_a_folder_that_takes_no_files_is_named_before_anything_is_recorded(paths, talk):
    paths.sessions.rmdir()
    paths.sessions.write_text("a file where the folder should be")
    recorder = Recorder.new(paths.data, SESSION, "--input", talk, "--fast")
    assert recorder.until(ErrorReported).error == "FolderNotWritable"
    assert recorder.end() == 1
    assert not recorder.told(Ready)


def test_the_list_of_devices_is_one_json_array(paths, tmp_path_factory):
    folder = tmp_path_factory.mktemp("m")
    with VirtualMicrophone(folder) as microphone:
        listing = subprocess.run(
            [sys.executable, "-m", "aurity_desktop", "recorder", "--list-devices"],
            env={**os.environ, **microphone.environment, "AURITY_DATA_DIR": str(paths.data)},
            capture_output=True,
            check=True,
            timeout=60,
        )
    (device,) = json.loads(listing.stdout)
    assert device["name"] == microphone.label
    assert device["is_loopback"]
    assert device["is_default"]


def test_what_a_real_microphone_hears_is_on_disk_sample_by_sample(
    paths, ledger, tmp_path, tmp_path_factory
):
    played = counted(80_000)
    file = write_wav(tmp_path / "played.wav", played)
    with VirtualMicrophone(tmp_path_factory.mktemp("m")) as microphone:
        recorder = Recorder.new(
            paths.data, SESSION, "--device", microphone.label, environment=microphone.environment
        )
        recorder.until(Started)
        microphone.play(file)
        captured = recorder.told(Counted)[-1].captured
        recorder.until(
            lambda report: isinstance(report, Counted) and report.on_disk > captured + 4_000
        )
        recorder.say(Stop())
        recorder.until(Stopped)
        assert recorder.end() == 0
    sound = kept(ledger, paths)
    first = int(np.flatnonzero(sound)[0])
    missed = int(sound[first]) - 1  # the sound server drops the beginning of what is played
    heard = len(played) - missed
    assert missed < 4_000
    assert np.array_equal(sound[first : first + heard], played[missed:])


def test_a_microphone_is_checked_played_back_and_forgotten(paths, tmp_path, tmp_path_factory):
    file = write_wav(tmp_path / "played.wav", tone(8.0, loudness=0.3))
    with VirtualMicrophone(tmp_path_factory.mktemp("m")) as microphone:
        microphone.play(file, wait=False)
        check = Recorder(
            paths.data, "--check", "--seconds", "1", environment=microphone.environment
        )
        checked = check.until(Checked)
        player = subprocess.Popen(
            [sys.executable, "-m", "aurity_desktop", "recorder", "--play", str(checked.path)],
            env={**os.environ, **microphone.environment, "AURITY_DATA_DIR": str(paths.data)},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        player.stdin.write(playback.format_command(playback.Play()).encode() + b"\n")
        player.stdin.flush()
        told = []
        while not (told and isinstance(told[-1], playback.Finished)):
            told.append(playback.parse_report(player.stdout.readline()))
        player.stdin.close()
        assert player.wait() == 0
        player.stdout.close()
        assert check.end() == 0
    assert told[0] == playback.Opened(1.0)
    assert [report for report in told if isinstance(report, playback.Positioned)][-1].second == 1.0
    assert check.told(LevelMeasured)
    assert checked.report.seconds == 1.0
    assert not checked.path.exists()
