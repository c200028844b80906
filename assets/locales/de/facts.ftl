### Deutsch, noch nicht vollständig: was fehlt, erscheint auf Englisch.

word-yes = ja
word-no = nein

status-sync-disabled = Häkchen der Richtlinie fehlt
status-no-profile = kein Profil
status-unverified = unbestätigt
status-conflict = Widerspruch im Inventar
status-duplicate-uuid = gleiche UUID auf mehreren Platinen
status-no-key = Schlüssel unbekannt
status-unresolved = ohne Namen
status-hello-received = Hello empfangen
status-queued = aufgelöst, wartet
status-provisioned = eingerichtet

outcome-resolved = aufgelöst
outcome-unresolved = nicht aufgelöst
outcome-unverified = unbestätigt
outcome-conflict = Widerspruch
outcome-no-profile = kein Profil
outcome-sync-disabled = Häkchen fehlt

step-policy = Richtlinie
step-cmdb-uuid = Inventar nach UUID
step-cmdb-ip = Inventar nach Adresse
step-host = Rechner
step-dns = DNS
