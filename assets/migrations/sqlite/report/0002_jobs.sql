-- What the jobs did, and what clients told of themselves.

CREATE TABLE job_run (
    id            INTEGER PRIMARY KEY,
    job           TEXT NOT NULL,
    started_at_us INTEGER NOT NULL,
    ended_at_us   INTEGER NOT NULL,
    counts        TEXT NOT NULL,
    problem       TEXT NOT NULL
) STRICT;
CREATE INDEX job_run_job ON job_run (job, id);

CREATE TABLE check_in (
    machine_key       TEXT PRIMARY KEY,
    machine           TEXT NOT NULL,
    point             TEXT NOT NULL,
    generation        INTEGER NOT NULL,
    checked_at_us     INTEGER NOT NULL,
    reported_at_us    INTEGER NOT NULL,
    read_at_us        INTEGER NOT NULL,
    agent_version     TEXT NOT NULL,
    packages_ok       INTEGER NOT NULL,
    packages          INTEGER NOT NULL,
    packages_failed   INTEGER NOT NULL,
    reboot_pending_us INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX check_in_generation ON check_in (generation);

-- How far generations have come among the clients.
CREATE TABLE reach (
    generation  INTEGER PRIMARY KEY,
    first_at_us INTEGER NOT NULL,
    most_at_us  INTEGER
) STRICT;
