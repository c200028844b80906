-- From a saved change to the distribution points: the points, what was published last, and what lies where.

ALTER TABLE package ADD COLUMN checksum TEXT NOT NULL DEFAULT '';

CREATE TABLE distribution_point (
    id          INTEGER PRIMARY KEY,
    name        TEXT NOT NULL CONSTRAINT distribution_point_name_check CHECK (name <> ''),
    name_key    TEXT NOT NULL CONSTRAINT distribution_point_name_key UNIQUE,
    url         TEXT NOT NULL CONSTRAINT distribution_point_url_check CHECK (url <> ''),
    credential  TEXT NOT NULL,
    added_at_us INTEGER NOT NULL,
    added_by    TEXT NOT NULL
) STRICT;

-- What the publisher last saw of a point. A point that is gone takes its state along.
CREATE TABLE point_state (
    point            INTEGER PRIMARY KEY CONSTRAINT point_state_point_fkey REFERENCES distribution_point (id) ON DELETE CASCADE,
    generation       INTEGER NOT NULL,
    complete_at_us   INTEGER,
    tried_at_us      INTEGER NOT NULL,
    failing_since_us INTEGER,
    problem          TEXT NOT NULL,
    sent_bytes       INTEGER NOT NULL
) STRICT;

-- Every flat file as it was published last.
CREATE TABLE flat_file (
    path        TEXT PRIMARY KEY,
    generation  INTEGER NOT NULL,
    high_water  INTEGER NOT NULL,
    body        TEXT NOT NULL,
    digest      TEXT NOT NULL,
    size_bytes  INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE generation (
    number     INTEGER PRIMARY KEY,
    high_water INTEGER NOT NULL,
    made_at_us INTEGER NOT NULL,
    changed    TEXT NOT NULL
) STRICT;

CREATE INDEX operation_ack ON operation (id) WHERE server_ack_us IS NULL;

-- Runs of jobs that somebody asked for and the backend has not begun.
CREATE TABLE job_wish (
    job         TEXT PRIMARY KEY,
    asked_at_us INTEGER NOT NULL,
    asked_by    TEXT NOT NULL
) STRICT, WITHOUT ROWID;
