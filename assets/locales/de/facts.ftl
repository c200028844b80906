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

problem-denied = { $principal } darf { $verb } nicht
    .hint = Es fehlt: { $missing }. Geben kann das: { $who-can-grant }. Dürfen schon: { $who-can }.
problem-unknown-verb = das Verb { $verb } gibt es nicht
    .hint = Ähnlich: { $near }. `bailiwick explain verbs` zählt alle auf.
missing-grant = { $verb } für { $nss-name }{ $reach }
missing-administrator = { $principal } als Verwalter von { $nss-name }{ $reach }
link-administrator = { $trustee } verwaltet { $nss-name }{ $reach }
link-grant = { $nss-name } hat { $verb }{ $reach } (Recht { $grant }, von { $granted-by })
reach-nsc = { " " }in NSC { $id }
reach-pkg = { " " }beim Paket { $id }
ground-master = Verwalter der obersten NSS dürfen alles
ground-granted = erlaubt
ground-everyone = alle angemeldeten Benutzer dürfen das
ground-no-grant = kein Recht erlaubt es
ground-master-only = nur Verwalter der obersten NSS dürfen das, und es lässt sich nicht weitergeben
ground-read-only-session = die Sitzung ist nur zum Lesen
effect-nothing = nichts ändert sich
effect-grants = { $nss } bekommt { $verbs }
effect-revokes = { $nss } verliert { $verbs } (Verwalter, die es trifft: { $administrators })
effect-administrator-added = { $principal } wird Verwalter von { $nss }
effect-administrator-removed = { $principal } ist nicht mehr Verwalter von { $nss }
