-- From a saved change to the distribution points: the points, what was published last, and what lies where.

ALTER TABLE package ADD COLUMN checksum TEXT NOT NULL DEFAULT '';

CREATE TABLE distribution_point (
    id          BIGINT PRIMARY KEY,
    name        TEXT NOT NULL CONSTRAINT distribution_point_name_check CHECK (name <> ''),
    name_key    TEXT NOT NULL CONSTRAINT distribution_point_name_key UNIQUE,
    url         TEXT NOT NULL CONSTRAINT distribution_point_url_check CHECK (url <> ''),
    credential  TEXT NOT NULL,
    added_at_us BIGINT NOT NULL,
    added_by    TEXT NOT NULL
);

-- What the publisher last saw of a point. A point that is gone takes its state along.
CREATE TABLE point_state (
    point            BIGINT PRIMARY KEY CONSTRAINT point_state_point_fkey REFERENCES distribution_point (id) ON DELETE CASCADE,
    generation       BIGINT NOT NULL,
    complete_at_us   BIGINT,
    tried_at_us      BIGINT NOT NULL,
    failing_since_us BIGINT,
    problem          TEXT NOT NULL,
    sent_bytes       BIGINT NOT NULL
);

-- Every flat file as it was published last.
CREATE TABLE flat_file (
    path        TEXT PRIMARY KEY,
    generation  BIGINT NOT NULL,
    high_water  BIGINT NOT NULL,
    body        TEXT NOT NULL,
    digest      TEXT NOT NULL,
    size_bytes  BIGINT NOT NULL
);

CREATE TABLE generation (
    number     BIGINT PRIMARY KEY,
    high_water BIGINT NOT NULL,
    made_at_us BIGINT NOT NULL,
    changed    TEXT NOT NULL
);

CREATE INDEX operation_ack ON operation (id) WHERE server_ack_us IS NULL;

-- Runs of jobs that somebody asked for and the backend has not begun.
CREATE TABLE job_wish (
    job         TEXT PRIMARY KEY,
    asked_at_us BIGINT NOT NULL,
    asked_by    TEXT NOT NULL
);
