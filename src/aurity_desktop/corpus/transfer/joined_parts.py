"""The two sessions that a third is made of: what is read of each, and where it goes in the third.

Whatever counts by a place goes over as it is in the first one; in the second it stands behind the
first one's sound, words and chunks.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace

from aurity_desktop.corpus.ledger import codec
from aurity_desktop.corpus.ledger.edit_facts import edits_that_hold, recorded_edits, words_hash
from aurity_desktop.corpus.ledger.fact_tables import CONSENTS, Fact
from aurity_desktop.corpus.ledger.ledger import SqliteLedger
from aurity_desktop.corpus.ledger.row_values import transcription_from
from aurity_desktop.domain.audio import SAMPLE_RATE, AudioSlice, Span
from aurity_desktop.domain.bookmarks import Bookmark
from aurity_desktop.domain.capture import InputNote
from aurity_desktop.domain.clinical_note import NOWHERE, NoteEntry, NoteRecord, RecordedNote
from aurity_desktop.domain.consent import ConsentAnswer
from aurity_desktop.domain.edits import Edit
from aurity_desktop.domain.errors import CannotJoin, ConsentWithdrawn, SessionBusy
from aurity_desktop.domain.events import AuditRow, Event, Metadata
from aurity_desktop.domain.live_corrections import LiveCorrection, was_taken_back
from aurity_desktop.domain.patients import Patient
from aurity_desktop.domain.session import UNDER_WAY, SessionSummary
from aurity_desktop.domain.session_parts import RunContent
from aurity_desktop.domain.speakers import Speaker, SpeakerRole, new_label
from aurity_desktop.domain.transcript import ChunkTranscription, Segment, Word

#: Of people there is one in a consultation; a voice in this role is the same in both sessions.
_ONE_OF_A_KIND = frozenset({SpeakerRole.MEDICO, SpeakerRole.PACIENTE})

#: How a file was read, as far as it holds for a part of a session: not how much of it was, nor that
#: its channels are the speakers.
_OF_A_PART = frozenset(InputNote) - {
    InputNote.BEGUN,
    InputNote.READ_TO_ITS_END,
    InputNote.GAP,
    InputNote.SPEAKERS_BY_CHANNEL,
}


@dataclass(frozen=True, slots=True)
class Part:
    """One of the two.

    `chunk_speakers` and `edits` are those of the run that counts. `live` are the corrections of
    live text that nobody took back, `carried` what is told of those that became edits, `notes` how
    the sound was read, `signed` the signed versions of clinical notes.
    """

    summary: SessionSummary
    slices: tuple[AudioSlice, ...]
    spans: tuple[Span, ...]
    consents: tuple[Fact, ...]
    texts: tuple[ChunkTranscription, ...]
    content: RunContent
    chunk_speakers: tuple[tuple[int, str], ...]
    edits: tuple[Edit, ...]
    live: tuple[LiveCorrection, ...]
    carried: tuple[Metadata, ...]
    notes: tuple[Metadata, ...]
    speakers: tuple[Speaker, ...]
    bookmarks: tuple[Bookmark, ...]
    note: NoteRecord
    signed: tuple[RecordedNote, ...]
    patient: Patient | None
    head: tuple[int, str]
    hold: str | None

    @property
    def samples(self) -> int:
        """How long its sound is."""
        return self.slices[-1].end_sample if self.slices else 0


@dataclass(frozen=True, slots=True)
class Place:
    """Where a part stands in the third session.

    `number` is 1 or 2. `samples`, `chunks` and `words` are what stands before it; `labels` says
    what its voices are called there.
    """

    number: int
    samples: int
    chunks: int
    words: int
    labels: dict[str, str]

    @property
    def seconds(self) -> float:
        """How much later than in its own session all of it is."""
        return self.samples / SAMPLE_RATE

    def label(self, own: str) -> str:
        """What a voice is called."""
        return self.labels.get(own, own)

    def own_id(self, given: str) -> str:
        """An id that no fact of the other part has.

        An edit that a correction was carried over as is called `CORRECTION.RUN`, and stays so.
        """
        name, dot, run = given.rpartition(".")
        return f"{name}-{self.number}.{run}" if dot else f"{given}-{self.number}"

    def moved_words(self, words: Sequence[Word]) -> tuple[Word, ...]:
        """Words at their times and with the voices of the third session."""
        return tuple(
            replace(
                word,
                start=word.start + self.seconds,
                end=word.end + self.seconds,
                speaker=self.label(word.speaker),
            )
            for word in words
        )

    def moved_segments(self, segments: Sequence[Segment]) -> tuple[Segment, ...]:
        """Segments likewise."""
        return tuple(
            Segment(
                each.start + self.seconds,
                each.end + self.seconds,
                self.label(each.speaker),
                each.text,
                each.confidence,
                each.overlapped,
            )
            for each in segments
        )

    def moved_edit(self, edit: Edit) -> Edit:
        """An edit of the same words."""
        return replace(
            edit,
            edit_id=self.own_id(edit.edit_id),
            first_word=edit.first_word + self.words,
            last_word=edit.last_word + self.words,
            speaker=self.label(edit.speaker),
            merged=self.label(edit.merged),
        )

    def moved_entry(self, entry: NoteEntry) -> NoteEntry:
        """A line of the clinical note with its sound."""
        own = replace(entry, entry_id=self.own_id(entry.entry_id))
        if entry.start == NOWHERE:
            return own
        return replace(own, start=entry.start + self.seconds, end=entry.end + self.seconds)


def read_part(ledger: SqliteLedger, session_id: str) -> Part:
    """All that goes over, as of one moment.

    Raises UnknownSession, CannotJoin, SessionBusy, ConsentWithdrawn.
    """
    with ledger.snapshot():
        summary = ledger.sessions.summary(session_id)
        if summary.state in UNDER_WAY:
            raise SessionBusy(session_id, summary.state)
        if ledger.consents.newest(session_id) is ConsentAnswer.WITHDRAWN:
            raise ConsentWithdrawn(session_id)
        run_id = ledger.segments.run_id(session_id)
        if not run_id:
            raise CannotJoin(session_id, "it has no final transcript")
        content = ledger.segments.content(run_id)
        recorded = recorded_edits(ledger.database.rows, session_id)
        facts = ledger.facts.of_session(session_id)
        audit = ledger.audit.rows(session_id)
        held = [each for each in ledger.retention.holds() if each.session_id == session_id]
        lineage = ledger.segments.lineage(session_id, run_id)
        edits = tuple(edits_that_hold(recorded, lineage, words_hash(content.words)))
        made = [edit for edit, _ in recorded]
        return Part(
            summary=summary,
            slices=tuple(ledger.sound.slices(session_id)),
            spans=tuple(ledger.sound.spans(session_id)),
            consents=tuple(fact for fact in facts if fact.table == CONSENTS.name),
            texts=_newest_texts(session_id, facts),
            content=content,
            chunk_speakers=_chunk_speakers(facts, run_id),
            edits=edits,
            live=tuple(
                each
                for each in ledger.live_corrections.of_session(session_id)
                if not was_taken_back(each, made)
            ),
            carried=_carried(audit, edits),
            notes=tuple(
                told for told in _told(audit, Event.INPUT_NOTED) if told.get("note") in _OF_A_PART
            ),
            speakers=tuple(ledger.speakers.of_session(session_id)),
            bookmarks=tuple(ledger.bookmarks.of_session(session_id)),
            note=ledger.clinical_notes.record(session_id),
            signed=tuple(ledger.clinical_notes.signed(session_id)),
            patient=ledger.patients.of_session(session_id),
            head=(len(audit), audit[-1].row_hash),
            hold=held[0].reason if held else None,
        )


def places(first: Part, second: Part) -> tuple[Place, Place]:
    """Where the two stand, the earlier one first."""
    return (
        Place(1, 0, 0, 0, {}),
        Place(
            2,
            first.samples,
            len(first.slices),
            len(first.content.words),
            _labels(first, second),
        ),
    )


def _newest_texts(session_id: str, facts: Sequence[Fact]) -> tuple[ChunkTranscription, ...]:
    newest: dict[int, ChunkTranscription] = {}
    for fact in facts:
        if fact.table == "transcriptions":
            text = transcription_from(session_id, tuple(fact.fields.values()))
            newest[text.chunk_number] = text
    return tuple(newest[number] for number in sorted(newest))


def _chunk_speakers(facts: Sequence[Fact], run_id: str) -> tuple[tuple[int, str], ...]:
    (stated,) = (
        fact.fields["chunk_speakers"]
        for fact in facts
        if fact.table == "assignments" and fact.fields["run_id"] == run_id
    )
    return tuple(codec.chunk_speakers_from_json(stated))


def _told(audit: Sequence[AuditRow], event: Event) -> list[Metadata]:
    """The metadata of the chain's rows of this kind."""
    return [json.loads(row.metadata) for row in audit if row.operation == event]


def _carried(audit: Sequence[AuditRow], edits: Sequence[Edit]) -> tuple[Metadata, ...]:
    """Of each edit that corrected live text, whether the second pass had heard the same."""
    held = {each.edit_id for each in edits}
    told = _told(audit, Event.CORRECTION_CARRIED)
    return tuple(each for each in told if each.get("edit_id") in held)


def _labels(first: Part, second: Part) -> dict[str, str]:
    """What each voice of the second session is called in the third."""
    labels: dict[str, str] = {}
    taken = {word.speaker for word in first.content.words} | {each.label for each in first.speakers}
    for voice in second.speakers:
        same = [each for each in first.speakers if _is_same(each, voice)]
        alike = [each for each in second.speakers if same and _is_same(same[0], each)]
        if len(same) == 1 and len(alike) == 1:
            labels[voice.label] = same[0].label
    for word in second.content.words:
        if word.speaker not in labels:
            labels[word.speaker] = new_label(taken | set(labels.values()))
    return labels


def _is_same(one: Speaker, other: Speaker) -> bool:
    if one.name and other.name:
        return one.name.casefold() == other.name.casefold()
    return one.role is other.role and one.role in _ONE_OF_A_KIND
