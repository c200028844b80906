-- Delegation: grants, administrators, sets of computers, packages, assignments, and what belongs to them.
-- References are checked at the end of a transaction, so that the edits of a change may come in any order.
-- A reach is one NSC or one package, or everything where both columns are empty.

CREATE TABLE computer_set (
    id              BIGINT PRIMARY KEY,
    nss             BIGINT NOT NULL CONSTRAINT computer_set_nss_fkey REFERENCES system_set (id) DEFERRABLE INITIALLY DEFERRED,
    name            TEXT NOT NULL CONSTRAINT computer_set_name_check CHECK (name <> ''),
    name_key        TEXT NOT NULL CONSTRAINT computer_set_name_key UNIQUE,
    description     TEXT NOT NULL,
    parent          BIGINT CONSTRAINT computer_set_parent_fkey REFERENCES computer_set (id) DEFERRABLE INITIALLY DEFERRED
                    CONSTRAINT computer_set_parent_check CHECK (parent <> id),
    locally_managed BOOLEAN NOT NULL,
    responsible     TEXT NOT NULL,
    os_version      TEXT NOT NULL,
    created_at_us   BIGINT NOT NULL,
    created_by      TEXT NOT NULL
);
CREATE INDEX computer_set_nss ON computer_set (nss);
CREATE INDEX computer_set_parent ON computer_set (parent) WHERE parent IS NOT NULL;

CREATE TABLE package (
    id              BIGINT PRIMARY KEY,
    nss             BIGINT NOT NULL CONSTRAINT package_nss_fkey REFERENCES system_set (id) DEFERRABLE INITIALLY DEFERRED,
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
    priority        BIGINT NOT NULL,
    size_bytes      BIGINT NOT NULL CONSTRAINT package_size_check CHECK (size_bytes >= 0),
    os_filter       TEXT NOT NULL,
    concurrency     BIGINT CONSTRAINT package_concurrency_check CHECK (concurrency >= 0),
    licences        BIGINT CONSTRAINT package_licences_check CHECK (licences >= 0),
    reboots         BOOLEAN NOT NULL,
    state           TEXT NOT NULL CONSTRAINT package_state_check CHECK (state IN ('draft', 'published', 'retired')),
    created_at_us   BIGINT NOT NULL,
    created_by      TEXT NOT NULL,
    CONSTRAINT package_name_version_key UNIQUE (name_key, version_key)
);
CREATE INDEX package_nss ON package (nss);

CREATE TABLE nss_grant (
    id            BIGINT PRIMARY KEY,
    nss           BIGINT NOT NULL CONSTRAINT nss_grant_nss_fkey REFERENCES system_set (id) DEFERRABLE INITIALLY DEFERRED,
    verb          TEXT NOT NULL CONSTRAINT nss_grant_verb_check CHECK (verb <> ''),
    reach_nsc     BIGINT CONSTRAINT nss_grant_nsc_fkey REFERENCES computer_set (id) DEFERRABLE INITIALLY DEFERRED,
    reach_pkg     BIGINT CONSTRAINT nss_grant_pkg_fkey REFERENCES package (id) DEFERRABLE INITIALLY DEFERRED,
    granted_at_us BIGINT NOT NULL,
    granted_by    TEXT NOT NULL,
    CONSTRAINT nss_grant_reach_check CHECK (reach_nsc IS NULL OR reach_pkg IS NULL)
);
CREATE UNIQUE INDEX nss_grant_once ON nss_grant (nss, verb, COALESCE(reach_nsc, 0), COALESCE(reach_pkg, 0));
CREATE INDEX nss_grant_nsc ON nss_grant (reach_nsc) WHERE reach_nsc IS NOT NULL;
CREATE INDEX nss_grant_pkg ON nss_grant (reach_pkg) WHERE reach_pkg IS NOT NULL;

CREATE TABLE administrator (
    id          BIGINT PRIMARY KEY,
    nss         BIGINT NOT NULL CONSTRAINT administrator_nss_fkey REFERENCES system_set (id) DEFERRABLE INITIALLY DEFERRED,
    trustee     TEXT NOT NULL CONSTRAINT administrator_trustee_check CHECK (trustee <> ''),
    trustee_key TEXT NOT NULL,
    reach_nsc   BIGINT CONSTRAINT administrator_nsc_fkey REFERENCES computer_set (id) DEFERRABLE INITIALLY DEFERRED,
    reach_pkg   BIGINT CONSTRAINT administrator_pkg_fkey REFERENCES package (id) DEFERRABLE INITIALLY DEFERRED,
    added_at_us BIGINT NOT NULL,
    added_by    TEXT NOT NULL,
    CONSTRAINT administrator_reach_check CHECK (reach_nsc IS NULL OR reach_pkg IS NULL)
);
CREATE UNIQUE INDEX administrator_once
    ON administrator (nss, trustee_key, COALESCE(reach_nsc, 0), COALESCE(reach_pkg, 0));
