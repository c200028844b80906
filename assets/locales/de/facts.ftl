### Tatsachen des Kerns als Sätze: Probleme, Schritte einer Auflösung, Warnungen, Zustände.

word-yes = ja
word-no = nein

## Was Sätze an Dingen und Feldern nennen.

word-object = { $object ->
    [nss] NSS
    [nsc] NSC
    [pkg] Paket
    [dp] Verteilpunkt
    [grant] Recht
    [administrator] Verwalter
    [assignment] Zuweisung
    [release] Freigabe
    [request] Antrag
    [choice] Wahl
    [breaker] Anmeldesperre
    [inbox_item] Meldung im Posteingang
    [publishing_key] Signaturschlüssel
    [mapping] Zuordnung
    [operation] Vorgang
    [profile] Profil
    [job] Auftrag
    [code] Code
    [data] Datenverzeichnis
    [trace] Auflösung
    [group] Gruppe
    [user] Benutzer
    [computer] Rechner
   *[other] { $object }
}
word-field = { $field ->
    [name] Name
    [names] Namen
    [description] Beschreibung
    [parent] übergeordnete NSS
    [state] Zustand
    [chosen] gewählt
    [reason] Begründung
    [time] Zeit
    [deadline] Frist
    [hours] Stunden
    [target] Ziel
    [rights] Rechte
    [request] Antrag
    [principal] Benutzer
    [machine] Rechner
    [action] Aktion
    [status] Status
    [checksum] Prüfsumme
   *[other] { $field }
}

## Probleme. Jedes hat einen Satz und einen Hinweis, was zu tun ist; `about` fügt `explain CODE` hinzu.

problem-denied = { $principal } darf { $verb } nicht
    .hint = Es fehlt: { $missing }. Erteilen kann das: { $who-can-grant }. Dürfen schon: { $who-can }.
    .about = Dem Handelnden ist das Recht nicht erteilt, das die Aktion braucht. Nichts wurde geändert.
problem-read-only = diese Sitzung ist nur zum Lesen, deshalb ist { $verb } abgelehnt
    .hint = Schreiben entsperren (in der Konsole ctrl-o), oder den Befehl ohne --read-only ausführen.
    .about = Eine Sitzung kann gegen Schreiben gesperrt sein, was immer ihr Benutzer darf.
problem-past = die Vergangenheit lässt sich nicht ändern ({ $verb })
    .hint = --as-of weglassen (in der Konsole: t, dann now).
    .about = Ein Blick auf eine frühere Zeit zeigt, was war. Geändert wird heute.
problem-no-history = { $what } zeigt nur, wie es jetzt ist
    .hint = --as-of weglassen. Wie sie waren, zeigen sich Mengen, Rechte, Pakete, Zuweisungen, Mitglieder, Verteilpunkte, Profile, die Richtlinie und das Protokoll.
    .about = Nur was das Protokoll verfolgt, lässt sich zeigen, wie es früher war.
problem-unknown-verb = das Verb { $verb } gibt es nicht
    .hint = { $near ->
        [none] {""}
       *[other] Ähnlich: { $near }.{" "}
    }`bailiwick explain verbs` zählt alle auf.
    .about = Verben sind die Handlungen, die sich erteilen lassen, zum Beispiel nsc.create. In Rechten steht nsc.* für alle, die so beginnen.
problem-directory-unavailable = das Verzeichnis ist nicht erreichbar: { $reason }
    .hint = Mit `bailiwick doctor` prüfen. Was inzwischen entschieden wurde, wird von selbst zu Ende geführt.
    .about = Mitgliedschaften stehen im Verzeichnis. Ohne es lassen sie sich aus einer Kopie zeigen, mit deren Alter, und nicht ändern.
problem-directory-denied = das Verzeichnis lehnt ab: { $reason }
    .hint = Dem Konto, unter dem das Programm fragt, fehlt dort ein Recht.
    .about = Das Verzeichnis hat seine eigene Zugriffskontrolle, die das Programm nicht umgeht.
problem-directory-other = das Verzeichnis versagt: { $reason }
    .hint = In seinem eigenen Protokoll nachsehen.
    .about = Das Verzeichnis hat etwas geantwortet, mit dem das Programm nichts anfangen kann.
problem-not-in-directory = { word-object } { $names } gibt es im Verzeichnis nicht
    .hint = Die Schreibweise prüfen; Konten entstehen im Verzeichnis.
    .about = Nur vorhandene Konten können Mitglieder sein.
problem-directory-elsewhere = { $place } nimmt von hier keine Konten und Gruppen an
    .hint = Dort anlegen.
    .about = Nur das eingebettete Verzeichnis nimmt Konten und Gruppen an; ein anderes wird gelesen, und nur die Gruppen der
        NSC werden dort geschrieben.
problem-group-of-nsc = die Gruppe { $group } gehört zur NSC { $nsc }
    .hint = Stattdessen „bailiwick nsc member“ verwenden.
    .about = Jede NSC hat zwei eigene Gruppen. Sie werden mit der NSC geändert, damit die Folgen geprüft und genannt werden.
problem-not-grantable = { $verb } lässt sich nicht erteilen
    .hint = Verwalter der obersten NSS haben es, sonst niemand.
    .about = Mengen anlegen und löschen, Rechte erteilen und entziehen kommt nur der obersten NSS zu.
problem-parent-lacks = { $nss } kann { $verbs } nicht haben: { $parent } darüber hat es nicht
    .hint = Es erst { $parent } erteilen.
    .about = Eine NSS hat nie, was der NSS über ihr fehlt.
problem-is-master = { $name } ist die oberste NSS
    .hint = Die oberste NSS hat alles und lässt sich weder verschieben noch löschen.
    .about = Der Baum hat genau eine Wurzel.
problem-not-empty = { word-object } { $name } enthält noch { $holds }
    .hint = Das zuerst verschieben oder löschen.
    .about = Nichts, was noch gebraucht wird, wird mit etwas anderem gelöscht.
problem-cycle = { word-object } { $name } käme über { $through } zu sich selbst zurück
    .hint = Einen anderen Ort wählen.
    .about = NSS, ineinander enthaltene NSC und Abhängigkeiten laufen nie im Kreis.
problem-other-nss = { $name } und { $parent } gehören zu verschiedenen NSS
    .hint = Eine NSC derselben NSS wählen.
    .about = Enthalten sein bleibt innerhalb einer NSS, damit es keine Rechte weiterreicht.
problem-not-locally-managed = { $name } ist nicht lokal verwaltet
    .hint = Dort muss nichts freigegeben werden.
    .about = Nur eine lokal verwaltete NSC hält Pakete auf, bis ihr Verantwortlicher sie freigibt.
problem-second-person = { $asked-by } hat { $name } verlangt: Eine zweite Person muss zustimmen
    .hint = Einen anderen Verwalter der NSS bitten, denselben Befehl zu geben.
    .about = Ein Notfall braucht zwei Personen, damit niemand allein einen lokalen Verantwortlichen übergeht.
problem-decided = Antrag { $id } ist schon { $state ->
    [approved] genehmigt
    [refused] abgelehnt
    [withdrawn] zurückgezogen
   *[other] { $state }
}, von { $by }
    .hint = Einen neuen Antrag stellen.
    .about = Über einen Antrag wird einmal entschieden.
problem-ambiguous-package = { $name } meint mehrere Pakete: { $versions }
    .hint = Mit der Version oder der Nummer nennen.
    .about = Versionen eines Pakets sind eigene Pakete.
problem-package-state = das Paket { $name } ist { $state ->
    [draft] ein Entwurf
    [published] veröffentlicht
    [retired] zurückgezogen
   *[other] { $state }
}
    .hint = Es erst veröffentlichen, oder eine andere Version nehmen.
    .about = Ein Entwurf und ein zurückgezogenes Paket lassen sich so nicht verwenden.
problem-package-used = { $by } braucht das Paket { $name }
    .hint = Das zuerst ändern.
    .about = Nichts, worauf anderes verweist, wird gelöscht.
