### Die Konsole: Titel, Hinweise, Aktionen, Dialoge.

## Aktionen: Titel, `short` für die Fußzeile, `help` für die Hilfe.

action-hello-explain = Dieses Hello erklären
    .short = erklären
    .help = Zeigt jeden Schritt der Auflösung: was gefragt wurde, was die Antwort war, wie alt sie war und was daraus folgt.
action-hello-replay = Dieses Hello noch einmal entscheiden
    .short = nochmal
    .help = Entscheidet mit den Regeln von heute über die damals gespeicherten Beweise. Speichert nichts.
action-hello-what-if = Was wäre bei anderen Beweisen?
    .short = was wenn
    .help = Entscheidet über eine Kopie der Beweise, die sich ändern lässt: andere DNS-Namen, ein anderes Inventar, das Häkchen. Speichert nichts.
action-hello-override = Namen des Geräts von Hand setzen
    .short = Name
    .help = Gibt dem Gerät von Hand einen Namen und ein Profil, mit Begründung. Die Auflösung ersetzt eine solche Zuordnung nie.
action-hello-copy = Als Tickettext kopieren
    .short = Kopie
    .help = Legt in die Zwischenablage, was über das Gerät bekannt ist: Status, Schritte und was zu tun ist.
action-sets-why = Wer darf was, und warum?
    .short = warum
    .help = Zeigt zur gewählten Menge jedes Recht: ob man es hat, die Kette von Rechten, die es gibt, oder was fehlt und wer es erteilen kann.
action-set-edit = Diese NSS ändern
    .short = ändern
    .help = Ändert Name, Beschreibung und Kontaktperson der NSS.
action-set-move = Diese NSS verschieben
    .short = verschieben
    .help = Hängt die NSS mit allem darunter unter eine andere. Sie behält nur, was auch die neue darüber hat.
action-set-delete = Diese NSS löschen
    .short = löschen
    .help = Löscht eine NSS, der nichts mehr gehört.
action-set-grant = Dieser NSS Rechte erteilen
    .short = Rechte
    .help = Erteilt der NSS Rechte. Zeigt vorher, wer was gewinnt.
action-set-revoke = Dieser NSS Rechte entziehen
    .short = entziehen
    .help = Entzieht der NSS und jeder darunter Rechte. Zeigt vorher, wen es trifft.
action-set-what-if = Was wäre bei anderen Rechten?
    .short = was wenn
    .help = Zeigt, wer was könnte, wenn Rechte erteilt oder entzogen würden oder jemand Verwalter würde oder keiner mehr wäre. Ändert nichts, braucht kein Recht und kein Entsperren.
action-set-admin-add = Einen Verwalter hinzufügen
    .short = Verwalter
    .help = Macht einen Benutzer oder die Mitglieder einer Gruppe des Verzeichnisses zu Verwaltern der NSS.
action-set-admin-remove = Einen Verwalter entfernen
    .short = Verwalter weg
    .help = Beendet, dass jemand die NSS verwaltet.
action-nsc-create = Eine NSC anlegen
    .short = neu
    .help = Legt in der gewählten NSS eine Rechnermenge (NSC) mit ihren zwei Gruppen an.
action-nsc-assign = Dieser NSC ein Paket zuweisen
    .short = zuweisen
    .help = Weist der gewählten NSC ein Paket zu. Die Vorschau sagt, was auf wie vielen Rechnern geschieht.
action-nsc-edit = Diese NSC ändern
    .short = ändern
    .help = Ändert Name, Beschreibung, Verschachtelung, lokale Verwaltung, Verantwortlichen und Systemversion.
action-nsc-delete = Diese NSC löschen
    .short = löschen
    .help = Löscht die NSC mit ihren Gruppen und Zuweisungen. Ihre Nummer wird nie wieder vergeben.
action-nsc-member-add = Mitglieder aufnehmen
    .short = aufnehmen
    .help = Nimmt Rechner oder Benutzer in die gewählte NSC auf: beliebig viele Namen tippen oder einfügen.
action-nsc-member-remove = Mitglieder entfernen
    .short = entfernen
    .help = Entfernt die markierten Mitglieder, oder das unter dem Cursor. Die Leertaste markiert, V markiert einen Abschnitt.
action-nsc-request = Mitgliedschaft beantragen
    .short = Antrag
    .help = Bittet die Verwalter der NSC, Rechner oder Benutzer aufzunehmen.
action-nsc-approve = Diesen Antrag genehmigen
    .short = genehmigen
    .help = Nimmt die beantragten Mitglieder auf und sagt es dem Antragsteller.
action-nsc-refuse = Diesen Antrag ablehnen
    .short = ablehnen
    .help = Lehnt den Antrag ab, mit einer Begründung, die der Antragsteller erfährt.
action-nsc-release = Dieses Paket freigeben
    .short = freigeben
    .help = Lässt in dieser lokal verwalteten NSC ein Paket einer anderen NSS zu.
action-nsc-unblock = Dieses Paket im Notfall freigeben
    .short = Notfall
    .help = Lässt ein Paket für einige Stunden ohne den lokalen Verantwortlichen zu. Ein Zweiter muss zustimmen.
action-packages-why = Wer darf was, und warum?
    .short = warum
    .help = Zeigt zum gewählten Paket jedes Recht: ob man es hat, die Kette von Rechten, die es gibt, oder was fehlt und wer es erteilen kann.
