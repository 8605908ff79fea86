-- What search looks at of clinical notes: the confirmed lines, what was typed, and of the versions
-- that were signed what the draft no longer says.

-- All lines; of those that read alike the least `place` counts, the one with a sound. What stands in
-- a head is searched where it names the patient.
CREATE VIEW note_lines AS
SELECT e.session_id AS session_id, 'line/' || e.entry_id AS place, e.start AS start, e.text AS text
FROM note_entries e
WHERE e.state = 'confirmed' AND e.audit_id = (
    SELECT max(n.audit_id) FROM note_entries n
    WHERE n.session_id = e.session_id AND n.entry_id = e.entry_id)
UNION ALL
SELECT t.session_id, 'text/' || t.section, -1.0, t.text
FROM note_texts t
WHERE t.audit_id = (
    SELECT max(n.audit_id) FROM note_texts n
    WHERE n.session_id = t.session_id AND n.section = t.section)
UNION ALL
SELECT s.session_id, 'version/' || s.note_id || line.fullkey,
    json_extract(line.value, '$.entry.start'), json_extract(line.value, '$.entry.text')
FROM signed_notes s,
    json_each(iif(json_valid(s.content), s.content, '{}'), '$.sections') AS section,
    json_each(iif(section.type = 'object', section.value, '{}'), '$.lines') AS line
WHERE line.type = 'object'
UNION ALL
SELECT s.session_id, 'version/' || s.note_id || section.fullkey, -1.0,
    json_extract(section.value, '$.written')
FROM signed_notes s,
    json_each(iif(json_valid(s.content), s.content, '{}'), '$.sections') AS section
WHERE section.type = 'object'
UNION ALL
SELECT s.session_id, 'version/' || s.note_id || field.fullkey, -1.0,
    json_extract(field.value, '$.value')
FROM signed_notes s,
    json_each(iif(json_valid(s.content), s.content, '{}'), '$.head') AS field
WHERE field.type = 'object' AND json_extract(field.value, '$.field') IN ('patient', 'record_number');

-- Derived from it.
CREATE TABLE shown_note_lines (
    line_id INTEGER PRIMARY KEY, session_id TEXT NOT NULL, place TEXT NOT NULL,
    start REAL NOT NULL, text TEXT NOT NULL, UNIQUE (session_id, place)
);
CREATE VIRTUAL TABLE note_line_index USING fts5 (
    text, content = 'shown_note_lines', content_rowid = 'line_id',
    tokenize = 'unicode61 remove_diacritics 2',
    prefix = '2 3'
);
CREATE TRIGGER shown_note_lines_added AFTER INSERT ON shown_note_lines BEGIN
    INSERT INTO note_line_index (rowid, text) VALUES (new.line_id, new.text);
END;
CREATE TRIGGER shown_note_lines_removed AFTER DELETE ON shown_note_lines BEGIN
    INSERT INTO note_line_index (note_line_index, rowid, text)
    VALUES ('delete', old.line_id, old.text);
END;
INSERT INTO shown_note_lines (session_id, place, start, text)
SELECT session_id, min(place), start, text FROM note_lines
WHERE typeof(text) = 'text' AND text <> '' AND typeof(start) = 'real' GROUP BY session_id, text;
