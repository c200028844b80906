-- Credentials for hosts that were refused: not tried any more until an operator clears them.
CREATE TABLE host_breaker (
    account_key   TEXT PRIMARY KEY,
    account       TEXT NOT NULL,
    class         TEXT NOT NULL,
    code          TEXT NOT NULL,
    address       TEXT NOT NULL,
    tripped_at_us BIGINT NOT NULL
);
