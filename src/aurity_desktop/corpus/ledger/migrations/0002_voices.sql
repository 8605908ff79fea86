-- Names as search looks at them: of the run of segments that counts. What stood there is taken
-- over; the next change reads it anew.

CREATE TABLE voices (session_id TEXT NOT NULL, label TEXT NOT NULL, name TEXT NOT NULL,
    PRIMARY KEY (session_id, label)) WITHOUT ROWID;
CREATE INDEX voices_by_name ON voices (name);
DROP INDEX speaker_names_by_name;
INSERT INTO voices SELECT n.session_id, n.label, n.name FROM speaker_names n WHERE n.audit_id = (
    SELECT max(m.audit_id) FROM speaker_names m
    WHERE m.session_id = n.session_id AND m.label = n.label);
