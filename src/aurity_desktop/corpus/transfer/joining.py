"""Making one session of two: a third, which holds what both say, each at its time.

The two stay as they are; whoever wants them gone erases them afterwards. The third is made in
memory, and appears at once or not at all, after its sound is durable. Its chain begins with itself:
where its parts came from stands in the row `SESSIONS_JOINED`, with the heads of their chains.
"""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from aurity_desktop.corpus.ledger import codec
from aurity_desktop.corpus.ledger.edit_facts import edits_that_hold, recorded_edits, words_hash
from aurity_desktop.corpus.ledger.fact_tables import CONSENTS, Fact
from aurity_desktop.corpus.ledger.ledger import SqliteLedger
from aurity_desktop.corpus.ledger.row_values import transcription_from
from aurity_desktop.corpus.projection.import_folder import being_imported
from aurity_desktop.corpus.projection.projector import SessionProjector
from aurity_desktop.corpus.session_file.slice_wav import DamagedSlice, read_pcm, write_pcm
from aurity_desktop.domain.audio import JOINED, SAMPLE_RATE, AudioSlice, Span, SpanKind
from aurity_desktop.domain.bookmarks import Bookmark
from aurity_desktop.domain.consent import ConsentAnswer
from aurity_desktop.domain.edits import Edit
from aurity_desktop.domain.errors import (
    CannotJoin,
    ConflictingFact,
    ConsentWithdrawn,
    SessionBusy,
    SliceDamaged,
)
from aurity_desktop.domain.events import Event
from aurity_desktop.domain.patients import Patient
from aurity_desktop.domain.session import (
    UNDER_WAY,
    SessionPlan,
    SessionState,
    SessionSummary,
    SpeakerCount,
)
from aurity_desktop.domain.session_parts import RunContent
from aurity_desktop.domain.speakers import Diarization, Speaker, SpeakerRole, Turn, new_label
from aurity_desktop.domain.transcript import ChunkTranscription, Segment, WholeTranscript, Word
from aurity_desktop.encrypted.sound import slice_subject
from aurity_desktop.runtime.paths import Paths
from aurity_desktop.storage.durable import make_folder, sync_folder

#: Of people there is one in a consultation; a voice in this role is the same in both sessions.
_ONE_OF_A_KIND = frozenset({SpeakerRole.MEDICO, SpeakerRole.PACIENTE})


@dataclass(frozen=True, slots=True)
class _Half:
    """One of the two, and where it begins in the third.

    `chunk_speakers` and `edits` are those of the run that counts. `labels` says what each voice is
    called in the third.
    """

    summary: SessionSummary
    slices: tuple[AudioSlice, ...]
    spans: tuple[Span, ...]
    consents: tuple[Fact, ...]
    texts: tuple[ChunkTranscription, ...]
    content: RunContent
    chunk_speakers: tuple[tuple[int, str], ...]
    edits: tuple[Edit, ...]
    speakers: tuple[Speaker, ...]
    bookmarks: tuple[Bookmark, ...]
    patient: Patient | None
    head: tuple[int, str]
    hold: str | None

    @property
    def samples(self) -> int:
        return self.slices[-1].end_sample if self.slices else 0


def join_sessions(
    ledger: SqliteLedger, paths: Paths, ids: tuple[str, str], joined: str, user_id: str
) -> None:
    """Make the session `joined` of two finished ones, the earlier one first.

    The voices of both that have one name, or of each the one clinician and the one patient, are one
    voice in it. Corrections that hold, names, consents and a hold go over. Raises UnknownSession,
    CannotJoin, SessionBusy, ConsentWithdrawn, SliceDamaged, ConflictingFact, DiskFull.
    """
    if ids[0] == ids[1]:
        raise CannotJoin(ids[0], "it is the same session twice")
    first, second = sorted(
        (_read(ledger, each) for each in ids), key=lambda half: half.summary.plan.created_at
    )
    patients = [half.patient for half in (first, second) if half.patient is not None]
    if len({each.patient_id for each in patients}) > 1:
        raise CannotJoin(second.summary.session_id, "they are about two patients")
    folder = paths.session(joined)
    with (
        being_imported(folder) as incoming,
        closing(SqliteLedger.in_memory(paths.ledger, user_id)) as made,
    ):
        _record(made, joined, folder, first, second)
        facts, audit = made.facts.of_session(joined), made.audit.rows(joined)
        with _sound_in_place(ledger, joined, folder, incoming, (*first.slices, *second.slices)):
            ledger.facts.restore(joined, facts, audit)
    for half in (first, second):
        ledger.audit.record_event(
            half.summary.session_id, Event.SESSIONS_JOINED, {"joined_into": joined}
        )
    SessionProjector(paths, ledger).project(joined)


