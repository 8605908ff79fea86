"""The session file's layout: every dataset and field, with type, unit, meaning and since when.

A table or field that is added gets `since`, the next `LAYOUT_VERSION`, and a `default`, which is
what older files are read to say there; none is ever removed, renamed or given another type. The
texts below stand in every file and in `resources/specifications/session-file.md`, which
`specification.py` makes of them; a test compares it with a real file.
"""

from __future__ import annotations

from aurity_desktop.corpus.session_file.fields import CONTINUATION, Field, Layout, Table

FORMAT = "aurity-session"
LAYOUT_VERSION = 2

#: Bytes before the HDF5 superblock; they hold the checksum (`file_checksum.py`).
#: HDF5 allows 512 at least.
USER_BLOCK = 512

AUDIO = "audio"
AUDIO_TYPE = "<i2"
#: Samples in one HDF5 chunk of `/audio`: one slice.
AUDIO_CHUNK = 48_000
WITHOUT_AUDIO = (
    "/audio is missing where an export left it out (`redacted` of /manifest), and in the file of a "
    "session that is being recorded (`state` of /session is recording or paused): that file is "
    "made anew once a minute, and the sound lies beside it in slices/, each durable by itself. It "
    "comes into the file when the recording has ended."
)

MANIFEST = "manifest"
FILES = "manifest/files"

AUDIO_HASH_RULE = (
    "audio_hash is 'sha256:' and the SHA-256 of the chunk's samples as int16 little-endian bytes. "
    "With h5py alone: "
    "a, b = round(row['timestamp_start'] * 16000), round(row['timestamp_end'] * 16000); "
    "hashlib.sha256(file['audio'][a:b].tobytes()).hexdigest()"
)
FACTS_RULE = (
    "SHA-256 of a fact's values (the joined text) is the payload_hash of the audit row with the "
    "same audit_id"
)
CHAIN_RULE = (
    "row_hash = SHA-256(prev_hash as ASCII, then the JSON list [session_id, audit_id, timestamp, "
    "operation, user_id, "
    "payload_hash, result_hash, status, metadata] with no blanks, UTF-8); the first prev_hash is "
    "64 zeros; "
    "/manifest says how many rows there are (audit_rows) and the last row_hash (audit_last_hash)"
)
CHECKSUM_RULE = (
    "The first 512 bytes hold the SHA-256 of all bytes behind them, so that one changed byte "
    "anywhere is found"
)


_SESSION_ID = Field("session_id", "S128", "the session", key=True)
_CONTINUATION = Field(CONTINUATION, "<u4", "0, or which further row of the same record this is")
_AUDIT_ID = Field("audit_id", "<u8", "the audit row that was written together with this record")
_START = Field("start", "<f8", "begins", "s")
_END = Field("end", "<f8", "ends", "s")
_SPEAKER = Field(
    "speaker", "S64", "raw label such as SPEAKER_00; SPEAKER_UNKNOWN where nobody is known"
)
_RECORDED_AT = Field("recorded_at", "S40", "when it was recorded", "ISO 8601 UTC", key=True)

