-- Told words that people corrected while the talk went on; the newest row of an id counts.

CREATE TABLE live_corrections (
    session_id TEXT NOT NULL, audit_id INTEGER NOT NULL, correction_id TEXT NOT NULL,
    start REAL NOT NULL, end REAL NOT NULL, heard TEXT NOT NULL, text TEXT NOT NULL,
    active INTEGER NOT NULL,
    PRIMARY KEY (session_id, audit_id)) WITHOUT ROWID;
CREATE TRIGGER live_corrections_keeps_rows BEFORE UPDATE ON live_corrections BEGIN
    SELECT RAISE(ABORT, 'a fact is never rewritten');
END;
CREATE TRIGGER live_corrections_loses_none BEFORE DELETE ON live_corrections
WHEN NOT EXISTS (SELECT 1 FROM erasing WHERE session_id = old.session_id) BEGIN
    SELECT RAISE(ABORT, 'a fact is never deleted');
END;