action-pkg-create = Ein Paket anlegen
    .short = neu
    .help = Legt ein Paket als Entwurf an: Auf den Rechnern geschieht nichts, bevor es veröffentlicht ist.
action-pkg-edit = Dieses Paket ändern
    .short = ändern
    .help = Ändert, was das Paket ist. Ein veröffentlichtes behält Art und Geltung, ein zurückgezogenes bleibt, wie es ist.
action-pkg-publish = Dieses Paket veröffentlichen
    .short = veröffentlichen
    .help = Setzt das Paket in Kraft: Seine Zuweisungen wirken von nun an.
action-pkg-retire = Dieses Paket zurückziehen
    .short = zurückziehen
    .help = Setzt das Paket außer Kraft: Seine Zuweisungen wirken nicht mehr.
action-pkg-delete = Dieses Paket löschen
    .short = löschen
    .help = Löscht das Paket. Sagt vorher, wo es zugewiesen ist und wer es braucht.
action-pkg-assign = Dieses Paket zuweisen
    .short = zuweisen
    .help = Weist das Paket einer NSC zu, oder ändert die Zuweisung unter dem Cursor. Die Vorschau sagt, was auf wie vielen Rechnern geschieht.
action-pkg-what-if = Was wäre bei anderer Zuweisung?
    .short = was wenn
    .help = Zeigt, was Rechner bekämen und verlören, wenn das Paket einer NSC zugewiesen wäre, anders oder nicht mehr. Ändert nichts, braucht kein Recht und kein Entsperren.
action-pkg-unassign = Diese Zuweisung beenden
    .short = beenden
    .help = Beendet die Zuweisung unter dem Cursor.
action-job-run = Diesen Auftrag jetzt ausführen
    .short = jetzt
    .help = Lässt den Auftrag unter dem Cursor jetzt laufen, auf anderen Reitern den, der verteilt. Das Backend führt ihn aus; das Protokoll hält fest, wer es wollte.
action-dp-check = Diesen Verteilpunkt prüfen
    .short = prüfen
    .help = Schreibt eine kleine Datei auf den Verteilpunkt, liest sie zurück, löscht sie und sieht das Verzeichnis dort durch.
action-jobs-copy = Für die Übergabe kopieren
    .short = Kopie
    .help = Legt den Stand der Verteilung in die Zwischenablage: was seit wann wartet, was auf jedem Punkt liegt, was die Aufträge tun.
action-log-diff = Zeigen, was diese Änderung ersetzte
    .short = Unterschied
    .help = Zeigt das Objekt davor und danach und den gleichwertigen Befehl.
action-log-undo = Diese Änderung zurücknehmen
    .short = zurück
    .help = Nimmt die Änderung durch ihr Gegenteil zurück, sofern seither niemand dasselbe geändert hat. Zeigt vorher, was folgt.
action-machine-why = Warum ist dieses Paket hier, oder nicht?
    .short = warum
    .help = Zeigt die Regel, die über das Paket unter dem Cursor entscheidet, jede unterlegene Regel, und warum sie unterlag.
action-machine-sort = Nach der nächsten Spalte sortieren
    .short = sortieren
    .help = Sortiert die Rechner nach Namen, dann nach System, dann nach Zuständigen. Was nicht bekannt ist, kommt zuletzt.
action-machine-sort-turn = Reihenfolge umkehren
    .short = umkehren
    .help = Zeigt die Rechner nach derselben Spalte in umgekehrter Reihenfolge.
action-machine-copy = Als Tickettext kopieren
    .short = Kopie
    .help = Legt in die Zwischenablage, was über den Rechner bekannt ist: seine Angaben, seine Mengen, seine Pakete, jedes mit seinem Grund.
action-host-breaker-clear = Anmeldesperre für Rechner aufheben
    .short = Sperre aufheben
    .help = Anmeldedaten, die ein Rechner abgelehnt hat, werden nicht mehr verwendet, damit das Konto nicht gesperrt wird. Erst ihre Datei berichtigen. Zeigt vorher, was folgt.
action-policy-edit = Richtlinie ändern
    .short = Regel
    .help = Bestimmt das Profil, das neue Systeme bekommen, und setzt oder entfernt das Häkchen. Zeigt vorher, was folgt.
action-profile-create = Ein Einrichtungsprofil anlegen
    .short = neues Profil
    .help = Legt ein Profil an: Zugriffsrechte und die Funktionen, die auf dem Gerät verfügbar sind.
action-set-create = Eine NSS anlegen
    .short = neue NSS
    .help = Legt eine Systemmenge (NSS) unter einer anderen an.
action-screen-overview = Übersicht
    .short = Übersicht
    .help = Was einen Menschen braucht, wie es den Teilen geht, was zuletzt geschah.
action-screen-sets = Mengen
    .short = Mengen
    .help = Der Baum der Named System Sets.
action-screen-machines = Rechner
    .short = Rechner
    .help = Rechner nach Namen, was jeder haben soll, und warum.
action-screen-packages = Pakete
    .short = Pakete
    .help = Pakete, wo sie zugewiesen sind, und wer sie bekommt.
action-screen-hellos = Hellos
    .short = Hellos
    .help = AMT-Systeme nach dem Status ihrer Hellos, jedes mit den Schritten seiner Auflösung.
action-screen-jobs = Aufträge und Verteilung
    .short = Aufträge
    .help = Wie weit jede Änderung auf ihrem Weg zu den Rechnern ist, die Verteilpunkte, die Aufträge, die Clients nach ihrer letzten Prüfung.