CHUNKS = Table(
    "chunks",
    "The reading view of each slice: its record, its newest text, its newest speaker.",
    (
        Field(
            "chunk_id",
            "S160",
            "{session_id}_chunk_{chunk_number}_{first 8 digits of the hash}",
            key=True,
        ),
        _SESSION_ID,
        Field("chunk_number", "<u4", "0, 1, 2 … without a hole"),
        Field("timestamp_start", "<f8", "first sample", "s"),
        Field("timestamp_end", "<f8", "behind the last sample", "s"),
        Field(
            "transcription",
            "S512",
            "the newest text; empty in silence and before it was transcribed",
        ),
        Field("audio_hash", "S80", "sha256: and 64 hex digits over the samples", key=True),
        Field("language", "S16", "of the text", "ISO 639-1"),
        Field("confidence", "<f8", "of the text", "0 to 1"),
        Field("status", "S16", "pending, ok, silent, suppressed or failed", key=True),
        Field("speaker", "S64", "who speaks most in it, by the segments that count"),
        Field("created_at", "S40", "when the slice was durable", "ISO 8601 UTC", key=True),
        _CONTINUATION,
    ),
)
SLICES = Table(
    "slices",
    "The sound behind each chunk, in samples.",
    (
        Field("chunk_number", "<u4", "0, 1, 2 …"),
        Field("start_sample", "<u8", "first sample in /audio", "samples"),
        Field("sample_count", "<u8", "how many", "samples"),
        Field("sha256", "S64", "over the samples, int16 little-endian", "hex", key=True),
        Field(
            "in_file",
            "u1",
            "1 where /audio holds these samples, 0 where the slice was lost or left out",
        ),
    ),
)
WORDS = Table(
    "words",
    (
        "Every word: of the finalized transcript with its speaker where there is one, else of the "
        "live text."
    ),
    (
        Field("number", "<u4", "0, 1, 2 … in order of time"),
        _START,
        _END,
        Field("text", "S48", "the word, without blanks around it"),
        Field("probability", "<f8", "that the model gave it", "0 to 1"),
        _SPEAKER,
        Field("speaker_confidence", "<f8", "that it was this speaker", "0 to 1"),
        Field("overlapped", "u1", "1 where someone else spoke too"),
        _CONTINUATION,
    ),
)
SEGMENTS = Table(
    "segments",
    "Consecutive words of one speaker: what a person reads. None runs across one of /spans, but in "
    "files of earlier versions.",
    (
        Field("number", "<u4", "0, 1, 2 … in order of time"),
        _START,
        _END,
        _SPEAKER,
        Field("text", "S512", "its words, joined by one blank"),
        Field("confidence", "<f8", "of the words", "0 to 1"),
        Field("overlapped", "u1", "1 where someone else spoke too"),
        _CONTINUATION,
    ),
)
SPEAKERS = Table(
    "speakers",
    "Each voice, and every name and role it was ever given; those that hold have current = 1. A "
    "name holds for the run of segments in which it was given; where it went over to another label "
    "of the run that counts, that label has a row of its own.",
    (
        Field("label", "S64", "raw label"),
        Field("role", "S32", "MEDICO, PACIENTE, ACOMPANANTE … DESCONOCIDO"),
        Field("name", "S128", "display name; empty where none was given"),
        Field("seconds", "<f8", "how long it speaks in the segments that count", "s"),
        Field("audit_id", "<i8", "the audit row of the naming; -1 where it was never named"),
        Field("current", "u1", "1 where it holds"),
        _CONTINUATION,
    ),
)
TURNS = Table(
    "turns",
    "Who spoke when, of every diarization run; turns of different speakers may overlap.",
    (
        _AUDIT_ID,
        Field("run_id", "S64", "the run"),
        _START,
        _END,
        _SPEAKER,
        Field("current", "u1", "1 in the newest run"),
        _CONTINUATION,
    ),
)
EDITS = Table(
    "edits",
    (
        "Corrections that people made, oldest first, those that were taken back too. /words and "
        "/segments show them laid over the run."
    ),
    (
        _AUDIT_ID,
        Field("edit_id", "S64", "the edit"),
        Field(
            "kind", "S16", "correct, reassign, split, merge, join, replace or by_sound", key=True
        ),
        Field("run_id", "S64", "the run of segments that it was made on"),
        Field("first_word", "<u4", "position in that run, before any edit"),
        Field("last_word", "<u4", "position, included"),
        Field("text", "S512", "correct: what is said there; empty: nothing"),
        Field("speaker", "S64", "reassign, merge and join: whose voice it is"),
        Field("merged", "S64", "merge: the label that is the same voice"),
        Field("active", "u1", "1 where it holds, 0 where it was taken back"),
        Field("user_id", "S128", "who"),
        _RECORDED_AT,
        _CONTINUATION,
    ),
)
BOOKMARKS = Table(
    "bookmarks",
    "Moments that people marked, each with a note or without, and every version of it; those that "
    "hold have current = 1.",
    (
        _AUDIT_ID,
        Field("bookmark_id", "S64", "the bookmark"),
        Field("at_sample", "<u8", "its moment", "samples"),
        Field("text", "S512", "the note; empty where there is none"),
        Field("current", "u1", "1 where it holds"),
        Field("user_id", "S128", "who"),
        _RECORDED_AT,
        _CONTINUATION,
    ),
    since=2,
)
LIVE_CORRECTIONS = Table(
    "live_corrections",
    "Told words that people corrected while the session was recorded; /edits has each again as it "
    "was carried over to a final transcript.",
    (
        Field("correction_id", "S64", "the correction"),
        _START,
        _END,
        Field("heard", "S512", "what the live text said"),
        Field("text", "S512", "what a person wrote; empty: nothing was said"),
        _CONTINUATION,
    ),
    since=2,
)
PATIENTS = Table(
    "patients",
    "Whom the session is about, as it was said from time to time; the last record holds.",
    (
        _AUDIT_ID,
        Field("patient_id", "S128", "random, shared by the sessions with one patient; or empty"),
        Field("name", "S128", "may be empty"),
        Field("record_number", "S128", "of the patient's record; may be empty"),
        Field("birth_date", "S128", "may be empty", "ISO 8601"),
        Field("user_id", "S128", "who said so"),
        _RECORDED_AT,
        _CONTINUATION,
    ),
    since=2,
)
CONSENTS = Table(
    "consents",
    "The patient's answers to being recorded; the last one holds.",
    (
        _AUDIT_ID,
        Field("answer", "S16", "given or withdrawn", key=True),
        Field("version", "S32", "of the text that was answered"),
        Field("language", "S16", "of the text", "ISO 639-1"),
        Field("text_hash", "S64", "SHA-256 of the text", "hex", key=True),
        Field("given_by", "S128", "who answered, in the user's words; may be empty"),
        _RECORDED_AT,
        _CONTINUATION,
    ),
)
NOTES = Table(
    "notes",
    "The versions of the clinical note that were signed, oldest first; each stays as it is. What a "
    "draft is made of stands in /facts.",
    (
        _AUDIT_ID,
        Field("note_id", "S64", "the version", key=True),
        Field("version", "<u4", "1, 2 … of the same template; from 2 on an addendum"),
        Field("template", "S128", "the form"),
        Field("title", "S128", "of the form, as it is read"),
        Field("language", "S16", "of the program's own words in it", "ISO 639-1"),
        Field("author", "S128", "who signed it, as it stands in it"),
        Field("text", "S1024", "what was signed"),
        Field("sha256", "S64", "of the text, UTF-8", "hex", key=True),
        Field("user_id", "S128", "who"),
        _RECORDED_AT,
        _CONTINUATION,
    ),
    since=2,
)
SPANS = Table(
    "spans",
    "Wall-clock time that is not in the recording, pauses and gaps: each stands in the transcript "
    "before what is heard from its sample on.",
    (
        _AUDIT_ID,
        Field("kind", "S32", "pause, off_the_record, gap or overflow", key=True),
        Field("at_sample", "<u8", "it lies before this sample", "samples"),
        Field("seconds", "<f8", "its length", "s"),
        Field("reason", "S128", "why"),
        _CONTINUATION,
    ),
)
STATES = Table(
    "states",
    "The states the session went through after `recording`; the last one holds.",
    (
        _AUDIT_ID,
        Field("state", "S16", "recording, paused, finalizing, completed or failed", key=True),
        Field("reason", "S128", "why"),
        _RECORDED_AT,
        _CONTINUATION,
    ),
)
SESSION = Table(
    "session",
    "One record: what was planned, and what it came to.",
    (
        _SESSION_ID,
        Field("created_at", "S40", "start of the recording", "ISO 8601 UTC", key=True),
        Field("title", "S128", "given by a person"),
        Field("source", "S128", "device or file name"),
        Field("model", "S64", "speech model that was planned"),
        Field("language", "S16", "heard", "ISO 639-1"),
        Field("vocabulary", "S512", "JSON list of the words that were expected"),
        Field("speakers_minimum", "<i4", "told by a person; -1: nothing"),
        Field("speakers_maximum", "<i4", "told by a person; -1: nothing"),
        Field("state", "S16", "the newest", key=True),
        Field("sample_count", "<u8", "length of the recording", "samples"),
        _CONTINUATION,
    ),
)
FACTS = Table(
    "facts",
    "Everything that was ever recorded, older versions too, as the ledger holds it: enough to make "
    "the ledger anew. " + FACTS_RULE + ".",
    (
        _AUDIT_ID,
        Field("table", "S32", "the ledger's table", key=True),
        Field("values", "S1024", "JSON list of the row's columns"),
        _CONTINUATION,
    ),
)
AUDIT_LOG = Table(
    "audit_log",
    "The hash chain over everything that happened. " + CHAIN_RULE + ".",
    (
        _SESSION_ID,
        Field("audit_id", "<u8", "0, 1, 2 … without a hole"),
        Field("timestamp", "S40", "when", "ISO 8601 UTC", key=True),
        Field("operation", "S64", "the event, such as CHUNK_PERSISTED", key=True),
        Field("user_id", "S128", "who; a number such as user-1 where names were left out"),
        Field(
            "payload_hash",
            "S64",
            "SHA-256 of the fact's values, or of the metadata where there is no fact; in a "
            "redacted export a commitment to the former",
            "hex",
            key=True,
        ),
        Field(
            "result_hash",
            "S64",
            "SHA-256 of what came of it (a slice's sound, a file); may be empty",
            "hex",
            key=True,
        ),
        Field("status", "S16", "SUCCESS, FAILED or BLOCKED", key=True),
        Field("metadata", "S512", "JSON object of ids, numbers and hashes; never words"),
        Field("prev_hash", "S64", "row_hash of the row before", "hex", key=True),
        Field("row_hash", "S64", "of this row", "hex", key=True),
        _CONTINUATION,
    ),
)
FILE_HASHES = Table(
    FILES,
    "SHA-256 of each dataset's bytes: dataset[...].tobytes(), little-endian and packed as stored.",
    (
        Field("path", "S256", "of the dataset in this file", key=True),
        Field("sha256", "S71", "sha256: and 64 hex digits", key=True),
    ),
)