problem-no-machine = { $pkg } wird auf einem Rechner installiert, und keiner ist genannt
    .hint = Ihn mit --machine nennen. `bailiwick machine list` zeigt, welche es gibt.
    .about = Ein Paket eines Rechners wird für eine Maschine gewählt, ein Paket eines Benutzers für jede, an der er arbeitet.
problem-not-published = { $name } lässt sich nicht wählen: { $state ->
    [applied] es ist ohnehin vorgeschrieben
    [allowed] es ist erlaubt, aber nicht angeboten
    [denied] es ist verboten
    [blocked_by_local_manager] ein lokaler Verantwortlicher hat es nicht freigegeben
    [waiting_for_window] es kommt von selbst, wenn seine Zeit da ist
   *[other] es ist nicht angeboten
}
    .hint = `bailiwick me` zeigt, was sich wählen lässt und was warum nicht.
    .about = Nur was einem angeboten ist, lässt sich wählen.
problem-package-file = die Datei { $file } von { $name } ist nicht brauchbar: { $reason }
    .hint = Die Datei in die Paketablage legen: bailiwick pkg upload NAME FILE.
    .about = Ein Paket wird aus genau der Datei installiert, deren Prüfsumme es trägt.
problem-point = Verteilpunkt { $name }: { $reason }
    .hint = bailiwick dp check { $name } versucht es noch einmal; die anderen arbeiten weiter.
    .about = Ein Dateiserver, auf dem Clients finden, was sie tun sollen.
problem-point-address = { $address } ist kein Verteilpunkt: { $reason }
    .hint = file:///FOLDER, http://HOST/PATH, https://HOST/PATH oder s3://BUCKET/PREFIX angeben, ohne Kennwort darin.
    .about = Kennwörter für Verteilpunkte stehen in einer Datei des Datenverzeichnisses, nie in einer Adresse.
problem-no-point = ohne Verteilpunkt lässt sich nichts verteilen
    .hint = Einen hinzufügen: bailiwick dp add NAME URL.
    .about = Änderungen sind gespeichert und warten, bis es einen gibt.
problem-publishing-key = was verteilt wird, lässt sich nicht signieren: { $reason }
    .hint = bailiwick publish key list zeigt die Schlüssel.
    .about = Clients nehmen nichts an, was nicht mit einem Schlüssel signiert ist, dem sie vertrauen.
problem-publishing-key-state = { $state ->
        [active] es gibt schon einen Schlüssel: { $id }
        [next] es gibt schon einen nächsten Schlüssel: { $id }
        [retired] Schlüssel { $id } ist schon abgelöst
       *[other] Schlüssel { $id } ist der einzige, der signiert
    }
    .hint = { $state ->
        [active] Den nächsten anlegen: bailiwick publish key rotate.
        [next] Erst den aktiven ablösen, wenn jeder Client Zeit hatte, den nächsten zu lernen: bailiwick publish key retire ID.
        [retired] bailiwick publish key list zeigt die Schlüssel.
       *[other] Erst den nächsten anlegen: bailiwick publish key rotate.
    }
    .about = Schlüssel werden einer nach dem anderen ersetzt: Der nächste signiert neben dem aktiven, Clients lernen ihn, dann wird der alte abgelöst.
problem-publishing-waits = nicht alles ist verteilt: { $waiting }
    .hint = bailiwick publish status zeigt, was worauf wartet. Nichts geht verloren; es wird wieder versucht.
    .about = Eine Änderung ist bestätigt, wenn jeder Verteilpunkt sie hat.
problem-job-not-built = diese Version kann den Auftrag { $job } nicht ausführen
    .hint = bailiwick job list zeigt, welche Aufträge es gibt.
    .about = Den Auftrag gibt es im Framework, aber noch nicht in diesem Programm.
problem-agent = der Agent dieses Rechners tut das nicht: { $reason }
    .hint = bailiwick agent status zeigt, wie es ihm geht; systemctl status bailiwick-agent, ob er läuft.
    .about = Alles auf einem Rechner tut sein Agent.
problem-agent-runs = hier läuft schon ein anderer Agent, als Prozess { $pid }
    .hint = bailiwick agent status fragt diesen.
    .about = Zwei Agenten würden dieselben Pakete gleichzeitig installieren.
problem-agent-points = der Agent kann keinen Verteilpunkt lesen: { $reason }
    .hint = agent.points setzen. Was früher geladen wurde, gilt weiter.
    .about = Ein Agent versucht jeden Punkt, den er kennt, bevor er bis zur nächsten Prüfung aufgibt.
problem-agent-distrusts = der Agent lehnt ab, was verteilt ist: { $reason }
    .hint = bailiwick publish key list auf dem Server mit agent.trusted_keys hier vergleichen.
    .about = Nicht signierte, beschädigte und ältere Konfiguration wird nie angewandt.
problem-agent-update = die neue Version von { $program } startete nicht: { $reason }
    .hint = Die alte Version läuft wieder. Der Bericht sagt es auch.
    .about = Ein Programm, das nicht startet, wird durch das vorige ersetzt.
problem-host-credential = die Anmeldedaten für Rechner in { $place } sind nicht brauchbar: { $reason }
    .hint = Benutzer, Kennwort und Domäne in eine Datei schreiben, die nur ihr Besitzer lesen darf (Modus 0600).
    .about = Ohne sie werden Rechner nur nach dem gefragt, was sie jedem sagen.
problem-not-reversible = Vorgang { $id } lässt sich nicht zurücknehmen
    .hint = Die Gegenänderung von Hand machen.
    .about = Manches, zum Beispiel Importe und Schlüssel, hat keine Umkehrung.
problem-undone-already = Vorgang { $id } ist schon durch { $by } zurückgenommen
    .hint = { $by } zurücknehmen, um ihn wiederzuhaben.
    .about = Ein Vorgang wird einmal zurückgenommen.
problem-undo-conflict = Vorgang { $id } lässt sich nicht zurücknehmen: { $by } hat { $object } seither geändert
    .hint = Die spätere Änderung ansehen: `bailiwick log --object`.
    .about = Eine Rücknahme überschreibt nie, was andere später getan haben.
problem-may-not-impersonate = { $principal } darf nicht als { $other } handeln
    .hint = Nur Verwalter der obersten NSS dürfen --as verwenden.
    .about = Als jemand anderes zu handeln zeigt Verwaltern, was andere dürfen.
problem-not-found = { word-object } { $name } gibt es nicht
    .hint = { $object ->
        [nss] `bailiwick nss list` zeigt, welche es gibt.
        [nsc] `bailiwick nsc list` zeigt, welche es gibt.
        [pkg] `bailiwick pkg list` zeigt, welche es gibt.
        [dp] `bailiwick dp list` zeigt, welche es gibt.
        [profile] `bailiwick amt profile list` zeigt, welche es gibt.
        [mapping] `bailiwick amt mapping list` zeigt, welche es gibt, `bailiwick hello show`, warum ein System keine hat.
        [operation] `bailiwick log` zeigt, welche es gibt.
        [request] `bailiwick nsc request list` zeigt, welche es gibt.
        [assignment] `bailiwick pkg show` zeigt, welchen Mengen ein Paket zugewiesen ist.
        [administrator] `bailiwick nss show` zeigt, wer eine Menge verwaltet.
        [inbox_item] `bailiwick inbox` zeigt, was auf einen wartet.
        [publishing_key] `bailiwick publish key list` zeigt, welche es gibt.
        [breaker] `bailiwick host breaker list` zeigt, welche Anmeldungen abgelehnt wurden.
       *[other] Die Schreibweise prüfen. Vielleicht wurde es inzwischen gelöscht: `bailiwick log` zeigt, was geändert wurde.
    }
    .about = Was der Befehl nennt, gibt es nicht, oder nicht mehr.
problem-exists = { word-object } { $name } gibt es schon
    .hint = Einen anderen Namen wählen; Groß- und Kleinschreibung zählt bei Namen nicht.
    .about = Namen sind eindeutig.