def _read(ledger: SqliteLedger, session_id: str) -> _Half:
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
        return _Half(
            summary=summary,
            slices=tuple(ledger.sound.slices(session_id)),
            spans=tuple(ledger.sound.spans(session_id)),
            consents=tuple(fact for fact in facts if fact.table == CONSENTS.name),
            texts=_newest_texts(session_id, facts),
            content=content,
            chunk_speakers=_chunk_speakers(facts, run_id),
            edits=tuple(
                edits_that_hold(
                    recorded,
                    ledger.segments.lineage(session_id, run_id),
                    words_hash(content.words),
                )
            ),
            speakers=tuple(ledger.speakers.of_session(session_id)),
            bookmarks=tuple(ledger.bookmarks.of_session(session_id)),
            patient=ledger.patients.of_session(session_id),
            head=(len(audit), audit[-1].row_hash),
            hold=held[0].reason if held else None,
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


def _record(made: SqliteLedger, joined: str, folder: Path, first: _Half, second: _Half) -> None:
    """All facts of the third session, in a ledger of its own."""
    made.sessions.create(_plan(joined, first.summary, second.summary))
    for half in (first, second):
        for fact in half.consents:
            _record_consent(made, joined, fact)
    at, number = first.samples, len(first.slices)
    for placed in _placed(joined, folder, (*first.slices, *second.slices)):
        made.sound.record_slice(placed)
    ended = first.summary.plan.created_at.timestamp() + first.summary.duration
    between = max(0.0, second.summary.plan.created_at.timestamp() - ended)
    later = [replace(span, at_sample=span.at_sample + at) for span in second.spans]
    for span in (*first.spans, Span(SpanKind.GAP, at, between, JOINED), *later):
        made.sound.record_span(joined, span)
    moved = at / SAMPLE_RATE
    labels = _labels(first, second)
    made.chunks.record_transcriptions(
        [
            *(replace(text, session_id=joined) for text in first.texts),
            *(
                replace(
                    text,
                    session_id=joined,
                    chunk_number=text.chunk_number + number,
                    words=_moved_words(text.words, moved, labels),
                )
                for text in second.texts
            ),
        ]
    )
    _record_runs(made, joined, first, second, moved, number, labels)
    _record_what_people_said(made, joined, first, second, labels)
    made.audit.record_event(
        joined,
        Event.SESSIONS_JOINED,
        {
            "first": first.summary.session_id,
            "first_audit_rows": first.head[0],
            "first_last_hash": first.head[1],
            "second": second.summary.session_id,
            "second_audit_rows": second.head[0],
            "second_last_hash": second.head[1],
            "at_sample": at,
        },
    )
    made.sessions.set_state(joined, SessionState.COMPLETED)


def _plan(joined: str, first: SessionSummary, second: SessionSummary) -> SessionPlan:
    """The first one's; what both were told of is told of both, and nothing that only one was."""
    words = dict.fromkeys((*first.plan.vocabulary, *second.plan.vocabulary))
    counts = {first.plan.speaker_count, second.plan.speaker_count}
    return replace(
        first.plan,
        session_id=joined,
        language=first.plan.language if first.plan.language == second.plan.language else "",
        speaker_count=counts.pop() if len(counts) == 1 else SpeakerCount(),
        vocabulary=tuple(words),
        title=first.title or second.title,
    )


def _record_consent(made: SqliteLedger, joined: str, fact: Fact) -> None:
    """As it was given: its wording may be one that this version does not have."""
    fields = fact.fields
    given = fields["answer"] == ConsentAnswer.GIVEN
    with made.database.transaction():
        made.writer.append(
            joined,
            CONSENTS,
            tuple(fields[column] for column in CONSENTS.columns),
            Event.CONSENT_GIVEN if given else Event.CONSENT_WITHDRAWN,
            {"version": fields["version"], "language": fields["language"]},
            result_hash=fields["text_hash"],
        )


def _placed(joined: str, folder: Path, slices: Sequence[AudioSlice]) -> Iterator[AudioSlice]:
    """The slices one behind the other, numbers and samples without a hole."""
    at = 0
    for number, each in enumerate(slices):
        path = folder / "slices" / f"{number:06}.wav"
        yield replace(each, session_id=joined, number=number, start_sample=at, path=path)
        at += each.sample_count


def _labels(first: _Half, second: _Half) -> dict[str, str]:
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


def _moved_words(words: Sequence[Word], moved: float, labels: dict[str, str]) -> tuple[Word, ...]:
    return tuple(
        replace(
            word,
            start=word.start + moved,
            end=word.end + moved,
            speaker=labels.get(word.speaker, word.speaker),
        )
        for word in words
    )


def _record_runs(
    made: SqliteLedger,
    joined: str,
    first: _Half,
    second: _Half,
    moved: float,
    number: int,
    labels: dict[str, str],
) -> None:
    words = (*first.content.words, *_moved_words(second.content.words, moved, labels))
    segments = (
        *first.content.segments,
        *(
            Segment(
                each.start + moved,
                each.end + moved,
                labels.get(each.speaker, each.speaker),
                each.text,
                each.confidence,
                each.overlapped,
            )
            for each in second.content.segments
        ),
    )
    turns = tuple(Turn(each.start, each.end, each.speaker) for each in segments)
    speakers = tuple(dict.fromkeys(turn.speaker for turn in turns))
    name = hashlib.sha256(joined.encode()).hexdigest()[:16]
    heard, voices = f"joined_{name}", f"voices_{name}"
    unspoken = tuple(Word(word.start, word.end, word.text, word.probability) for word in words)
    made.runs.record_transcript(
        joined,
        heard,
        WholeTranscript(unspoken, first.summary.language, first.summary.plan.model),
    )
    made.runs.record_diarization(joined, voices, Diarization(turns, speakers, "joined"))
    chunk_speakers = [
        *first.chunk_speakers,
        *(
            (chunk + number, labels.get(speaker, speaker))
            for chunk, speaker in second.chunk_speakers
        ),
    ]
    made.segments.record_run(joined, f"{voices}.{heard}", words, segments, chunk_speakers)


def _record_what_people_said(
    made: SqliteLedger, joined: str, first: _Half, second: _Half, labels: dict[str, str]
) -> None:
    """Corrections, names, bookmarks, the patient and holds; not the clinical notes."""
    patient = second.patient or first.patient
    if patient is not None:
        made.patients.assign(joined, patient)
    for half, number, at in ((first, 1, 0), (second, 2, first.samples)):
        for each in half.bookmarks:
            bookmark_id = f"{each.bookmark_id}-{number}"
            made.bookmarks.record(joined, Bookmark(bookmark_id, each.at_sample + at, each.text))
    before = len(first.content.words)
    for edit in first.edits:
        made.edits.record(joined, replace(edit, edit_id=f"{edit.edit_id}-1"))
    for edit in second.edits:
        made.edits.record(
            joined,
            replace(
                edit,
                edit_id=f"{edit.edit_id}-2",
                first_word=edit.first_word + before,
                last_word=edit.last_word + before,
                speaker=labels.get(edit.speaker, edit.speaker),
                merged=labels.get(edit.merged, edit.merged),
            ),
        )
    named = {each.label: each for each in first.speakers}
    for voice in second.speakers:
        label = labels[voice.label]
        if label not in named or (voice.name and not named[label].name):
            named[label] = replace(voice, label=label)
    for voice in named.values():
        if voice.name or voice.role is not SpeakerRole.DESCONOCIDO:
            made.speakers.rename(joined, voice.label, voice.name, voice.role)
    for half in (first, second):
        if half.hold is not None:
            made.retention.place_hold(joined, half.hold)


@contextmanager
def _sound_in_place(
    ledger: SqliteLedger,
    joined: str,
    folder: Path,
    incoming: Path,
    slices: Sequence[AudioSlice],
) -> Iterator[None]:
    """The third session's folder, while the block makes it known; gone when the block raises."""
    if folder.exists() and any(folder.iterdir()):
        raise ConflictingFact(joined, "a folder of that name")
    try:
        _copy(ledger, joined, incoming / "slices", slices)
        if folder.exists():  # who chose the id has claimed it
            folder.rmdir()
        incoming.rename(folder)
        sync_folder(folder.parent)
        yield
    except BaseException:
        if not ledger.sessions.knows(joined):
            shutil.rmtree(folder, ignore_errors=True)
        raise


def _copy(ledger: SqliteLedger, joined: str, folder: Path, slices: Sequence[AudioSlice]) -> None:
    cipher = ledger.keys.begin(joined)
    make_folder(folder)
    for number, each in enumerate(slices):
        try:
            pcm = read_pcm(each, ledger.keys)
        except DamagedSlice as error:
            raise SliceDamaged(each.path, str(error)) from error
        write_pcm(folder / f"{number:06}.wav", pcm, cipher, slice_subject(joined, number))
    sync_folder(folder.parent)