action-screen-log = Protokoll
    .short = Protokoll
    .help = Wer wann was warum geändert hat, und was es ersetzt hat.
action-app-help = Was lässt sich hier drücken?
    .short = Hilfe
    .help = Zählt auf, was hier möglich ist, mit den Tasten. Wörter oder eine Taste tippen, um zu suchen.
action-app-palette = Alles finden
    .short = Suche
    .help = Findet Aktionen, Mengen, Status und Systeme nach Namen. Tippfehler werden verziehen.
action-app-inbox = Posteingang
    .short = Post
    .help = Anträge, die auf die eigene Entscheidung warten, Entscheidungen über eigene Anträge, neue Pakete für selbst verwaltete Mengen.
action-app-refresh = Alles neu lesen
    .short = neu lesen
    .help = Änderungen erscheinen von selbst; dies ist für Zweifel.
action-app-as-of = Einen anderen Zeitpunkt ansehen
    .short = Zeit
    .help = Zeigt alles, wie es zu einem früheren Zeitpunkt war. Dort lässt sich nichts ändern. Dieselbe Taste führt zurück ins Jetzt.
action-app-unlock = Schreiben entsperren oder sperren
    .short = Sperre
    .help = Fragt nach einer Begründung, die im Protokoll steht. Nach einer Viertelstunde sperrt sich das Schreiben wieder von selbst.
action-app-back = Zurück
    .short = zurück
    .help = Bricht das Warten ab, leert den Filter, verlässt den Bereich oder führt zum vorigen Bildschirm.
action-app-suspend = Anhalten
    .short = anhalten
    .help = Gibt das Terminal an die Shell zurück; `fg` setzt fort.
action-app-redraw = Bildschirm neu zeichnen
    .short = neu zeichnen
    .help = Falls etwas anderes auf das Terminal geschrieben hat.
action-app-mouse = Maus nehmen oder freigeben
    .short = Maus
    .help = Solange die Maus genommen ist, markiert das Terminal Text nur mit der Umschalttaste.
action-app-quit = Beenden
    .short = Ende
    .help = Beendet die Konsole. Was geändert wurde, ist schon gespeichert.
action-nav-down = Nächste Zeile
    .short = abwärts
    .help = Bewegt den Cursor abwärts.
action-nav-up = Vorige Zeile
    .short = aufwärts
    .help = Bewegt den Cursor aufwärts.
action-nav-page-down = Seite abwärts
    .short = Seite ab
    .help = Bewegt den Cursor eine Seite abwärts.
action-nav-page-up = Seite aufwärts
    .short = Seite auf
    .help = Bewegt den Cursor eine Seite aufwärts.
action-nav-top = Erste Zeile
    .short = Anfang
    .help = Bewegt den Cursor in die erste Zeile.
action-nav-bottom = Letzte Zeile
    .short = Schluss
    .help = Bewegt den Cursor in die letzte Zeile.
action-nav-open = Öffnen
    .short = mehr
    .help = Öffnet das Gewählte: die Systeme einer Gruppe, die Einzelheiten eines Systems, seine Auflösung.
action-nav-close = Schließen
    .short = schließen
    .help = Schließt, was offen ist, oder geht zum Bereich davor.
action-nav-pane = Nächster Bereich
    .short = Teil
    .help = Gibt die Tasten dem nächsten Bereich.
action-nav-pane-back = Voriger Bereich
    .short = Teil davor
    .help = Gibt die Tasten dem vorigen Bereich.
action-list-filter = Filtern
    .short = Filter
    .help = Engt die Liste beim Tippen ein. Jedes Wort muss in irgendeiner Spalte stehen, oder hinter dem Namen einer Spalte in dieser, wie os:windows. Esc leert den Filter.
filter-hint = jede Spalte, oder { $columns }
action-list-problem-next = Nächstes Problem
    .short = Problem vor
    .help = Geht zur nächsten Zeile, die einen Menschen braucht.
action-list-problem-previous = Voriges Problem
    .short = Problem zurück
    .help = Geht zur vorigen Zeile, die einen Menschen braucht.
action-list-mark = Markieren, oder falten
    .short = markieren
    .help = Markiert eine Zeile einer Mitgliederliste; verbirgt oder zeigt im Baum, was unter der gewählten NSS ist.
action-list-mark-down = Markieren und abwärts gehen
    .short = markieren ab
    .help = Markiert die Zeile und die nächste.
action-list-mark-up = Markieren und aufwärts gehen
    .short = markieren auf
    .help = Markiert die Zeile und die vorige.
action-list-mark-range = Einen Abschnitt markieren
    .short = Abschnitt
    .help = Beginnt einen Abschnitt am Cursor; dieselbe Taste markiert alles von dort bis zum Cursor.
action-list-mark-all = Alles markieren
    .short = alle
    .help = Markiert jede sichtbare Zeile, oder keine.
action-detail-scroll-down = Einzelheiten abwärts rollen
    .short = ab rollen
    .help = Rollt die Einzelheiten, ohne die Liste zu verlassen.
action-detail-scroll-up = Einzelheiten aufwärts rollen
    .short = auf rollen
    .help = Rollt die Einzelheiten, ohne die Liste zu verlassen.
action-overlay-confirm = Weiter
    .short = weiter
    .help = Fährt mit dem fort, was im Dialog steht.
