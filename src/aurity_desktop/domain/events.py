"""Events and the audit rows that chain them.

An event's metadata carries ids, numbers and hashes, never words.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

GENESIS_HASH = "0" * 64

Metadata: TypeAlias = Mapping[str, str | int | float | bool | None]


class Event(StrEnum):
    """What an audit row tells of; the value stands in the chain and never changes."""

    SESSION_CREATED = "SESSION_CREATED"
    SESSION_STATE_CHANGED = "SESSION_STATE_CHANGED"
    SESSION_RECOVERED = "SESSION_RECOVERED"
    SESSION_CONTINUED = "SESSION_CONTINUED"
    SESSIONS_JOINED = "SESSIONS_JOINED"
    SESSION_TITLED = "SESSION_TITLED"
    SESSION_REVIEWED = "SESSION_REVIEWED"
    RECORDING_PAUSED = "RECORDING_PAUSED"
    RECORDING_RESUMED = "RECORDING_RESUMED"
    CAPTURE_INTERRUPTED = "CAPTURE_INTERRUPTED"
    INPUT_NOTED = "INPUT_NOTED"
    CHUNK_PERSISTED = "CHUNK_PERSISTED"
    CHUNK_ADOPTED = "CHUNK_ADOPTED"
    CHUNK_TRANSCRIBED = "CHUNK_TRANSCRIBED"
    CHUNKS_CONCATENATED = "CHUNKS_CONCATENATED"
    STRETCH_SETTLED = "STRETCH_SETTLED"
    TRANSCRIPTION_COMPLETED = "TRANSCRIPTION_COMPLETED"
    NO_WORDS_FOUND = "NO_WORDS_FOUND"
    CONSENT_GIVEN = "CONSENT_GIVEN"
    CONSENT_WITHDRAWN = "CONSENT_WITHDRAWN"
    HOLD_PLACED = "HOLD_PLACED"
    HOLD_LIFTED = "HOLD_LIFTED"
    JOB_CREATED = "JOB_CREATED"
    JOB_FAILED = "JOB_FAILED"
    DIARIZATION_STARTED = "DIARIZATION_STARTED"
    DIARIZATION_COMPLETED = "DIARIZATION_COMPLETED"
    DIARIZATION_FAILED = "DIARIZATION_FAILED"
    SPEAKERS_ASSIGNED = "SPEAKERS_ASSIGNED"
    SEGMENTS_SELECTED = "SEGMENTS_SELECTED"
    SEGMENT_FILES_WRITTEN = "SEGMENT_FILES_WRITTEN"
    SPEAKER_RENAMED = "SPEAKER_RENAMED"
    ROLE_SUGGESTED = "ROLE_SUGGESTED"
    SPEAKERS_MERGED = "SPEAKERS_MERGED"
    SPEAKER_REASSIGNED = "SPEAKER_REASSIGNED"
    TEXT_CORRECTED = "TEXT_CORRECTED"
    TEXT_REPLACED = "TEXT_REPLACED"
    TEXT_REPLACED_BY_SOUND = "TEXT_REPLACED_BY_SOUND"
    TURN_SPLIT = "TURN_SPLIT"
    TURNS_JOINED = "TURNS_JOINED"
    EDIT_WITHDRAWN = "EDIT_WITHDRAWN"
    EDIT_RESTORED = "EDIT_RESTORED"
    LIVE_TEXT_CORRECTED = "LIVE_TEXT_CORRECTED"
    LIVE_TEXT_REPLACED_BY_SOUND = "LIVE_TEXT_REPLACED_BY_SOUND"
    LIVE_CORRECTION_REMOVED = "LIVE_CORRECTION_REMOVED"
    LIVE_CORRECTION_WITHDRAWN = "LIVE_CORRECTION_WITHDRAWN"
    CORRECTION_CARRIED = "CORRECTION_CARRIED"
    PATIENT_ASSIGNED = "PATIENT_ASSIGNED"
    BOOKMARK_SET = "BOOKMARK_SET"
    BOOKMARK_REMOVED = "BOOKMARK_REMOVED"
    BOOKMARK_WITHDRAWN = "BOOKMARK_WITHDRAWN"
    NOTE_ENTRY_DECIDED = "NOTE_ENTRY_DECIDED"
    NOTE_WRITTEN = "NOTE_WRITTEN"
    NOTE_SIGNED = "NOTE_SIGNED"
    SIGNED_NOTE_CARRIED = "SIGNED_NOTE_CARRIED"
    PROJECTION_REBUILT = "PROJECTION_REBUILT"
    EXPORT_MANIFEST_CREATED = "EXPORT_MANIFEST_CREATED"
    CORPUS_EXPORTED = "CORPUS_EXPORTED"
    SESSION_IMPORTED = "SESSION_IMPORTED"
    SESSION_ENCRYPTED = "SESSION_ENCRYPTED"
    SESSION_ERASED = "SESSION_ERASED"
    SESSION_LISTED = "SESSION_LISTED"
    SESSION_HEAD_NOTED = "SESSION_HEAD_NOTED"
    CORPUS_WITNESSED = "CORPUS_WITNESSED"
    RETENTION_CHANGED = "RETENTION_CHANGED"
    NETWORK_WATCHED = "NETWORK_WATCHED"
    RETENTION_ANNOUNCED = "RETENTION_ANNOUNCED"
    RETENTION_CONFIRMED = "RETENTION_CONFIRMED"
    INTEGRITY_VERIFIED = "INTEGRITY_VERIFIED"
    INTEGRITY_VIOLATION_DETECTED = "INTEGRITY_VIOLATION_DETECTED"


#: What people do, and the sound that they are heard in: events whose time is that of a day on which
#: somebody was here. What the program does by itself, at whatever time its clock tells, is not
#: among them.
ACTS = frozenset(
    {
        Event.SESSION_CREATED,
        Event.SESSION_TITLED,
        Event.SESSION_REVIEWED,
        Event.SESSION_CONTINUED,
        Event.SESSIONS_JOINED,
        Event.RECORDING_PAUSED,
        Event.RECORDING_RESUMED,
        Event.CHUNK_PERSISTED,
        Event.CONSENT_GIVEN,
        Event.CONSENT_WITHDRAWN,
        Event.HOLD_PLACED,
        Event.HOLD_LIFTED,
        Event.SPEAKER_RENAMED,
        Event.SPEAKERS_MERGED,
        Event.SPEAKER_REASSIGNED,
        Event.TEXT_CORRECTED,
        Event.TURN_SPLIT,
        Event.TURNS_JOINED,
        Event.EDIT_WITHDRAWN,
        Event.EDIT_RESTORED,
        Event.LIVE_TEXT_CORRECTED,
        Event.LIVE_CORRECTION_REMOVED,
        Event.LIVE_CORRECTION_WITHDRAWN,
        Event.PATIENT_ASSIGNED,
        Event.BOOKMARK_SET,
        Event.BOOKMARK_REMOVED,
        Event.BOOKMARK_WITHDRAWN,
        Event.NOTE_ENTRY_DECIDED,
        Event.NOTE_WRITTEN,
        Event.NOTE_SIGNED,
        Event.EXPORT_MANIFEST_CREATED,
        Event.CORPUS_EXPORTED,
        Event.SESSION_IMPORTED,
        Event.RETENTION_CONFIRMED,
    }
)

#: What somebody does who has looked at a finished transcript.
REVIEWS = frozenset(
    {
        Event.SPEAKER_RENAMED,
        Event.SPEAKERS_MERGED,
        Event.SPEAKER_REASSIGNED,
        Event.TEXT_CORRECTED,
        Event.TURN_SPLIT,
        Event.EXPORT_MANIFEST_CREATED,
    }
)

#: Whose chain tells of what is about no session that is there: erasures, how long sessions are
#: kept, and what was seen of the network each day. Too short to be a session's id.
CORPUS_CHAIN = "corpus"


class AuditStatus(StrEnum):
    """How it came out. BLOCKED: a rule of the program refused it."""

    SUCCESS = "SUCCESS"
    FAILED = "FAILED"
    BLOCKED = "BLOCKED"


@dataclass(frozen=True, slots=True)
class AuditRow:
    """One link of a session's chain.

    `audit_id` counts from 0 within the session, without a hole.

    `operation` and `status` are an `Event` and an `AuditStatus` where this version knows them; a
    file of a newer one may hold others, and its chain can be checked all the same.
    """

    session_id: str
    audit_id: int
    timestamp: str
    operation: str
    user_id: str
    payload_hash: str
    result_hash: str
    status: str
    metadata: str
    prev_hash: str
    row_hash: str


def since_import(rows: Sequence[AuditRow]) -> list[AuditRow]:
    """What happened here: all rows, or those behind the newest import.

    The files of which an imported session's earlier rows tell stayed where it was exported.
    """
    imports = [at for at, row in enumerate(rows) if row.operation == Event.SESSION_IMPORTED]
    return list(rows[imports[-1] + 1 if imports else 0 :])


def canonical(value: object) -> bytes:
    """The one byte form of a JSON value that hashes are taken over.

    Sorted keys, no blanks, UTF-8.
    """
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode(
        "utf-8"
    )


def link_hash(
    *,
    session_id: str,
    audit_id: int,
    timestamp: str,
    operation: str,
    user_id: str,
    payload_hash: str,
    result_hash: str,
    status: str,
    metadata: str,
    prev_hash: str,
) -> str:
    """`row_hash = SHA-256(prev_hash ‖ canonical row)`.

    The row is the JSON list of its fields in this order, without the hash before it.
    """
    row = [
        session_id,
        audit_id,
        timestamp,
        operation,
        user_id,
        payload_hash,
        result_hash,
        status,
        metadata,
    ]
    return hashlib.sha256(prev_hash.encode("utf-8") + canonical(row)).hexdigest()
