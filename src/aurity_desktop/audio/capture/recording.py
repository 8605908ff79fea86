"""The recorder's loop: from a source to slices on disk, ledger rows and reports, in that order."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable

from aurity_desktop.audio.capture.absence import Absence
from aurity_desktop.audio.capture.clock import elapsed
from aurity_desktop.audio.capture.disk_writer import DiskWriter
from aurity_desktop.audio.capture.gauge import Gauge
from aurity_desktop.audio.capture.heard_channels import HeardChannels
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
    Source,
    ToldApart,
    Update,
    ZerosEnded,
)
from aurity_desktop.audio.slices.disk_space import DiskWatch, Room
from aurity_desktop.audio.slices.open_slice import OpenSlice
from aurity_desktop.audio.slices.slice_store import SliceStore
from aurity_desktop.audio.slices.slicer import Slicer
from aurity_desktop.domain.audio import FILE_GAP, Span, SpanKind
from aurity_desktop.domain.capture import (
    Acknowledge,
    Command,
    Counted,
    DiskLow,
    EndNear,
    ErrorReported,
    GapEnded,
    InputNote,
    InputNoted,
    Interrupted,
    Interruption,
    LidClosed,
    Overflowed,
    Pause,
    Paused,
    Ready,
    Regained,
    Report,
    Resume,
    Resumed,
    Started,
    Stop,
    Stopped,
    StopReason,
    UseDevice,
)
from aurity_desktop.domain.channel_speakers import ChannelSpeakers, channels_run
from aurity_desktop.domain.consent import WITHDRAWN_REASON, ConsentAnswer
from aurity_desktop.domain.errors import AurityError, DiskFull, StorageError
from aurity_desktop.domain.events import Event, Metadata
from aurity_desktop.domain.ledger_ports import RecorderLedger
from aurity_desktop.domain.session import SessionState

#: What is being said is read when the counters tell that it is on the disk: so they come as soon as
#: sound was written, at most so often, and otherwise every now and then.
_COUNTER_SECONDS = (0.06, 0.1)
_DISK_SECONDS = 1.0
#: How long a consent that was withdrawn elsewhere (`aurity-desktop consent withdraw`) may go
#: unnoticed.
_CONSENT_SECONDS = 0.5
#: How long written sound may wait for the disk: what a power cut may cost, but for the time the
#: disk itself takes.
_SYNC_SECONDS = 0.9

#: A fast import waits when this many sealed slices have no text yet, so that what is measured from
#: a slice to its text is not time spent in a queue.
_IN_FLIGHT = 1
#: Nor does it run further ahead of the disk: each unsealed slice holds a file open.
_BACKLOG = 8


class Recording:
    """One run of the recorder.

    One thread: `begin`, then `step` until it says that it is over, then `end`.

    In a pause a microphone's stream runs on, so that nothing is missing when it ends, but what
    comes is let go as it comes: it reaches neither a slice nor a level. A file waits: all of it is
    recorded.
    """

    def __init__(
        self,
        place: ResumePoint,
        *,
        source: Source,
        store: SliceStore,
        disk_writer: DiskWriter,
        disk: DiskWatch,
        report: Callable[[Report], None],
        paced_by_acknowledgements: bool = False,
        limit: LengthLimit | None = None,
        paused: SpanKind | None = None,
        machine: Machine | None = None,
        clock: Callable[[], float] = elapsed,
    ) -> None:
        """`paused`: it begins with a pause of this kind, before its first sample."""
        self._session_id = place.session_id
        self._slicer = Slicer(place.number, place.at_sample)
        self._first_number = place.number
        self._began_at_sample = place.at_sample
        self._gap_before = place.gap
        self._source = source
        self._store = store
        self._disk_writer = disk_writer
        self._disk = disk
        self._report = report
        self._paced = paced_by_acknowledgements
        self._limit = limit or LengthLimit()
        self._machine = machine or Machine()
        self._begins_paused = paused
        self._clock = clock
        self._gauge = Gauge(clock)
        self._channels = HeardChannels(from_the_beginning=not place.at_sample)
        self._in_flight: set[int] = set()
        #: When it was pressed, when it is due, and what.
        self._cuts: deque[tuple[float, float, Pause | Resume | Stop]] = deque()
        self._absence = Absence(self._record_span)
        self._overflows = 0
        self._warned = False
        self._counted = (0.0, 0)  # when it was last told what is on the disk, and up to where
        self._due = {"disk": 0.0, "sync": 0.0, "consent": 0.0}
        self._asking_consent = False
        self._withdrawn = False
        self._over: StopReason | None = None
        self._failure: AurityError | None = None

    @property
    def over(self) -> StopReason | None:
        """Why the recording is over; None while it is not."""
        return self._over

    @property
    def failure(self) -> AurityError | None:
        """The error that ended it, where one did."""
        return self._failure

    @property
    def in_a_hurry(self) -> bool:
        """Whether the source gives more as soon as it is asked again."""
        return not self._source.keeps_time

    @property
    def _must_wait(self) -> bool:
        """A microphone never waits.

        A file that is read as fast as possible waits for its text and for the disk.
        """
        if self._source.keeps_time:
            return False
        behind_text = self._paced and len(self._in_flight) >= _IN_FLIGHT
        return behind_text or self._disk_writer.backlog >= _BACKLOG

    def begin(self) -> None:
        """The source is open, the folder is there: from here on nothing is lost."""
        self._disk_writer.start()
        self._report(
            Ready(self._session_id, self._source.name, self._slicer.at_sample, self._slicer.number)
        )
        if self._begins_paused is not None:
            self._pause(self._begins_paused, self._clock())

    def step(self, commands: Iterable[Command]) -> bool:
        """Do what there is to do. True when sound was moved, so that there may be more at once."""
        moved = False
        try:
            self._hear_commands(commands)
            self._hear_of_the_machine()
            if self._over is None and not self._must_wait:
                moved = self._take(self._source.read())
            self._look_at_length()
            self._look_at_disk()
            self._look_at_consent()
            self._sync()
            self._count()
            self._hear_of_failures()
        except AurityError as error:
            self._fail(error)
        return moved

    def end(self, reason: StopReason) -> None:
        """Take over what the source still holds, seal the last slice, and report the end.

        Never raises an AurityError: it reports it.
        """
        self._over = self._over or reason
        try:
            self._source.close()
            withdrawn = self._over is StopReason.CONSENT_WITHDRAWN
            if self._failure is None and not self._absence.paused and not withdrawn:
                self._take(self._source.read())
        except AurityError as error:
            self._fail(error)
        self._absence.end(self._clock(), self._slicer.at_sample)
        self._slicer.close()
        self._seal(self._store.finish())
        if self._over is StopReason.ASKED and (speakers := self._channels.speakers()) is not None:
            self._told_apart(speakers)
        if self._over is StopReason.CONSENT_WITHDRAWN:
            self._set_state(SessionState.FAILED, WITHDRAWN_REASON)
        elif self._over not in {StopReason.ASKED, StopReason.END_OF_FILE}:
            self._set_state(SessionState.PAUSED, self._over.value)
        self._disk_writer.close()
        self._hear_of_failures()
        self._count(now=True)
        if self._failure is not None:
            self._report(ErrorReported.of(self._failure))
        slices = self._first_number + self._store.finished
        self._report(Stopped(self._over, self._store.on_disk, slices, self._overflows))

    # -- commands

    def _hear_commands(self, commands: Iterable[Command]) -> None:
        """A command that cuts the sound is obeyed when what was heard at its moment has arrived:
        what was said before the button was pressed is kept, and what was said off the record is
        not.
        """
        now = self._clock()
        for command in commands:
            match command:
                case Acknowledge():
                    self._in_flight = {each for each in self._in_flight if each > command.number}
                case UseDevice():
                    self._source.use(command.name)
                case Pause() | Resume() | Stop():
                    self._cuts.append((now, now + self._source.latency, command))
        while self._cuts and self._cuts[0][1] <= self._clock():
            pressed_at, _, command = self._cuts.popleft()
            self._cut(command, pressed_at)

    def _cut(self, command: Pause | Resume | Stop, pressed_at: float) -> None:
        if self._over is not None:
            return
        match command:
            case Pause():
                self._go_silent(command, pressed_at)
            case Resume():
                self._go_on(pressed_at)
            case Stop():
                self._over = StopReason.ASKED

    def _go_silent(self, pause: Pause, pressed_at: float) -> None:
        if self._absence.paused:
            return
        self._take(self._source.read())
        if self._over is not None:
            return
        self._pause(pause.kind, pressed_at)

    def _pause(self, kind: SpanKind, since: float) -> None:
        self._source.hold()
        self._tell_gap(self._absence.pause(kind, since, self._slicer.at_sample))
        self._set_state(SessionState.PAUSED, kind.value)
        self._report(Paused(kind, self._slicer.at_sample))

    def _go_on(self, pressed_at: float) -> None:
        if not self._absence.paused:
            return
        self._take(self._source.read())
        self._source.go_on()
        span = self._absence.resume(pressed_at, self._slicer.at_sample)
        self._set_state(SessionState.RECORDING)
        self._report(Resumed(span))
        if self._absence.lost is not None:
            self._record_interruption(self._absence.lost)

    # -- what the source says

    def _take(self, updates: Iterable[Update]) -> bool:
        moved = False
        for update in updates:
            match update:
                case Sound():
                    moved = True
                    self._hear(update)
                case Began():
                    self._began(update)
                case Lost():
                    self._tell_gap(self._absence.lose(update.why, update.at))
                    self._lost(update.why, update.source)
                case Found():
                    self._channels.of(update.source)
                    span = self._absence.find(update.at, self._slicer.at_sample)
                    self._report(Regained(update.source, span))
                case OnlyZeros():
                    self._record_interruption(Interruption.ONLY_ZEROS)
                    self._tell_interruption(Interruption.ONLY_ZEROS, update.source)
                case ZerosEnded():
                    nothing = Span(SpanKind.GAP, self._slicer.at_sample, 0.0)
                    self._report(Regained(update.source, nothing))
                case Dropped():
                    self._dropped(update.seconds)
                case Noted():
                    self._noted(update)
                case ToldApart():
                    self._told_apart(update.speakers)
                case Damaged():
                    self._report(ErrorReported.of(update.error, fatal=False))
                case Ended():
                    self._over = self._over or StopReason.END_OF_FILE
        return moved

    def _tell_gap(self, gap: Span) -> None:
        if gap.seconds > 0:
            self._report(GapEnded(gap))

    def _began(self, began: Began) -> None:
        self._channels.of(began.source)
        self._report(Started(began.source, began.sample_rate))
        if self._gap_before is not None:
            self._report(Regained(began.source, self._gap_before))
            self._gap_before = None

    def _hear(self, sound: Sound) -> None:
        if self._absence.paused:
            return
        self._channels.hear(sound, self._slicer.at_sample)
        for piece in self._slicer.cut(sound.samples):
            self._seal(self._store.append(piece))
        for report in self._gauge.feed(sound.samples):
            self._report(report)

    def _seal(self, ended: OpenSlice | None) -> None:
        if ended is not None:
            if self._paced:
                self._in_flight.add(ended.number)
            self._disk_writer.seal(ended)

    def _lost(self, why: Interruption, source: str) -> None:
        """In a pause nothing is captured that could be interrupted: that begins where it ends."""
        if not self._absence.paused:
            self._record_interruption(why)
        self._tell_interruption(why, source)

    def _tell_interruption(self, why: Interruption, source: str) -> None:
        self._report(Interrupted(why, source, self._slicer.at_sample))

    def _record_interruption(self, why: Interruption) -> None:
        facts: Metadata = {"why": why.value, "at_sample": self._slicer.at_sample}
        self._disk_writer.record(
            lambda ledger: ledger.audit.record_event(
                self._session_id, Event.CAPTURE_INTERRUPTED, facts
            )
        )

    def _noted(self, noted: Noted) -> None:
        if noted.note is InputNote.GAP:
            at, length = round(noted.facts["at_sample"]), noted.facts["seconds"]
            self._record_span(Span(SpanKind.GAP, at, length, FILE_GAP))
            return
        facts: Metadata = {"note": noted.note.value, **noted.facts}
        self._disk_writer.record(
            lambda ledger: ledger.audit.record_event(self._session_id, Event.INPUT_NOTED, facts)
        )
        self._report(InputNoted(noted.note, noted.facts))

    def _told_apart(self, speakers: ChannelSpeakers) -> None:
        """Of a session that holds all of the file and nothing else."""
        if self._began_at_sample:
            return
        run = channels_run(self._session_id)
        self._disk_writer.record(
            lambda ledger: ledger.runs.record_diarization(
                self._session_id, run, speakers.diarization
            )
        )
        self._noted(Noted(InputNote.SPEAKERS_BY_CHANNEL, speakers.facts))

    def _dropped(self, length: float) -> None:
        self._overflows += 1
        span = Span(SpanKind.OVERFLOW, self._slicer.at_sample, length)
        self._record_span(span)
        self._report(Overflowed(self._overflows, span))

    def _record_span(self, span: Span) -> None:
        self._disk_writer.record(lambda ledger: ledger.sound.record_span(self._session_id, span))

    def _set_state(self, state: SessionState, reason: str = "") -> None:
        self._disk_writer.record(
            lambda ledger: ledger.sessions.set_state(self._session_id, state, reason)
        )

    # -- what the computer does

    def _hear_of_the_machine(self) -> None:
        for event in self._machine.take():
            match event:
                case MachineEvent.SLEEPS:
                    self._source.asleep()
                    self._take(self._source.read())
                    self._disk_writer.flush(self._store.open_slice, self._machine.ready)
                case MachineEvent.WOKE:
                    self._source.awake()
                case MachineEvent.LID_CLOSED:
                    self._report(LidClosed())

    # -- now and then

    def _count(self, *, now: bool = False) -> None:
        on_disk = self._store.on_disk
        at, told_to = self._counted
        soonest, latest = _COUNTER_SECONDS
        if now or self._clock() >= at + (latest if on_disk == told_to else soonest):
            self._counted = self._clock(), on_disk
            waiting = 0 if self._absence.paused else self._source.waiting
            self._report(Counted(self._slicer.at_sample + waiting, on_disk))

    def _look_at_length(self) -> None:
        """A recording that nobody ends is closed at its limit, with all that was heard."""
        if self._over is not None:
            return
        if self._limit.is_reached(self._slicer.at_sample):
            self._over = StopReason.LENGTH_LIMIT
        elif (left := self._limit.warning(self._slicer.at_sample)) is not None:
            self._report(EndNear(left))

    def _look_at_disk(self) -> None:
        if self._over is not None or not self._is_due("disk", _DISK_SECONDS):
            return
        room = self._disk.look()
        if room is Room.NONE:
            self._over = StopReason.DISK_LOW
            self._failure = DiskFull(self._disk.folder, self._disk.free)
        elif room is Room.LOW and not self._warned:
            self._report(DiskLow(self._disk.folder, self._disk.free))
        self._warned = room is not Room.ENOUGH

    def _look_at_consent(self) -> None:
        """Consent that is withdrawn, in this window or elsewhere, ends the recording.

        What is heard from then on is not kept.
        """
        if self._withdrawn:
            self._over = self._over or StopReason.CONSENT_WITHDRAWN
        elif not self._asking_consent and self._is_due("consent", _CONSENT_SECONDS):
            self._asking_consent = True
            self._disk_writer.record(self._ask_consent)

    def _ask_consent(self, ledger: RecorderLedger) -> None:
        """On the disk writer's thread."""
        try:
            self._withdrawn = ledger.consents.newest(self._session_id) is ConsentAnswer.WITHDRAWN
        finally:
            self._asking_consent = False

    def _sync(self) -> None:
        if self._store.open_slice is not None and self._is_due("sync", _SYNC_SECONDS):
            self._disk_writer.sync(self._store.open_slice)

    def _hear_of_failures(self) -> None:
        """A disk that refuses ends the recording.

        Trouble with the ledger does not: its rows can be had again.
        """
        while (error := self._disk_writer.failure()) is not None:
            if isinstance(error, StorageError):
                self._fail(error)
            else:
                self._report(ErrorReported.of(error, fatal=False))

    def _is_due(self, what: str, every: float) -> bool:
        now = self._clock()
        if now < self._due[what]:
            return False
        self._due[what] = now + every
        return True

    def _fail(self, error: AurityError) -> None:
        self._failure = self._failure or error
        full = isinstance(error, DiskFull)
        self._over = self._over or (StopReason.DISK_LOW if full else StopReason.FAILED)
