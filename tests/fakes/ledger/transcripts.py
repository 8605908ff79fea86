"""What is made of a recording: runs, segments, corrections, and the names of voices."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from aurity_desktop.corpus.ledger.edit_facts import EVENTS
from aurity_desktop.corpus.ledger.speaker_names import GivenName
from aurity_desktop.domain.bookmarks import Bookmark, RecordedBookmark, in_time
from aurity_desktop.domain.changes import (
    BookmarkChanged,
    Change,
    EditMade,
    EditMarked,
    LiveTextCorrected,
    RunCounts,
    VoiceNamed,
)
from aurity_desktop.domain.edits import Edit, Reading, RecordedEdit, check_edit
from aurity_desktop.domain.errors import (
    ConflictingFact,
    UnknownEdit,
    UnknownRun,
)
from aurity_desktop.domain.events import Event, Metadata
from aurity_desktop.domain.live_corrections import LiveCorrection
from aurity_desktop.domain.outline import LONG_WORDS, Outline
from aurity_desktop.domain.session_parts import LastPart, Lineage, RunContent
from aurity_desktop.domain.speakers import Diarization, Speaker, SpeakerRole
from aurity_desktop.domain.transcript import (
    Segment,
    WholeTranscript,
    Word,
)
from tests.fakes.ledger.state import Assignment, Memory
from tests.fakes.outlines import outline_of


class MemoryRuns:
    """The port `Runs`."""

    def __init__(self, memory: Memory) -> None:
        self._memory = memory

    def record_transcript(self, session_id: str, run_id: str, transcript: WholeTranscript) -> None:
        metadata: Metadata = {"words": len(transcript.words), "model": transcript.model}
        if self._memory.log_run(
            session_id, run_id, transcript, Event.TRANSCRIPTION_COMPLETED, metadata
        ):
            session = self._memory.sessions[session_id]
            session.language = transcript.language or session.language

    def record_stretch(self, session_id: str, run_id: str, transcript: WholeTranscript) -> None:
        metadata: Metadata = {"words": len(transcript.words), "model": transcript.model}
        self._memory.log_run(session_id, run_id, transcript, Event.STRETCH_SETTLED, metadata)

    def record_diarization(self, session_id: str, run_id: str, diarization: Diarization) -> None:
        metadata: Metadata = {
            "turns": len(diarization.turns),
            "speakers": len(diarization.speakers),
            "model": diarization.model,
        }
        self._memory.log_run(session_id, run_id, diarization, Event.DIARIZATION_COMPLETED, metadata)

    def knows(self, run_id: str) -> bool:
        return run_id in self._memory.runs

    def transcript(self, run_id: str) -> WholeTranscript:
        content = self._memory.run(run_id)
        if not isinstance(content, WholeTranscript):
            raise UnknownRun(run_id)
        return content

    def diarization(self, run_id: str) -> Diarization:
        content = self._memory.run(run_id)
        if not isinstance(content, Diarization):
            raise UnknownRun(run_id)
        return content


class MemorySegments:
    """The port `Segments`."""

    def __init__(self, memory: Memory) -> None:
        self._memory = memory

    def record_run(
        self,
        session_id: str,
        run_id: str,
        words: Sequence[Word],
        segments: Sequence[Segment],
        chunk_speakers: Sequence[tuple[int, str]],
        *,
        goes_on: str = "",
        same_words: str = "",
    ) -> None:
        metadata: Metadata = {"words": len(words), "segments": len(segments)}
        for name, older in (("goes_on", goes_on), ("same_words", same_words)):
            if older:
                metadata = {**metadata, name: older}
        if self._memory.log_run(session_id, run_id, segments, Event.SPEAKERS_ASSIGNED, metadata):
            session = self._memory.sessions[session_id]
            session.assignments[run_id] = Assignment(
                list(words), list(segments), dict(chunk_speakers), goes_on, same_words
            )
            session.segments_run = run_id
            self._memory.changed(session, RunCounts(run_id, session.sound_since_run))
            session.sound_since_run = False

    def use_run(self, session_id: str, run_id: str) -> None:
        session = self._memory.known(session_id)
        if run_id not in session.assignments:
            raise UnknownRun(run_id)
        if run_id != session.segments_run:
            self._memory.log(session_id, Event.SEGMENTS_SELECTED, {"run_id": run_id})
            session.segments_run = run_id
            self._memory.changed(session, RunCounts(run_id))

    def content(self, run_id: str) -> RunContent:
        runs = [each.assignments.get(run_id) for each in self._memory.sessions.values()]
        run = next((each for each in runs if each is not None), None)
        if run is None:
            raise UnknownRun(run_id)
        return RunContent(tuple(run.words), tuple(run.segments))

    def lineage(self, session_id: str, run_id: str) -> Lineage:
        return self._memory.known(session_id).lineage(run_id)

    def last_part(self, session_id: str) -> LastPart | None:
        session = self._memory.sessions.get(session_id)
        return session.last_part if session else None

    def run_id(self, session_id: str) -> str:
        session = self._memory.sessions.get(session_id)
        return session.segments_run if session else ""

    def run_ids(self, session_id: str) -> list[str]:
        session = self._memory.sessions.get(session_id)
        return list(session.assignments) if session else []

    def reading(self, session_id: str) -> Reading | None:
        session = self._memory.sessions.get(session_id)
        return session.reading if session and session.segments_run else None

    def outline(self, session_id: str) -> Outline | None:
        reading = self.reading(session_id)
        if reading is None or len(reading.words) < LONG_WORDS:
            return None
        return outline_of(reading)

    def of_session(self, session_id: str) -> list[Segment]:
        session = self._memory.sessions.get(session_id)
        return list(session.segments) if session else []

    def words(self, session_id: str) -> list[Word]:
        session = self._memory.sessions.get(session_id)
        if session is None:
            return []
        if session.segments_run:
            return list(session.reading.words)
        heard = sorted(session.transcriptions.items())
        return [word for _, transcription in heard for word in transcription.words]


class MemoryEdits:
    """The port `Edits`."""

    def __init__(self, memory: Memory) -> None:
        self._memory = memory

    def record(self, session_id: str, *edits: Edit) -> None:
        session = self._memory.known(session_id)
        if not session.segments_run:
            raise UnknownRun("")
        for edit in edits:
            check_edit(edit, session.assignment.words)
        for edit in edits:
            self._record(session_id, edit)

    def _record(self, session_id: str, edit: Edit) -> None:
        session = self._memory.known(session_id)
        if edit.edit_id in session.edits:
            if session.edits[edit.edit_id].edit != edit:
                raise ConflictingFact(session_id, f"edit {edit.edit_id}")
            return
        metadata: Metadata = {
            "edit_id": edit.edit_id,
            "first_word": edit.first_word,
            "last_word": edit.last_word,
        }
        row = self._memory.log(session_id, EVENTS[edit.kind], metadata)
        session.edits[edit.edit_id] = RecordedEdit(
            edit,
            session.segments_run,
            row.audit_id,
            datetime.fromisoformat(row.timestamp),
            row.user_id,
            active=True,
        )
        self._memory.changed(session, EditMade(edit))

    def withdraw(self, session_id: str, *edit_ids: str) -> None:
        for edit_id in edit_ids:
            self._mark(session_id, edit_id, Event.EDIT_WITHDRAWN, active=False)

    def restore(self, session_id: str, *edit_ids: str) -> None:
        for edit_id in edit_ids:
            self._mark(session_id, edit_id, Event.EDIT_RESTORED, active=True)

    def of_session(self, session_id: str) -> list[RecordedEdit]:
        session = self._memory.sessions.get(session_id)
        return list(session.edits.values()) if session else []

    def changes(self, session_id: str) -> list[Change]:
        return list(self._memory.known(session_id).changes)

    def _mark(self, session_id: str, edit_id: str, event: Event, *, active: bool) -> None:
        session = self._memory.known(session_id)
        if edit_id not in session.edits:
            raise UnknownEdit(session_id, edit_id)
        found = session.edits[edit_id]
        if found.active != active:
            self._memory.log(session_id, event, {"edit_id": edit_id})
            session.edits[edit_id] = replace(found, active=active)
            self._memory.changed(session, EditMarked(edit_id, active))


class MemoryBookmarks:
    """The port `Bookmarks`."""

    def __init__(self, memory: Memory) -> None:
        self._memory = memory

    def record(self, session_id: str, bookmark: Bookmark) -> None:
        if self._memory.known(session_id).bookmark(bookmark.bookmark_id) != bookmark:
            self._change(session_id, bookmark.bookmark_id, bookmark)

    def remove(self, session_id: str, bookmark_id: str, *, withdrawn: bool = False) -> None:
        if self._memory.known(session_id).bookmark(bookmark_id) is not None:
            self._change(session_id, bookmark_id, None, withdrawn=withdrawn)

    def of_session(self, session_id: str) -> list[Bookmark]:
        return in_time([each.bookmark for each in self.history(session_id) if each.current])

    def history(self, session_id: str) -> list[RecordedBookmark]:
        session = self._memory.sessions.get(session_id)
        return list(session.bookmarks) if session else []

    def _change(
        self, session_id: str, bookmark_id: str, now: Bookmark | None, *, withdrawn: bool = False
    ) -> None:
        session = self._memory.known(session_id)
        before = session.bookmark(bookmark_id)
        told = now or before
        assert told is not None
        metadata: Metadata = {"bookmark_id": bookmark_id, "at_sample": told.at_sample}
        removed = Event.BOOKMARK_WITHDRAWN if withdrawn else Event.BOOKMARK_REMOVED
        event = removed if now is None else Event.BOOKMARK_SET
        row = self._memory.log(session_id, event, metadata)
        session.bookmarks = [
            replace(each, current=each.current and each.bookmark.bookmark_id != bookmark_id)
            for each in session.bookmarks
        ]
        if now is not None:
            at = datetime.fromisoformat(row.timestamp)
            session.bookmarks.append(RecordedBookmark(now, row.audit_id, at, row.user_id))
        self._memory.changed(session, BookmarkChanged(bookmark_id, now, before, withdrawn))


class MemoryLiveCorrections:
    """The port `LiveCorrections`."""

    def __init__(self, memory: Memory) -> None:
        self._memory = memory

    def record(self, session_id: str, correction: LiveCorrection) -> None:
        known = self._memory.known(session_id).live_corrections.get(correction.correction_id)
        if known != correction:
            by_sound = correction.by_sound
            event = Event.LIVE_TEXT_REPLACED_BY_SOUND if by_sound else Event.LIVE_TEXT_CORRECTED
            self._change(session_id, correction, event)

    def remove(self, session_id: str, correction_id: str, *, withdrawn: bool = False) -> None:
        known = self._memory.known(session_id).live_corrections.get(correction_id)
        removed, taken_back = Event.LIVE_CORRECTION_REMOVED, Event.LIVE_CORRECTION_WITHDRAWN
        if known is not None:
            self._change(session_id, known, taken_back if withdrawn else removed)

    def of_session(self, session_id: str) -> list[LiveCorrection]:
        session = self._memory.sessions.get(session_id)
        held = session.live_corrections.values() if session else ()
        return [each for each in held if each is not None]

    def _change(self, session_id: str, correction: LiveCorrection, event: Event) -> None:
        session, own = self._memory.known(session_id), correction.correction_id
        metadata: Metadata = {
            "correction_id": own,
            "start": correction.start,
            "end": correction.end,
        }
        self._memory.log(session_id, event, metadata)
        before = session.live_corrections.get(own)
        written = (Event.LIVE_TEXT_CORRECTED, Event.LIVE_TEXT_REPLACED_BY_SOUND)
        now = correction if event in written else None
        session.live_corrections[own] = now
        withdrawn = event is Event.LIVE_CORRECTION_WITHDRAWN
        self._memory.changed(session, LiveTextCorrected(own, now, before, withdrawn))


class MemorySpeakers:
    """The port `Speakers`."""

    def __init__(self, memory: Memory) -> None:
        self._memory = memory

    def rename(self, session_id: str, label: str, name: str, role: SpeakerRole) -> None:
        self.rename_together(session_id, [Speaker(label, role, name)])

    def rename_together(self, session_id: str, voices: Sequence[Speaker]) -> None:
        session = self._memory.known(session_id)
        first = -1
        for voice in voices:
            label, name, role = voice.label, voice.name, voice.role
            now = session.names.get(label)
            if now is not None and (now.name, now.role) == (name, role):
                continue
            metadata: Metadata = {"label": label, "role": role.value}
            if first >= 0:
                metadata = {**metadata, "together": first}
            row = self._memory.log(session_id, Event.SPEAKER_RENAMED, metadata)
            session.given.append(GivenName(row.audit_id, session.segments_run, label, role, name))
            before = (now.name, now.role) if now else ("", SpeakerRole.DESCONOCIDO)
            self._memory.changed(session, VoiceNamed(label, name, role, *before), first)
            first = row.audit_id if first < 0 else first

    def suggest_role(
        self, session_id: str, label: str, role: SpeakerRole, evidence: Metadata
    ) -> None:
        session = self._memory.known(session_id)
        if label in session.names:
            return
        metadata = {"label": label, "role": role.value, **evidence}
        row = self._memory.log(session_id, Event.ROLE_SUGGESTED, metadata)
        session.given.append(GivenName(row.audit_id, session.segments_run, label, role, ""))
        self._memory.changed(session, VoiceNamed(label, "", role, suggested=True))

    def of_session(self, session_id: str) -> list[Speaker]:
        session = self._memory.sessions.get(session_id)
        if session is None:
            return []
        names = session.names
        spoken: dict[str, float] = {}
        for segment in session.segments:
            spoken[segment.speaker] = spoken.get(segment.speaker, 0.0) + segment.end - segment.start
        return [
            Speaker(label, names[label].role, names[label].name, length)
            if label in names
            else Speaker(label, seconds=length)
            for label, length in spoken.items()
        ]
