-- Whom each session is about; the newest row counts, one without an id says nobody.

CREATE TABLE patients (
    session_id TEXT NOT NULL, audit_id INTEGER NOT NULL, patient_id TEXT NOT NULL,
    name TEXT NOT NULL, record_number TEXT NOT NULL, birth_date TEXT NOT NULL,
    PRIMARY KEY (session_id, audit_id)) WITHOUT ROWID;
CREATE INDEX patients_by_id ON patients (patient_id);
CREATE TRIGGER patients_keeps_rows BEFORE UPDATE ON patients BEGIN
    SELECT RAISE(ABORT, 'a fact is never rewritten');
END;
CREATE TRIGGER patients_loses_none BEFORE DELETE ON patients
WHEN NOT EXISTS (SELECT 1 FROM erasing WHERE session_id = old.session_id) BEGIN
    SELECT RAISE(ABORT, 'a fact is never deleted');
END;