action-overlay-cancel = Abbrechen
    .short = abbrechen
    .help = Schließt den Dialog ohne Änderung.
action-overlay-next = Nächstes Feld
    .short = nächstes
    .help = Geht zum nächsten Feld oder Eintrag.
action-overlay-previous = Voriges Feld
    .short = voriges
    .help = Geht zum vorigen Feld oder Eintrag.
action-overlay-toggle = Ankreuzen oder wählen
    .short = ankreuzen
    .help = Setzt ein Häkchen, oder nimmt die nächste Möglichkeit.

group-here = Auf diesem Bildschirm
group-change = Änderungen
group-program = Bildschirme und Programm
group-move = Bewegen
group-dialog = In Dialogen

## Warum eine Aktion jetzt nicht möglich ist

obstacle-locked = nur lesen: erst das Schreiben entsperren (ctrl-o)
obstacle-read-only = diese Sitzung wurde nur zum Lesen gestartet
obstacle-past = das ist ein Blick zurück, der sich nicht ändern lässt: t führt ins Jetzt
obstacle-denied = für { $verb } fehlt { $missing }; wer es erteilen kann: { $who-can-grant }; wer darf: { $who-can }
obstacle-master-only = das dürfen nur Verwalter der obersten NSS ({ $verb }): { $who-can }
obstacle-no-computer-set = keine NSC ist gewählt
obstacle-no-member = kein Mitglied ist gewählt
obstacle-no-request = kein wartender Antrag ist gewählt
obstacle-no-assignment = kein Paket einer NSC ist gewählt
obstacle-no-recipient = keine Zuweisung ist gewählt: Tab zeigt sie, Enter geht hin
obstacle-no-package = kein Paket eines Rechners ist gewählt
obstacle-undone-already = schon zurückgenommen, durch Eintrag { $by }
obstacle-not-reversible = diese Änderung kann das Programm nicht zurücknehmen
obstacle-no-point = kein Verteilpunkt ist gewählt
obstacle-job-not-built = { $job } gehört nicht zu dieser Version
obstacle-no-selection = nichts ist gewählt
obstacle-no-trace = noch nicht aufgelöst
obstacle-no-identity = seine UUID kennzeichnet es nicht
obstacle-other-screen = auf dem Bildschirm { $screen ->
    [overview] Übersicht (1)
    [sets] Mengen (2)
    [machines] Rechner (3)
    [packages] Pakete (4)
    [hellos] Hellos (5)
    [jobs] Aufträge (7)
    [own] Meine Programme (9)
   *[log] Protokoll (8)
}
obstacle-no-dialog = in Dialogen

## Erste und letzte Zeile, kurze Meldungen

title-overview = Übersicht
title-sets = Mengen
title-machines = Rechner
title-packages = Pakete
title-hellos = Hellos
title-jobs = Aufträge
title-log = Protokoll
header-read-only = nur lesen
header-armed = SCHREIBEN bis { $until }
header-as-of = Stand { $at }
header-not-as-of = jetzt, nicht { $at }
header-inbox = Post { $count }
header-starting = startet
header-live = live
header-lost = ohne Antwort seit { $since }
header-dns-ok = DNS ok
header-dns-bad = DNS gestört
too-small = Dieses Terminal ist zu klein: { $needed } ist nötig. q beendet.
loading = einen Moment …
nothing-matches = nichts passt
since = seit { $at }
you = ich

toast-copied = für das Ticket kopiert
toast-copy-unsupported = dieses Terminal hat keine erreichbare Zwischenablage
toast-copy-too-long = zu lang für die Zwischenablage des Terminals
toast-copy-busy = das Terminal hat die letzte Kopie noch nicht übernommen
toast-mouse-on = die Maus ist genommen: Text mit gehaltener Umschalttaste markieren
toast-mouse-off = die Maus gehört dem Terminal
toast-interrupt = noch einmal ctrl-c beendet
toast-now = wieder im Jetzt
toast-locked = Schreiben ist gesperrt
toast-locked-again = Schreiben hat sich wieder gesperrt
toast-unlocked = Schreiben ist für eine Viertelstunde entsperrt
toast-type-it = eintippen, was die Zeile verlangt
toast-point-well = { $point } nimmt Dateien: geschrieben in { $write }, gelesen in { $read }
toast-point-bad = { $point }: { $problem }
toast-done = erledigt, Eintrag { $id }

## Übersicht

overview-needs-person = Braucht einen Menschen
overview-nobody = niemand wird gebraucht
overview-unknown = nicht bekannt: Die Datenbank antwortet nicht
overview-policy = Richtlinie für neue Systeme
overview-recent = Letzte Änderungen
overview-hours = Hellos, letzte 24 h
overview-received = { $received } empfangen
overview-done = { $done } Systeme fertig
overview-standing = Wo die Systeme stehen
policy-changed = von { $by }, { $at }
overview-parts = Teile
policy-on = Häkchen gesetzt
policy-off = Häkchen FEHLT
policy-no-profile = kein Profil
part-database = Datenbank
part-inventory = Inventar
part-backend = Backend
part-listener = Empfang
part-dns = DNS
part-publishing = verteilt
alarm-late = Änderungen gespeichert, nicht auf allen Punkten
    .short = Änderungen hängen fest
