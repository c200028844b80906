-- What the jobs did, and what clients told of themselves.

CREATE TABLE job_run (
    id            BIGINT PRIMARY KEY,
    job           TEXT NOT NULL,
    started_at_us BIGINT NOT NULL,
    ended_at_us   BIGINT NOT NULL,
    counts        TEXT NOT NULL,
    problem       TEXT NOT NULL
);
CREATE INDEX job_run_job ON job_run (job, id);

CREATE TABLE check_in (
    machine_key       TEXT PRIMARY KEY,
    machine           TEXT NOT NULL,
    point             TEXT NOT NULL,
    generation        BIGINT NOT NULL,
    checked_at_us     BIGINT NOT NULL,
    reported_at_us    BIGINT NOT NULL,
    read_at_us        BIGINT NOT NULL,
    agent_version     TEXT NOT NULL,
    packages_ok       BIGINT NOT NULL,
    packages          BIGINT NOT NULL,
    packages_failed   BIGINT NOT NULL,
    reboot_pending_us BIGINT
);
CREATE INDEX check_in_generation ON check_in (generation);

-- How far generations have come among the clients.
CREATE TABLE reach (
    generation  BIGINT PRIMARY KEY,
    first_at_us BIGINT NOT NULL,
    most_at_us  BIGINT
);