problem-changed = { word-object } { $name } hat inzwischen jemand anderes geändert
    .hint = Noch einmal ansehen und die Änderung wiederholen, falls sie noch gewünscht ist.
    .about = Eine Änderung wird abgelehnt, wenn das, was sie ersetzt, nicht mehr so ist, wie es zu sehen war.
problem-invalid = { word-field }: „{ $value }“ geht nicht
    .hint = { $expected ->
        [name] Ein Name hat 1 bis 64 Zeichen, keine Steuerzeichen und kein Leerzeichen am Anfang oder Ende.
        [text] Ein Text hat höchstens 500 Zeichen und keine Steuerzeichen.
        [target] Ein Ziel ist nss:NAME, nsc:ID, pkg:ID, nsc:ID+pkg:ID für eine Zuweisung, oder estate.
        [one_reach] Eine NSC oder ein Paket nennen, nicht beides.
        [what_if] Eine Änderung ist 'assign PKG NSC ACTION', 'unassign PKG NSC', 'publish PKG', 'retire PKG', 'join NSC' oder 'leave NSC'.
        [supposition] Zum Beispiel --grant AB-CO:pkg.publish, --admin AB-CO:rosa, --admin AB-CO:group:Operators@nsc:259, --assign 'Tool 1.0:259:apply' oder --unassign Tool:259.
        [action] Eine Aktion ist apply, allow, deny oder publish.
        [time] Eine Frist liegt nicht vor der Zeit, vor der nichts geschieht.
        [number] Eine Zahl, die passt, und höchstens 64 Einträge in einer Liste.
        [digest] Eine Prüfsumme hat 64 hexadezimale Ziffern in Kleinschreibung.
        [fqdn] Ein Name wie pc042.example.org: Teile aus Buchstaben, Ziffern und Bindestrichen.
       *[other] Erwartet: { $expected }.
    }
    .about = Ein Wert passt nicht. Nichts wurde geändert.
problem-reason-needed = { $verb } braucht eine Begründung
    .hint = Mit --reason TEXT begründen; es steht dann im Protokoll.
    .about = Manche Änderungen gibt es nur mit einer Begründung, die im Protokoll bleibt.
problem-second-master = eine oberste NSS gibt es schon, { $name } braucht also eine über sich
    .hint = Die NSS darüber mit --parent nennen.
    .about = Der Baum der NSS hat genau eine Wurzel, die oberste NSS.
problem-unknown-profile = das Profil { $name } gibt es nicht
    .hint = Mit `bailiwick amt profile list` auflisten, oder mit `bailiwick amt profile create` anlegen.
    .about = Die Richtlinie und Zuordnungen brauchen ein Profil, das es gibt.
problem-no-identity = die UUID { $uuid } kennzeichnet nicht genau ein Gerät
    .hint = Mehrere Geräte tragen sie, oder sie ist ein Platzhalter des Herstellers. Dem Gerät eine eigene UUID geben (BIOS), dann ein neues Hello abwarten.
    .about = Eine Zuordnung geht nach der UUID. Tragen mehrere Platinen dieselbe, bekäme der falsche Rechner den Namen.
problem-no-profile-to-map = kein Profil für { $uuid }: keines genannt, und die Richtlinie hat keines
    .hint = Eines mit --profile nennen.
    .about = Eine Zuordnung ist ein Name und ein Profil.
problem-key-line = Zeile { $line } ist keine PID mit PPS: { $reason }
    .hint = Jede Zeile hat PID und PPS, getrennt durch Leerzeichen oder Komma. Nichts wurde importiert.
    .about = Geheimnisse stehen nie in Meldungen.
problem-malformed = kein Hello: { $reason }
    .hint = Ein Hello hat mindestens 25 Byte, Schnittstelle 2 oder 3, little-endian. Rohe Bytes oder hexadezimale Ziffern angeben.
    .about = Die Bytes folgen nicht dem Aufbau einer Hello-Nachricht von Intel AMT.
problem-unknown-system = von { $uuid } kam kein Hello
    .hint = Ein System, das nicht vorbereitet ist oder dessen Zeitfenster zu ist, sendet keines. `bailiwick hello list` zeigt, wer sich gemeldet hat.
    .about = Bekannt sind nur Systeme, die ein Hello gesendet haben.
problem-ambiguous = mehrere Geräte melden sich als { $uuid }: von { $addresses }
    .hint = Das gemeinte mit --address nennen.
    .about = Geräte mit derselben UUID werden nach der Adresse getrennt.
problem-no-trace = { $uuid } ist noch nicht aufgelöst
    .hint = Das geschieht, sobald das Backend läuft (`bailiwick serve`), es sei denn, der Status sagt, dass es blockiert ist.
    .about = Noch einmal entscheiden und „was wäre wenn“ brauchen eine gespeicherte Auflösung.
problem-send-failed = das Hello ließ sich nicht an { $address } senden: { $reason }
    .hint = Hört dort jemand? `bailiwick serve` nennt die Adresse, auf der es hört.
    .about = Die Verbindung kam nicht zustande oder riss ab.
problem-import-header = der Datei fehlt für { $table }: { $missing }
    .hint = Die erste Zeile einer CSV-Datei nennt ihre Spalten, in beliebiger Schreibung und Reihenfolge.
    .about = Ohne diese Spalten lässt sich keine Zeile der Tabelle lesen.
problem-file = { $path }: { $reason }
    .hint = Den Pfad und die Rechte daran prüfen.
    .about = Eine Datei ließ sich nicht lesen oder schreiben.
problem-database-busy = die Datenbank ist beschäftigt
    .hint = Ein anderer Prozess schreibt länger als üblich. Erneut versuchen; `bailiwick doctor` sagt, wer das Backend betreibt.
    .about = Ein Schreibvorgang wartete länger als die eingestellte Zeit.
problem-disk-full = die Festplatte ist voll
    .hint = Platz schaffen, dann wiederholen. Was bestätigt wurde, ist sicher; von dieser Änderung wurde nichts geschrieben.
    .about = Die Datenbank konnte nicht wachsen.
problem-database-corrupt = die Datenbank ist beschädigt: { $reason }
    .hint = Das Programm beenden, die Datei aufheben und die letzte Sicherung zurückholen. `sqlite3 FILE .recover` rettet, was lesbar ist.
    .about = Die Datei ist keine Datenbank, oder ihre Seiten passen nicht zusammen.
problem-database-unavailable = die Datenbank ist nicht erreichbar: { $reason }
    .hint = Prüfen, ob der Server läuft und die Adresse in [database] stimmt.
    .about = Die Verbindung wurde abgelehnt, oder der Server kennt dieses Programm nicht.
problem-database-schema = die Datenbank passt nicht zu diesem Programm: { $reason }
    .hint = Ein neueres Programm hat sie geschrieben, oder ihre Migrationen wurden verändert. Das neuere Programm verwenden.
    .about = Die Version des Schemas wird beim Öffnen der Datenbank geprüft.
problem-database-other = die Datenbank hat abgelehnt: { $reason }
    .hint = Das sollte nicht vorkommen. Bitte mit der Logdatei melden.
    .about = Ein unerwarteter Fehler der Datenbank.
problem-data-directory = das Datenverzeichnis { $path } ist nicht brauchbar: { $reason }
    .hint = Mit --data DIR ein anderes wählen. Es muss dem eigenen Konto gehören und anderen verschlossen sein (Modus 0700).
    .about = Datenbanken und Schlüsseldatei kann nur ihr Besitzer lesen.
problem-secret = ein Geheimnis lässt sich nicht versiegeln oder öffnen: { $reason }
    .hint = Die Schlüsseldatei im Datenverzeichnis muss die sein, mit der die Geheimnisse gespeichert wurden, und nur ihr Besitzer darf sie lesen.
    .about = AMT-Geheimnisse sind mit einer Schlüsseldatei neben der Datenbank verschlüsselt.
