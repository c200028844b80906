-- The embedded directory (CMF-35): accounts, groups, and who is in which group. It shares nothing with the
-- administration database. Keys are names in lower case; times are microseconds since 1970.

-- Counts every change, so that copies know when they are out of date.
CREATE TABLE revision (
    only INTEGER PRIMARY KEY CHECK (only = 1),
    number INTEGER NOT NULL
) STRICT;
INSERT INTO revision (only, number) VALUES (1, 0);

CREATE TABLE account (
    id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL CHECK (kind IN ('computer', 'user')),
    name_key TEXT NOT NULL,
    name TEXT NOT NULL,
    fqdn TEXT NOT NULL DEFAULT '',
    os TEXT NOT NULL DEFAULT '',
    owner TEXT NOT NULL DEFAULT '',
    full_name TEXT NOT NULL DEFAULT '',
    created_at INTEGER NOT NULL,
    UNIQUE (kind, name_key)
) STRICT;

CREATE TABLE account_group (
    id INTEGER PRIMARY KEY,
    name_key TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    description TEXT NOT NULL
) STRICT;

CREATE TABLE member (
    group_id INTEGER NOT NULL REFERENCES account_group (id) ON DELETE CASCADE,
    account_id INTEGER NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    PRIMARY KEY (group_id, account_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX member_account ON member (account_id);
