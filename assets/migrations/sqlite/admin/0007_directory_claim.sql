-- Which process makes what waits for the directory, so that no two make the same edit or overtake each other.
CREATE TABLE directory_claim (
    id            INTEGER PRIMARY KEY CONSTRAINT directory_claim_single CHECK (id = 1),
    holder        BLOB    NOT NULL,
    expires_at_us INTEGER NOT NULL
) STRICT;
