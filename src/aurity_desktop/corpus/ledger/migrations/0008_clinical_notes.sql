-- What was decided about the lines of a session's clinical note, what was typed into it, and the
-- versions that were signed. Of the first two the newest counts.

CREATE TABLE note_entries (
    session_id TEXT NOT NULL, audit_id INTEGER NOT NULL, entry_id TEXT NOT NULL,
    state TEXT NOT NULL, kind TEXT NOT NULL, section TEXT NOT NULL, text TEXT NOT NULL,
    found TEXT NOT NULL, start REAL NOT NULL, end REAL NOT NULL,
    PRIMARY KEY (session_id, audit_id)) WITHOUT ROWID;
CREATE TRIGGER note_entries_keeps_rows BEFORE UPDATE ON note_entries BEGIN
    SELECT RAISE(ABORT, 'a fact is never rewritten');
END;
CREATE TRIGGER note_entries_loses_none BEFORE DELETE ON note_entries
WHEN NOT EXISTS (SELECT 1 FROM erasing WHERE session_id = old.session_id) BEGIN
    SELECT RAISE(ABORT, 'a fact is never deleted');
END;

CREATE TABLE note_texts (
    session_id TEXT NOT NULL, audit_id INTEGER NOT NULL, section TEXT NOT NULL, text TEXT NOT NULL,
    PRIMARY KEY (session_id, audit_id)) WITHOUT ROWID;
CREATE TRIGGER note_texts_keeps_rows BEFORE UPDATE ON note_texts BEGIN
    SELECT RAISE(ABORT, 'a fact is never rewritten');
END;
CREATE TRIGGER note_texts_loses_none BEFORE DELETE ON note_texts
WHEN NOT EXISTS (SELECT 1 FROM erasing WHERE session_id = old.session_id) BEGIN
    SELECT RAISE(ABORT, 'a fact is never deleted');
END;

CREATE TABLE signed_notes (
    session_id TEXT NOT NULL, audit_id INTEGER NOT NULL, note_id TEXT NOT NULL,
    version INTEGER NOT NULL, content TEXT NOT NULL, text TEXT NOT NULL,
    PRIMARY KEY (session_id, audit_id)) WITHOUT ROWID;
CREATE TRIGGER signed_notes_keeps_rows BEFORE UPDATE ON signed_notes BEGIN
    SELECT RAISE(ABORT, 'a fact is never rewritten');
END;
CREATE TRIGGER signed_notes_loses_none BEFORE DELETE ON signed_notes
WHEN NOT EXISTS (SELECT 1 FROM erasing WHERE session_id = old.session_id) BEGIN
    SELECT RAISE(ABORT, 'a fact is never deleted');
END;
