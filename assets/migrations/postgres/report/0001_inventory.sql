-- The inventory (CMDB) under the names of its source. Network Discovery, where it is installed, makes
-- Inv_AMT_Computer_System itself; where it is not, it is made here (AMT-42). Uniqueness lies in indexes, so that a
-- table that was there before gets it too.

CREATE TABLE IF NOT EXISTS "Inv_AMT_Computer_System" (
    "_ResourceGuid" UUID NOT NULL,
    "UUID"          UUID,
    "FQDN"          TEXT,
    "Source"        TEXT,
    "Collected"     TIMESTAMPTZ
);
CREATE UNIQUE INDEX IF NOT EXISTS inv_amt_computer_system_resource ON "Inv_AMT_Computer_System" ("_ResourceGuid");
CREATE INDEX IF NOT EXISTS inv_amt_computer_system_uuid ON "Inv_AMT_Computer_System" ("UUID");

CREATE TABLE IF NOT EXISTS "Inv_OOB_Capability" (
    "_ResourceGuid" UUID NOT NULL,
    "UUID"          UUID,
    "FQDN"          TEXT,
    "Source"        TEXT,
    "Collected"     TIMESTAMPTZ
);
CREATE UNIQUE INDEX IF NOT EXISTS inv_oob_capability_resource ON "Inv_OOB_Capability" ("_ResourceGuid");
CREATE INDEX IF NOT EXISTS inv_oob_capability_uuid ON "Inv_OOB_Capability" ("UUID");

CREATE TABLE IF NOT EXISTS "Inv_AeX_AC_Location" (
    "_ResourceGuid" UUID NOT NULL,
    "FQDN"          TEXT,
    "Source"        TEXT,
    "Collected"     TIMESTAMPTZ
);
CREATE UNIQUE INDEX IF NOT EXISTS inv_aex_ac_location_resource ON "Inv_AeX_AC_Location" ("_ResourceGuid");

CREATE TABLE IF NOT EXISTS "Inv_AeX_AC_TCPIP" (
    "_ResourceGuid" UUID NOT NULL,
    "IP Address"    TEXT NOT NULL,
    "Source"        TEXT,
    "Collected"     TIMESTAMPTZ
);
CREATE UNIQUE INDEX IF NOT EXISTS inv_aex_ac_tcpip_resource ON "Inv_AeX_AC_TCPIP" ("_ResourceGuid", "IP Address");
CREATE INDEX IF NOT EXISTS inv_aex_ac_tcpip_address ON "Inv_AeX_AC_TCPIP" ("IP Address");