alarm-point = { $point } nimmt keine Dateien
alarm-lacks = { $point } fehlt ein Paket
part-hosts = Rechner
part-ok-size = ok  { $size }
part-unknown = nicht bekannt
backend-here = diese Konsole seit { $since }
backend-elsewhere = { $role } auf { $host }, Prozess { $pid }, seit { $since }
backend-gone = antwortet nicht mehr seit { $at }
backend-stuck = die Datenbank nimmt keine Änderungen seit { $at }
backend-none = niemand betreibt es
listener-off = lauscht nicht
listener-cannot-store = kann nicht speichern: { $reason }
dns-not-asked = noch nicht gefragt
hosts-refused = { $account } abgelehnt { $at }; Datei berichtigen, dann Sperre aufheben

## Hellos

group-all = alle Systeme
group-malformed = unlesbar
hellos-count = { $shown } von { $all }
hellos-none = hier ist kein System
column-uuid = UUID
column-address = Adresse
column-name = Name
column-retry = Vers.
column-seen = zuletzt
column-received = empfangen
column-problem = Problem
detail-from = von
detail-hellos = { $count ->
    [one] ein Hello
   *[other] { $count } Hellos
}, Versuch { $retry }, { $last }
detail-next = nächstes Hello { $at }
detail-no-next = kein weiteres Hello erwartet
detail-closes = Zeitfenster bis { $at }
detail-closed = Zeitfenster endete { $at }
detail-psk = PSK, Schlüssel { $pid }
detail-pki = PKI, { $count ->
    [one] ein Wurzel-Hash
   *[other] { $count } Wurzel-Hashes
}
detail-scenario = Szenario
detail-overridden = Von Hand gesetzt von { $by }, { $at }: { $reason }
detail-tentative = Gefunden, aber nicht vertraut: { $name }.
detail-you-can = Möglich: { $keys } ({ $action })
detail-who-can = Wer es kann: { $who }
detail-addresses = Benutzte Adressen
detail-bytes = { $count } Bytes aufgehoben
step-short-policy = Richtlinie
step-short-cmdb-uuid = nach UUID
step-short-cmdb-ip = nach Adr.
step-short-host = Rechner
step-short-dns = DNS
step-age = { $age } alt

## Mengen

sets-count = { $sets } NSS, { $computer-sets } NSC
sets-owned = { $count ->
    [one] 1 NSC
   *[other] { $number } NSC
}
sets-none = noch keine Menge: die erste wird die oberste
column-set = Menge
column-computers = Rechner
column-users = Nutzer
column-packages = PKG
column-local = lokal
column-requests = offen
word-local = lokal
tab-overview = Angaben
tab-grants = Rechte
tab-picture = Weitergabe
tab-computers = Rechner
tab-users = Benutzer
tab-requests = Anträge
tab-packages = Pakete
tab-releases = Freigaben
column-person = Kontaktperson
label-path = Pfad
label-created = angelegt von
label-may-create = darf anlegen
label-owns = ihr gehören
label-you-may = selbst erlaubt
label-holds = hat
label-administrators = Verwalter
label-nss = NSS
label-nested = enthalten in
label-groups = Gruppen
label-local = verwaltet
label-responsible = verantwortlich
label-os = System
label-members = Mitglieder
holds-everything = alles: Sie ist die oberste
holds-rights = { $count ->
    [0] keine Rechte
    [one] ein Recht
   *[other] { $count } Rechte
}
holds-administrators = { $count ->
    [0] keine Verwalter
    [one] ein Verwalter
   *[other] { $count } Verwalter
}
may-nothing = nur ansehen
may-everything = alles
managed-locally = lokal: Pakete anderer NSS warten auf eine Freigabe
managed-centrally = zentral
members-read = { $computers } Rechner, { $users } Benutzer, gelesen { $at }
members-old = das Verzeichnis antwortet nicht: gelesen { $at }
members-marked = { $marked } markiert
members-hidden = , { $hidden } vom Filter verborgen
held-all = überall
held-nsc = in { $name }
held-pkg = für { $name }
column-right = Recht
column-reach = wo
column-by = von
column-since = seit
column-members = Mitglieder
column-asks = Antrag von
column-package-name = Paket
column-action = Aktion
column-when-applied = wann
column-release = Freigabe
grants-none = Sie hat keine eigenen Rechte.
requests-none = niemand hat etwas beantragt
assignments-none = hier ist kein Paket zugewiesen
releases-none = nichts wurde freigegeben
members-none = niemand
picture-here = hier
picture-sets = { $count ->
    [one] eine NSC
   *[other] { $number } NSC
}
picture-computers = { $count ->
    [one] ein Rechner
   *[other] { $number } Rechner
}
picture-local = { $count ->
    [one] eine lokal verwaltet
   *[other] { $number } lokal verwaltet
}
picture-requests = { $count ->
    [one] ein Antrag wartet
   *[other] { $number } Anträge warten
}
picture-packages = { $count ->
    [one] ein Paket
   *[other] { $number } Pakete
}
picture-below = { $count ->
    [one] eine NSS darunter
   *[other] { $number } NSS darunter
}
asked-pending = wartet
asked-approved = genehmigt von { $by }
asked-refused = abgelehnt von { $by }
asked-withdrawn = zurückgezogen
release-released = freigegeben
release-emergency-asked = wartet auf einen Zweiten, { $hours } h
release-emergency = bis { $until }
when-any = jederzeit

## Rechner

