-- Delegation: grants, administrators, sets of computers, packages, assignments, and what belongs to them.
-- References are checked at the end of a transaction, so that the edits of a change may come in any order.
-- A reach is one NSC or one package, or everything where both columns are empty.

CREATE TABLE computer_set (
    id              INTEGER PRIMARY KEY,
    nss             INTEGER NOT NULL CONSTRAINT computer_set_nss_fkey REFERENCES system_set (id) DEFERRABLE INITIALLY DEFERRED,
    name            TEXT NOT NULL CONSTRAINT computer_set_name_check CHECK (name <> ''),
    name_key        TEXT NOT NULL CONSTRAINT computer_set_name_key UNIQUE,
    description     TEXT NOT NULL,
    parent          INTEGER CONSTRAINT computer_set_parent_fkey REFERENCES computer_set (id) DEFERRABLE INITIALLY DEFERRED
                    CONSTRAINT computer_set_parent_check CHECK (parent <> id),
    locally_managed INTEGER NOT NULL CONSTRAINT computer_set_locally_managed_check CHECK (locally_managed IN (0, 1)),
    responsible     TEXT NOT NULL,
    os_version      TEXT NOT NULL,
    created_at_us   INTEGER NOT NULL,
    created_by      TEXT NOT NULL
) STRICT;
CREATE INDEX computer_set_nss ON computer_set (nss);
CREATE INDEX computer_set_parent ON computer_set (parent) WHERE parent IS NOT NULL;

CREATE TABLE package (
    id              INTEGER PRIMARY KEY,
    nss             INTEGER NOT NULL CONSTRAINT package_nss_fkey REFERENCES system_set (id) DEFERRABLE INITIALLY DEFERRED,
    name            TEXT NOT NULL CONSTRAINT package_name_check CHECK (name <> ''),
    name_key        TEXT NOT NULL,
    version         TEXT NOT NULL,
    version_key     TEXT NOT NULL,
    vendor          TEXT NOT NULL,
    description     TEXT NOT NULL,
    kind            TEXT NOT NULL CONSTRAINT package_kind_check
                    CHECK (kind IN ('application', 'patch', 'os_setting', 'group_policy', 'scheduled_task', 'meta')),
    scope           TEXT NOT NULL CONSTRAINT package_scope_check CHECK (scope IN ('computer', 'user')),
    source          TEXT NOT NULL,
    install_command TEXT NOT NULL,
    remove_command  TEXT NOT NULL,
    detection       TEXT NOT NULL,
    success_codes   TEXT NOT NULL,
    reboot_codes    TEXT NOT NULL,
    dependencies    TEXT NOT NULL,
    supersedes      TEXT NOT NULL,
    conflicts       TEXT NOT NULL,
    priority        INTEGER NOT NULL,
    size_bytes      INTEGER NOT NULL CONSTRAINT package_size_check CHECK (size_bytes >= 0),
    os_filter       TEXT NOT NULL,
    concurrency     INTEGER CONSTRAINT package_concurrency_check CHECK (concurrency >= 0),
    licences        INTEGER CONSTRAINT package_licences_check CHECK (licences >= 0),
    reboots         INTEGER NOT NULL CONSTRAINT package_reboots_check CHECK (reboots IN (0, 1)),
    state           TEXT NOT NULL CONSTRAINT package_state_check CHECK (state IN ('draft', 'published', 'retired')),
    created_at_us   INTEGER NOT NULL,
    created_by      TEXT NOT NULL,
    CONSTRAINT package_name_version_key UNIQUE (name_key, version_key)
) STRICT;
CREATE INDEX package_nss ON package (nss);

CREATE TABLE nss_grant (
    id            INTEGER PRIMARY KEY,
    nss           INTEGER NOT NULL CONSTRAINT nss_grant_nss_fkey REFERENCES system_set (id) DEFERRABLE INITIALLY DEFERRED,
    verb          TEXT NOT NULL CONSTRAINT nss_grant_verb_check CHECK (verb <> ''),
    reach_nsc     INTEGER CONSTRAINT nss_grant_nsc_fkey REFERENCES computer_set (id) DEFERRABLE INITIALLY DEFERRED,
    reach_pkg     INTEGER CONSTRAINT nss_grant_pkg_fkey REFERENCES package (id) DEFERRABLE INITIALLY DEFERRED,
    granted_at_us INTEGER NOT NULL,
    granted_by    TEXT NOT NULL,
    CONSTRAINT nss_grant_reach_check CHECK (reach_nsc IS NULL OR reach_pkg IS NULL)
) STRICT;
CREATE UNIQUE INDEX nss_grant_once ON nss_grant (nss, verb, COALESCE(reach_nsc, 0), COALESCE(reach_pkg, 0));
CREATE INDEX nss_grant_nsc ON nss_grant (reach_nsc) WHERE reach_nsc IS NOT NULL;
CREATE INDEX nss_grant_pkg ON nss_grant (reach_pkg) WHERE reach_pkg IS NOT NULL;