problem-setting = { $place }: { $reason }
    .hint = `bailiwick generate config` gibt jede Einstellung mit ihrem Vorgabewert aus.
    .about = Eine Einstellung ist unbekannt oder hat einen falschen Wert.
problem-asset = { $place }: { $reason }
    .hint = `bailiwick generate keymap` gibt die Tastenbelegung aus; Farbschemas beschreibt das README.
    .about = Eine Datei mit Farbschema, Tastenbelegung oder Sprache ist nicht brauchbar.
problem-listen = auf { $address } lässt sich nicht hören: { $reason }
    .hint = Vielleicht belegt ein anderes Programm den Port. Mit --listen ADDR oder hello.listen einen anderen wählen.
    .about = So kommt kein Hello an; alles andere arbeitet.
problem-backend-elsewhere = das Backend läuft schon: { $role } auf { $host }, Prozess { $pid }
    .hint = Dieses verwenden. Wurde es abgebrochen, endet seine Lease in Sekunden.
    .about = Ein Prozess zur Zeit betreibt das Backend eines Bestands, durch eine Lease in der Datenbank.
problem-no-terminal = die Konsole braucht ein Terminal
    .hint = In einem Terminal starten, oder die Befehle mit --json verwenden; `bailiwick help` zählt sie auf.
    .about = Ein- oder Ausgabe ist kein Terminal.
problem-internal = etwas, das nicht vorkommen sollte: { $reason }
    .hint = Bitte mit der Logdatei melden.
    .about = Ein Fehler im Programm.

## Status eines AMT-Systems: Name, und was er bedeutet mit dem, was zu tun ist.

status-sync-disabled = Häkchen der Richtlinie fehlt
    .short = Häkchen fehlt
    .about = Die Richtlinie weist ein Profil zu, aber ihr Häkchen fehlt, also wartet die Einrichtung. Das Häkchen setzen.
status-no-profile = kein Profil
    .about = Die Richtlinie weist kein Profil zu. Eines zuweisen.
status-stale-address = Adresse gehört anderswohin
    .short = alte Adresse
    .about = Der Eintrag des Inventars für diese Adresse gehört zu einem anderen Rechner, und sonst nennt nichts diesen.
status-unverified = unbestätigt
    .about = Ein Name fand sich über die Adresse, und nichts bestätigt ihn. DNS oder Inventar berichtigen, oder mit Begründung von Hand setzen.
status-conflict = Widerspruch im Inventar
    .short = Widerspruch
    .about = Die UUID-Tabellen des Inventars nennen verschiedene Rechner. Die falsche Zeile berichtigen, oder mit Begründung von Hand setzen.
status-duplicate-uuid = UUID auf mehreren Platinen
    .short = UUID doppelt
    .about = Mehrere Geräte tragen diese UUID. Jedem eine eigene geben (BIOS); sie werden nie zusammengelegt.
status-invalid-uuid = UUID ist ein Platzhalter
    .short = Platzhalter
    .about = Nur Nullen, nur F oder die Vorgabe eines Herstellers kennzeichnen nichts. Der Platine eine eigene UUID geben (BIOS).
status-no-key = ohne Schlüssel
    .about = Das Hello nennt eine PID, zu der kein Schlüssel da ist. Das Schlüsselpaar mit `bailiwick amt key import` einlesen.
status-smb-unsupported = Small Business Mode
    .short = Small Business
    .about = Der Small Business Mode wird nicht unterstützt. Das Gerät auf den Enterprise Mode umstellen.
status-unresolved = ohne Namen
    .about = Weder Inventar noch DNS nennen einen Namen für dieses Gerät.
status-window-expired = fragt nicht mehr
    .short = Fenster zu
    .about = Das Zeitfenster des Geräts ist zu. Es von einem Agenten auf dem Rechner oder vor Ort neu anstoßen.
status-device-unreachable = Gerät nicht erreichbar
    .short = unerreichbar
    .about = Das Gerät antwortete nicht, als es eingerichtet werden sollte.
status-authentication-failed = Gerät lehnt Anmeldung ab
    .short = lehnt ab
    .about = Das Gerät hat die Anmeldedaten abgelehnt.
status-configuration-failed = Einrichtung gescheitert
    .short = gescheitert
    .about = Ein Schritt der Einrichtung ist gescheitert.
status-outcome-unknown = Ergebnis unklar
    .about = Die Einrichtung wurde unterbrochen, ihr Ergebnis ist nicht bekannt.
status-hello-received = Hello empfangen
    .about = Gespeichert; als Nächstes wird es aufgelöst.
status-waiting-for-profile = wartet auf Profil
    .short = braucht Profil
    .about = Wird aufgelöst.
status-waiting-for-fqdn = wartet auf Namen
    .short = braucht Namen
    .about = Wird aufgelöst.
status-queued = aufgelöst, wartet
    .short = aufgelöst
    .about = Profil und Name sind zugeordnet. Es wartet auf die Einrichtung.
status-connecting = wird verbunden
    .about = Die Einrichtung verbindet sich mit dem Gerät.
status-configuring = wird eingerichtet
    .about = Das Gerät wird eingerichtet.
status-provisioned = eingerichtet
    .about = Ein Profil ist zugewiesen, und das System ist registriert.

## Ergebnisse und Fälle

outcome-resolved = aufgelöst
outcome-unresolved = nicht aufgelöst
outcome-unverified = unbestätigt
outcome-conflict = Widerspruch
outcome-no-profile = kein Profil
outcome-sync-disabled = Häkchen fehlt
scenario-agent-based = mit Agent
scenario-no-agent = ohne Agent

## Schritte der Auflösung

step-policy = Richtlinie
step-cmdb-uuid = Inventar nach UUID
step-cmdb-ip = Inventar nach Adresse
step-host = Rechner
step-dns = DNS
result-hit = Treffer
result-miss = nichts
result-skipped = entfällt
result-error = Fehler

## Was ein Schritt ergab

note-policy-assigned = Profil { $profile-id } { $profile }, mit Häkchen
note-policy-no-profile = die Richtlinie weist kein Profil zu
note-policy-box-off = Profil { $profile-id } { $profile }, aber ohne Häkchen
note-not-reached = nicht erreicht
note-not-needed-uuid-matched = nicht nötig: die UUID stimmt überein
note-not-needed-host-proved = nicht nötig: der Rechner hat sich ausgewiesen
note-uuid-hit = { $fqdn } in { $table }
note-uuid-miss = keine Zeile hat diese UUID (üblich bei der ersten Einrichtung ohne Agent)
note-uuid-tables-empty = keine Zeile: weder Agent (OOB Discovery) noch Network Discovery hat etwas gemeldet
note-uuid-without-name = { $table } hat die UUID, aber keinen FQDN, und nützt so nichts
note-uuid-conflict = { $first-table } sagt { $first }, { $second-table } sagt { $second }
note-address-hit = { $fqdn }, vorläufig
note-address-several = { $fqdn }, vorläufig: das neueste von { $count } mit dieser Adresse
note-address-miss = nichts hat diese Adresse
note-address-without-name = ein Eintrag hat diese Adresse, aber Inv_AeX_AC_Location hat keinen FQDN dazu
note-store-failed = das Inventar ließ sich nicht lesen: { $reason }
note-host-not-configured = nicht eingestellt
note-host-crowded = nicht gefragt: Zu viele andere Rechner wurden gerade gefragt; das nächste Hello versucht es wieder
note-host-proved = { $fqdn }, mit derselben UUID
note-host-other = { $fqdn } antwortete mit einer anderen UUID, { $uuid } statt { $hello }: Die Adresse gehört jetzt einem anderen Rechner
note-host-unproved = { $fqdn }, aber seine UUID ließ sich nicht lesen
note-host-named = { $fqdn }, genannt über { $carrier ->
    [smb] { host-carrier-smb }
    [rpc] { host-carrier-rpc }
   *[other] { host-carrier-winrm }
}, ohne Beweis
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
note-host-unreachable = nicht erreichbar: { $reason }
note-host-access-denied = Zugriff verweigert
note-host-timeout = keine Antwort in der Zeit
note-dns-confirms = { $fqdn } ist unter seinen Namen: { $names }
note-dns-contradicts = das Inventar sagt { $inventory }, DNS sagt { $names }: { $fqdn } gilt
note-dns-contradicts-host = der Rechner sagt { $host }, DNS sagt { $names }: { $fqdn } gilt
note-dns-other-machine = DNS sagt { $names }: der Rechner, der die Adresse jetzt hat
note-dns-forward-elsewhere = { $fqdn } steht dabei, aber dieser Name hat jetzt eine andere Adresse
note-dns-name = { $fqdn }, aus { $names }
note-dns-disagrees = DNS sagt { $names }; es bleibt bei der UUID
note-dns-nx-domain = kein solcher Name (NXDOMAIN)
note-dns-empty = den Namen gibt es, aber ohne PTR-Eintrag
note-dns-serv-fail = der Server hat versagt (SERVFAIL)
note-dns-refused = der Server hat abgelehnt (REFUSED)
note-dns-timeout = keine Antwort in der Zeit
note-dns-failed = ließ sich nicht fragen: { $reason }
note-dns-not-configured = kein DNS-Server ist eingestellt

