CREATE TABLE jobs (
    sequence INTEGER PRIMARY KEY AUTOINCREMENT,
    job_id TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL,
    session_id TEXT NOT NULL,
    priority INTEGER NOT NULL,
    speakers_given INTEGER NOT NULL,
    speakers_minimum INTEGER,
    speakers_maximum INTEGER,
    state TEXT NOT NULL,
    progress REAL NOT NULL DEFAULT 0,
    eta REAL,
    step TEXT NOT NULL DEFAULT '',
    attempt INTEGER NOT NULL DEFAULT 0,
    strikes INTEGER NOT NULL DEFAULT 0,
    retries INTEGER NOT NULL DEFAULT 0,
    error TEXT NOT NULL DEFAULT '',
    last_event TEXT NOT NULL,
    cancel_requested INTEGER NOT NULL DEFAULT 0,
    owner TEXT NOT NULL DEFAULT '',
    lease_until REAL NOT NULL DEFAULT 0,
    not_before REAL NOT NULL,
    audio_seconds REAL NOT NULL DEFAULT 0,
    created_at REAL NOT NULL,
    first_started_at REAL,
    started_at REAL,
    ended_at REAL,
    told INTEGER NOT NULL DEFAULT 0
) STRICT;

-- What makes submit idempotent, whatever two processes do at the same instant.
CREATE UNIQUE INDEX one_open_job ON jobs (kind, session_id)
    WHERE state IN ('pending', 'in_progress');
CREATE INDEX jobs_by_state ON jobs (state, priority DESC, sequence);

CREATE TABLE history (
    job_id TEXT NOT NULL,
    at REAL NOT NULL,
    attempt INTEGER NOT NULL,
    event TEXT NOT NULL,
    detail TEXT NOT NULL
) STRICT;
CREATE INDEX history_by_job ON history (job_id);

-- Steps and runs are the memory of this machine: they outlive the jobs that they came from.
CREATE TABLE steps (
    job_id TEXT NOT NULL,
    attempt INTEGER NOT NULL,
    step TEXT NOT NULL,
    seconds REAL NOT NULL,
    audio_seconds REAL NOT NULL,
    ended_at REAL NOT NULL
) STRICT;
CREATE INDEX steps_by_step ON steps (step, ended_at);
CREATE TABLE runs (
    job_id TEXT NOT NULL,
    kind TEXT NOT NULL,
    state TEXT NOT NULL,
    waited REAL NOT NULL,
    ran REAL NOT NULL,
    retries INTEGER NOT NULL,
    audio_seconds REAL NOT NULL,
    ended_at REAL NOT NULL
) STRICT;
CREATE INDEX runs_by_end ON runs (ended_at);

CREATE TABLE worker (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    owner TEXT NOT NULL,
    process_id INTEGER NOT NULL,
    started_at REAL NOT NULL,
    heartbeat_at REAL NOT NULL,
    job_id TEXT NOT NULL,
    hard_limit_at REAL
) STRICT;
