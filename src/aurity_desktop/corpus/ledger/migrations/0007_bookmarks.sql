-- Moments that people marked, each with a note or without; the newest row of an id counts.

CREATE TABLE bookmarks (
    session_id TEXT NOT NULL, audit_id INTEGER NOT NULL, bookmark_id TEXT NOT NULL,
    at_sample INTEGER NOT NULL, text TEXT NOT NULL, active INTEGER NOT NULL,
    PRIMARY KEY (session_id, audit_id)) WITHOUT ROWID;
CREATE TRIGGER bookmarks_keeps_rows BEFORE UPDATE ON bookmarks BEGIN
    SELECT RAISE(ABORT, 'a fact is never rewritten');
END;
CREATE TRIGGER bookmarks_loses_none BEFORE DELETE ON bookmarks
WHEN NOT EXISTS (SELECT 1 FROM erasing WHERE session_id = old.session_id) BEGIN
    SELECT RAISE(ABORT, 'a fact is never deleted');
END;

-- Derived: the notes that hold, as search looks at them.
CREATE TABLE shown_notes (
    note_id INTEGER PRIMARY KEY, session_id TEXT NOT NULL, bookmark_id TEXT NOT NULL,
    at_sample INTEGER NOT NULL, text TEXT NOT NULL, UNIQUE (session_id, bookmark_id)
);
CREATE VIRTUAL TABLE note_index USING fts5 (
    text, content = 'shown_notes', content_rowid = 'note_id',
    tokenize = 'unicode61 remove_diacritics 2',
    prefix = '2 3'
);
CREATE TRIGGER shown_notes_added AFTER INSERT ON shown_notes BEGIN
    INSERT INTO note_index (rowid, text) VALUES (new.note_id, new.text);
END;
CREATE TRIGGER shown_notes_removed AFTER DELETE ON shown_notes BEGIN
    INSERT INTO note_index (note_index, rowid, text) VALUES ('delete', old.note_id, old.text);
END;