CREATE TABLE administrator (
    id          INTEGER PRIMARY KEY,
    nss         INTEGER NOT NULL CONSTRAINT administrator_nss_fkey REFERENCES system_set (id) DEFERRABLE INITIALLY DEFERRED,
    trustee     TEXT NOT NULL CONSTRAINT administrator_trustee_check CHECK (trustee <> ''),
    trustee_key TEXT NOT NULL,
    reach_nsc   INTEGER CONSTRAINT administrator_nsc_fkey REFERENCES computer_set (id) DEFERRABLE INITIALLY DEFERRED,
    reach_pkg   INTEGER CONSTRAINT administrator_pkg_fkey REFERENCES package (id) DEFERRABLE INITIALLY DEFERRED,
    added_at_us INTEGER NOT NULL,
    added_by    TEXT NOT NULL,
    CONSTRAINT administrator_reach_check CHECK (reach_nsc IS NULL OR reach_pkg IS NULL)
) STRICT;
CREATE UNIQUE INDEX administrator_once
    ON administrator (nss, trustee_key, COALESCE(reach_nsc, 0), COALESCE(reach_pkg, 0));
CREATE INDEX administrator_nsc ON administrator (reach_nsc) WHERE reach_nsc IS NOT NULL;
CREATE INDEX administrator_pkg ON administrator (reach_pkg) WHERE reach_pkg IS NOT NULL;

CREATE TABLE assignment (
    id             INTEGER PRIMARY KEY,
    nsc            INTEGER NOT NULL CONSTRAINT assignment_nsc_fkey REFERENCES computer_set (id) DEFERRABLE INITIALLY DEFERRED,
    pkg            INTEGER NOT NULL CONSTRAINT assignment_pkg_fkey REFERENCES package (id) DEFERRABLE INITIALLY DEFERRED,
    action         TEXT NOT NULL CONSTRAINT assignment_action_check
                   CHECK (action IN ('allow', 'publish', 'apply', 'deny')),
    not_before_us  INTEGER,
    deadline_us    INTEGER,
    time_window    TEXT,
    reboot         TEXT NOT NULL CONSTRAINT assignment_reboot_check CHECK (reboot IN ('ask', 'defer', 'force')),
    assigned_at_us INTEGER NOT NULL,
    assigned_by    TEXT NOT NULL,
    CONSTRAINT assignment_once UNIQUE (nsc, pkg, action)
) STRICT;
CREATE INDEX assignment_pkg ON assignment (pkg);

CREATE TABLE local_release (
    id             INTEGER PRIMARY KEY,
    nsc            INTEGER NOT NULL CONSTRAINT local_release_nsc_fkey REFERENCES computer_set (id) DEFERRABLE INITIALLY DEFERRED,
    pkg            INTEGER NOT NULL CONSTRAINT local_release_pkg_fkey REFERENCES package (id) DEFERRABLE INITIALLY DEFERRED,
    state          TEXT NOT NULL,
    released_by    TEXT NOT NULL,
    released_at_us INTEGER NOT NULL,
    reason         TEXT NOT NULL,
    CONSTRAINT local_release_once UNIQUE (nsc, pkg)
) STRICT;
CREATE INDEX local_release_pkg ON local_release (pkg);

CREATE TABLE member_request (
    id          INTEGER PRIMARY KEY,
    nsc         INTEGER NOT NULL CONSTRAINT member_request_nsc_fkey REFERENCES computer_set (id) DEFERRABLE INITIALLY DEFERRED,
    members     TEXT NOT NULL CONSTRAINT member_request_members_check CHECK (members IN ('computer', 'user')),
    names       TEXT NOT NULL,
    asked_by    TEXT NOT NULL,
    asked_at_us INTEGER NOT NULL,
    reason      TEXT NOT NULL,
    state       TEXT NOT NULL
) STRICT;
CREATE INDEX member_request_nsc ON member_request (nsc);

CREATE TABLE choice (
    id           INTEGER PRIMARY KEY,
    login        TEXT NOT NULL CONSTRAINT choice_login_check CHECK (login <> ''),
    machine      TEXT,
    pkg          INTEGER NOT NULL CONSTRAINT choice_pkg_fkey REFERENCES package (id) DEFERRABLE INITIALLY DEFERRED,
    chosen       INTEGER NOT NULL CONSTRAINT choice_chosen_check CHECK (chosen IN (0, 1)),
    chosen_at_us INTEGER NOT NULL
) STRICT;
CREATE INDEX choice_pkg ON choice (pkg);

-- The number that the next new object of a kind gets. Numbers are never used again.
CREATE TABLE number (
    kind TEXT PRIMARY KEY,
    next INTEGER NOT NULL CONSTRAINT number_next_check CHECK (next > 0)
) STRICT, WITHOUT ROWID;
INSERT INTO number (kind, next) SELECT 'nss', COALESCE(MAX(id), 0) + 1 FROM system_set;

CREATE TABLE inbox_read (
    reader_key TEXT NOT NULL,
    item       TEXT NOT NULL,
    read_at_us INTEGER NOT NULL,
    PRIMARY KEY (reader_key, item)
) STRICT, WITHOUT ROWID;

-- What an operation did, so that it can be followed and taken back.
ALTER TABLE operation ADD COLUMN edits TEXT;
ALTER TABLE operation ADD COLUMN directory_edits TEXT;
ALTER TABLE operation ADD COLUMN directory_state TEXT
    CONSTRAINT operation_directory_state_check CHECK (directory_state IN ('pending', 'done'));
ALTER TABLE operation ADD COLUMN directory_outcome TEXT;
ALTER TABLE operation ADD COLUMN undoes INTEGER CONSTRAINT operation_undoes_fkey REFERENCES operation (id);
ALTER TABLE operation ADD COLUMN undone_by INTEGER CONSTRAINT operation_undone_by_fkey REFERENCES operation (id);
CREATE INDEX operation_directory ON operation (id) WHERE directory_state = 'pending';