## Einen Rechner fragen

host-fault-unreachable-filtered = keine Verbindung: Der Rechner ist aus, eine Firewall verwirft die Frage, oder nur seine Management Engine ist wach
    .hint = Den Rechner einschalten, oder den Port in seiner Firewall erlauben (Gruppenrichtlinie).
host-fault-unreachable-closed = der Rechner ist da, aber dieser Dienst läuft dort nicht
    .hint = Den Dienst starten, oder es lassen: Vielleicht antwortet er auf einem anderen Weg.
host-fault-no-answer = verbunden, und dann kam nichts
    .hint = Der Dienst hängt, oder dort hört ein anderes Programm.
host-fault-reset = der Rechner hat die Verbindung abgebrochen
    .hint = Das kann eine Firewall oder ein Schutzprogramm gewesen sein.
host-fault-wrong-service = dort antwortet etwas anderes oder eine zu alte Version
    .hint = Nachsehen, was auf diesem Port läuft.
host-fault-no-ntlm = der Rechner lässt NTLM nicht zu
    .hint = Eingehendes NTLM für diesen Server erlauben, oder auf Inventar und DNS bauen.
host-fault-bad-credentials = der Rechner hat Benutzername oder Kennwort abgelehnt
    .hint = Die Datei mit den Anmeldedaten berichtigen, dann die Anmeldesperre aufheben. Hinter HTTP 401 kann auch ein gesperrtes oder abgelaufenes Konto stecken.
host-fault-account-locked = das Konto ist gesperrt
    .hint = Herausfinden, wer es gesperrt hat, es entsperren lassen, dann die Anmeldesperre aufheben.
host-fault-account-disabled = das Konto ist deaktiviert
    .hint = Das Konto aktivieren lassen, oder in der Datei mit den Anmeldedaten ein anderes nennen; dann die Anmeldesperre aufheben.
host-fault-account-expired = das Konto ist abgelaufen
    .hint = Das Ablaufdatum des Kontos verlegen lassen, dann die Anmeldesperre aufheben.
host-fault-password-expired = das Kennwort des Kontos ist abgelaufen oder muss zuerst geändert werden
    .hint = Das Kennwort ändern, auch in der Datei mit den Anmeldedaten, dann die Anmeldesperre aufheben.
host-fault-account-state = das Konto ist eingeschränkt: nach Zeit, nach Rechner oder durch eine Richtlinie
    .hint = Die Einschränkung hierfür aufheben lassen, dann die Anmeldesperre aufheben.
host-fault-access-denied = das Konto stimmt, darf dort aber nicht fragen
    .hint = Ihm die Anmeldung über das Netz erlauben; es zum Mitglied von Remote Management Users machen, mit Remote Enable auf root\\cimv2.
host-fault-no-domain-controller = der Rechner erreicht keinen Domänencontroller, also konnte niemand das Konto prüfen
    .hint = Den Rechner ins Netz der Domäne bringen; das nächste Hello versucht es wieder.
host-fault-needs-encryption = keine Einigung über die Verschlüsselung, deshalb wurde nicht gefragt
    .hint = Nichts wird je im Klartext gesendet. Die Sicherheitsrichtlinie des Rechners prüfen.
host-fault-malformed = die Antwort verletzt ihr Protokoll
    .hint = Vielleicht ist es kein Windows, oder etwas dazwischen verändert die Antwort.
host-fault-wmi-error = der Verwaltungsdienst des Rechners hat versagt
    .hint = Im Ereignisprotokoll des Rechners unter WMI nachsehen; ein Neustart des Dienstes kann helfen.
host-fault-not-domain-joined = der Rechner ist in keiner Domäne und hat deshalb keinen vollen Namen
    .hint = Ihn in die Domäne aufnehmen, oder ihm von Hand einen Namen geben.
host-fault-invalid-name = was er nannte, kann kein Rechnername sein
    .hint = Diesem Rechner nicht trauen, bevor ihn jemand angesehen hat.
host-fault-uuid-mismatch = antwortete mit einer anderen UUID: Die Adresse gehört jetzt einem anderen Rechner
    .hint = Das nächste Hello des Geräts von seiner neuen Adresse abwarten.
host-fault-uuid-unusable = die UUID des Rechners kennzeichnet nichts, die Antwort beweist also nichts
    .hint = Mit dem Werkzeug des Herstellers eine UUID in die Firmware schreiben lassen.
host-fault-breaker-open = nicht gefragt: Die Anmeldedaten wurden früher abgelehnt, und die Anmeldesperre ist noch nicht aufgehoben
    .hint = Die Datei mit den Anmeldedaten berichtigen, dann: bailiwick host breaker clear ACCOUNT --reason TEXT.
host-fault-not-allowed = nicht gefragt: Die Anmeldedaten sind für diesen Rechner nicht erlaubt
    .hint = Seine Adresse muss in host.networks stehen, und die Domäne des Kontos die des Rechners sein.
host-fault-no-credential = nicht gefragt: Die Anmeldedaten sind nicht brauchbar
    .hint = Benutzer, Domäne und Kennwort in eine Datei schreiben, die nur ihr Besitzer lesen darf (Modus 0600).
host-fault-deadline = es dauerte zu lange und wurde aufgegeben
    .hint = Das Netz oder der Rechner ist langsam; das nächste Hello versucht es wieder.
host-attempt-verified = dieselbe UUID wie im Hello: bewiesen
host-attempt-told = ohne Beweis genannt
host-carrier-smb = SMB
host-carrier-rpc = RPC
host-carrier-winrm = WinRM
host-carrier-wmi = WMI, versiegelt
host-carrier-wmi-tls = WMI in TLS
host-stage-connect = Verbindung
host-stage-challenge = Anforderung
host-stage-auth = Anmeldung
host-stage-query = Frage
host-stage-decode = Antwort
host-stage-verify = Beweis

## Warnungen

warning-stale-address = der Eintrag { $record } des Inventars (erfasst { $collected }) ist nicht dieses Gerät
warning-address-taken = ein anderer Rechner, { $fqdn } mit der UUID { $uuid }, hat jetzt diese Adresse; die UUID des Hello ist { $hello }
warning-host-contradicted = der Rechner nennt sich { $told }, DNS sagt { $dns }
warning-host-suffixes = die Namen des Rechners haben zwei Endungen: { $chosen } gilt, nicht { $other }
warning-old-inventory = der Adresseintrag von { $record } ist alt oder von unbekanntem Alter (erfasst { $collected })
warning-dns-disagrees = DNS nennt { $names } statt { $fqdn }
warning-dns-silent = DNS konnte { $fqdn } nicht bestätigen
warning-no-forward-record = { $fqdn } hat einen PTR-Eintrag, aber keinen Adresseintrag
warning-forward-elsewhere = { $fqdn } führt zu { $addresses }, nicht zu dieser Adresse
warning-several-names = DNS nennt { $names }, und nichts zeichnet einen aus; { $chosen } gilt
warning-shared-address = mehrere Einträge haben diese Adresse: { $names }
warning-several-resources = mehrere Einträge tragen diese UUID und stimmen in { $fqdn } überein
warning-byte-order = das Inventar hat diese UUID in der anderen Byte-Reihenfolge, für { $fqdn }; es galt nicht
warning-trailing-bytes = { $count } Byte hinter dem Hello
warning-no-certificate-hashes = das Gerät vertraut keinem Wurzelzertifikat und lässt sich deshalb nicht einrichten
warning-retry-out-of-range = Wiederholung { $retry } liegt über 14

