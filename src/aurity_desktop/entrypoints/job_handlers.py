"""The handlers of the worker's jobs, made of the concrete services. No Qt.

The second pass, after Stop and ahead of it; the files of a session; retention.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from aurity_desktop.application.dictionary.dictionary_file import DictionaryFile
from aurity_desktop.application.finalizing.background_work import BackgroundWork
from aurity_desktop.application.finalizing.engine import (
    Engine,
    SpeakerRules,
    none_misheard,
)
from aurity_desktop.application.finalizing.finalize import Finalizer
from aurity_desktop.application.finalizing.incremental_pass import IncrementalPass
from aurity_desktop.application.finalizing.incremental_state import (
    IncrementalState,
    IncrementalStates,
)
from aurity_desktop.application.finalizing.job_end import record_job_end
from aurity_desktop.application.finalizing.misheard_names import LookedAt, write_misheard_names
from aurity_desktop.application.finalizing.session_files import (
    SegmentFiles,
    project_again,
    quiet_before_files,
)
from aurity_desktop.application.privacy.retention import retention_policy
from aurity_desktop.application.worker.network_days import note_network_days
from aurity_desktop.domain.errors import LedgerBusy
from aurity_desktop.domain.jobs import EVERY_SESSION, Job, JobKind, JobPriority, JobState
from aurity_desktop.domain.keys import PLAIN, Keys
from aurity_desktop.domain.ports import MisheardNames, StepWatch
from aurity_desktop.domain.session import SessionState, SessionSummary
from aurity_desktop.domain.voice import Voice
from aurity_desktop.encrypted.cache_file import CacheFile
from aurity_desktop.runtime.network_record import NetworkRecord
from aurity_desktop.runtime.paths import Paths
from aurity_desktop.runtime.settings import Settings, load_settings, user_name
from aurity_desktop.runtime.thread_pools import usable_processors
from aurity_desktop.storage.reserve import Reserve

if TYPE_CHECKING:
    from aurity_desktop.asr.whisper import Whisper
    from aurity_desktop.asr.whole_recording import WhisperWhole
    from aurity_desktop.corpus.ledger.ledger import SqliteLedger
    from aurity_desktop.corpus.projection.projector import SessionProjector
    from aurity_desktop.diarization.pipeline import PyannoteDiarizer
    from aurity_desktop.jobs.job_records import JobRecords
    from aurity_desktop.models.model_store import ModelStore


_log = logging.getLogger(__name__)

#: A session whose job was given up is begun again when the program starts, but not by a worker that
#: takes the place of one that died at it; and while the program runs, half a day later.
_GIVEN_UP_AT_START = 10 * 60.0
_GIVEN_UP_LATER = 12 * 3600.0
#: They write a session's files, as PROJECT does, when they have done what else they are for.
_WRITES_FILES = frozenset({JobKind.FINALIZE, JobKind.DIARIZE})


class JobHandlers:
    """A method for each kind of job, and what the worker does between jobs.

    The engines are loaded once and kept for the next job. A ledger belongs to a thread, and both
    the task's thread and the main one look into it, so each call opens its own.
    """

    def __init__(
        self, paths: Paths, settings: Settings, records: JobRecords, keys: Keys = PLAIN
    ) -> None:
        self._keys = keys
        self._paths = paths
        self._settings = settings
        self._records = records
        self._background = BackgroundWork()
        self._states = IncrementalStates()
        self._looked_at = LookedAt()
        self._recognizer: Whisper | None = None
        self._whole: WhisperWhole | None = None
        self._diarizer: PyannoteDiarizer | None = None

    def second_pass(self, job: Job, watch: StepWatch) -> None:
        """Transcribe and diarize a whole session, or what of it is left, and write its files.

        Raises what the steps raise: ModelMissing, ModelDamaged, CorpusError, DiskFull, and others.
        """
        from aurity_desktop.audio.slices.session_audio import SessionAudio
        from aurity_desktop.diarization.assign import assign, chunk_speaker, segments_of

        with closing(self._ledger()) as ledger:
            in_place = Finalizer(
                ledger,
                SessionAudio(self._paths, self._keys),
                lambda session, model: self._engine(session, ledger, model),
                rules=SpeakerRules(assign, segments_of, chunk_speaker),
                segment_files=self._segment_files(),
                projection=self.projector(ledger),
                dictionary=DictionaryFile(self._paths.dictionary, self._keys).dictionary,
            ).run(job, watch)
        if not in_place:
            self._project_later(job.session_id)
        self.look_for_names_later(job)

    def look_for_names_later(self, job: Job) -> None:
        """Have names looked for in what this job has read, where they are wanted.

        Before the job is completed, so that a worker that dies in between does it again.
        """
        if job.kind is JobKind.FINALIZE and self._settings.names_by_sound:
            self._records.submit(
                JobKind.NAMES, job.session_id, priority=JobPriority.IMPORTED, model=job.model
            )

    def misheard_names(self, job: Job, watch: StepWatch) -> None:
        """Look for names that were misheard in a finished session, and write its files again."""
        from aurity_desktop.audio.slices.session_audio import SessionAudio

        files = SessionAudio(self._paths, self._keys)
        with closing(self._ledger()) as ledger:
            write_misheard_names(
                ledger,
                files,
                lambda session, model: self._engine(session, ledger, model),
                job,
                watch,
                self._looked_at,
            )
            if ledger.sessions.behind(job.session_id):
                project_again(
                    ledger, files, self._segment_files(), self.projector(ledger), job, watch
                )

    def project(self, job: Job, watch: StepWatch) -> None:
        """Write a session's files again from its ledger: after a correction, or an import."""
        from aurity_desktop.audio.slices.session_audio import SessionAudio

        files = SessionAudio(self._paths, self._keys)
        with closing(self._ledger()) as ledger:
            project_again(ledger, files, self._segment_files(), self.projector(ledger), job, watch)

    def projector(self, ledger: SqliteLedger) -> SessionProjector:
        """What writes session files from this ledger, on its thread."""
        from aurity_desktop.corpus.projection.projector import SessionProjector

        return SessionProjector(self._paths, ledger)

    def _segment_files(self) -> SegmentFiles:
        from aurity_desktop.diarization.rttm import write_rttm
        from aurity_desktop.export.segment_files import SegmentFilesOnDisk

        return SegmentFilesOnDisk(self._paths, write_rttm, self._keys)

    def tell_session(self, job: Job) -> None:
        """Have the session follow a job that ended: its state, and its files once more if need be.

        They are behind again when something was changed while the job was at them.
        """
        with closing(self._ledger()) as ledger:
            record_job_end(ledger, job)
            if job.state is JobState.COMPLETED or job.kind in {*_WRITES_FILES, JobKind.NAMES}:
                for session_id in ledger.sessions.behind(job.session_id):
                    if not self._has_files_ahead(session_id):
                        duration = ledger.sessions.summary(session_id).duration
                        self._project_later(session_id, quiet_before_files(duration))

    def catch_up(self) -> None:
        """Submit a job for every session whose files are behind, and begin again what was given up.

        It was changed while no job could be submitted, or its job was lost.
        """
        if self._paths.ledger.exists():
            with closing(self._ledger()) as ledger:
                for session_id in ledger.sessions.behind():
                    if not self._has_files_ahead(session_id):
                        self._project_later(session_id)
                self._try_again(ledger, _GIVEN_UP_AT_START)

    def _try_again(self, ledger: SqliteLedger, after: float) -> None:
        """Begin sessions again that could not be finished: what hindered them may be gone.

        Only those that have no second pass yet; whoever asked for another one asks again.
        """
        for job in self._records.given_up(after):
            if (
                job.kind is JobKind.FINALIZE
                and ledger.sessions.knows(job.session_id)
                and ledger.sessions.summary(job.session_id).state is SessionState.FAILED
            ):
                self._records.revive(job)

    def keep_house(self) -> None:
        """Announce sessions whose time is over, have those erased whose days of grace are.

        And note what was seen of the network on days that are over, set the reserve aside that
        erasing on a full disk needs, where it is not, and begin again what was given up.

        The settings are read anew: they may have been changed since the start.
        """
        from aurity_desktop.corpus.projection.import_folder import remove_dead_imports

        remove_dead_imports(self._paths.sessions)
        if not self._paths.ledger.exists():
            return
        Reserve(self._paths.reserve).claim()
        from aurity_desktop.corpus.lifecycle.erasing import announce_retention, is_due

        policy = retention_policy(load_settings(self._paths.settings))
        now = datetime.now(UTC)
        with closing(self._ledger()) as ledger:
            ledger.retention.note_days(policy.days)
            announced = announce_retention(ledger, policy, now)
            due = is_due(ledger, self._paths, policy, now)
            self._try_again(ledger, _GIVEN_UP_LATER)
        if announced:
            _log.info("retention announced", extra={"facts": {"sessions": len(announced)}})
        if due:
            self._records.submit(JobKind.RETENTION, EVERY_SESSION, priority=JobPriority.NORMAL)
        note_network_days(self._ledger, NetworkRecord(self._paths.network), now)

    def enforce_retention(self, _job: Job, watch: StepWatch) -> None:
        """Erase what the policy says. Idempotent: an attempt that was killed is finished first."""
        from aurity_desktop.corpus.ledger.rekeying import renew_ledger_key
        from aurity_desktop.corpus.lifecycle.erasing import enforce_retention

        watch.plan(0.0, ())
        policy = retention_policy(load_settings(self._paths.settings))
        with closing(self._ledger()) as ledger:
            ledger.retention.note_days(policy.days)
            erased = enforce_retention(ledger, self._paths, policy, datetime.now(UTC))
        _log.info("retention enforced", extra={"facts": {"erased": len(erased)}})
        for session_id in erased:
            for job in self._records.jobs(session_id):
                self._records.request_cancel(job.job_id)
        if erased:
            try:
                renew_ledger_key(self._paths.ledger, self._keys)
            except LedgerBusy as error:
                _log.info("the ledger takes its new key later: %s", error)

    def _project_later(self, session_id: str, quiet: float = 0.0) -> None:
        self._records.submit(JobKind.PROJECT, session_id, priority=JobPriority.NORMAL, quiet=quiet)

    def _has_files_ahead(self, session_id: str) -> bool:
        """Whether a job that is not over yet writes the session's files at its end."""
        jobs = self._records.jobs(session_id)
        return any(each.kind in _WRITES_FILES and not each.ended for each in jobs)

    def somebody_records(self) -> bool:
        """Whether a recorder of this data folder is at work, on any session."""
        if not self._paths.ledger.exists():
            return False
        with closing(self._ledger()) as ledger:
            return bool(self._being_recorded(ledger))

    def work_ahead(self, should_yield: Callable[[], bool]) -> None:
        """For the sessions that are being recorded. Raises what the engines raise."""
        with closing(self._ledger()) as ledger:
            sessions = [ledger.sessions.summary(each) for each in self._being_recorded(ledger)]
            tasks, paused = _BackgroundTasks(self, ledger), self._records.paused
            self._background.run(sessions, tasks, should_yield, paused=paused)

    def _being_recorded(self, ledger: SqliteLedger) -> list[str]:
        from aurity_desktop.audio.slices.recorder_lock import is_being_recorded

        return [
            each
            for each in ledger.sessions.open_ids()
            if is_being_recorded(self._paths.session(each))
            and not ledger.audit.is_read_in_background(each)
        ]

    def _ledger(self) -> SqliteLedger:
        from aurity_desktop.corpus.ledger.ledger import SqliteLedger

        return SqliteLedger(self._paths.ledger, user_name(self._settings), keys=self._keys)

    def _engine(self, session: SessionSummary, ledger: SqliteLedger, model: str) -> Engine:
        from aurity_desktop.diarization.turns import MODEL

        own = self.session_pass(session, ledger, model)
        return Engine(
            own,
            own.model,
            own,
            MODEL,
            own.to_transcribe,
            own.to_diarize,
            own.voices,
            self._enrolled_voice,
            self._misheard_names() if self._settings.names_by_sound else none_misheard,
        )

    def _misheard_names(self) -> MisheardNames:
        """Of the speech model that was chosen last."""
        from aurity_desktop.asr.by_sound import BySound
        from aurity_desktop.runtime.lexicon import lexicon

        assert self._recognizer is not None  # chosen with the session's pass
        return BySound(self._recognizer, lexicon, again=self._recognizer).found

    def _enrolled_voice(self) -> Voice | None:
        """As it is now; one that another model has heard is nobody."""
        from aurity_desktop.application.voice.voiceprint_file import read_voiceprint
        from aurity_desktop.entrypoints.voice_listener import embedding_model

        found = read_voiceprint(self._paths.voiceprint, self._keys)
        if found is None or found.model != embedding_model(self._models()):
            return None
        return found.voice

    def session_pass(
        self, session: SessionSummary, ledger: SqliteLedger, model: str = ""
    ) -> IncrementalPass:
        """This speech model, or the best installed one, on this session.

        Raises ModelMissing, ModelDamaged.
        """
        from aurity_desktop.audio.slices.session_audio import SessionAudio

        store = self._models()
        language = session.plan.language or session.language
        spoken = ledger.chunks.languages(session.session_id) - {"", language}
        language = "" if spoken else language  # switched on the way: a model for all of them
        whole = self._transcriber(
            store, model or self._settings.whole_model or store.best_whisper(language)
        )
        state = self._states.of(
            session.session_id,
            whole.model,
            lambda: IncrementalState(
                whole.cutter,
                lambda: self._speakers(store).begin(),
                self._cache_file(session.session_id, "voices.npz"),
                self._cache_file(session.session_id, "cuts.npz"),
            ),
        )
        return IncrementalPass(session, ledger, SessionAudio(self._paths, self._keys), whole, state)

    def _cache_file(self, session_id: str, name: str) -> CacheFile:
        return CacheFile(self._paths.session(session_id) / name, session_id, self._keys)

    def warm(self) -> None:
        """Load the speech model before it is needed, where one was chosen.

        So that a recording shorter than its first stretch does not wait for it after Stop.
        """
        if self._recognizer is not None:
            self._recognizer.load()

    def release_threads(self) -> None:
        """Unload the speech engine, whose thread pool goes with it.

        The diarization makes threads of its own for each thread that calls.
        """
        if self._recognizer is not None:
            self._recognizer.unload()

    def _models(self) -> ModelStore:
        from aurity_desktop.models.manifest import load_manifest
        from aurity_desktop.models.model_store import ModelStore
        from aurity_desktop.runtime.resources import bundled_models_folder

        return ModelStore(self._paths.models, load_manifest(), bundled_models_folder())

    def _transcriber(self, store: ModelStore, name: str) -> WhisperWhole:
        from aurity_desktop.asr.vad import Silero
        from aurity_desktop.asr.whisper import Whisper
        from aurity_desktop.asr.whole_recording import WhisperWhole

        if self._whole is None or self._whole.model != name:
            self._recognizer = Whisper(store.require(name), threads=usable_processors())
            self._whole = WhisperWhole(self._recognizer, Silero)
        return self._whole

    def _speakers(self, store: ModelStore) -> PyannoteDiarizer:
        from aurity_desktop.diarization.pipeline import PyannoteDiarizer

        if self._diarizer is None:
            self._diarizer = PyannoteDiarizer(
                store.require("segmentation-3.0") / "pytorch_model.bin",
                store.require("campplus") / "campplus_cn_en_common.pt",
            )
        return self._diarizer


class _BackgroundTasks:
    """What is done ahead, on one ledger."""

    def __init__(self, handlers: JobHandlers, ledger: SqliteLedger) -> None:
        self._handlers = handlers
        self._ledger = ledger

    def project(self, session: SessionSummary) -> None:
        self._handlers.projector(self._ledger).project(session.session_id)

    def advance(self, session: SessionSummary, should_yield: Callable[[], bool]) -> None:
        own = self._handlers.session_pass(session, self._ledger)
        self._handlers.warm()
        own.advance(should_yield)
