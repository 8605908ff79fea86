-- Whether the second pass waits until somebody says otherwise, and since when.
CREATE TABLE pause (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    since REAL NOT NULL
) STRICT;
