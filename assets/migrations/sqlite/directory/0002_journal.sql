-- What the latest changes did to memberships, so that a copy can follow them instead of reading everything again. There
-- is a row for each step of the revision; `edits` is none where a step was too large to be told.
CREATE TABLE journal (
    revision INTEGER PRIMARY KEY,
    edits TEXT
) STRICT;
