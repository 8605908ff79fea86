-- The ledger's tables. A fact row is keyed by (session_id, audit_id): the audit row of the same
-- key was written in the same transaction and proves it. Facts only grow; the triggers at the end
-- refuse UPDATE, and DELETE too, except inside the transaction that erases a whole session, which
-- names it in `erasing` meanwhile.
--
-- Times are ISO 8601 in UTC with microseconds; positions are samples at 16 kHz; start, end and
-- seconds are seconds.

CREATE TABLE audit (
    session_id TEXT NOT NULL, audit_id INTEGER NOT NULL,
    timestamp TEXT NOT NULL, operation TEXT NOT NULL, user_id TEXT NOT NULL,
    payload_hash TEXT NOT NULL, result_hash TEXT NOT NULL, status TEXT NOT NULL,
    metadata TEXT NOT NULL,
    prev_hash TEXT NOT NULL, row_hash TEXT NOT NULL,
    PRIMARY KEY (session_id, audit_id)) WITHOUT ROWID;
CREATE TABLE sessions (
    session_id TEXT NOT NULL, audit_id INTEGER NOT NULL, created_at TEXT NOT NULL,
    source TEXT NOT NULL, language TEXT NOT NULL, model TEXT NOT NULL,
    speakers_minimum INTEGER, speakers_maximum INTEGER, vocabulary TEXT NOT NULL,
    title TEXT NOT NULL,
    PRIMARY KEY (session_id)) WITHOUT ROWID;
CREATE TABLE states (
    session_id TEXT NOT NULL, audit_id INTEGER NOT NULL, state TEXT NOT NULL,
    reason TEXT NOT NULL,
    PRIMARY KEY (session_id, audit_id)) WITHOUT ROWID;
CREATE TABLE slices (
    session_id TEXT NOT NULL, audit_id INTEGER NOT NULL, number INTEGER NOT NULL,
    start_sample INTEGER NOT NULL, sample_count INTEGER NOT NULL,
    sha256 TEXT NOT NULL, path TEXT NOT NULL,
    PRIMARY KEY (session_id, number)) WITHOUT ROWID;
CREATE TABLE spans (
    session_id TEXT NOT NULL, audit_id INTEGER NOT NULL, kind TEXT NOT NULL,
    at_sample INTEGER NOT NULL, seconds REAL NOT NULL, reason TEXT NOT NULL,
    PRIMARY KEY (session_id, audit_id)) WITHOUT ROWID;
CREATE TABLE transcriptions (
    session_id TEXT NOT NULL, audit_id INTEGER NOT NULL, chunk_number INTEGER NOT NULL,
    text TEXT NOT NULL, status TEXT NOT NULL, language TEXT NOT NULL,
    confidence REAL NOT NULL, model TEXT NOT NULL, latency_ms REAL, reason TEXT NOT NULL,
    suppressed TEXT NOT NULL,
    words TEXT NOT NULL,
    PRIMARY KEY (session_id, audit_id)) WITHOUT ROWID;