## Was eine Änderung bewirkt

effect-nothing = nichts ändert sich
effect-creates = legt an: { word-object } { $name }
effect-changes = { word-field }: { $before } → { $after }
effect-deletes = löscht: { word-object } { $name }
effect-grants = { $nss } bekommt { $verbs }
effect-revokes = { $nss } verliert { $verbs } (Verwalter, die es trifft: { $administrators })
effect-administrator-added = { $principal } wird Verwalter von { $nss }
effect-administrator-removed = { $principal } ist nicht mehr Verwalter von { $nss }
effect-group-created = legt die Gruppe { $group } an ({ $dn })
effect-group-deleted = löscht die Gruppe { $group } mit { $members ->
    [one] ihrem einen Mitglied
   *[other] ihren { $members } Mitgliedern
}
effect-registers = { $count ->
    [one] legt ein { $members ->
        [user] Benutzerkonto
       *[other] Rechnerkonto
    } an, das das eingebettete Verzeichnis nicht kennt: { $first }
   *[other] legt { $count } { $members ->
        [user] Benutzerkonten
       *[other] Rechnerkonten
    } an, die das eingebettete Verzeichnis nicht kennt: { $first }
}
effect-members-added = { $count ->
    [one] ein { $members ->
        [user] Benutzer
       *[other] Rechner
    } kommt in { $nsc }: { $first }
   *[other] { $count } { $members ->
        [user] Benutzer
       *[other] Rechner
    } kommen in { $nsc }: { $first }
}
effect-members-removed = { $count ->
    [one] ein { $members ->
        [user] Benutzer
       *[other] Rechner
    } verlässt { $nsc }: { $first }
   *[other] { $count } { $members ->
        [user] Benutzer
       *[other] Rechner
    } verlassen { $nsc }: { $first }
}
effect-members-unknown = { $count ->
    [one] das Verzeichnis hat diesen { $members ->
        [user] Benutzer
       *[other] Rechner
    } nicht, er fehlt also in { $nsc }: { $first }
   *[other] das Verzeichnis hat diese { $count } { $members ->
        [user] Benutzer
       *[other] Rechner
    } nicht, sie fehlen also in { $nsc }: { $first }
}
effect-members-already = { $count ->
    [one] für einen davon ändert sich nichts: { $first }
   *[other] für { $count } davon ändert sich nichts: { $first }
}
effect-machines = { $count ->
    [0] auf keinem Rechner ändert sich etwas
    [one] ein Rechner ändert sich: { $first }
   *[other] { $count } Rechner ändern sich: { $first }
}
effect-users = { $count ->
    [one] ein Benutzer bekommt überall etwas anderes: { $first }
   *[other] { $count } Benutzer bekommen überall etwas anderes: { $first }
}
effect-dormant = { $pkg } ist { $state ->
    [draft] ein Entwurf
    [retired] zurückgezogen
   *[other] { $state }
}: das wirkt erst, wenn es veröffentlicht ist
effect-in-use = { $pkg } ist in Gebrauch: { $count ->
    [0] kein Rechner übernimmt
    [one] ein Rechner übernimmt
   *[other] { $count } Rechner übernehmen
} den neuen Inhalt
effect-installs = { $pkg } kommt auf { $count ->
    [one] einen Rechner
   *[other] { $count } Rechner
}: { $first }
effect-removes = { $pkg } wird von { $count ->
    [one] einem Rechner
   *[other] { $count } Rechnern
} entfernt: { $first }
effect-reboots = { $count ->
    [one] einer davon braucht einen Neustart
   *[other] { $count } davon brauchen einen Neustart
}
effect-overruled = für { $pkg } ändert sich auf { $count ->
    [one] einem Rechner
   *[other] { $count } Rechnern
} nichts, denn { $rule } geht vor: { $first }
effect-blocked = { $pkg } wartet auf { $count ->
    [one] einem Rechner
   *[other] { $count } Rechnern
}, bis der Verantwortliche von { $nsc } es freigibt
effect-licences = { $pkg } hat { $licences ->
    [one] eine Lizenz
   *[other] { $licences } Lizenzen
}, und { $wanted } Rechner hätten es
effect-notifies = benachrichtigt { $count } Verwalter: { $first }
effect-until = endet von selbst am { $at }
effect-needs-second-person = nichts geschieht, bis eine zweite Person zustimmt
effect-undoes = nimmt Vorgang { $operation } von { $by } zurück: { $command }
effect-systems-resolved-again = { $count ->
    [0] es betrifft kein wartendes System
    [one] ein wartendes System wird neu aufgelöst
   *[other] { $count } wartende Systeme werden neu aufgelöst
}
effect-new-systems-will-wait = neue Systeme bleiben am ersten Schritt stehen, bis das Häkchen gesetzt ist
effect-new-systems-get = neue Systeme bekommen das Profil { $profile }
effect-device-gets = { $uuid } bekommt den Namen { $fqdn } und das Profil { $profile }
effect-replaces-mapping = ersetzt die Zuordnung zu { $fqdn } ({ $origin ->
    [override] von Hand gesetzt
    [resolved] aufgelöst
   *[other] { $origin }
})
effect-runs-job = { $job } läuft jetzt auf { $host }
effect-runs-job-later = { $job } läuft, sobald ein Backend läuft; jetzt läuft keines
effect-run-asked-already = { $by } hat diesen Lauf schon verlangt
effect-name-used-elsewhere = auch { $uuid } hat den Namen { $fqdn }
effect-credential-tried-again = { $account } wird am nächsten Rechner wieder versucht; ist das Kennwort noch falsch, kann das Konto gesperrt werden
effect-comes = { $pkg } wird installiert und gepflegt
effect-comes-along = { $pkg } wird auch installiert, weil { $needed-by } es braucht
effect-comes-later = { $pkg } wird installiert, wenn seine Zeit da ist: { $opens }
effect-turns = { $after ->
    [removed_once] { $pkg } wird einmal entfernt; danach bleibt es unberührt
    [denied] { $pkg } darf hier nicht mehr sein: es wird entfernt
    [unmanaged] { $pkg } wird nicht mehr gepflegt; was hier ist, bleibt
    [published] { $pkg } wird wieder angeboten und bleibt, bis jemand es entfernt
    [allowed] { $pkg } darf bleiben und wird nicht mehr gepflegt
    [blocked_by_local_manager] { $pkg } wartet, bis der lokale Verantwortliche es freigibt
   *[other] { $pkg }: { $before } → { $after }
}
effect-restart = { $policy ->
    [force] { $pkg } braucht einen Neustart: nach einer Warnung startet der Rechner neu
    [defer] { $pkg } braucht einen Neustart: mit dem nächsten ist es vollständig
   *[ask] { $pkg } braucht einen Neustart: vorher wird gefragt
}
effect-next-check = wann: bei der nächsten Prüfung von { $machine }
effect-next-check-everywhere = wann: nach der Anmeldung, bei der nächsten Prüfung des jeweiligen Rechners
effect-keys = neue Schlüssel: { $added }, ersetzte: { $replaced }

## Fehlerhafte Nachrichten