machines-count = { $shown } Rechner
machines-count-more = die ersten { $shown } Rechner
machines-read = , gelesen { $at }
machines-none = hier ist kein Rechner
column-machine = Rechner
column-os = System
column-owner = zuständig
label-owner = zuständig
label-computer-sets = Mitglied in
machine-no-sets = keiner NSC
machine-packages = { $count ->
    [0] für ihn ist kein Paket gedacht
    [one] ein Paket
   *[other] { $number } Pakete
}
machine-stale = das Verzeichnis antwortet nicht: Mitgliedschaften von { $at }
contest-title = { $package } auf { $machine }
contest-winner = entscheidet
contest-losers = unterlegen
contest-no-losers = Keine andere Regel sagt etwas dazu.
contest-until = ändert sich von selbst { $at }

## Pakete

packages-count = { $shown } von { $all } Paketen
packages-none = hier ist kein Paket
column-package = Paket
column-state = Zustand
column-version = Version
column-kind = Art
column-owned-by = gehört
column-assigned = in NSC
column-nsc = NSC
column-deadline = Frist
column-window = wann
tab-assignments = Zuweisungen
tab-machines = wer es bekommt
recipients-none = keiner NSC zugewiesen
gets-title = Was Rechner damit tun sollen:
gets-nobody = kein Rechner
gets-unknown = das Verzeichnis antwortet nicht, also weiß es niemand
label-kind = Art
label-vendor = Hersteller
label-source = Quelle
label-size = Größe
label-install = installieren
label-remove = entfernen
label-detection = Erkennung
label-success = Erfolgscodes
label-reboot-codes = Neustartcodes
label-reboots = Neustart
label-needs = braucht
label-supersedes = ersetzt
label-conflicts = unverträglich
label-priority = Vorrang
label-concurrency = zugleich
label-licences = Lizenzen
pkg-reboots = ja, nach einer Installation
pkg-scope-computer = für Rechner
pkg-scope-user = für Benutzer
pkg-kind-application = Anwendung
pkg-kind-patch = Patch
pkg-kind-os-setting = OS-Einstellung
pkg-kind-group-policy = GPO
pkg-kind-scheduled-task = Zeitaufgabe
pkg-kind-meta = Metapaket
pkg-state-draft = Entwurf
pkg-state-published = veröffentlicht
pkg-state-retired = zurückgezogen

## Protokoll

log-count = { $shown } von { $known } Einträgen
log-count-more = { $shown } der letzten { $known } Einträge
log-none = noch wurde nichts geändert
column-when = wann
column-who = wer
column-what = Recht
column-object = Objekt
label-by = von
label-reason = Grund
label-same-as = Befehl
label-undo = Rücknahme
label-directory = im Verz.
log-reversible = möglich
log-irreversible = nicht durch das Programm
log-directory-done = erledigt
diff-kept = ({ $count ->
    [one] ein Eintrag bleibt
   *[other] { $count } Einträge bleiben
})
diff-nothing = kein Feld ist anders
diff-same = { $count ->
    [one] ein Feld ist gleich
   *[other] { $count } Felder sind gleich
}

## Dialoge

palette-title = Alles finden
palette-set = NSS
palette-computer-set = NSC
palette-package = Paket
palette-systems = { $count ->
    [one] ein System
   *[other] { $count } Systeme
}
help-title = Was sich hier drücken lässt: { $screen }
help-search = Wörter oder eine Taste tippen
why-title = Wer darf, und warum: { $name }
why-yes = { $who } darf { $verb }
why-no = { $who } darf { $verb } nicht
why-missing = es fehlt
why-who-can = wer darf
why-who-can-grant = wer es erteilen kann
why-chain = weil
inbox-title = Posteingang
inbox-none = Nichts wartet.
page-trace = Wie dieses Hello aufgelöst wurde
page-comparison = Damals und jetzt
what-if-title = Was wäre, wenn
what-if-if = Wenn
what-if-rights = Wer gewinnt, wer verliert
what-if-now = Jetzt
what-if-as-of = Stand { $at }
what-if-then = Dann
what-if-command = durch
what-if-nothing-written = Nichts wird geschrieben.
page-record = Ein Eintrag des Protokolls
trace-outcome = Ergebnis
trace-decided = entschieden { $at } UTC
trace-number = , Auflösung { $id }
comparison-same = das Ergebnis ist dasselbe
comparison-differs = das Ergebnis ist ein anderes
comparison-before = damals
comparison-after = jetzt
comparison-not-stored = Nichts wurde gespeichert.
form-unlock = Schreiben entsperren
    .intro = Warum? Die Begründung steht im Protokoll neben jeder Änderung.
form-as-of = Einen anderen Zeitpunkt ansehen
    .intro = 2026-03-05 14:00, 14:00, yesterday (gestern), oder wie lange her: 30m, 2h, 3d. In UTC.
form-override = Namen des Geräts von Hand setzen
    .intro = Name und Profil, die das Gerät bekommt, was auch die Auflösung sagt. Die Begründung steht im Protokoll.
form-what-if = Was wäre bei anderen Beweisen?
    .intro = Ändern, was gefunden wurde; die Regeln entscheiden über die Kopie. Nichts wird gespeichert. Ein leeres Feld heißt: nicht gefunden.
form-set = Eine NSS anlegen
    .intro = Die allererste ist die oberste NSS und hat keine darüber.
form-set-edit = NSS { $name } ändern
    .intro = Was so gelassen wird, ändert sich nicht.
form-set-move = NSS { $name } verschieben
    .intro = Sie kommt mit allem darunter unter diese NSS und behält nur Rechte, die auch jene hat.