CREATE INDEX administrator_nsc ON administrator (reach_nsc) WHERE reach_nsc IS NOT NULL;
CREATE INDEX administrator_pkg ON administrator (reach_pkg) WHERE reach_pkg IS NOT NULL;

CREATE TABLE assignment (
    id             BIGINT PRIMARY KEY,
    nsc            BIGINT NOT NULL CONSTRAINT assignment_nsc_fkey REFERENCES computer_set (id) DEFERRABLE INITIALLY DEFERRED,
    pkg            BIGINT NOT NULL CONSTRAINT assignment_pkg_fkey REFERENCES package (id) DEFERRABLE INITIALLY DEFERRED,
    action         TEXT NOT NULL CONSTRAINT assignment_action_check
                   CHECK (action IN ('allow', 'publish', 'apply', 'deny')),
    not_before_us  BIGINT,
    deadline_us    BIGINT,
    time_window    TEXT,
    reboot         TEXT NOT NULL CONSTRAINT assignment_reboot_check CHECK (reboot IN ('ask', 'defer', 'force')),
    assigned_at_us BIGINT NOT NULL,
    assigned_by    TEXT NOT NULL,
    CONSTRAINT assignment_once UNIQUE (nsc, pkg, action)
);
CREATE INDEX assignment_pkg ON assignment (pkg);

CREATE TABLE local_release (
    id             BIGINT PRIMARY KEY,
    nsc            BIGINT NOT NULL CONSTRAINT local_release_nsc_fkey REFERENCES computer_set (id) DEFERRABLE INITIALLY DEFERRED,
    pkg            BIGINT NOT NULL CONSTRAINT local_release_pkg_fkey REFERENCES package (id) DEFERRABLE INITIALLY DEFERRED,
    state          TEXT NOT NULL,
    released_by    TEXT NOT NULL,
    released_at_us BIGINT NOT NULL,
    reason         TEXT NOT NULL,
    CONSTRAINT local_release_once UNIQUE (nsc, pkg)
);
CREATE INDEX local_release_pkg ON local_release (pkg);

CREATE TABLE member_request (
    id          BIGINT PRIMARY KEY,
    nsc         BIGINT NOT NULL CONSTRAINT member_request_nsc_fkey REFERENCES computer_set (id) DEFERRABLE INITIALLY DEFERRED,
    members     TEXT NOT NULL CONSTRAINT member_request_members_check CHECK (members IN ('computer', 'user')),
    names       TEXT NOT NULL,
    asked_by    TEXT NOT NULL,
    asked_at_us BIGINT NOT NULL,
    reason      TEXT NOT NULL,
    state       TEXT NOT NULL
);
CREATE INDEX member_request_nsc ON member_request (nsc);

CREATE TABLE choice (
    id           BIGINT PRIMARY KEY,
    login        TEXT NOT NULL CONSTRAINT choice_login_check CHECK (login <> ''),
    machine      TEXT,
    pkg          BIGINT NOT NULL CONSTRAINT choice_pkg_fkey REFERENCES package (id) DEFERRABLE INITIALLY DEFERRED,
    chosen       BOOLEAN NOT NULL,
    chosen_at_us BIGINT NOT NULL
);
CREATE INDEX choice_pkg ON choice (pkg);

-- The number that the next new object of a kind gets. Numbers are never used again.
CREATE TABLE number (
    kind TEXT PRIMARY KEY,
    next BIGINT NOT NULL CONSTRAINT number_next_check CHECK (next > 0)
);
INSERT INTO number (kind, next) SELECT 'nss', COALESCE(MAX(id), 0) + 1 FROM system_set;

CREATE TABLE inbox_read (
    reader_key TEXT NOT NULL,
    item       TEXT NOT NULL,
    read_at_us BIGINT NOT NULL,
    PRIMARY KEY (reader_key, item)
);

-- What an operation did, so that it can be followed and taken back.
ALTER TABLE operation ADD COLUMN edits TEXT;
ALTER TABLE operation ADD COLUMN directory_edits TEXT;
ALTER TABLE operation ADD COLUMN directory_state TEXT
    CONSTRAINT operation_directory_state_check CHECK (directory_state IN ('pending', 'done'));
ALTER TABLE operation ADD COLUMN directory_outcome TEXT;
ALTER TABLE operation ADD COLUMN undoes BIGINT CONSTRAINT operation_undoes_fkey REFERENCES operation (id);
ALTER TABLE operation ADD COLUMN undone_by BIGINT CONSTRAINT operation_undone_by_fkey REFERENCES operation (id);
CREATE INDEX operation_directory ON operation (id) WHERE directory_state = 'pending';
