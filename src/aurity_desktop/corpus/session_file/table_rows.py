"""A session's content as the rows of the session file's datasets."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from aurity_desktop.corpus.ledger.codec import dumped, time_to_text
from aurity_desktop.corpus.session_file import layout
from aurity_desktop.corpus.session_file.content import SessionContent
from aurity_desktop.corpus.session_file.fields import Table
from aurity_desktop.domain.clinical_note import HeadField
from aurity_desktop.domain.patients import Patient

Record = tuple[Any, ...]


class TextTooLong(ValueError):
    """A key that does not fit its field.

    Ids and hashes are bounded, so this is a bug, and cutting would hide it.
    """


def pieces(text: str, width: int) -> list[bytes]:
    """`text` in UTF-8, cut into fields of at most `width` bytes, never inside a character.

    At least one piece. NUL pads the fields and cannot be part of a text; it is left out.
    """
    data = text.replace("\0", "").encode("utf-8")
    found, start = [], 0
    while len(data) - start > width:
        cut = start + width
        while data[cut] & 0xC0 == 0x80:  # the byte behind the cut continues a character
            cut -= 1
        found.append(data[start:cut])
        start = cut
    return [*found, data[start:]]


def rows_of(table: Table, records: Iterable[Record]) -> Iterator[Record]:
    """Each record as one row, or as many as its longest text needs.

    A record has a value for each of `table.columns`, in their order. Texts become bytes. Raises
    TextTooLong.
    """
    fields = table.columns
    for record in records:
        columns: list[list[Any]] = []
        for field, value in zip(fields, record, strict=True):
            if not field.is_text:
                columns.append([value])
                continue
            cut = pieces(value, field.width)
            if len(cut) > 1 and (field.key or not table.continued):
                raise TextTooLong(f"{table.name}.{field.name}: {value!r}")
            columns.append(cut)
        count = max(len(column) for column in columns)
        for part in range(count):
            row = [
                column[part]
                if part < len(column)
                else column[0]
                if not field.is_text or field.key
                else b""
                for field, column in zip(fields, columns, strict=True)
            ]
            yield (*row, part) if table.continued else tuple(row)


def records_of(table: Table, content: SessionContent, in_file: frozenset[int]) -> Iterable[Record]:
    """The records of one dataset, each with the values of its columns in their order.

    `in_file`: numbers of the slices whose sound the file holds.
    """
    if table.name == layout.SLICES.name:
        return [
            (
                found.number,
                found.start_sample,
                found.sample_count,
                found.sha256,
                int(found.number in in_file),
            )
            for found in content.slices
        ]
    return _RECORDS[table.name](content)


def _session(content: SessionContent) -> Iterable[Record]:
    summary = content.summary
    plan, count = summary.plan, summary.plan.speaker_count
    return [
        (
            summary.session_id,
            time_to_text(plan.created_at),
            summary.title,
            plan.source,
            plan.model,
            summary.language,
            dumped(list(plan.vocabulary)),
            -1 if count.minimum is None else count.minimum,
            -1 if count.maximum is None else count.maximum,
            summary.state.value,
            summary.sample_count,
        )
    ]


def _chunks(content: SessionContent) -> Iterable[Record]:
    return (
        (
            chunk.chunk_id,
            chunk.session_id,
            chunk.chunk_number,
            chunk.timestamp_start,
            chunk.timestamp_end,
            chunk.transcription,
            chunk.audio_hash,
            chunk.language,
            chunk.confidence,
            chunk.status.value,
            chunk.speaker,
            time_to_text(chunk.created_at),
        )
        for chunk in content.chunks
    )


def _words(content: SessionContent) -> Iterable[Record]:
    return (
        (
            number,
            word.start,
            word.end,
            word.text,
            word.probability,
            word.speaker,
            word.speaker_confidence,
            int(word.overlapped),
        )
        for number, word in enumerate(content.words)
    )


def _segments(content: SessionContent) -> Iterable[Record]:
    return (
        (
            number,
            segment.start,
            segment.end,
            segment.speaker,
            segment.text,
            segment.confidence,
            int(segment.overlapped),
        )
        for number, segment in enumerate(content.segments)
    )


def _speakers(content: SessionContent) -> Iterable[Record]:
    return (
        (
            naming.label,
            naming.role.value,
            naming.name,
            naming.seconds,
            naming.audit_id,
            int(naming.current),
        )
        for naming in content.speakers
    )


def _turns(content: SessionContent) -> Iterable[Record]:
    return (
        (
            dated.audit_id,
            dated.run_id,
            dated.turn.start,
            dated.turn.end,
            dated.turn.speaker,
            int(dated.current),
        )
        for dated in content.turns
    )


def _edits(content: SessionContent) -> Iterable[Record]:
    return (
        (
            found.audit_id,
            found.edit.edit_id,
            found.edit.kind.value,
            found.run_id,
            found.edit.first_word,
            found.edit.last_word,
            found.edit.text,
            found.edit.speaker,
            found.edit.merged,
            int(found.active),
            found.user_id,
            time_to_text(found.recorded_at),
        )
        for found in content.edits
    )


def _bookmarks(content: SessionContent) -> Iterable[Record]:
    return (
        (
            found.audit_id,
            found.bookmark.bookmark_id,
            found.bookmark.at_sample,
            found.bookmark.text,
            int(found.current),
            found.user_id,
            time_to_text(found.recorded_at),
        )
        for found in content.bookmarks
    )


def _live_corrections(content: SessionContent) -> Iterable[Record]:
    return (
        (each.correction_id, each.start, each.end, each.heard, each.text)
        for each in content.live_corrections
    )


def _patients(content: SessionContent) -> Iterable[Record]:
    for found in content.patients:
        patient = found.patient or Patient("")
        yield (
            found.audit_id,
            patient.patient_id,
            patient.name,
            patient.record_number,
            patient.birth_date,
            found.user_id,
            time_to_text(found.recorded_at),
        )


def _consents(content: SessionContent) -> Iterable[Record]:
    return (
        (
            dated.audit_id,
            dated.answer,
            dated.version,
            dated.language,
            dated.text_hash,
            dated.given_by,
            dated.recorded_at,
        )
        for dated in content.consents
    )


def _notes(content: SessionContent) -> Iterable[Record]:
    return (
        (
            each.audit_id,
            each.signed.note_id,
            each.signed.version,
            each.signed.note.template,
            each.signed.note.title,
            each.signed.note.language,
            each.signed.note.value(HeadField.AUTHOR),
            each.signed.text,
            each.signed.sha256,
            each.user_id,
            time_to_text(each.at),
        )
        for each in content.notes
    )


def _spans(content: SessionContent) -> Iterable[Record]:
    return (
        (audit_id, span.kind.value, span.at_sample, span.seconds, span.reason)
        for audit_id, span in content.spans
    )


def _states(content: SessionContent) -> Iterable[Record]:
    return (
        (dated.audit_id, dated.state.value, dated.reason, dated.recorded_at)
        for dated in content.states
    )


def _facts(content: SessionContent) -> Iterable[Record]:
    return ((fact.audit_id, fact.table, fact.values) for fact in content.facts)


def _audit_log(content: SessionContent) -> Iterable[Record]:
    return (
        (
            row.session_id,
            row.audit_id,
            row.timestamp,
            row.operation,
            row.user_id,
            row.payload_hash,
            row.result_hash,
            row.status,
            row.metadata,
            row.prev_hash,
            row.row_hash,
        )
        for row in content.audit
    )


_RECORDS: dict[str, Callable[[SessionContent], Iterable[Record]]] = {
    layout.SESSION.name: _session,
    layout.CHUNKS.name: _chunks,
    layout.WORDS.name: _words,
    layout.SEGMENTS.name: _segments,
    layout.SPEAKERS.name: _speakers,
    layout.TURNS.name: _turns,
    layout.EDITS.name: _edits,
    layout.BOOKMARKS.name: _bookmarks,
    layout.LIVE_CORRECTIONS.name: _live_corrections,
    layout.PATIENTS.name: _patients,
    layout.CONSENTS.name: _consents,
    layout.NOTES.name: _notes,
    layout.SPANS.name: _spans,
    layout.STATES.name: _states,
    layout.FACTS.name: _facts,
    layout.AUDIT_LOG.name: _audit_log,
}