malformed-empty = es kam kein Byte
malformed-short = { $got } Byte, mindestens { $need } sind nötig
malformed-admin-flag = die Marke { $value } für Anmeldedaten ist weder 0 noch 1
malformed-version = Schnittstelle { $version } wird nicht unterstützt
malformed-pid-character = die PID hat ein Zeichen außerhalb von A-Z und 0-9
malformed-pid-checksum = die Prüfsumme der PID ist { $got }, erwartet { $want }
malformed-hash-algorithm = Hash { $index } hat den unbekannten Algorithmus { $algorithm }
malformed-hash-length = Hash { $index } hat { $got } Byte, sein Algorithmus hat { $want }
malformed-truncated = endet nach { $got } Byte, { $need } sind nötig
malformed-too-long = mehr als { $limit } Byte
malformed-deadline = erst { $got } Byte, als die Zeit um war

## Schlechte Zeilen eines Imports

row-syntax = { $reason }
row-missing = die Spalte { $column } fehlt oder ist leer
row-invalid = „{ $value }“ geht nicht in der Spalte { $column }{ $expected ->
    [guid] : sie nimmt eine GUID
    [uuid] : sie nimmt eine UUID
    [name] : sie nimmt einen Namen wie pc1.example.org
    [address] : sie nimmt eine IP-Adresse
    [source] : sie nimmt agent, network_discovery oder oob_discovery
    [time] : sie nimmt eine Zeit wie 2026-01-31T08:00:00Z
   *[other] {""}
}
row-too-long = länger als { $limit } Byte

## Rechte, Sollzustände und der Posteingang

missing-grant = { $verb } für { $nss-name }{ $reach }
missing-administrator = { $principal } als Verwalter von { $nss-name }{ $reach }
link-administrator = { $trustee } verwaltet { $nss-name }{ $reach }
link-grant = { $nss-name } hat { $verb }{ $reach } (Recht { $grant }, von { $granted-by })
what-if-gains = { $who } darf bei { $place } dann { $verb }
what-if-has-already = { $who } darf bei { $place } dann auf einem weiteren Weg { $verb }; das ging schon
what-if-loses = { $who } darf bei { $place } nicht mehr { $verb }
what-if-keeps = { $who } verliert bei { $place } einen Weg zu { $verb }; es geht weiter auf einem anderen
what-if-master = { $who } darf alles und überall: Verwalter der obersten NSS
what-if-no-master = { $who } ist nicht mehr Verwalter der obersten NSS
what-if-nobody = niemand gewinnt oder verliert etwas
reach-nss = { "" }
reach-nsc = { " " }in NSC { $id }
reach-pkg = { " " }beim Paket { $id }
ground-master = Verwalter der obersten NSS dürfen alles
ground-granted = erlaubt
ground-everyone = alle angemeldeten Benutzer dürfen das
ground-service = ein Serverauftrag tut seine eigene Arbeit
ground-no-grant = kein Recht erlaubt es
ground-master-only = nur Verwalter der obersten NSS dürfen das, und es lässt sich nicht erteilen
ground-read-only-session = die Sitzung ist nur zum Lesen
desired-applied = vorgeschrieben
desired-allowed = erlaubt
desired-published = angeboten
desired-denied = verboten
desired-removed-once = einmal entfernt
desired-blocked-by-local-manager = lokal blockiert
desired-waiting-for-window = wartet auf Zeitfenster
desired-unmanaged = nicht verwaltet
rule-assignment = { $action ->
    [apply] vorgeschrieben
    [publish] angeboten
    [allow] erlaubt
    [deny] verboten
   *[other] { $action }
} durch NSC { $nsc } { $nsc-name } für { $member ->
    [user] den Benutzer
   *[computer] den Rechner
}{ $through ->
    [one] {" "}(über die enthaltene NSC { $through })
    [other] {" "}(über die enthaltene NSC { $through })
   *[none] {""}
}, seit { $since } von { $by }
rule-choice = { $chosen ->
    [true] gewählt von { $user }, { $at }
   *[other] nicht mehr gewählt von { $user }, { $at }
}
rule-dependency = { $of-name } braucht es
rule-dependency-denied = es braucht { $on-name }, das dort nicht sein kann
rule-superseded = { $by-name } ersetzt es
rule-conflict = es verträgt sich nicht mit { $with-name }
rule-local-manager = der Verantwortliche der NSC { $nsc } { $nsc-name } hat es nicht freigegeben (verantwortlich: { $responsible })
rule-schedule = seine Zeit kommt { $opens }
rule-not-in-use = das Paket ist { $state ->
    [draft] ein Entwurf
    [retired] zurückgezogen
   *[other] { $state }
}, also zählt keine seiner Zuweisungen
rule-other-system = das Paket ist für andere Betriebssysteme als dieses ({ $os })
rule-unassigned = es ist keiner NSC zugewiesen, in der der Rechner oder der Benutzer ist
because-weaker-action = eine stärkere Regel geht vor
because-same-action = dasselbe ist näher oder früher zugewiesen
because-draft = das Paket ist ein Entwurf
because-retired = das Paket ist zurückgezogen
because-os-filter = das Paket ist nicht für dieses Betriebssystem
because-held-up = aufgehalten
because-chosen = die Wahl des Benutzers geht vor
request-pending = wartet
request-approved = genehmigt
request-refused = abgelehnt
request-withdrawn = zurückgezogen
inbox-request-to-decide = { $asked-by } beantragt { $count ->
    [one] ein neues Mitglied
   *[other] { $count } neue Mitglieder
} in { $nsc-name } (Antrag { $request })
inbox-request-decided = { $by } hat den Antrag für { $nsc-name } { $approved ->
    [true] genehmigt
   *[other] abgelehnt
}: { $reason }
inbox-package-created = { $by } hat in { $nss-name } das Paket { $name } { $version } angelegt
inbox-emergency-to-agree = { $asked-by } verlangt die Notfreigabe von { $name } für { $nsc-name } und braucht eine zweite Person

## Verben: was sich erteilen lässt (CMF-09), und was jedes bedeutet

verb-nss-create = eine NSS anlegen
    .about = Legt eine Menge unter einer anderen an. Nur Verwalter der obersten NSS dürfen das; es lässt sich nicht erteilen.
verb-nss-delete = eine NSS löschen
    .about = Löscht eine NSS, der nichts mehr gehört; ihre Rechte und die Einträge ihrer Verwalter gehen mit. Nur Verwalter der obersten NSS dürfen das; es lässt sich nicht erteilen.
verb-nss-grant = einer NSS Verben erteilen, oder sie verschieben
    .about = Gibt einer NSS ein Verb, für alles, was ihr gehört, für eine NSC oder ein Paket. Hängt auch eine NSS unter eine andere. Nur Verwalter der obersten NSS dürfen das; es lässt sich nicht erteilen.
verb-nss-revoke = einer NSS Verben entziehen
    .about = Nimmt einer NSS und jeder unter ihr ein Verb. Nur Verwalter der obersten NSS dürfen das; es lässt sich nicht erteilen.
verb-nss-view = NSS, Rechte und Verwalter sehen
    .about = Zeigt den Baum, was jede NSS hat und wer sie verwaltet. Alle dürfen das.
verb-nss-edit = eine NSS und ihre Verwalter ändern
    .about = Ändert Name, Beschreibung und Kontaktperson einer NSS, und wer sie verwaltet.
verb-nsc-create = eine NSC anlegen
    .about = Legt eine Menge von Rechnern mit ihren zwei Gruppen im Verzeichnis an.
verb-nsc-edit = eine NSC ändern
    .about = Ändert Name, Beschreibung, Verschachtelung, Verantwortlichen und Betriebssystem einer NSC.
verb-nsc-delete = eine NSC löschen
    .about = Löscht eine NSC mit ihren zwei Gruppen.
verb-nsc-member-computer-add = Rechner in eine NSC aufnehmen
    .about = Nimmt Rechner in die Gruppe einer NSC auf.
verb-nsc-member-computer-remove = Rechner aus einer NSC nehmen
    .about = Nimmt Rechner aus der Gruppe einer NSC.
verb-nsc-member-user-add = Benutzer in eine NSC aufnehmen
    .about = Nimmt Benutzer in die Benutzergruppe einer NSC auf.
