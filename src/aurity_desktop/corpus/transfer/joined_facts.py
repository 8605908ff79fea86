"""All facts of a session that is made of two, in a ledger of its own.

What people said and did goes over as it holds: corrections, those of live text too, names, marks
with their notes, the clinical note and its signed versions, the patient, consents, holds.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

from aurity_desktop.corpus.ledger.fact_tables import CONSENTS, Fact
from aurity_desktop.corpus.ledger.ledger import SqliteLedger
from aurity_desktop.corpus.transfer.joined_parts import Part, Place, places
from aurity_desktop.domain.audio import JOINED, AudioSlice, Span, SpanKind
from aurity_desktop.domain.bookmarks import Bookmark
from aurity_desktop.domain.clinical_note import TYPED_FIELDS
from aurity_desktop.domain.consent import ConsentAnswer
from aurity_desktop.domain.events import Event
from aurity_desktop.domain.session import SessionPlan, SessionState, SessionSummary, SpeakerCount
from aurity_desktop.domain.speakers import Diarization, Speaker, SpeakerRole, Turn
from aurity_desktop.domain.transcript import WholeTranscript, Word

#: What is typed once for a session, and not line by line.
_FIELDS = frozenset(field.value for field in TYPED_FIELDS)
#: Characters.
_LONGEST_TITLE: Final = 120


def record_joined(made: SqliteLedger, joined: str, folder: Path, first: Part, second: Part) -> None:
    """Record the session `joined` in `made`; its slices are going to lie in `folder`."""
    both = tuple(zip((first, second), places(first, second), strict=True))
    at = first.samples
    made.sessions.create(_plan(joined, first.summary, second.summary))
    for part, _ in both:
        for fact in part.consents:
            _record_consent(made, joined, fact)
    for placed in _placed(joined, folder, (*first.slices, *second.slices)):
        made.sound.record_slice(placed)
    ended = first.summary.plan.created_at.timestamp() + first.summary.duration
    between = max(0.0, second.summary.plan.created_at.timestamp() - ended)
    later = [replace(span, at_sample=span.at_sample + at) for span in second.spans]
    for span in (*first.spans, Span(SpanKind.GAP, at, between, JOINED), *later):
        made.sound.record_span(joined, span)
    made.chunks.record_transcriptions(
        [
            replace(
                text,
                session_id=joined,
                chunk_number=text.chunk_number + place.chunks,
                words=place.moved_words(text.words),
            )
            for part, place in both
            for text in part.texts
        ]
    )
    _record_runs(made, joined, both)
    patient = second.patient or first.patient
    if patient is not None:
        made.patients.assign(joined, patient)
    for part, place in both:
        _record_what_people_said(made, joined, part, place)
    _record_names(made, joined, first.speakers, second.speakers, both[1][1])
    _record_clinical_note(made, joined, both)
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
    reviewed = first.summary.reviewed and second.summary.reviewed
    made.sessions.mark_reviewed(joined, reviewed=reviewed)


def _plan(joined: str, first: SessionSummary, second: SessionSummary) -> SessionPlan:
    """The first one's; what both were told of is told of both, and nothing that only one was.

    By either title it is found, and told from the two that it was made of.
    """
    words = dict.fromkeys((*first.plan.vocabulary, *second.plan.vocabulary))
    counts = {first.plan.speaker_count, second.plan.speaker_count}
    return replace(
        first.plan,
        session_id=joined,
        language=first.plan.language if first.plan.language == second.plan.language else "",
        speaker_count=counts.pop() if len(counts) == 1 else SpeakerCount(),
        vocabulary=tuple(words),
        title=_title(first.title, second.title),
    )


def _title(first: str, second: str) -> str:
    """Both, where they differ and are together no longer than what a person may type."""
    both = " · ".join(dict.fromkeys(each for each in (first, second) if each))
    return both if len(both) <= _LONGEST_TITLE else first


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


def _record_runs(made: SqliteLedger, joined: str, both: Sequence[tuple[Part, Place]]) -> None:
    words = [word for part, place in both for word in place.moved_words(part.content.words)]
    segments = [
        each for part, place in both for each in place.moved_segments(part.content.segments)
    ]
    turns = tuple(Turn(each.start, each.end, each.speaker) for each in segments)
    speakers = tuple(dict.fromkeys(turn.speaker for turn in turns))
    name = hashlib.sha256(joined.encode()).hexdigest()[:16]
    heard, voices = f"joined_{name}", f"voices_{name}"
    unspoken = tuple(Word(word.start, word.end, word.text, word.probability) for word in words)
    summary = both[0][0].summary
    made.runs.record_transcript(
        joined, heard, WholeTranscript(unspoken, summary.language, summary.plan.model)
    )
    made.runs.record_diarization(joined, voices, Diarization(turns, speakers, "joined"))
    chunk_speakers = [
        (chunk + place.chunks, place.label(speaker))
        for part, place in both
        for chunk, speaker in part.chunk_speakers
    ]
    made.segments.record_run(joined, f"{voices}.{heard}", words, segments, chunk_speakers)


def _record_what_people_said(made: SqliteLedger, joined: str, part: Part, place: Place) -> None:
    """Of one part: how its sound was read, marks, corrections, a hold."""
    for note in part.notes:
        made.audit.record_event(joined, Event.INPUT_NOTED, note)
    for mark in part.bookmarks:
        at = mark.at_sample + place.samples
        made.bookmarks.record(joined, Bookmark(place.own_id(mark.bookmark_id), at, mark.text))
    for correction in part.live:
        moved = replace(
            correction,
            correction_id=place.own_id(correction.correction_id),
            start=correction.start + place.seconds,
            end=correction.end + place.seconds,
        )
        made.live_corrections.record(joined, moved)
    for told in part.carried:
        named = {**told, "edit_id": place.own_id(str(told["edit_id"]))}
        made.audit.record_event(joined, Event.CORRECTION_CARRIED, named)
    for edit in part.edits:
        made.edits.record(joined, place.moved_edit(edit))
    if part.hold is not None:
        made.retention.place_hold(joined, part.hold)


def _record_names(
    made: SqliteLedger,
    joined: str,
    first: Sequence[Speaker],
    second: Sequence[Speaker],
    place: Place,
) -> None:
    """Of a voice of both the first one's name, unless only the second has one."""
    named = {each.label: each for each in first}
    for voice in second:
        label = place.label(voice.label)
        if label not in named or (voice.name and not named[label].name):
            named[label] = replace(voice, label=label)
    for voice in named.values():
        if voice.name or voice.role is not SpeakerRole.DESCONOCIDO:
            made.speakers.rename(joined, voice.label, voice.name, voice.role)


def _record_clinical_note(
    made: SqliteLedger, joined: str, both: Sequence[tuple[Part, Place]]
) -> None:
    """What was decided about lines, what was typed, and the versions that were signed.

    What was typed into one section of both stands one below the other; of a field of the head the
    later one counts.
    """
    typed: dict[str, list[str]] = {}
    for part, place in both:
        for entry in part.note.entries.values():
            made.clinical_notes.decide(joined, place.moved_entry(entry))
        for section, text in part.note.texts.items():
            typed.setdefault(section, []).extend([text] if text else [])
    for section, texts in typed.items():
        last = texts[-1:] if section in _FIELDS else texts
        made.clinical_notes.write(joined, section, "\n".join(dict.fromkeys(last)))
    signed = [
        (each.at, place.own_id(each.signed.note_id), each)
        for part, place in both
        for each in part.signed
    ]
    for _, note_id, each in sorted(signed, key=lambda found: found[0]):
        made.clinical_notes.carry_signed(joined, note_id, each)
