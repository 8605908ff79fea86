"""A recording, made of the concrete services: what of it begins when, and its loop."""

from __future__ import annotations

import argparse
import json
import sys
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from aurity_desktop.audio.capture.lines import CommandReader, LineWriter
from aurity_desktop.audio.capture.resume_point import ResumePoint
from aurity_desktop.domain.capture import StopReason, parse_command, parse_plan
from aurity_desktop.domain.consent import Consent
from aurity_desktop.domain.ledger_ports import RecorderLedger
from aurity_desktop.domain.network import ProcessRole
from aurity_desktop.domain.session import SessionPlan, checked_session_id
from aurity_desktop.runtime.background import step_back
from aurity_desktop.runtime.network_record import NetworkRecord
from aurity_desktop.runtime.network_watch import watched
from aurity_desktop.runtime.paths import Paths
from aurity_desktop.runtime.settings import load_settings, user_name
from aurity_desktop.runtime.standard_input import first_line
from aurity_desktop.runtime.withheld import withhold
from aurity_desktop.vault.opening import open_keys

if TYPE_CHECKING:
    from aurity_desktop.audio.capture.recording import Recording
    from aurity_desktop.audio.capture.source import Source

#: How long the loop sleeps when there was nothing to do. Sound is on disk this long after PortAudio
#: gave it.
_TICK_SECONDS = 0.04


def record(
    options: argparse.Namespace, handed: bytes, lines: LineWriter, asked_to_end: threading.Event
) -> int:
    """Record until told to end, or the source ends; the exit code. Raises AurityError."""
    from aurity_desktop.audio.capture.disk_writer import DiskWriter
    from aurity_desktop.audio.capture.going_on import go_on, require_may_go_on
    from aurity_desktop.audio.capture.length_limit import LengthLimit
    from aurity_desktop.audio.capture.recording import Recording
    from aurity_desktop.audio.devices.awake import keep_awake
    from aurity_desktop.audio.slices.disk_space import DiskWatch
    from aurity_desktop.audio.slices.recorder_lock import RecorderLock
    from aurity_desktop.audio.slices.slice_store import SliceStore, prepare_folder
    from aurity_desktop.corpus.ledger.ledger import SqliteLedger
    from aurity_desktop.storage.reserve import Reserve

    plan = (
        parse_plan(first_line() if options.plan == "-" else options.plan) if options.plan else None
    )
    if options.input == Path("-"):
        options.input = Path(json.loads(first_line()))
    if options.input is not None:
        withhold(options.input)
    session_id = checked_session_id(plan.session_id if plan else options.session)
    paths = Paths.from_environment()
    paths.prepare()
    settings = load_settings(paths.settings)
    user = user_name(settings)
    if options.background:
        step_back()
    with _removed_unless_begun(paths.session(session_id)):
        disk = DiskWatch(paths.sessions)
        disk.require_room()
        source = _source(options)
        # before anything is made: a bad file or a missing microphone leaves no empty session
        source.open()

        keys = open_keys(paths, handed)

        def open_ledger() -> RecorderLedger:
            return SqliteLedger(paths.ledger, user, keys=keys)

        slices = paths.session(session_id) / "slices"
        try:
            # A session that began plain goes on plain; a new one has its key before its folder is
            # filled.
            cipher = keys.begin(session_id) if plan else keys.cipher(session_id)
            with closing(open_ledger()) as ledger:
                if plan is None:
                    require_may_go_on(session_id, ledger)
                prepare_folder(slices)
                lock = RecorderLock(session_id, slices.parent)
                place = (
                    _begin(plan, options.consent, ledger)
                    if plan
                    else go_on(session_id, slices, ledger, keys, source)
                )
        except BaseException:
            source.close()
            raise

    reserve = Reserve(paths.reserve)
    reserve.claim()
    store = SliceStore(session_id, slices, reserve, at_sample=place.at_sample, cipher=cipher)
    with keep_awake() as machine, watched(NetworkRecord(paths.network), ProcessRole.RECORDER):
        recording = Recording(
            place,
            source=source,
            store=store,
            disk_writer=DiskWriter(open_ledger, store, reserve, lines.report),
            disk=disk,
            report=lines.report,
            paced_by_acknowledgements=options.fast and not options.no_wait,
            # A file has its end, and all of it was asked for.
            limit=None if options.input else LengthLimit.of_hours(settings.recording_hours),
            paused=options.paused,
            machine=machine,
        )
        _run(recording, lines, asked_to_end)
    lock.release()
    return recording.failure.exit_code if recording.failure else 0


@contextmanager
def _removed_unless_begun(folder: Path) -> Iterator[None]:
    """Whoever chose a session's id has made its folder, which is empty until it begins."""
    try:
        yield
    except BaseException:
        with suppress(OSError):  # where anything is in it, it stays
            folder.rmdir()
        raise


def _begin(plan: SessionPlan, consent: Consent | None, ledger: RecorderLedger) -> ResumePoint:
    """The session and the yes to it are on disk before its first sample is."""
    ledger.sessions.create(plan)
    if consent is not None:
        ledger.consents.record(plan.session_id, consent)
    return ResumePoint(plan.session_id)


def _source(options: argparse.Namespace) -> Source:
    if options.input is not None:
        from aurity_desktop.audio.capture.file_source import FileSource

        return FileSource(
            options.input, real_time=not options.fast, in_background=options.background
        )
    from aurity_desktop.audio.capture.microphone import Microphone
    from aurity_desktop.audio.devices.portaudio import PortAudio

    return Microphone(PortAudio(), options.device, waits=options.wait_for_device)


def _run(recording: Recording, lines: LineWriter, asked_to_end: threading.Event) -> None:
    commands = CommandReader(sys.stdin.fileno(), parse_command, lines)
    recording.begin()
    reason = StopReason.FAILED
    try:
        while recording.over is None:
            parent_gone = commands.ended or lines.broken  # asked first: what was said before counts
            moved = recording.step(commands.take())
            if asked_to_end.is_set():
                reason = StopReason.TERMINATED
                return
            if parent_gone and recording.over is None:
                reason = StopReason.PARENT_GONE
                return
            if not moved or not recording.in_a_hurry:
                commands.wait(_TICK_SECONDS)
    finally:
        recording.end(recording.over or reason)
