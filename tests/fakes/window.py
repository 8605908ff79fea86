"""Scripted stand-ins for what the window works on: signals and commands, nothing behind them."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace

from PySide6.QtCore import QObject, Signal

from aurity_desktop.application.health.health import Health
from aurity_desktop.application.library.changes import Changes
from aurity_desktop.application.library.note_book import NoteBook
from aurity_desktop.application.library.session_facts import SessionFacts
from aurity_desktop.application.live.live_findings import LiveFindings
from aurity_desktop.application.measuring.measured_models import MeasuredModels
from aurity_desktop.application.privacy.window_lock import Refusal
from aurity_desktop.application.recording.recording import Notice, NoticeKind, RecordingState
from aurity_desktop.application.recording.recording_edits import RecordingEdits
from aurity_desktop.application.recording.sound_import import ImportState
from aurity_desktop.application.recording.watched_folder import WatchState
from aurity_desktop.application.voice.window_enrolment import KnownVoice
from aurity_desktop.domain import capture
from aurity_desktop.domain.audio import AudioSlice, Counters, Level, Span, SpanKind
from aurity_desktop.domain.bookmarks import in_time
from aurity_desktop.domain.changes import (
    BookmarkChanged,
    Change,
    EditMade,
    EditMarked,
    LiveTextCorrected,
    NoteDecided,
    NoteTyped,
    PatientAssigned,
    ReviewMarked,
    RunCounts,
    TitleGiven,
    VoiceNamed,
    steps_of,
)
from aurity_desktop.domain.clinical_note import NoteRecord, RecordedNote, SignedNote
from aurity_desktop.domain.consent import Consent
from aurity_desktop.domain.document import Document
from aurity_desktop.domain.edits import read_with
from aurity_desktop.domain.errors import AurityError, UnknownSession
from aurity_desktop.domain.heard_write import rules_of, text_of_rules
from aurity_desktop.domain.input_read import InputRead
from aurity_desktop.domain.jobs import Job, JobKind, JobState
from aurity_desktop.domain.keys import Protection, VaultStatus
from aurity_desktop.domain.model_install import InstallStep, ModelOffer, ModelVerified
from aurity_desktop.domain.model_speeds import Computer, MeasuringStep, ModelSpeeds
from aurity_desktop.domain.patients import KnownPatient
from aurity_desktop.domain.peaks import WINDOW_SECONDS, Peaks
from aurity_desktop.domain.playback import Positioned
from aurity_desktop.domain.retention import Outlook
from aurity_desktop.domain.search import FoundIn, SearchHit
from aurity_desktop.domain.session import SessionPlan, SessionState, SessionSummary
from aurity_desktop.domain.spans import standing
from aurity_desktop.domain.speakers import UNKNOWN_SPEAKER, Speaker
from aurity_desktop.domain.transcript import (
    Chunk,
    ChunkStatus,
    ChunkTranscription,
    LiveUpdate,
    Segment,
    Word,
)
from aurity_desktop.note.template_files import TemplateFiles
from aurity_desktop.runtime.resources import resources_folder
from aurity_desktop.runtime.settings import Settings
from aurity_desktop.ui.widgets.time_text import local_now
from tests.fakes.outlines import outline_of


class FakeController(QObject):
    """Records the commands it is given; a test plays what happens by emitting."""

    state_changed = Signal(RecordingState)
    session_started = Signal(SessionPlan)
    session_stopped = Signal(Job)
    level_measured = Signal(Level)
    counters_changed = Signal(Counters)
    slice_sealed = Signal(AudioSlice)
    text_changed = Signal(LiveUpdate)
    text_corrected = Signal()
    backlog_changed = Signal(int)
    interrupted = Signal(capture.Interrupted)
    regained = Signal(capture.Regained)
    span_recorded = Signal(Span)
    notice_raised = Signal(Notice)
    notice_withdrawn = Signal(NoticeKind)
    consent_recorded = Signal(Consent)
    consent_withdrawn = Signal(str)
    failed = Signal(Exception)

    def __init__(self):
        super().__init__()
        self.state = RecordingState.IDLE
        self.plan = None
        self.counters = Counters()
        self.commands = []

    def start(self, request):
        self.commands.append(("start", request))

    def continue_session(self, session_id, request):
        self.commands.append(("continue_session", session_id, request))

    def pause(self, kind=SpanKind.PAUSE):
        self.commands.append(("pause", kind))

    def resume(self):
        self.commands.append(("resume",))

    def pause_or_resume(self):
        self.resume() if self.state.is_pause else self.pause()

    def hold(self, by):
        self.commands.append(("hold", by))

    def release(self, by):
        self.commands.append(("release", by))

    def stop(self):
        self.commands.append(("stop",))

    def use_device(self, name):
        self.commands.append(("use_device", name))

    def give_consent(self, consent):
        self.commands.append(("give_consent", consent))

    def withdraw_consent(self):
        self.commands.append(("withdraw_consent",))

    def use_language(self, code):
        self.commands.append(("use_language", code))

    def rest(self):
        """Nothing is being recorded any more, said to nobody: a window that is torn down asks."""
        self.state = RecordingState.IDLE

    # -- what a test plays -------------------------------------------------------------------------

    def enter(self, state):
        self.state = state
        self.state_changed.emit(state)

    def begin(self, plan):
        self.plan = plan
        self.enter(RecordingState.STARTING)
        self.session_started.emit(plan)
        self.enter(RecordingState.RECORDING)

    def end(self, job):
        self.enter(RecordingState.STOPPING)
        self.plan = None
        self.enter(RecordingState.IDLE)
        self.session_stopped.emit(job)

    def say(self, number, text, provisional=(), start=None):
        """Settle slice `number` with `text`, spread over its three seconds."""
        begin = number * 3.0 if start is None else start
        chunk = ChunkTranscription(
            "session_20260102_030405", number, words_of(text, begin), ChunkStatus.OK
        )
        self.text_changed.emit(
            LiveUpdate((chunk,), words_of(provisional, begin + 3.0) if provisional else ())
        )


class FakeLibrary:
    def __init__(self):
        self.summaries = []
        self.stored_segments = {}
        self.stored_speakers = {}
        self.stored_chunks = {}
        self.hits = []
        self.searched = []
        self.stored_words = {}
        self.stored_spans, self.live_words = {}, {}
        self.edits, self.withdrawn = [], set()
        self.sounds = {}
        self.consents_and_holds = {}
        self.without_words = {}
        self.inputs, self.findings = {}, {}
        self.changed, self.signed = [], []
        self.marked = {}
        self.told_otherwise = {}
        self.about = {}
        self.disputes = {}
        self.refuses = None  # what is raised instead of keeping a bookmark
        self.numbers_are_written = True
        self.stored_live = {}
        self.first_words = 0  # of a transcript that is shown before all of it is read; 0: never
        self.runs = {}
        self.looked_at = []  # the sounds and the live texts that were read, in their order

    def run_id(self, session_id):
        return self.runs.get(session_id, "run" if self.stored_segments.get(session_id) else "")

    def facts(self, session_id, *, outlined=False):
        reading = self.reading(session_id) if outlined and self.first_words else None
        return SessionFacts(
            self.session(session_id),
            self.run_id(session_id),
            self.spans(session_id),
            tuple(self.speakers(session_id)),
            self.bookmarks(session_id),
            self.disputed(session_id),
            self.input_read(session_id),
            *self.consent_and_hold(session_id),
            self.steps(session_id),
            self.sound(session_id),
            outline_of(reading, self.first_words) if reading is not None else None,
        )

    def heard_live(self, session_id):
        self.looked_at.append(("live", session_id))
        return list(self.stored_live.get(session_id, ()))

    def writes_numbers(self):
        return self.numbers_are_written

    def input_read(self, session_id):
        return self.inputs.get(session_id, InputRead())

    def unheard(self, session_id):
        return self.without_words.get(session_id)

    def consent_and_hold(self, session_id):
        return self.consents_and_holds.get(session_id, (None, None))

    def put(self, summary, segments=(), speakers=(), chunks=()):
        self.summaries.insert(0, summary)
        self.stored_segments[summary.session_id] = list(segments)
        self.stored_speakers[summary.session_id] = list(speakers)
        self.stored_chunks[summary.session_id] = list(chunks)

    def sessions(self):
        return list(self.summaries)

    def held(self):
        return frozenset(
            session_id for session_id, (_, hold) in self.consents_and_holds.items() if hold
        )

    def session(self, session_id):
        for summary in self.summaries:
            if summary.session_id == session_id:
                return summary
        raise UnknownSession(session_id)

    def document(self, session_id, language):
        summary = self.session(session_id)
        speakers = {each.label: each for each in self.speakers(session_id)}
        segments = tuple(self.segments(session_id))
        spans = self.spans(session_id)
        return Document(summary, segments, (), speakers, written_in=language, spans=spans)

    def segments(self, session_id):
        self.session(session_id)
        return list(self.stored_segments[session_id])

    def peaks(self, session_id):
        self.looked_at.append(("sound", session_id))
        summary = self.session(session_id)
        count = round(summary.duration / WINDOW_SECONDS)
        return Peaks(bytes(place % 200 for place in range(count)), summary.sample_count)

    def speakers(self, session_id):
        self.session(session_id)
        return list(self.stored_speakers[session_id])

    def chunks(self, session_id):
        return list(self.stored_chunks[session_id])

    def words(self, session_id):
        return list(self.live_words.get(session_id, ()))

    def search(self, query, *_, **__):
        self.searched.append(query)
        return list(self.hits)

    def reading(self, session_id):
        """The stored segments with the edits that hold laid over them, as the ledger does it."""
        words, segments = self.stored_words.get(session_id, ()), self.stored_segments[session_id]
        if not segments:
            return None
        words = words or tuple(
            word
            for each in segments
            for word in words_of(each.text, each.start, each.end - each.start, each.speaker)
        )
        held = [edit for edit in self.edits if edit.edit_id not in self.withdrawn]
        return read_with(words, segments, held, self.spans(session_id))

    def steps(self, session_id):
        return steps_of(self.changes(session_id))

    def spans(self, session_id):
        return standing(self.stored_spans.get(session_id, ()))

    def record_edit(self, session_id, *edits):
        for edit in edits:
            self.edits.append(edit)
            self._changed(session_id, EditMade(edit))

    def withdraw_edit(self, session_id, *edit_ids):
        for edit_id in edit_ids:
            self.withdrawn.add(edit_id)
            self._changed(session_id, EditMarked(edit_id, active=False))

    def restore_edit(self, session_id, *edit_ids):
        for edit_id in edit_ids:
            self.withdrawn.discard(edit_id)
            self._changed(session_id, EditMarked(edit_id, active=True))

    def note_record(self, session_id):
        """The newest of what was decided and typed, as the ledger has it."""
        entries, texts = {}, {}
        for change in self.changes(session_id):
            match change.what:
                case NoteDecided(entry=entry):
                    entries[entry.entry_id] = entry
                case NoteTyped(section=section, text=text):
                    texts[section] = text
        return NoteRecord(entries, texts)

    def decide_note_entry(self, session_id, entry):
        before = self.note_record(session_id).entries.get(entry.entry_id, entry.untouched)
        if before != entry:
            self._changed(session_id, NoteDecided(entry, before))

    def write_note(self, session_id, section, text):
        before = self.note_record(session_id).texts.get(section, "")
        if before != text:
            self._changed(session_id, NoteTyped(section, text, before))

    def signed_notes(self, session_id):
        return [each for of_session, each in self.signed if of_session == session_id]

    def sign_note(self, session_id, note_id, note, text):
        of_form = [
            each
            for each in self.signed_notes(session_id)
            if each.signed.note.template == note.template
        ]
        signed = SignedNote(note_id, len(of_form) + 1, note, text)
        at = datetime(2026, 1, 2, 16, 30, tzinfo=UTC)
        self.signed.append((session_id, RecordedNote(signed, len(self.signed), at, "ana")))
        return signed

    def _changed(self, session_id, what, together=-1):
        at = datetime(2026, 1, 2, tzinfo=UTC)
        change = Change(len(self.changed), at, "ana", "", what, together)
        self.changed.append((session_id, change))

    def changes(self, session_id):
        """As the ledger tells them: what undo goes by."""
        return [change for changed, change in self.changed if changed == session_id]

    def patients(self):
        sessions = {}
        for session_id in (each.session_id for each in self.summaries):
            patient = self.about.get(session_id)
            if patient is not None:
                sessions.setdefault(patient, []).append(session_id)
        return [KnownPatient(patient, tuple(own)) for patient, own in sessions.items()]

    def patient(self, session_id):
        return self.about.get(session_id)

    def assign_patient(self, session_id, patient):
        before, self.about[session_id] = self.about.get(session_id), patient
        if patient != before:
            self._changed(session_id, PatientAssigned(patient, before))

    def rewrite_patient(self, patient):
        for session_id, known in list(self.about.items()):
            if known is not None and known.patient_id == patient.patient_id:
                self.assign_patient(session_id, patient)

    def live_corrections(self, session_id):
        return tuple(self.told_otherwise.values())

    def correct_live(self, session_id, correction):
        before = self.told_otherwise.get(correction.correction_id)
        self.told_otherwise[correction.correction_id] = correction
        self._changed(session_id, LiveTextCorrected(correction.correction_id, correction, before))

    def remove_live_correction(self, session_id, correction_id, *, withdrawn=False):
        before = self.told_otherwise.pop(correction_id, None)
        self._changed(session_id, LiveTextCorrected(correction_id, None, before, withdrawn))

    def disputed(self, session_id):
        return self.disputes.get(session_id, frozenset())

    def bookmarks(self, session_id):
        held = [each for where, each in self.marked.items() if where[0] == session_id]
        return tuple(in_time(held))

    def set_bookmark(self, session_id, bookmark):
        if self.refuses is not None:
            raise self.refuses
        before = self.marked.get((session_id, bookmark.bookmark_id))
        self.marked[session_id, bookmark.bookmark_id] = bookmark
        self._changed(session_id, BookmarkChanged(bookmark.bookmark_id, bookmark, before))

    def remove_bookmark(self, session_id, bookmark_id, *, withdrawn=False):
        before = self.marked.pop((session_id, bookmark_id), None)
        self._changed(session_id, BookmarkChanged(bookmark_id, None, before, withdrawn))

    def sound(self, session_id):
        return self.sounds.get(session_id)

    def retitle(self, session_id, title):
        self._changed(session_id, TitleGiven(title, self.session(session_id).title))
        self.summaries = [
            replace(each, retitled=title) if each.session_id == session_id else each
            for each in self.summaries
        ]

    def mark_reviewed(self, session_ids, reviewed):
        for session_id in session_ids:
            if self.session(session_id).reviewed != reviewed:
                self._changed(session_id, ReviewMarked(reviewed))
        self.summaries = [
            replace(each, reviewed=reviewed) if each.session_id in session_ids else each
            for each in self.summaries
        ]

    def rename_speakers(self, session_id, voices):
        first = -1
        for label, role, name in ((each.label, each.role, each.name) for each in voices):
            old = next(each for each in self.stored_speakers[session_id] if each.label == label)
            if (old.name, old.role) == (name, role):
                continue
            self._changed(session_id, VoiceNamed(label, name, role, old.name, old.role), first)
            first = len(self.changed) - 1 if first < 0 else first
            self.stored_speakers[session_id] = [
                replace(each, name=name, role=role) if each.label == label else each
                for each in self.stored_speakers[session_id]
            ]


class LedgerOfLibrary:
    """The part of a ledger that undo and redo read, with the facts of a `FakeLibrary`."""

    def __init__(self, library):
        self.sessions = SimpleNamespace(summary=library.session)
        self.edits = SimpleNamespace(changes=library.changes)

    def close(self):
        """Nothing to let go of."""


class FakeDevices(QObject):
    devices_changed = Signal(list)
    failed = Signal(Exception)

    def __init__(self):
        super().__init__()
        self.scans = 0

    def scan(self):
        self.scans += 1


class FakeExporter(QObject):
    exported = Signal(str, Path, bool)
    failed = Signal(Exception)
    many_progressed = Signal(int, int)
    many_ended = Signal(object)

    def __init__(self):
        super().__init__()
        self.asked, self.languages = [], []
        self.busy = False

    def export(self, session_id, path, choice=None, *, language="", replace=False):
        self.asked.append((session_id, path, choice))
        self.languages.append(language)

    def export_note(self, session_id, template, path, form, *, language):
        self.asked.append((session_id, path, (template, form)))
        self.languages.append(language)

    def export_many(self, targets):
        self.many = list(targets)

    def stop_exporting(self):
        self.stopped = True


class FakeJoining(QObject):
    begun = Signal()
    joined = Signal(str)
    failed = Signal(Exception)

    def __init__(self):
        super().__init__()
        self.asked = []
        self.busy = False

    def join(self, first, second):
        self.asked.append((first, second))
        self.begun.emit()


class FakeWatcher(QObject):
    """`jobs` is what a test shows."""

    job_changed = Signal(Job)
    paused_changed = Signal(bool)
    looked = Signal()
    failed = Signal(Exception)

    def __init__(self):
        super().__init__()
        self.asked = []
        self.jobs = ()
        self.paused = False

    def start(self):
        self.asked.append(("start",))

    def watch(self, job_id):
        self.asked.append(("watch", job_id))

    def retry(self, job_id):
        self.asked.append(("retry", job_id))

    def cancel(self, job_id):
        self.asked.append(("cancel", job_id))

    def finalize_again(self, session_id):
        self.asked.append(("finalize_again", session_id))

    def pause_all(self):
        self.asked.append(("pause_all",))
        self._set_paused(True)

    def resume_all(self):
        self.asked.append(("resume_all",))
        self._set_paused(False)

    # -- what a test plays

    def show(self, *jobs):
        self.jobs = jobs
        self.looked.emit()

    def _set_paused(self, paused):
        self.paused = paused
        self.paused_changed.emit(paused)


class FakeImports(QObject):
    """The list is what a test puts into it."""

    changed = Signal()

    def __init__(self):
        super().__init__()
        self.imports = ()
        self.asked = []

    @property
    def unread(self):
        waiting = {ImportState.WAITING, ImportState.READING}
        return sum(each.state in waiting for each in self.imports)

    def add(self, requests):
        self.asked.append(("add", list(requests)))

    def go_on(self, session_id, request, of_seconds):
        self.asked.append(("go_on", session_id, request.input_file, of_seconds))

    def resume(self, key):
        self.asked.append(("resume", key))

    def cancel(self, key):
        self.asked.append(("cancel", key))

    def dismiss(self, key):
        self.asked.append(("dismiss", key))

    # -- what a test plays

    def show(self, *imports):
        self.imports = imports
        self.changed.emit()


class FakeWatched(QObject):
    """`folders` were to be watched, one after the other."""

    state_changed = Signal()
    link_found = Signal(str)

    def __init__(self):
        super().__init__()
        self.state, self.error = WatchState.OFF, None
        self.folders = []

    def watch(self, folder):
        self.folders.append(folder)

    # -- what a test plays

    def enter(self, state, error=None):
        self.state, self.error = state, error
        self.state_changed.emit()


class FakeRecovery(QObject):
    unfinished_found = Signal(list)
    handed_on = Signal(str, object)
    failed = Signal(Exception)

    def __init__(self):
        super().__init__()
        self.asked = []

    def look(self):
        self.asked.append(("look",))

    def finish(self, session_id):
        self.asked.append(("finish", session_id))


class FakeHealth(QObject):
    examined = Signal(Health)
    failed = Signal(Exception)

    def __init__(self):
        super().__init__()
        self.looks = 0

    def look(self):
        self.looks += 1


class FakeOffThread(QObject):
    """Does the work at once, on the calling thread: a test sees the outcome in the next line.

    While it `holds`, work waits until the test lets it be done.
    """

    failed = Signal(Exception)

    def __init__(self):
        super().__init__()
        self.holds = False
        self.asked = []

    def do(self, work, answer):
        if self.holds:
            self.asked.append((work, answer))
        else:
            self._do(work, answer)

    def go_on(self, number=0):
        self._do(*self.asked.pop(number))

    def end(self):
        while self.asked:
            self.go_on()

    def _do(self, work, answer):
        try:
            result = work()
        except AurityError as error:
            self.failed.emit(error)
        else:
            answer(result)


class FakePlayer(QObject):
    opened = Signal(float)
    moved = Signal(Positioned)
    finished = Signal()
    failed = Signal(Exception)

    def __init__(self):
        super().__init__()
        self.path = None
        self.second = 0.0
        self.commands = []

    def load(self, path):
        self.path = path
        self.second = 0.0

    def play(self):
        self.commands.append(("play", self.path))

    def hold(self):
        self.commands.append(("hold",))

    def seek(self, second):
        self.second = second
        self.commands.append(("seek", second))

    def set_speed(self, factor):
        self.commands.append(("speed", factor))

    def close(self):
        self.commands.append(("close",))


class FakeMicrophoneCheck(QObject):
    level_measured = Signal(Level)
    checked = Signal(capture.Checked)
    failed = Signal(Exception)

    def __init__(self):
        super().__init__()
        self.asked = []

    def start(self, device):
        self.asked.append(("start", device))

    def close(self):
        self.asked.append(("close",))


class FakePrivacy(QObject):
    """`days` → what that would erase."""

    changed = Signal(str)
    erased = Signal(str)
    not_erased = Signal(str)
    foreseen = Signal(Outlook)
    retention_known = Signal(Outlook)
    failed = Signal(Exception)
    many_progressed = Signal(int, int)
    many_ended = Signal(object)

    def __init__(self):
        super().__init__()
        self.asked = []
        self.outlooks = {}
        self.looks = 0
        self.erasing_many = False

    def look_at_retention(self):
        self.looks += 1

    def confirm_retention(self, days, *, at_once):
        self.asked.append(("confirm_retention", days, at_once))

    def give_consent(self, session_id, consent):
        self.asked.append(("give_consent", session_id, consent))

    def withdraw_consent(self, session_id):
        self.asked.append(("withdraw_consent", session_id))

    def place_hold(self, session_id, reason):
        self.asked.append(("place_hold", session_id, reason))

    def lift_hold(self, session_id, reason):
        self.asked.append(("lift_hold", session_id, reason))

    def foresee(self, days):
        now = datetime(2026, 1, 2, tzinfo=UTC)
        self.foreseen.emit(self.outlooks.get(days, Outlook(days, (), (), now)))

    def erase(self, session_id):
        self.asked.append(("erase", session_id))

    def erase_many(self, session_ids):
        self.asked.append(("erase_many", tuple(session_ids)))

    def stop_erasing(self):
        self.asked.append(("stop_erasing",))


class FakeWindowLock(QObject):
    """Opened by "right" where there is a secret."""

    locked = Signal()
    unlocked = Signal()
    refused = Signal(Refusal)
    secret_made = Signal(str)
    old_refused = Signal(Refusal)
    asks_changed = Signal()
    failed = Signal(Exception)

    def __init__(self):
        super().__init__()
        self.is_locked = False
        self.begun = False
        self.secret = ""

    @property
    def needs_secret(self):
        return bool(self.secret)

    def use_secret(self, kept):
        self.secret, begun = kept, self.begun
        self.begun = True
        if kept and not begun:
            self.lock()

    def look(self):
        """No passphrase opens a vault."""

    def set_recording(self, recording):
        self.recording = recording

    def make_secret(self, text, old=""):
        if self.secret and old != "right":
            self.old_refused.emit(Refusal())
        else:
            self.secret_made.emit(f"made of {text}" if text else "")

    def lock(self):
        self.is_locked = True
        self.locked.emit()

    def unlock(self, text=""):
        if self.secret and text != "right":
            self.refused.emit(Refusal())
            return
        self.is_locked = False
        self.unlocked.emit()


class FakeVaultController(QObject):
    """Of a plain folder, open at once; `needs` is the secret that opens an encrypted one."""

    opened = Signal()
    secret_needed = Signal()
    refused = Signal()
    status_known = Signal(VaultStatus)
    code_made = Signal(str)
    encrypted = Signal()
    failed = Signal(Exception)

    def __init__(self):
        super().__init__()
        self.needs = ""
        self.present = ""  # what is asked for before what opens the vault is changed
        self.is_open = False
        self.encrypting = False
        self.status = VaultStatus(Protection.PLAIN, (), 0, 0, False, "", "there is none")
        self.asked = []

    def begin(self):
        if self.needs:
            self.secret_needed.emit()
        else:
            self._open()

    def unlock(self, secret):
        if secret == self.needs:
            self._open()
        else:
            self.refused.emit()

    def look(self):
        self.status_known.emit(self.status)

    def make_code(self, present=""):
        if self.present and present != self.present:
            self.refused.emit()
            return
        self.code_made.emit("ABCD-EFGH-JKMN-PQRS-TVWX-YZ01-2345-6789")

    def protect(self, passphrase="", present=""):
        if self.present and present != self.present:
            self.refused.emit()
            return
        self.asked.append(passphrase)

    def encrypt_all(self):
        self.asked.append("what is there")

    def _open(self):
        self.is_open = True
        self.opened.emit()


class FakeEnrolment(QObject):
    known = Signal(KnownVoice)
    level_measured = Signal(Level)
    working = Signal()
    failed = Signal(Exception)

    def __init__(self):
        super().__init__()
        self.asked = []

    def look(self):
        self.asked.append("look")

    def learn(self, device):
        self.asked.append(("learn", device))

    def cancel(self):
        self.asked.append("cancel")

    def forget(self):
        self.asked.append("forget")


class FakeMeasurement(QObject):
    """What is known is `found`; a test plays a measurement by emitting."""

    step_begun = Signal(MeasuringStep)
    ended = Signal()
    failed = Signal(Exception)

    def __init__(self):
        super().__init__()
        self.running = self.recording = False
        self.found = MeasuredModels(
            Computer("AMD Ryzen 5", 12), ModelSpeeds(), None, "whisper-base"
        )

    def known(self):
        return self.found

    def set_recording(self, recording):
        self.recording = recording
        if recording:
            self.cancel()

    def start(self):
        self.running = True

    def cancel(self):
        if self.running:
            self.end_with(self.found)

    def end_with(self, found, error=None):
        """The child has ended, and this is what is known since."""
        self.running, self.found = False, found
        if error is not None:
            self.failed.emit(error)
        self.ended.emit()


class FakeInstallation(QObject):
    """A test plays an installation by emitting; `asked` is what was begun."""

    step_changed = Signal(InstallStep)
    installed = Signal(str)
    verified = Signal(ModelVerified)
    removed = Signal(str)
    ended = Signal()
    failed = Signal(Exception)

    def __init__(self):
        super().__init__()
        self.running = False
        self.asked = []
        self.found = [
            ModelOffer("whisper-base", 75_000_000, True, True, True, own=True),
            ModelOffer("whisper-small", 480_000_000, False, False, True, about=True),
            ModelOffer("segmentation", 6_000_000, True, True, False),
        ]

    def offers(self):
        return self.found

    def install(self, models=(), folder=None):
        self.running = True
        self.asked.append(("install", tuple(models), folder))

    def verify(self):
        self.running = True
        self.asked.append(("verify",))

    def remove(self, model):
        self.running = True
        self.asked.append(("remove", model))

    def cancel(self):
        if self.running:
            self.end_with()

    def arrive(self, name):
        """A model is in place."""
        self.found = [
            replace(each, installed=each.installed or each.name == name) for each in self.found
        ]
        self.installed.emit(name)

    def end_with(self, error=None):
        """The child has ended."""
        self.running = False
        if error is not None:
            self.failed.emit(error)
        self.ended.emit()


class FakeSpeakerRuns:
    """What was asked for. `library` is told which run counts, as the ledger is."""

    def __init__(self, library):
        self.asked = []
        self._library = library

    def count(self, session_id, run_id):
        """A worker has come to another run."""
        self._library._changed(session_id, RunCounts(run_id))

    def diarize_again(self, session_id, count):
        self.asked.append(("diarize_again", session_id, count))
        return job_of(session_id, job_id="job-7", kind=JobKind.DIARIZE)

    def speakers_by_channel(self, session_id):
        self.asked.append(("speakers_by_channel", session_id))
        return job_of(session_id, job_id="job-6", kind=JobKind.DIARIZE)

    def transcribe_again(self, session_id, model, count=None):
        self.asked.append(("transcribe_again", session_id, model))
        return job_of(session_id, job_id="job-9", kind=JobKind.FINALIZE)

    def use(self, session_id, run_id):
        self.asked.append(("use", session_id, run_id))
        self.count(session_id, run_id)
        return job_of(session_id, job_id="job-8", kind=JobKind.PROJECT)


class FakeAlarm(QObject):
    sounded = Signal()
    unheard = Signal()


class FakeMicrophoneLevel(QObject):
    """What is listened to now, None while nothing is."""

    level_measured = Signal(Level)

    def __init__(self):
        super().__init__()
        self.device = None

    def start(self, device):
        self.device = device

    def close(self):
        self.device = None


class FakeBattery(QObject):
    low_changed = Signal(int)


class FakePortal(QObject):
    """A desktop: what it shows now, by key."""

    refused = Signal(str)

    def __init__(self):
        super().__init__()
        self.shown = {}

    def show(self, key, title, body):
        self.shown[key] = body

    def withdraw(self, key):
        self.shown.pop(key, None)


class FakeHeardWrite:
    """The dictionary: what is kept, `teaches` what the next correction teaches."""

    def __init__(self):
        self.kept = ()
        self.corrections = []
        self.applied = []
        self.teaches = None
        self.used = 0
        self.files = {}

    def rules(self):
        return self.kept

    def use(self, rules):
        self.kept = tuple(rules)
        return self.kept

    def add(self, rules):
        return self.use([*self.kept, *rules])

    def apply(self, session_id):
        self.applied.append(session_id)
        return 1

    def preview(self, rule):
        return self.used

    def note_correction(self, session_id, edit_id, before, after):
        self.corrections.append((before, after))
        return self.teaches

    def read_file(self, path):
        return self.add(rules_of(self.files[path]))

    def write_file(self, path):
        self.files[path] = text_of_rules(self.kept)


@dataclass
class FakeServices:
    controller: FakeController = field(default_factory=FakeController)
    edits: RecordingEdits = None
    imports: FakeImports = field(default_factory=FakeImports)
    watched: FakeWatched = field(default_factory=FakeWatched)
    library: FakeLibrary = field(default_factory=FakeLibrary)
    heard_write: FakeHeardWrite = field(default_factory=FakeHeardWrite)
    off_thread: FakeOffThread = field(default_factory=FakeOffThread)
    devices: FakeDevices = field(default_factory=FakeDevices)
    exporter: FakeExporter = field(default_factory=FakeExporter)
    joining: FakeJoining = field(default_factory=FakeJoining)
    watcher: FakeWatcher = field(default_factory=FakeWatcher)
    recovery: FakeRecovery = field(default_factory=FakeRecovery)
    health: FakeHealth = field(default_factory=FakeHealth)
    speaker_runs: FakeSpeakerRuns = None
    note_book: NoteBook = None
    live_findings: LiveFindings = None
    settings: Settings = field(default_factory=Settings)
    changes: Changes = None
    player: FakePlayer = field(default_factory=FakePlayer)
    microphone_check: FakeMicrophoneCheck = field(default_factory=FakeMicrophoneCheck)
    voice: FakeEnrolment = field(default_factory=FakeEnrolment)
    measurement: FakeMeasurement = field(default_factory=FakeMeasurement)
    installation: FakeInstallation = field(default_factory=FakeInstallation)
    privacy: FakePrivacy = field(default_factory=FakePrivacy)
    lock: FakeWindowLock = field(default_factory=FakeWindowLock)
    vault: FakeVaultController = field(default_factory=FakeVaultController)
    alarm: FakeAlarm = field(default_factory=FakeAlarm)
    level: FakeMicrophoneLevel = field(default_factory=FakeMicrophoneLevel)
    battery: FakeBattery = field(default_factory=FakeBattery)
    portal: FakePortal = field(default_factory=FakePortal)
    now: Callable[[], datetime] = local_now

    def __post_init__(self):
        self.speaker_runs = FakeSpeakerRuns(self.library)
        self.live_findings = LiveFindings(FakeOffThread())
        self.note_book = NoteBook(
            self.library,
            TemplateFiles(resources_folder() / "templates"),
            lambda session_id: self.library.findings.get(session_id, ()),
            lambda: self.settings,
            Path("there is no such folder", "cie10.csv"),
        )
        self.edits = RecordingEdits(self.controller, self.library, FakeOffThread())
        self.changes = Changes(
            lambda: LedgerOfLibrary(self.library), self.library, self.speaker_runs
        )


def words_of(text, start, length=3.0, speaker=UNKNOWN_SPEAKER):
    parts = text.split() if isinstance(text, str) else list(text)
    step = length / max(1, len(parts))
    return tuple(
        Word(start + place * step, start + (place + 0.9) * step, part, speaker=speaker)
        for place, part in enumerate(parts)
    )


def plan_of(session_id="session_20260102_030405", **facts):
    facts.setdefault("created_at", datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC))
    facts.setdefault("source", "USB microphone")
    facts.setdefault("model", "whisper-base")
    return SessionPlan(session_id=session_id, **facts)


def summary_of(plan, state=SessionState.COMPLETED, seconds=754.0, speakers=2):
    return SessionSummary(
        plan=plan,
        state=state,
        reason="",
        sample_count=round(seconds * 16_000),
        chunks=round(seconds / 3),
        chunks_ok=round(seconds / 3),
        speakers=speakers,
        language=plan.language,
    )


def job_of(session_id="session_20260102_030405", **facts):
    facts.setdefault("state", JobState.IN_PROGRESS)
    facts.setdefault("progress_percent", 0.0)
    return Job(
        job_id=facts.pop("job_id", "job-1"),
        kind=facts.pop("kind", JobKind.FINALIZE),
        session_id=session_id,
        attempt=1,
        error_message=facts.pop("error_message", ""),
        last_event="JOB_STARTED",
        created_at=datetime(2026, 1, 2, 3, 30, tzinfo=UTC),
        **facts,
    )


def chunk_of(session_id, number, text):
    return Chunk(
        chunk_id=f"{session_id}_chunk_{number}_00000000",
        session_id=session_id,
        chunk_number=number,
        timestamp_start=number * 3.0,
        timestamp_end=number * 3.0 + 3.0,
        transcription=text,
        audio_hash="sha256:" + "0" * 64,
        language="es",
        confidence=0.9,
        status=ChunkStatus.OK,
        speaker="",
        created_at=datetime(2026, 1, 2, tzinfo=UTC) + timedelta(seconds=3 * number),
    )


__all__ = [
    "FakeController",
    "FakeLibrary",
    "FakeServices",
    "FoundIn",
    "SearchHit",
    "Segment",
    "Speaker",
    "chunk_of",
    "job_of",
    "plan_of",
    "summary_of",
    "words_of",
]
