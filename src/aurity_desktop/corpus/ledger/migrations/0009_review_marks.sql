-- What people said of a session as a whole: that it is reviewed, or is to be reviewed again.

CREATE TABLE review_marks (
    session_id TEXT NOT NULL, audit_id INTEGER NOT NULL, reviewed INTEGER NOT NULL,
    PRIMARY KEY (session_id, audit_id)) WITHOUT ROWID;
CREATE TRIGGER review_marks_keeps_rows BEFORE UPDATE ON review_marks BEGIN
    SELECT RAISE(ABORT, 'a fact is never rewritten');
END;
CREATE TRIGGER review_marks_loses_none BEFORE DELETE ON review_marks
WHEN NOT EXISTS (SELECT 1 FROM erasing WHERE session_id = old.session_id) BEGIN
    SELECT RAISE(ABORT, 'a fact is never deleted');
END;
