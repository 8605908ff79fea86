-- Titles that were given after the session's first fact; the newest counts.

CREATE TABLE titles (
    session_id TEXT NOT NULL, audit_id INTEGER NOT NULL, title TEXT NOT NULL,
    PRIMARY KEY (session_id, audit_id)) WITHOUT ROWID;
CREATE TRIGGER titles_keeps_rows BEFORE UPDATE ON titles BEGIN
    SELECT RAISE(ABORT, 'a fact is never rewritten');
END;
CREATE TRIGGER titles_loses_none BEFORE DELETE ON titles
WHEN NOT EXISTS (SELECT 1 FROM erasing WHERE session_id = old.session_id) BEGIN
    SELECT RAISE(ABORT, 'a fact is never deleted');
END;

-- Derived: the titles that hold, as search looks at them.
CREATE TABLE shown_titles (
    title_id INTEGER PRIMARY KEY, session_id TEXT NOT NULL UNIQUE, title TEXT NOT NULL
);
CREATE VIRTUAL TABLE title_index USING fts5 (
    title, content = 'shown_titles', content_rowid = 'title_id',
    tokenize = 'unicode61 remove_diacritics 2',
    prefix = '2 3'
);
CREATE TRIGGER shown_titles_added AFTER INSERT ON shown_titles BEGIN
    INSERT INTO title_index (rowid, title) VALUES (new.title_id, new.title);
END;
CREATE TRIGGER shown_titles_removed AFTER DELETE ON shown_titles BEGIN
    INSERT INTO title_index (title_index, rowid, title)
    VALUES ('delete', old.title_id, old.title);
END;
INSERT INTO shown_titles (session_id, title)
SELECT s.session_id, s.title FROM sessions s JOIN catalogue c ON c.session_id = s.session_id
WHERE typeof(s.title) = 'text' AND s.title <> '';
