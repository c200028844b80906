-- Which process makes what waits for the directory, so that no two make the same edit or overtake each other.
CREATE TABLE directory_claim (
    id            BIGINT PRIMARY KEY CONSTRAINT directory_claim_single CHECK (id = 1),
    holder        UUID   NOT NULL,
    expires_at_us BIGINT NOT NULL
);