CREATE TABLE runs (
    run_id TEXT NOT NULL PRIMARY KEY, session_id TEXT NOT NULL, audit_id INTEGER NOT NULL,
    kind TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE transcripts (
    session_id TEXT NOT NULL, audit_id INTEGER NOT NULL, run_id TEXT NOT NULL,
    language TEXT NOT NULL, model TEXT NOT NULL, words TEXT NOT NULL,
    PRIMARY KEY (session_id, audit_id)) WITHOUT ROWID;
CREATE TABLE stretches (
    session_id TEXT NOT NULL, audit_id INTEGER NOT NULL, run_id TEXT NOT NULL,
    language TEXT NOT NULL,
    model TEXT NOT NULL, words TEXT NOT NULL,
    PRIMARY KEY (session_id, audit_id)) WITHOUT ROWID;
CREATE TABLE diarizations (
    session_id TEXT NOT NULL, audit_id INTEGER NOT NULL, run_id TEXT NOT NULL,
    model TEXT NOT NULL, speakers TEXT NOT NULL, turns TEXT NOT NULL,
    PRIMARY KEY (session_id, audit_id)) WITHOUT ROWID;
CREATE TABLE assignments (
    session_id TEXT NOT NULL, audit_id INTEGER NOT NULL, run_id TEXT NOT NULL,
    words TEXT NOT NULL, segments TEXT NOT NULL, chunk_speakers TEXT NOT NULL,
    PRIMARY KEY (session_id, audit_id)) WITHOUT ROWID;
CREATE TABLE selections (
    session_id TEXT NOT NULL, audit_id INTEGER NOT NULL, run_id TEXT NOT NULL,
    PRIMARY KEY (session_id, audit_id)) WITHOUT ROWID;
CREATE TABLE edits (
    session_id TEXT NOT NULL, audit_id INTEGER NOT NULL, edit_id TEXT NOT NULL,
    kind TEXT NOT NULL, run_id TEXT NOT NULL,
    words_hash TEXT NOT NULL, first_word INTEGER NOT NULL, last_word INTEGER NOT NULL,
    text TEXT NOT NULL,
    speaker TEXT NOT NULL, merged TEXT NOT NULL,
    PRIMARY KEY (session_id, audit_id)) WITHOUT ROWID;
CREATE TABLE edit_marks (
    session_id TEXT NOT NULL, audit_id INTEGER NOT NULL, edit_id TEXT NOT NULL,
    active INTEGER NOT NULL,
    PRIMARY KEY (session_id, audit_id)) WITHOUT ROWID;
CREATE TABLE consents (
    session_id TEXT NOT NULL, audit_id INTEGER NOT NULL, answer TEXT NOT NULL,
    version TEXT NOT NULL,
    language TEXT NOT NULL, text_hash TEXT NOT NULL, given_by TEXT NOT NULL,
    PRIMARY KEY (session_id, audit_id)) WITHOUT ROWID;
CREATE TABLE holds (
    session_id TEXT NOT NULL, audit_id INTEGER NOT NULL, active INTEGER NOT NULL,
    reason TEXT NOT NULL,
    PRIMARY KEY (session_id, audit_id)) WITHOUT ROWID;
CREATE TABLE speaker_names (
    session_id TEXT NOT NULL, audit_id INTEGER NOT NULL, label TEXT NOT NULL,
    name TEXT NOT NULL, role TEXT NOT NULL,
    PRIMARY KEY (session_id, audit_id)) WITHOUT ROWID;
CREATE INDEX speaker_names_by_name ON speaker_names (name);
CREATE TABLE erasures (
    session_id TEXT NOT NULL, erased_at TEXT NOT NULL, user_id TEXT NOT NULL,
    reason TEXT NOT NULL,
    audit_rows INTEGER NOT NULL, last_hash TEXT NOT NULL,
    PRIMARY KEY (session_id, erased_at)) WITHOUT ROWID;
CREATE TABLE erasing (session_id TEXT NOT NULL PRIMARY KEY) WITHOUT ROWID;

-- Derived: they hold nothing that the facts do not say, and `repair` makes them anew.
CREATE TABLE catalogue (
    session_id TEXT NOT NULL PRIMARY KEY, created_at TEXT NOT NULL, state TEXT NOT NULL,
    reason TEXT NOT NULL,
    sample_count INTEGER NOT NULL, chunks INTEGER NOT NULL, chunks_ok INTEGER NOT NULL,
    speakers INTEGER NOT NULL,
    language TEXT NOT NULL, audit_rows INTEGER NOT NULL, last_hash TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX catalogue_by_time ON catalogue (created_at);
CREATE INDEX catalogue_open ON catalogue (created_at) WHERE state IN ('recording', 'paused');
CREATE TABLE chunk_view (
    session_id TEXT NOT NULL, number INTEGER NOT NULL, created_at TEXT NOT NULL,
    transcription INTEGER,
    status TEXT NOT NULL, speaker TEXT NOT NULL,
    PRIMARY KEY (session_id, number)) WITHOUT ROWID;
CREATE TABLE passages (
    -- seconds since 1970 of the session's beginning, shifted by 20 bits, and a number within it:
    -- the order of time, so that the newest come first and a range of dates is a range of ids
    passage_id INTEGER PRIMARY KEY, session_id TEXT NOT NULL, chunk_number INTEGER,
    start REAL NOT NULL, end REAL NOT NULL, speaker TEXT NOT NULL, text TEXT NOT NULL
);
CREATE INDEX passages_by_session ON passages (session_id, chunk_number);
CREATE VIRTUAL TABLE passage_index USING fts5 (
    text, content = 'passages', content_rowid = 'passage_id',
    tokenize = 'unicode61 remove_diacritics 2',
    prefix = '2 3'
);
CREATE TRIGGER passages_added AFTER INSERT ON passages BEGIN
    INSERT INTO passage_index (rowid, text) VALUES (new.passage_id, new.text);
END;
CREATE TRIGGER passages_removed AFTER DELETE ON passages BEGIN
    INSERT INTO passage_index (passage_index, rowid, text)
    VALUES ('delete', old.passage_id, old.text);
END;

-- Facts are append-only.
CREATE TRIGGER audit_keeps_rows BEFORE UPDATE ON audit BEGIN
    SELECT RAISE(ABORT, 'a fact is never rewritten');
END;
CREATE TRIGGER audit_loses_none BEFORE DELETE ON audit
WHEN NOT EXISTS (SELECT 1 FROM erasing WHERE session_id = old.session_id) BEGIN
    SELECT RAISE(ABORT, 'a fact is never deleted');
END;

CREATE TRIGGER runs_keeps_rows BEFORE UPDATE ON runs BEGIN
    SELECT RAISE(ABORT, 'a fact is never rewritten');
END;
CREATE TRIGGER runs_loses_none BEFORE DELETE ON runs
WHEN NOT EXISTS (SELECT 1 FROM erasing WHERE session_id = old.session_id) BEGIN
    SELECT RAISE(ABORT, 'a fact is never deleted');
END;

CREATE TRIGGER sessions_keeps_rows BEFORE UPDATE ON sessions BEGIN
    SELECT RAISE(ABORT, 'a fact is never rewritten');
END;
CREATE TRIGGER sessions_loses_none BEFORE DELETE ON sessions
WHEN NOT EXISTS (SELECT 1 FROM erasing WHERE session_id = old.session_id) BEGIN
    SELECT RAISE(ABORT, 'a fact is never deleted');
END;

CREATE TRIGGER states_keeps_rows BEFORE UPDATE ON states BEGIN
    SELECT RAISE(ABORT, 'a fact is never rewritten');
END;
CREATE TRIGGER states_loses_none BEFORE DELETE ON states
WHEN NOT EXISTS (SELECT 1 FROM erasing WHERE session_id = old.session_id) BEGIN
    SELECT RAISE(ABORT, 'a fact is never deleted');
END;

CREATE TRIGGER slices_keeps_rows BEFORE UPDATE ON slices BEGIN
    SELECT RAISE(ABORT, 'a fact is never rewritten');
END;
CREATE TRIGGER slices_loses_none BEFORE DELETE ON slices
WHEN NOT EXISTS (SELECT 1 FROM erasing WHERE session_id = old.session_id) BEGIN
    SELECT RAISE(ABORT, 'a fact is never deleted');
END;

CREATE TRIGGER spans_keeps_rows BEFORE UPDATE ON spans BEGIN
    SELECT RAISE(ABORT, 'a fact is never rewritten');
END;
CREATE TRIGGER spans_loses_none BEFORE DELETE ON spans
WHEN NOT EXISTS (SELECT 1 FROM erasing WHERE session_id = old.session_id) BEGIN
    SELECT RAISE(ABORT, 'a fact is never deleted');
END;

CREATE TRIGGER transcriptions_keeps_rows BEFORE UPDATE ON transcriptions BEGIN
    SELECT RAISE(ABORT, 'a fact is never rewritten');
END;
CREATE TRIGGER transcriptions_loses_none BEFORE DELETE ON transcriptions
WHEN NOT EXISTS (SELECT 1 FROM erasing WHERE session_id = old.session_id) BEGIN
    SELECT RAISE(ABORT, 'a fact is never deleted');
END;

CREATE TRIGGER transcripts_keeps_rows BEFORE UPDATE ON transcripts BEGIN
    SELECT RAISE(ABORT, 'a fact is never rewritten');
END;
CREATE TRIGGER transcripts_loses_none BEFORE DELETE ON transcripts
WHEN NOT EXISTS (SELECT 1 FROM erasing WHERE session_id = old.session_id) BEGIN
    SELECT RAISE(ABORT, 'a fact is never deleted');
END;

CREATE TRIGGER stretches_keeps_rows BEFORE UPDATE ON stretches BEGIN
    SELECT RAISE(ABORT, 'a fact is never rewritten');
END;
CREATE TRIGGER stretches_loses_none BEFORE DELETE ON stretches
WHEN NOT EXISTS (SELECT 1 FROM erasing WHERE session_id = old.session_id) BEGIN
    SELECT RAISE(ABORT, 'a fact is never deleted');
END;

CREATE TRIGGER diarizations_keeps_rows BEFORE UPDATE ON diarizations BEGIN
    SELECT RAISE(ABORT, 'a fact is never rewritten');
END;
CREATE TRIGGER diarizations_loses_none BEFORE DELETE ON diarizations
WHEN NOT EXISTS (SELECT 1 FROM erasing WHERE session_id = old.session_id) BEGIN
    SELECT RAISE(ABORT, 'a fact is never deleted');
END;

CREATE TRIGGER assignments_keeps_rows BEFORE UPDATE ON assignments BEGIN
    SELECT RAISE(ABORT, 'a fact is never rewritten');
END;
CREATE TRIGGER assignments_loses_none BEFORE DELETE ON assignments
WHEN NOT EXISTS (SELECT 1 FROM erasing WHERE session_id = old.session_id) BEGIN
    SELECT RAISE(ABORT, 'a fact is never deleted');
END;

CREATE TRIGGER selections_keeps_rows BEFORE UPDATE ON selections BEGIN
    SELECT RAISE(ABORT, 'a fact is never rewritten');
END;
CREATE TRIGGER selections_loses_none BEFORE DELETE ON selections
WHEN NOT EXISTS (SELECT 1 FROM erasing WHERE session_id = old.session_id) BEGIN
    SELECT RAISE(ABORT, 'a fact is never deleted');
END;

CREATE TRIGGER edits_keeps_rows BEFORE UPDATE ON edits BEGIN
    SELECT RAISE(ABORT, 'a fact is never rewritten');
END;
CREATE TRIGGER edits_loses_none BEFORE DELETE ON edits
WHEN NOT EXISTS (SELECT 1 FROM erasing WHERE session_id = old.session_id) BEGIN
    SELECT RAISE(ABORT, 'a fact is never deleted');
END;

CREATE TRIGGER edit_marks_keeps_rows BEFORE UPDATE ON edit_marks BEGIN
    SELECT RAISE(ABORT, 'a fact is never rewritten');
END;
CREATE TRIGGER edit_marks_loses_none BEFORE DELETE ON edit_marks
WHEN NOT EXISTS (SELECT 1 FROM erasing WHERE session_id = old.session_id) BEGIN
    SELECT RAISE(ABORT, 'a fact is never deleted');
END;

CREATE TRIGGER consents_keeps_rows BEFORE UPDATE ON consents BEGIN
    SELECT RAISE(ABORT, 'a fact is never rewritten');
END;
CREATE TRIGGER consents_loses_none BEFORE DELETE ON consents
WHEN NOT EXISTS (SELECT 1 FROM erasing WHERE session_id = old.session_id) BEGIN
    SELECT RAISE(ABORT, 'a fact is never deleted');
END;

CREATE TRIGGER holds_keeps_rows BEFORE UPDATE ON holds BEGIN
    SELECT RAISE(ABORT, 'a fact is never rewritten');
END;
CREATE TRIGGER holds_loses_none BEFORE DELETE ON holds
WHEN NOT EXISTS (SELECT 1 FROM erasing WHERE session_id = old.session_id) BEGIN
    SELECT RAISE(ABORT, 'a fact is never deleted');
END;

CREATE TRIGGER speaker_names_keeps_rows BEFORE UPDATE ON speaker_names BEGIN
    SELECT RAISE(ABORT, 'a fact is never rewritten');
END;
CREATE TRIGGER speaker_names_loses_none BEFORE DELETE ON speaker_names
WHEN NOT EXISTS (SELECT 1 FROM erasing WHERE session_id = old.session_id) BEGIN
    SELECT RAISE(ABORT, 'a fact is never deleted');
END;

-- What is said of an erasure stays.
CREATE TRIGGER erasures_keep_rows BEFORE UPDATE ON erasures BEGIN
    SELECT RAISE(ABORT, 'an erasure is never rewritten');
END;
CREATE TRIGGER erasures_lose_none BEFORE DELETE ON erasures BEGIN
    SELECT RAISE(ABORT, 'an erasure is never deleted');
END;
