-- The run of segments that lists and search show of a session, in parts, so that a correction reads
-- and writes what stands around it and not the whole session. Derived; a session that was finished
-- before gets them with its next correction.

CREATE TABLE shown_runs (session_id TEXT NOT NULL PRIMARY KEY, run_id TEXT NOT NULL,
    -- how many words, their hash (`edits.words_hash`), the labels of its voices as a JSON list
    words INTEGER NOT NULL, words_hash TEXT NOT NULL, labels TEXT NOT NULL,
    -- the passage of a segment is this and the position of its first word
    first_passage INTEGER NOT NULL) WITHOUT ROWID;
CREATE INDEX shown_runs_by_passage ON shown_runs (first_passage, words);
CREATE TABLE run_parts (session_id TEXT NOT NULL, first_word INTEGER NOT NULL,
    -- seconds in which its words lie; whether corrections moved words between voices or times
    start REAL NOT NULL, end REAL NOT NULL, moved INTEGER NOT NULL,
    -- JSON, packed by zlib
    words BLOB NOT NULL, segments BLOB NOT NULL,
    PRIMARY KEY (session_id, first_word)) WITHOUT ROWID;
CREATE INDEX run_parts_by_time ON run_parts (session_id, start, end);
CREATE INDEX run_parts_moved ON run_parts (session_id) WHERE moved;
-- Of each chunk, the speaker that the run itself states, and who talks longest as it is read now.
ALTER TABLE chunk_view ADD COLUMN stated_speaker TEXT;
ALTER TABLE chunk_view ADD COLUMN longest_speaker TEXT;
