-- The administration database: configuration, action log, and the AMT service's own records.
-- Times are microseconds since 1970-01-01 UTC. Lists and documents are JSON.
-- Names are compared without case through name_key, which the program fills.

CREATE TABLE system_set (
    id            INTEGER PRIMARY KEY AUTOINCREMENT,
    name          TEXT    NOT NULL CONSTRAINT system_set_name_check CHECK (name <> ''),
    name_key      TEXT    NOT NULL CONSTRAINT system_set_name_key UNIQUE,
    parent        INTEGER CONSTRAINT system_set_parent_fkey REFERENCES system_set (id),
    description   TEXT    NOT NULL,
    link_person   TEXT    NOT NULL,
    created_at_us INTEGER NOT NULL,
    created_by    TEXT    NOT NULL
) STRICT;
-- Exactly one master: at most one row without a parent.
CREATE UNIQUE INDEX system_set_one_master ON system_set ((parent IS NULL)) WHERE parent IS NULL;
CREATE INDEX system_set_parent ON system_set (parent);

CREATE TABLE profile (
    id            INTEGER PRIMARY KEY AUTOINCREMENT,
    name          TEXT    NOT NULL CONSTRAINT profile_name_check CHECK (name <> ''),
    name_key      TEXT    NOT NULL CONSTRAINT profile_name_key UNIQUE,
    description   TEXT    NOT NULL,
    access_rights TEXT    NOT NULL,
    functions     TEXT    NOT NULL,
    created_at_us INTEGER NOT NULL,
    created_by    TEXT    NOT NULL
) STRICT;

CREATE TABLE sync_policy (
    id            INTEGER PRIMARY KEY CONSTRAINT sync_policy_single CHECK (id = 1),
    profile       INTEGER CONSTRAINT sync_policy_profile_fkey REFERENCES profile (id),
    enabled       INTEGER NOT NULL CONSTRAINT sync_policy_enabled_check CHECK (enabled IN (0, 1)),
    changed_at_us INTEGER,
    changed_by    TEXT
) STRICT;
INSERT INTO sync_policy (id, enabled) VALUES (1, 0);

CREATE TABLE amt_key (
    pid    TEXT PRIMARY KEY CONSTRAINT amt_key_pid_check CHECK (length(pid) = 9),
    sealed BLOB NOT NULL
) STRICT, WITHOUT ROWID;

-- Every hello as it came.
CREATE TABLE hello (
    id             INTEGER PRIMARY KEY AUTOINCREMENT,
    uuid           BLOB    NOT NULL,
    address        TEXT    NOT NULL,
    received_at_us INTEGER NOT NULL,
    retry          INTEGER NOT NULL,
    interface      TEXT    NOT NULL CONSTRAINT hello_interface_check CHECK (interface IN ('psk', 'pki')),
    raw            BLOB    NOT NULL
) STRICT;
CREATE INDEX hello_received_at ON hello (received_at_us);

CREATE TABLE hello_hour (
    hour   INTEGER PRIMARY KEY,
    hellos INTEGER NOT NULL
) STRICT;

CREATE TABLE hello_rejected (
    id             INTEGER PRIMARY KEY AUTOINCREMENT,
    address        TEXT    NOT NULL,
    received_at_us INTEGER NOT NULL,
    reason         TEXT    NOT NULL,
    raw            BLOB    NOT NULL
) STRICT;
CREATE INDEX hello_rejected_received_at ON hello_rejected (received_at_us);

