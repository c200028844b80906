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
what-if-gains = { $who } darf bei { $place } dann { $verb }
what-if-has-already = { $who } darf bei { $place } dann auf einem weiteren Weg { $verb }; das ging schon
what-if-loses = { $who } darf bei { $place } nicht mehr { $verb }
what-if-keeps = { $who } verliert bei { $place } einen Weg zu { $verb }; es geht weiter auf einem anderen
what-if-master = { $who } darf alles und überall: Verwalter der obersten NSS
what-if-no-master = { $who } ist nicht mehr Verwalter der obersten NSS
what-if-nobody = niemand gewinnt oder verliert etwas
effect-grants = { $nss } bekommt { $verbs }
effect-revokes = { $nss } verliert { $verbs } (Verwalter, die es trifft: { $administrators })
effect-administrator-added = { $principal } wird Verwalter von { $nss }
effect-administrator-removed = { $principal } ist nicht mehr Verwalter von { $nss }

note-host-crowded = nicht gefragt: Zu viele andere Rechner wurden gerade gefragt; das nächste Hello versucht es wieder
note-host-fault = { $class ->
    [unreachable_filtered] { host-fault-unreachable-filtered }
    [unreachable_closed] { host-fault-unreachable-closed }
    [no_answer] { host-fault-no-answer }
    [reset] { host-fault-reset }
    [wrong_service] { host-fault-wrong-service }
    [no_ntlm] { host-fault-no-ntlm }
    [bad_credentials] { host-fault-bad-credentials }
    [account_locked] { host-fault-account-locked }
    [account_disabled] { host-fault-account-disabled }
    [account_expired] { host-fault-account-expired }
    [password_expired] { host-fault-password-expired }
    [account_state] { host-fault-account-state }
    [access_denied] { host-fault-access-denied }
    [no_domain_controller] { host-fault-no-domain-controller }
    [needs_encryption] { host-fault-needs-encryption }
    [malformed] { host-fault-malformed }
    [wmi_error] { host-fault-wmi-error }
    [not_domain_joined] { host-fault-not-domain-joined }
    [invalid_name] { host-fault-invalid-name }
    [uuid_mismatch] { host-fault-uuid-mismatch }
    [uuid_unusable] { host-fault-uuid-unusable }
    [breaker_open] { host-fault-breaker-open }
    [not_allowed] { host-fault-not-allowed }
    [no_credential] { host-fault-no-credential }
   *[deadline] { host-fault-deadline }
}
host-fault-unreachable-filtered = keine Verbindung: Der Rechner ist aus, eine Firewall verwirft die Frage, oder nur die Verwaltungseinheit ist wach
host-fault-unreachable-closed = Der Rechner ist da, aber dieser Dienst läuft dort nicht
host-fault-no-answer = Verbunden, und dann kam nichts
host-fault-reset = Der Rechner hat die Verbindung abgebrochen
host-fault-wrong-service = Dort antwortet etwas anderes oder eine zu alte Fassung
host-fault-no-ntlm = Der Rechner lässt NTLM nicht zu
host-fault-bad-credentials = Der Rechner hat Benutzername oder Kennwort abgelehnt
host-fault-account-locked = Das Konto ist gesperrt
host-fault-account-disabled = Das Konto ist deaktiviert
host-fault-account-expired = Das Konto ist abgelaufen
host-fault-password-expired = Das Kennwort des Kontos ist abgelaufen oder muss zuerst geändert werden
host-fault-account-state = Das Konto ist eingeschränkt: nach Zeit, nach Rechner oder durch eine Richtlinie
host-fault-access-denied = Das Konto stimmt, darf dort aber nicht fragen
host-fault-no-domain-controller = Der Rechner erreicht keinen Domänencontroller, also konnte niemand das Konto prüfen
host-fault-needs-encryption = Keine Einigung über die Verschlüsselung, deshalb wurde nicht gefragt
host-fault-malformed = Die Antwort verletzt ihr Protokoll
host-fault-wmi-error = Der Verwaltungsdienst des Rechners hat versagt
host-fault-not-domain-joined = Der Rechner ist in keiner Domäne und hat deshalb keinen vollen Namen
host-fault-invalid-name = Was er nannte, kann kein Rechnername sein
host-fault-uuid-mismatch = Andere UUID: Die Adresse gehört jetzt einem anderen Rechner
host-fault-uuid-unusable = Die UUID des Rechners kennzeichnet nichts, die Antwort beweist also nichts
host-fault-breaker-open = Nicht gefragt: Die Anmeldung wurde früher abgelehnt und seither nicht freigegeben
host-fault-not-allowed = Nicht gefragt: Die Anmeldung ist für diesen Rechner nicht erlaubt
host-fault-no-credential = Nicht gefragt: Die Anmeldung ist nicht brauchbar
host-fault-deadline = Es dauerte zu lange und wurde aufgegeben
host-attempt-verified = dieselbe UUID wie im Hello: bewiesen
host-attempt-told = ohne Beweis genannt