form-grant = { $name } Rechte erteilen
    .intro = Die Leertaste kreuzt an. Ohne NSC und Paket gelten die Rechte für alles, was der NSS und denen darunter gehört.
form-grant-what-if = Was wäre bei anderen Rechten von { $name }?
    .intro = Rechte ankreuzen, jemanden nennen, oder beides. Die Leertaste kreuzt an und wählt. Nichts wird geändert.
form-revoke = { $name } Rechte entziehen
    .intro = Die Leertaste kreuzt an, was sie hat. Jede NSS darunter verliert dasselbe.
form-admin-add = Verwalter für { $name } hinzufügen
    .intro = Ein Anmeldename, oder group:NAME für alle in einer Gruppe des Verzeichnisses.
form-admin-remove = Verwalter von { $name } entfernen
    .intro = Ein Anmeldename, oder group:NAME, wie in der Liste.
form-nsc = Eine NSC in { $name } anlegen
    .intro = Ihre zwei Gruppen im Verzeichnis entstehen mit ihr und heißen nach ihrer Nummer.
form-nsc-edit = NSC { $name } ändern
    .intro = Was so gelassen wird, ändert sich nicht.
form-members = Mitglieder in { $name } aufnehmen
    .intro = Namen tippen oder einfügen, getrennt durch Leerzeichen, Kommas oder Zeilen. Die Vorschau sagt, welche neu, schon Mitglied oder unbekannt sind.
form-request = Mitgliedschaft in { $name } beantragen
    .intro = Die Verwalter der NSC entscheiden. Namen tippen oder einfügen.
form-refuse = Antrag von { $name } ablehnen
    .intro = Die Begründung erfährt der Antragsteller.
form-unblock = Ein Paket in { $name } im Notfall freigeben
    .intro = Ein Zweiter muss dasselbe wünschen. Nach so vielen Stunden ist es von selbst wieder blockiert.
form-pkg = Ein Paket anlegen
    .intro = Es ist ein Entwurf, bis es veröffentlicht wird. Die Leertaste wählt und kreuzt an; Listen durch Kommas trennen.
form-pkg-edit = { $name } ändern
    .intro = Was so gelassen wird, ändert sich nicht. Die Leertaste wählt und kreuzt an; Listen durch Kommas trennen.
form-assign = { $name } zuweisen
    .intro = Zeiten in UTC: 2026-03-05 14:00. Ein Zeitfenster wie Sat,Sun 02:00-05:00; leer heißt jederzeit. Die Leertaste wählt.
form-assign-to = { $name } ein Paket zuweisen
    .intro = Ein Paket mit Name oder Nummer. Zeiten in UTC: 2026-03-05 14:00. Ein Zeitfenster wie Sat,Sun 02:00-05:00. Die Leertaste wählt.
form-assign-what-if = Was wäre bei anderer Zuweisung von { $name }?
    .intro = Eine NSC mit Name oder Nummer, und was dort geschähe; end nimmt die Zuweisung weg. Die Leertaste wählt. Nichts wird geändert.
form-profile = Ein Einrichtungsprofil anlegen
    .intro = Zugriffsrechte in der Form konto=realm,realm; konto=realm. Die Leertaste kreuzt an.
form-breaker = Anmeldesperre aufheben
    .intro = Erst die Datei berichtigen: Das nächste falsche Kennwort kann das Konto sperren. Die Begründung steht im Protokoll.
form-policy = Richtlinie für neue Systeme
    .intro = Das Profil, das neue Systeme bekommen. Zum Einrichten braucht es das Häkchen. Die Leertaste wählt und kreuzt an.
field-needed = nötig
field-reason = Begründung oder Ticket
field-time = Zeitpunkt
field-fqdn = Name (FQDN)
field-profile = Profil
field-profiles = { $count ->
    [0] nichts zur Wahl
    [one] die einzige Wahl
   *[other] { $count } zur Wahl, Leertaste wechselt
}
field-account = Konto
field-ptr = DNS-Namen
field-cmdb-uuid = Inventar nach UUID
field-cmdb-ip = Inventar nach Adr.
field-box = Häkchen gesetzt
field-name = Name
field-parent = NSS darüber
field-description = Beschreibung
field-person = Kontaktperson
field-nsc = nur in NSC
field-pkg = nur für Paket
field-principal = Benutzer, Gruppe
field-nested = enthalten in
field-local = lokal verwaltet
field-responsible = verantwortlich
field-os = Systemversion
field-names = Namen
field-users = Benutzer, nicht Rechner
field-hours = Stunden
field-version = Version
field-kind = Art
field-scope = gilt für
field-vendor = Hersteller
field-source = Quelle
field-install = installieren mit
field-remove = entfernen mit
field-detection = Erkennung
field-success-codes = Erfolgscodes
field-reboot-codes = Neustartcodes
field-dependencies = braucht Pakete
field-supersedes = ersetzt Pakete
field-conflicts = unverträglich mit
field-priority = Vorrang
field-size = Größe in Bytes
field-os-filter = nur auf Systemen
field-concurrency = Rechner zugleich
field-licences = Lizenzen
field-reboots = braucht Neustart
field-owner = gehört (NSS)
field-computer-set = NSC
field-action = Aktion
field-package = Paket
field-suppose = Rechte
field-administrator = Benutzer, Gruppe
field-suppose-administrator = als Verwalter
field-window = Zeitfenster
field-not-before = nicht vor
field-deadline = Frist
field-reboot = bei nötigem Neustart
names-count = { $count ->
    [0] noch kein Name
    [one] ein Name
   *[other] { $number } Namen
}
names-doubles = , { $doubles } davon doppelt
field-access = Zugriffsrechte
field-web-ui = Webseite
field-serial = Seriell über LAN
field-ide = IDE-Umleitung
field-kvm = KVM
field-consent = Zustimmung
field-tls = TLS
confirm-title = { $object } { $name }
confirm-reversible = Das lässt sich zurücknehmen.
confirm-irreversible = Das kann das Programm nicht zurücknehmen.
confirm-meanwhile = Das wurde inzwischen von jemandem geändert:
confirm-look-again = { $keys } sieht noch einmal nach
effects-objects = Objekte
effects-rights = Rechte
effects-members = Verzeichnis
effects-machines = Rechner
effects-also = Außerdem
gains-title = Wer gewinnt, wer verliert
gains-gains = { $who } gewinnt bei { $nss }: { $verbs }
gains-loses = { $who } verliert bei { $nss }: { $verbs }
gains-nobody = niemand: dort ist kein Verwalter, oder einer NSS darüber fehlt es
confirm-type = zum Ausführen { $word } eintippen:
confirm-press = { $keys } führt es aus
confirm-working = wird ausgeführt …
object-nss = NSS
object-nsc = NSC
object-pkg = Paket
object-request = Antrag
object-choice = Wahl
object-account = Konten
object-session = Sitzung
object-job = Auftrag
object-profile = Profil
object-policy = Richtlinie
object-mapping = Zuordnung
object-key = Schlüssel
object-cmdb = Inventar