-- Hellos grouped by UUID. split_by is empty where the UUID identifies the system, and the address where it does not.
-- addresses is empty when the latest address is the only one.
CREATE TABLE amt_system (
    id                    INTEGER PRIMARY KEY AUTOINCREMENT,
    uuid                  BLOB    NOT NULL,
    split_by              TEXT    NOT NULL,
    address               TEXT    NOT NULL,
    interface             TEXT    NOT NULL CONSTRAINT amt_system_interface_check CHECK (interface IN ('psk', 'pki')),
    admin_credentials_set INTEGER NOT NULL,
    pid                   TEXT,
    certificate_hashes    TEXT    NOT NULL,
    first_seen_us         INTEGER NOT NULL,
    last_seen_us          INTEGER NOT NULL,
    hellos                INTEGER NOT NULL,
    retry                 INTEGER NOT NULL,
    trailing_bytes        INTEGER NOT NULL,
    addresses             TEXT    NOT NULL,
    status                TEXT    NOT NULL,
    warnings              TEXT    NOT NULL,
    outcome               TEXT,
    scenario              TEXT,
    trace                 INTEGER,
    resolved_at_us        INTEGER,
    version               INTEGER NOT NULL,
    changed               INTEGER NOT NULL,
    due_since_us          INTEGER,
    CONSTRAINT amt_system_identity UNIQUE (uuid, split_by)
) STRICT;
CREATE INDEX amt_system_last_seen ON amt_system (last_seen_us, id);
CREATE INDEX amt_system_status ON amt_system (status, first_seen_us);
CREATE INDEX amt_system_changed ON amt_system (changed);
CREATE INDEX amt_system_due ON amt_system (due_since_us, id) WHERE due_since_us IS NOT NULL;

CREATE TABLE trace (
    id            INTEGER PRIMARY KEY,
    system        INTEGER NOT NULL CONSTRAINT trace_system_fkey REFERENCES amt_system (id),
    uuid          BLOB    NOT NULL,
    decided_at_us INTEGER NOT NULL,
    verdict       TEXT    NOT NULL,
    evidence      TEXT    NOT NULL
) STRICT;
CREATE INDEX trace_uuid ON trace (uuid, id);
CREATE INDEX trace_decided_at ON trace (decided_at_us);
CREATE INDEX amt_system_trace ON amt_system (trace) WHERE trace IS NOT NULL;

CREATE TABLE mapping (
    uuid      BLOB    PRIMARY KEY NOT NULL,
    profile   INTEGER NOT NULL CONSTRAINT mapping_profile_fkey REFERENCES profile (id),
    fqdn      TEXT    NOT NULL,
    origin    TEXT    NOT NULL CONSTRAINT mapping_origin_check CHECK (origin IN ('resolved', 'override')),
    trace     INTEGER,
    set_by    TEXT    NOT NULL,
    set_at_us INTEGER NOT NULL,
    reason    TEXT
) STRICT;
CREATE INDEX mapping_set_at ON mapping (set_at_us);
CREATE INDEX mapping_fqdn ON mapping (LOWER(fqdn));

-- The Front End User Action Log.
CREATE TABLE operation (
    id            INTEGER PRIMARY KEY AUTOINCREMENT,
    at_us         INTEGER NOT NULL,
    actor         TEXT    NOT NULL,
    verb          TEXT    NOT NULL,
    object_kind   TEXT    NOT NULL,
    object_name   TEXT    NOT NULL,
    object_key    TEXT    NOT NULL,
    before        TEXT,
    after         TEXT,
    reason        TEXT,
    command       TEXT    NOT NULL,
    trace_id      BLOB    NOT NULL,
    server_ack_us INTEGER
) STRICT;
CREATE INDEX operation_object ON operation (object_key, id);
CREATE INDEX operation_at ON operation (at_us);

CREATE TABLE lease (
    id            INTEGER PRIMARY KEY CONSTRAINT lease_single CHECK (id = 1),
    holder        BLOB    NOT NULL,
    role          TEXT    NOT NULL,
    host          TEXT    NOT NULL,
    pid           INTEGER NOT NULL,
    taken_at_us   INTEGER NOT NULL,
    renewed_at_us INTEGER NOT NULL,
    expires_at_us INTEGER NOT NULL,
    report        TEXT    NOT NULL
) STRICT;

-- Change counters. traces hands out the numbers of traces. Writers take this row first, so they queue up here.
CREATE TABLE revision (
    id     INTEGER PRIMARY KEY CONSTRAINT revision_single CHECK (id = 1),
    hellos INTEGER NOT NULL,
    lease  INTEGER NOT NULL,
    traces INTEGER NOT NULL
) STRICT;
INSERT INTO revision (id, hellos, lease, traces) VALUES (1, 0, 0, 0);
