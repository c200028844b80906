-- Lists of trusted roots, each kept once: all devices of one firmware carry the same. A list is its hashes in the
-- device's order, each with its length in front. Lists that no system names any more go with the old history.
CREATE TABLE root_list (
    id    INTEGER PRIMARY KEY AUTOINCREMENT,
    roots BLOB NOT NULL
) STRICT;
CREATE INDEX root_list_roots ON root_list (roots);

ALTER TABLE amt_system ADD COLUMN root_list INTEGER;

CREATE TEMP TABLE unpacked AS
    SELECT s.id AS system, unhex(group_concat(format('%02x', length(h.value) / 2) || h.value, '' ORDER BY h.key)) AS roots
    FROM amt_system s, json_each(s.certificate_hashes) h
    WHERE s.certificate_hashes <> ''
    GROUP BY s.id;
INSERT INTO root_list (roots) SELECT DISTINCT roots FROM unpacked;
UPDATE amt_system SET root_list = r.id
    FROM unpacked u JOIN root_list r ON r.roots = u.roots
    WHERE u.system = amt_system.id;
DROP TABLE unpacked;

ALTER TABLE amt_system DROP COLUMN certificate_hashes;