verb-nsc-member-user-remove = Benutzer aus einer NSC nehmen
    .about = Nimmt Benutzer aus der Benutzergruppe einer NSC.
verb-nsc-member-request = Mitgliedschaft in einer NSC beantragen
    .about = Bittet die Zuständigen einer NSC, Rechner oder Benutzer aufzunehmen. Alle dürfen das, wenn die Einstellungen es nicht einschränken.
verb-nsc-member-approve = über Anträge auf Mitgliedschaft entscheiden
    .about = Genehmigt, was andere beantragen, oder lehnt es ab, mit Begründung.
verb-nsc-local-set = eine NSC lokal verwalten lassen
    .about = Sagt, dass Pakete anderer NSS auf den Verantwortlichen warten, oder nicht mehr.
verb-nsc-local-release = ein Paket in einer NSC freigeben
    .about = Lässt ein Paket einer anderen NSS in einer lokal verwalteten NSC zu.
verb-nsc-local-unblock = ein Paket im Notfall freigeben
    .about = Lässt ein blockiertes Paket für einige Stunden zu; das braucht zwei Personen.
verb-pkg-create = ein Paket anlegen
    .about = Legt ein Paket als Entwurf an.
verb-pkg-edit = ein Paket ändern
    .about = Ändert, was ein Paket ist, installiert, braucht und ersetzt.
verb-pkg-delete = ein Paket löschen
    .about = Löscht ein Paket, auf das nichts verweist.
verb-pkg-publish = ein Paket veröffentlichen oder zurückziehen
    .about = Macht aus einem Entwurf ein veröffentlichtes Paket, und aus diesem ein zurückgezogenes.
verb-pkg-assign-apply = ein Paket in einer NSC vorschreiben
    .about = Lässt ein Paket auf jedem Rechner einer NSC installieren, oder beendet das.
verb-pkg-assign-allow = ein Paket in einer NSC erlauben
    .about = Lässt ein Paket dort zu, oder beendet das.
verb-pkg-assign-deny = ein Paket in einer NSC verbieten
    .about = Hält ein Paket von jedem Rechner einer NSC fern, oder beendet das.
verb-pkg-assign-publish = Benutzern einer NSC ein Paket anbieten
    .about = Lässt Benutzer ein Paket wählen, oder beendet das.
verb-pkg-choose = ein angebotenes Paket wählen
    .about = Lässt ein Paket, das einem angeboten ist, installieren und pflegen, oder beendet das. Alle dürfen das.
verb-pkg-gpo = Gruppenrichtlinien verknüpfen
    .about = Bindet ein Paket an eine Gruppenrichtlinie des Verzeichnisses.
verb-schedule-set = Zeiten einer Zuweisung setzen
    .about = Sagt, ab wann, bis wann und in welchen Stunden der Woche Pakete installiert werden.
verb-report-view-own = Berichte der eigenen Rechner sehen
    .about = Zeigt, was die eigenen Rechner berichtet haben. Alle dürfen das.
verb-report-view-nsc = Berichte einer NSC sehen
    .about = Zeigt, was die Rechner einer NSC berichtet haben. Alle dürfen das.
verb-report-view-all = alle Berichte sehen
    .about = Zeigt, was jeder Rechner berichtet hat. Alle dürfen das.
verb-dp-edit = Verteilpunkte hinzufügen und entfernen
    .about = Sagt, von welchen Dateiservern Clients lesen, und welche Schlüssel signieren, was dort liegt.
verb-job-run = Serveraufträge ausführen
    .about = Lässt einen Serverauftrag jetzt laufen statt zu seiner Zeit.
verb-session-unlock = Schreiben in der Konsole entsperren
    .about = Ergibt eine Sitzung der Konsole, die schreiben kann; jede Änderung braucht trotzdem ihr eigenes Recht. Alle dürfen das.
verb-log-view = das Protokoll lesen
    .about = Zeigt, wer was wann und warum geändert hat. Alle dürfen das, wenn die Einstellungen es nicht einschränken.
verb-metering-view = Nutzungsmessung sehen
    .about = Zeigt, wie oft Programme benutzt werden.
verb-metering-config = Nutzungsmessung einrichten
    .about = Sagt, was gemessen und wie lange es aufbewahrt wird.
verb-cmdb-import = das Inventar importieren
    .about = Lädt Tabellen, aus denen AMT-Geräte ihren Namen bekommen.
verb-amt-hello-view = AMT-Geräte sehen
    .about = Zeigt, was Geräte sagten, als sie eingerichtet werden wollten, und wie jedes aufgelöst wurde. Alle dürfen das.
verb-amt-profile-edit = AMT-Profile ändern
    .about = Legt Profile an, mit denen Geräte eingerichtet werden.
verb-amt-policy-edit = die Richtlinie ändern
    .about = Sagt, welches Profil neue Geräte bekommen, und ob sie es bekommen.
verb-amt-key-manage = AMT-Schlüssel verwalten
    .about = Importiert vorab vereinbarte Schlüssel; Geheimnisse werden nie gezeigt.
verb-amt-mapping-override = den Namen eines Geräts von Hand setzen
    .about = Gibt einem Gerät von Hand Name und Profil, mit Begründung.
verb-amt-provision = AMT-Geräte einrichten
    .about = Lässt Geräte einrichten.
verb-amt-power = Rechner ein- und ausschalten
    .about = Sendet Schaltbefehle über AMT.
verb-amt-unprovision = Einrichtung von AMT-Geräten aufheben
    .about = Nimmt einem Gerät seine Einrichtung.

## Verteilung und Aufträge

publishing-never = noch nie wurde etwas verteilt
publishing-generation = { $number }, bis Änderung { $operation }, vom { $at }, { $files ->
    [one] 1 Datei
   *[other] { $files } Dateien
}
publishing-nothing-waits = jede Änderung ist auf jedem Verteilpunkt
publishing-backlog = { $count ->
    [one] 1 Änderung wartet
   *[other] { $count } Änderungen warten
} auf ihre Bestätigung; die älteste ist { $oldest } vom { $at }, seit { $age }
publishing-late = verspätet
publishing-no-point = es gibt keinen Verteilpunkt: nichts lässt sich verteilen oder bestätigen
publishing-no-runner = kein Backend läuft
publishing-clients = { $current } von { $known } Clients haben Generation { $generation }

pipeline-no-file = keine Datei ändert sich dafür
pipeline-done = neun von zehn Clients haben es
wait-directory = wartet auf den Teil der Änderung im Verzeichnis
wait-runner = wartet auf ein Backend: keines läuft
wait-publisher = wartet auf den Verteiler
wait-no-point = wartet auf einen Verteilpunkt: es gibt keinen
wait-point = wartet auf { $point }
wait-point-fails = { $point } nimmt keine Dateien: { $reason }
wait-package-file = { $point } fehlt { $reason }
wait-points = { $count ->
    [one] wartet auf einen Verteilpunkt
   *[other] wartet auf { $count } Verteilpunkte
}
wait-no-client = wartet auf einen Client: noch keiner hat je etwas gemeldet
wait-clients = { $have } von { $of } Clients haben es

job-state-not-built = nicht enthalten
job-state-stopped = angehalten: kein Backend läuft
job-state-asked = zum Lauf vorgemerkt
job-state-failing = scheitert
job-state-ready = bereit
job-next-never = –
job-next-at-start = wenn ein Backend läuft
job-next-on-change = sofort bei Änderung
job-next-steadily = wenn Berichte kommen
machines-found = { $found } von { $all } Rechnern

## Was aus einem Vorgang wurde
fate-undoes = nimmt { $id } zurück
fate-undone-by = zurückgenommen von { $id }
fate-begun = begonnen
fate-imported = { $accepted } gespeichert{ $rejected ->
    [0] {""}
   *[other] , { $rejected } zurückgelegt
}
fate-directory-pending = wartet auf das Verzeichnis
fate-directory-refused = { $count ->
    [one] ein Mitglied abgelehnt
   *[other] { $count } Mitglieder abgelehnt
}