## Tickettext

ticket-system = System
ticket-status = Status
ticket-address = Adresse
ticket-name = Name
ticket-profile = Profil
ticket-hellos = Hellos
ticket-meaning = Bedeutung
ticket-warning = Warnung
ticket-trace = Auflösung, entschieden { $at }
ticket-machine = Rechner
ticket-os = System
ticket-owner = Zuständig
ticket-sets = Mengen
ticket-packages = Pakete, entschieden { $at }

## Aufträge und Verteilung

tab-changes = Änderungen
tab-points = Punkte
tab-jobs = Aufträge
tab-runs = Läufe
tab-clients = Clients
jobs-count = { $shown } von { $all }
jobs-count-more = { $shown } der ersten { $all }
jobs-listed = , { $shown } aufgeführt, am Ende mehr
jobs-clients = { $current } von { $known } Clients haben Generation { $generation }
jobs-unchanged = unverändert seit { $at }
publishing-waits = { $count ->
    [one] 1 Änderung wartet seit { $at }
   *[other] { $number } Änderungen warten seit { $at }
}
publishing-point-fails = { $point } nimmt keine Dateien seit { $at }
publishing-point-lacks = ein Paket ist auf { $point } nicht zu haben
publishing-pointless = kein Verteilpunkt
publishing-everywhere = Gen. { $number } auf { $points ->
    [one] 1 Punkt
   *[other] allen { $points } Punkten
}
column-way = Weg
column-stands = Stand
column-generation = Generation
column-behind = zurück
column-point = Punkt
column-complete = komplett
column-sent = gesandt
column-job = Auftrag
column-backlog = offen
column-last-run = zuletzt
column-next-run = nächster Lauf
column-took = dauerte
column-did = tat
column-checked = geprüft
column-agent = Agent
label-stands = Stand
label-place = Ort
label-generation = Generation
label-complete = komplett
label-behind = zurück
label-tried = versucht
label-failing = gestört seit
label-problem = Problem
label-sent = gesandt
label-runs-on = Aufträge auf
label-asked = angefordert
label-log-file = Logdatei
label-began = begann
label-did = tat
label-point = gelesen von
label-checked = letzte Prüfung
label-reported = Bericht vom
label-read = hier gelesen
label-agent = Agent
label-packages = Pakete
label-reboot = Neustart nötig
stage-saved = gespeichert
stage-published = verteilt
stage-point = auf { $point }
stage-acknowledged = bestätigt
stage-first-client = erster Client
stage-most-clients = 90 % Clients
stage-passed = hat sie, oder eine spätere
stage-unneeded = nichts zu tun
stage-after = , nach { $span }
stage-generation = , Generation { $number }
point-current = hat alles
point-behind = wartet auf Dateien
point-fails = nimmt keine Dateien
point-lacks = die Datei eines Pakets fehlt
point-untried = nie versucht
point-lag = { $count } zurück
point-lag-since = { $count } zurück seit { $at }
points-none = es gibt keinen Verteilpunkt: Nichts erreicht einen Rechner
runs-none = noch hat kein Auftrag etwas getan
clients-none = noch hat sich kein Client gemeldet
client-packages = { $ok } von { $all } wie gewollt, { $failed } gescheitert
job-about-publish = Verteilt: schreibt die flachen Dateien neu, die eine Änderung betrifft, und bringt sie auf die Verteilpunkte.
job-about-group-policy = Legt Gruppenrichtlinien im Verzeichnis an.
job-about-scan-reports = Liest die Berichte der Clients von den Verteilpunkten.
job-about-inventory = Übernimmt Inventar und Anwendungen aus den Berichten in die Datenbank.
handover-title = Verteilung am { $at }
handover-points = Verteilpunkte
handover-changes = Änderungen unterwegs
handover-jobs = Aufträge