TABLES = (
    SESSION,
    CHUNKS,
    SLICES,
    WORDS,
    SEGMENTS,
    SPEAKERS,
    TURNS,
    EDITS,
    BOOKMARKS,
    LIVE_CORRECTIONS,
    PATIENTS,
    CONSENTS,
    NOTES,
    SPANS,
    STATES,
    FACTS,
    AUDIT_LOG,
)

#: Attributes of `/`.
ROOT_ATTRIBUTES = (
    Field("format", "S32", f"always {FORMAT}"),
    Field("schema_version", "<u4", "of this specification"),
    Field("session_id", "S128", "the session"),
    Field("sample_rate", "<u4", "of /audio", "Hz"),
    Field("created_by", "S64", "program and version"),
    Field("text_rule", "S512", "how long texts are continued"),
    Field("audio_hash_rule", "S512", "how to check a chunk's sound"),
    Field("chain_rule", "S512", "how to check /audit_log"),
    Field("seal_rule", "S256", "what the first 512 bytes are"),
)

#: Attributes of `/manifest`. The export's own are empty in the file that the app keeps for itself.
MANIFEST_ATTRIBUTES = (
    Field("export_id", "S64", "names this export"),
    Field("timestamp", "S40", "when it was exported", "ISO 8601 UTC"),
    Field("exported_by", "S128", "who; empty where names were left out"),
    Field(
        "data_source",
        "S256",
        "where it comes from; of a redacted export also what it still tells",
    ),
    Field(
        "data_hash",
        "S71",
        "sha256: over the canonical JSON object {path: sha256} of /manifest/files",
    ),
    Field("format", "S32", "hdf5"),
    Field("purpose", "S256", "what for"),
    Field("includes_pii", "u1", "1 where it holds a voice, words or names"),
    Field("redacted", "S64", "what was left out: audio, names, text"),
    Field("schema_version", "<u4", "of this specification"),
    Field("audit_rows", "<u8", "rows of /audit_log: the head of the chain"),
    Field("audit_last_hash", "S64", "row_hash of the last row", "hex"),
)

TEXT_RULE = (
    "Texts are fixed-length UTF-8 padded with NUL. A longer text goes on in the following rows of "
    "the same record "
    "(continuation 1, 2, ...): join the pieces in order. Keys and numbers are repeated there."
)

#: The layout that this program writes. It reads files of this version and of every earlier one.
CURRENT = Layout(
    LAYOUT_VERSION,
    TABLES,
    FILE_HASHES,
    ROOT_ATTRIBUTES,
    MANIFEST_ATTRIBUTES,
)
