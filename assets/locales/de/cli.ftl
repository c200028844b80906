### Die Befehlszeile: Hilfe zu jedem Befehl und jeder Option, und was die Befehle ausgeben.

## Hilfe: Überschriften

cli-heading-usage = Aufruf:
cli-heading-commands = Befehle
cli-heading-arguments = Argumente
cli-heading-options = Optionen
cli-heading-global = Optionen jedes Befehls

## Hilfe: Optionen jedes Befehls

cli--data = Alles unter diesem Verzeichnis statt in denen der Plattform (oder BAILIWICK_DATA)
cli--config = Einstellungen aus dieser Datei lesen statt aus config.toml im Konfigurationsverzeichnis
cli--set = Eine Einstellung setzen, zum Beispiel 'dns.servers=["127.0.0.1:5353"]'; wiederholbar
cli--json = Ein JSON-Dokument statt Text ausgeben
cli--as = Als anderer Benutzer handeln; für Verwalter der obersten NSS
cli--as-of = Zeigen, was damals war: ein Zeitpunkt wie 2026-01-31T08:00:00Z, oder vor 90m, 2h, 3d
cli--read-only = Jedes Schreiben ablehnen
cli--lang = Sprache der Texte, zum Beispiel en
cli--quiet = Keine Bemerkungen auf der Fehlerausgabe
cli--help = Hilfe ausgeben
cli--version = Version ausgeben
cli--dry-run = Zeigen, was sich ändern würde, und nichts ändern
cli--reason = Begründung; sie steht im Protokoll
cli--uuid = UUID des Geräts
cli--address = Adresse des Geräts, wo mehrere die UUID teilen
cli--limit = Höchstens so viele ausgeben

## Hilfe: Befehle

cli-bailiwick =
    Richtet einen Bestand von Rechnern ein, den viele gemeinsam verwalten, und erklärt jede Entscheidung.
    Ohne Befehl öffnet sich die Konsole.
cli-help = Hilfe zum Programm oder zu einem Befehl ausgeben
cli-serve = Den Hello-Dienst und die Aufträge ohne Bildschirm betreiben
cli-serve--listen = Hier lauschen statt an hello.listen; Port 0 nimmt einen freien
cli-init = Datenverzeichnis, oberste NSS und Verteilpunkte anlegen; was da ist, bleibt, wie es ist, und ein entfernter Punkt bleibt entfernt
cli-init--master = Name der obersten NSS
cli-init--points = Adressen der Verteilpunkte dp1, dp2, … oder none; ohne Angabe drei Ordner im Datenverzeichnis
cli-dp = Verteilpunkte: die Dateiserver zwischen diesem Server und den Clients
cli-dp-add = Einen Verteilpunkt hinzufügen
cli-dp-add--name = Sein Name
cli-dp-add--url = file:///ORDNER, http://HOST/PFAD, https://HOST/PFAD oder s3://BUCKET/PRÄFIX
cli-dp-add--credential = Name der Datei NAME.toml mit Modus 600 im Ordner credentials des Datenverzeichnisses
cli-dp-list = Verteilpunkte auflisten, und wie weit jeder ist
cli-dp-check = Eine kleine Datei auf die Verteilpunkte schreiben, zurücklesen und löschen
cli-dp-check--point = Nur dieser
cli-dp-remove = Einen Verteilpunkt herausnehmen; was dort liegt, bleibt liegen
cli--point = Name oder Nummer des Verteilpunkts
cli-demo = Die Konsole mit einem Beispielbestand zum Wegwerfen öffnen, bei dem Hellos eintreffen
cli-demo--machines = Rechner im Beispielbestand
cli-demo--seed = Derselbe Startwert ergibt denselben Bestand
cli-demo--hellos = Nach so vielen Hellos aufhören

cli-hello = Was AMT-Geräte sagen, wenn sie eingerichtet werden wollen
cli-hello-send = Hello sagen, wie ein Gerät es täte
cli-hello-send--address = Wohin: ein Rechnername oder eine Adresse, mit Port, wenn es nicht 9971 ist
cli-hello-send--pid = Name des vorab geteilten Schlüssels: ein PSK-Hello
cli-hello-send--hash-file = Hashwerte vertrauter Wurzeln, einer je Zeile, hexadezimal: ein PKI-Hello. Ohne die Datei ein PKI-Hello mit bekannten öffentlichen Wurzeln
cli-hello-send--retry = Nummer dieses Versuchs, 0 bis 14
cli-hello-send--from = Absenderadresse
cli-hello-send--admin-credentials-set = Sagen, dass die Anmeldedaten des Administrators gesetzt sind
cli-hello-decode = Die Bytes eines Hellos als JSON zeigen
cli-hello-decode--file = Eine Datei mit rohen Bytes oder Hexziffern, oder - für die Standardeingabe
cli-hello-list = Die Systeme auflisten, die Hello gesagt haben, das letzte zuerst
cli-hello-list--status = Nur dieser Status, oder resolved für alle mit Name und Profil
cli-hello-show = Ein System mit seiner letzten Auflösung zeigen
cli-hello-replay = Mit den gespeicherten Beweisen noch einmal entscheiden
cli-hello-what-if = Mit einer geänderten Kopie der gespeicherten Beweise noch einmal entscheiden
cli-hello-what-if--ptr = Das DNS liefert diese Namen
cli-hello-what-if--no-ptr = Das DNS liefert keinen Namen
cli-hello-what-if--cmdb-uuid = Das Inventar hat zur UUID diesen Namen, oder none
cli-hello-what-if--cmdb-ip = Das Inventar hat zur Adresse diesen Namen, oder none
cli-hello-what-if--host = Der Rechner beweist, dass er so heißt
cli-hello-what-if--policy = Ob das Häkchen der Richtlinie gesetzt ist
cli-hello-rejected = Nachrichten auflisten, die keine Hellos waren, die neueste zuerst

cli-resolve = Sagen, wie ein Hello aufgelöst würde, ohne etwas zu speichern
cli-resolve--address = Adresse, von der das Hello käme

cli-cmdb = Das Inventar, das die Auflösung liest
cli-cmdb-import = Eine Datei mit CSV oder JSON-Zeilen in eine Tabelle importieren
cli-cmdb-import--table = Inv_AMT_Computer_System, Inv_OOB_Capability, Inv_AeX_AC_Location oder Inv_AeX_AC_TCPIP
cli-cmdb-import--file = Die Datei, oder - für die Standardeingabe
cli-cmdb-import--rejects = Unbrauchbare Zeilen hier aufheben statt im Datenverzeichnis
cli-cmdb-show = Zeigen, was das Inventar über eine UUID oder Adresse hat
cli-cmdb-show--key = Eine UUID oder IP-Adresse

cli-host = Rechner: einen nach seinem Namen fragen, und abgelehnte Anmeldedaten
cli-host-probe = Den Rechner an einer Adresse nach seinem Namen fragen, wie eine Auflösung es täte, ohne etwas zu speichern
cli-host-probe--address = Adresse des Rechners
cli-host-probe--wmi = Auch die Anmeldedaten verwenden: Nur WMI nennt die UUID, die den Namen beweist
cli-host-probe--uuid = UUID, die der Rechner haben sollte
cli-host-breaker = Anmeldedaten, die ein Rechner abgelehnt hat; sie werden erst wieder verwendet, wenn jemand die Sperre aufhebt
cli-host-breaker-list = Die abgelehnten Anmeldedaten auflisten
cli-host-breaker-clear = Anmeldedaten wieder zulassen, nachdem ihre Datei berichtigt wurde
cli-host-breaker-clear--account = Das Konto, zum Beispiel 'CORP\reader'
cli-amt = Profile, Richtlinie, Zuordnungen und Schlüssel
cli-amt-profile = Einrichtungsprofile
cli-amt-profile-create = Ein Profil anlegen
cli-amt-profile-create--name = Name des Profils, eindeutig ohne Groß und Klein
cli-amt-profile-create--description = Wofür es ist
cli-amt-profile-create--access = Ein Konto und seine Realms, zum Beispiel helpdesk=remote_control,general_info; wiederholbar
cli-amt-profile-create--functions = Die eingeschalteten Funktionen: web_ui, serial_over_lan, ide_redirection, kvm, user_consent, tls, oder none
cli-amt-profile-list = Die Profile auflisten
cli-amt-profile-show = Ein Profil zeigen
cli-amt-profile-show--name = Name oder Nummer
cli-amt-policy = Die Richtlinie: welches Profil neue Systeme bekommen
cli-amt-policy-show = Die Richtlinie zeigen
cli-amt-policy-set = Die Richtlinie ändern; was nicht genannt wird, bleibt
cli-amt-policy-set--profile = Das Profil, das neue Systeme bekommen
cli-amt-policy-set--enabled = Das Häkchen daneben; zum Einrichten braucht es beides
cli-amt-mapping = Welchen Namen und welches Profil ein Gerät bekommt
cli-amt-mapping-list = Die Zuordnungen auflisten, die neueste zuerst
cli-amt-mapping-show = Die Zuordnung eines Geräts zeigen
cli-amt-mapping-override = Einem Gerät einen Namen geben, den die Schritte der Auflösung nicht geben konnten oder sollten
cli-amt-mapping-override--fqdn = Der Name
cli-amt-mapping-override--profile = Das Profil; ohne Angabe das der Richtlinie
cli-amt-key = Vorab geteilte Schlüssel
cli-amt-key-import = Paare aus PID und PPS importieren; Geheimnisse werden verschlüsselt gespeichert
cli-amt-key-import--file = Ein Paar je Zeile, oder - für die Standardeingabe

cli-nss = Named System Sets: der Baum der Zuständigkeiten
cli-nss-create = Eine NSS (Systemmenge) anlegen
cli-nss-create--name = Name der NSS, eindeutig ohne Groß und Klein
cli-nss-create--parent = Die NSS darüber; ohne Angabe die oberste
cli-nss-create--description = Wofür sie ist
cli-nss-create--link-person = Die amtliche Kontaktperson
cli-nss-edit = Name, Beschreibung oder Kontaktperson einer NSS ändern
cli-nss-edit--nss = Name oder Nummer der NSS
cli-nss-edit--name = Ihr neuer Name, eindeutig ohne Groß und Klein
cli-nss-edit--description = Wofür sie ist
cli-nss-edit--link-person = Die amtliche Kontaktperson
cli-nss-move = Eine NSS unter eine andere hängen; was jener fehlt, verliert sie
cli-nss-move--nss = Name oder Nummer der NSS
cli-nss-move--to = Die NSS darüber, wie bei --parent
cli-nss-move--parent = Die NSS darüber
cli-nss-delete = Eine NSS löschen, der nichts mehr gehört
cli-nss-delete--nss = Name oder Nummer der NSS
cli-nss-list = Den Baum ausgeben
cli-nss-show = Eine NSS zeigen: welche Rechte sie hat, wer sie verwaltet, was ihr gehört
cli-nss-show--name = Name oder Nummer
cli-directory = Konten und Gruppen, wie das Verzeichnis sie hat
cli-directory-show = Sagen, welches Verzeichnis es ist, wo, und wie viel es enthält
cli-directory-computer = Rechnerkonten
cli-directory-computer-list = Rechner auflisten
cli-directory-computer-add = Rechnerkonten anlegen, oder neu sagen, was sie sind
cli-directory-computer-add--names = Namen ohne das $
cli-directory-computer-add--os = Betriebssystem mit Version
cli-directory-computer-add--fqdn = Name im DNS
cli-directory-computer-add--owner = Anmeldename der verantwortlichen Person
cli-directory-computer-import = Rechnerkonten aus einer Datei anlegen
cli-directory-computer-import--file = Datei mit Kommas und den Spalten name, fqdn, os und owner, oder - für die Standardeingabe
cli-directory-user = Benutzerkonten
cli-directory-user-list = Benutzer auflisten
cli-directory-user-add = Benutzerkonten anlegen, oder neu sagen, was sie sind
cli-directory-user-add--names = Anmeldenamen
cli-directory-user-add--full-name = Name der Person
cli-directory-group = Gruppen
cli-directory-group-list = Gruppen auflisten, die einer NSC und andere
cli-directory-group-show = Eine Gruppe mit ihren Mitgliedern zeigen
cli-directory-group-create = Eine Gruppe von Benutzern anlegen
cli-directory-group-create--description = Wofür sie ist
cli-directory-group-delete = Eine Gruppe von Benutzern löschen
cli-directory-group-add = Benutzer in eine Gruppe aufnehmen
cli-directory-group-remove = Benutzer aus einer Gruppe nehmen
cli-directory-group-show--name = Name der Gruppe
cli-directory-group-create--name = Name der Gruppe
cli-directory-group-delete--name = Name der Gruppe
cli--contains = Nur Namen, die diesen Text enthalten
cli--after = Hinter diesem Namen fortfahren
cli--group = Name der Gruppe
cli--users = Anmeldenamen

cli-nsc = Named Sets of Computers: Mitglieder, Anträge, lokale Verwaltung
cli-nsc-create = Eine NSC (Rechnermenge) mit ihren zwei Gruppen anlegen und ihre Nummer ausgeben
cli-nsc-create--name = Name der NSC, eindeutig ohne Groß und Klein
cli-nsc-create--nss = Die NSS, der sie gehört
cli-nsc-create--description = Wofür sie ist
cli-nsc-create--parent = Die NSC derselben NSS, in der sie enthalten ist: Was dort zugewiesen ist, gilt auch hier
cli-nsc-create--locally-managed = Pakete anderer NSS warten auf die Freigabe des Verantwortlichen
cli-nsc-create--responsible = Wer verantwortlich ist
cli-nsc-create--os-version = Die Version des Betriebssystems, die ihre Rechner haben sollen
cli-nsc-edit = Eine NSC ändern; was nicht genannt wird, bleibt
cli-nsc-edit--nsc = Nummer oder Name
cli-nsc-edit--name = Ihr neuer Name
cli-nsc-edit--description = Wofür sie ist
cli-nsc-edit--parent = Die NSC, in der sie enthalten ist, oder '' für keine
cli-nsc-edit--locally-managed = Ob Pakete anderer NSS auf die Freigabe des Verantwortlichen warten
cli-nsc-edit--responsible = Wer verantwortlich ist
cli-nsc-edit--os-version = Die Version des Betriebssystems, die ihre Rechner haben sollen
cli-nsc-delete = Eine NSC mit ihren Gruppen, Zuweisungen und Anträgen löschen
cli-nsc-delete--nsc = Nummer oder Name
cli-nsc-list = Die NSC auflisten
cli-nsc-list--nss = Nur die, die dieser NSS selbst gehören
cli-nsc-show = Eine NSC zeigen, mit dem, was ihr zugewiesen ist
cli-nsc-show--nsc = Nummer oder Name
cli-nsc-member = Wer in einer NSC ist, laut Verzeichnis
cli-nsc-member-list--users = Benutzer statt Rechner
cli-nsc-member-list = Die Mitglieder auflisten
cli-nsc-member-list--nsc = Nummer oder Name
cli-nsc-member-add--names = Namen von Rechnern, oder mit --users von Benutzern
cli-nsc-member-add--users = Benutzer statt Rechner
cli-nsc-member-add = Mitglieder aufnehmen
cli-nsc-member-remove--names = Namen von Rechnern, oder mit --users von Benutzern
cli-nsc-member-remove--users = Benutzer statt Rechner
cli-nsc-member-remove = Mitglieder entfernen
cli-nsc-request = Mitgliedschaft beantragen, und über Anträge anderer entscheiden
cli-nsc-request-create--names = Namen von Rechnern, oder mit --users von Benutzern
cli-nsc-request-create--users = Benutzer statt Rechner
cli-nsc-request-create = Aufnahme von Rechnern oder Benutzern beantragen und die Nummer des Antrags ausgeben
cli-nsc-request-list = Anträge auflisten, den neuesten zuerst
cli-nsc-request-list--nsc = Nur für diese NSC
cli-nsc-request-list--pending = Nur die, die auf eine Entscheidung warten
cli-nsc-request-list--mine = Nur eigene und die, über die man entscheiden darf
cli-nsc-request-withdraw--id = Nummer des eigenen Antrags
cli-nsc-request-withdraw = Einen eigenen Antrag zurückziehen
cli-nsc-request-approve--id = Nummer des Antrags
cli-nsc-request-approve = Einen Antrag genehmigen; damit werden die Mitglieder aufgenommen
cli-nsc-request-refuse--id = Nummer des Antrags
cli-nsc-request-refuse = Einen Antrag ablehnen; verlangt eine Begründung
cli-nsc-release = Ein Paket einer anderen NSS für eine lokal verwaltete NSC freigeben
cli-nsc-unblock = Ein Paket im Notfall für eine Weile freigeben; ein Zweiter gibt zur Zustimmung denselben Befehl
cli-nsc-unblock--hours = Wie lange, 1 bis 72 Stunden
cli--nsc = Nummer oder Name der NSC
cli--pkg = Nummer, Name mit Version, oder Name des Pakets
cli--from = Namen aus dieser Datei, einer je Zeile, oder - für die Standardeingabe
cli-pkg = Pakete: vom Entwurf bis zurückgezogen, und welchen NSC sie zugewiesen sind
cli-pkg-create = Einen Entwurf anlegen und seine Nummer ausgeben
cli-pkg-create--name = Name des Pakets
cli-pkg-create--nss = Die NSS, der es gehört
cli-pkg-create--version = Seine Version; Name und Version zusammen sind eindeutig
cli-pkg-edit = Ein Paket ändern; was nicht genannt wird, bleibt
cli-pkg-edit--name = Sein neuer Name
cli-pkg-edit--version = Seine neue Version
cli-pkg-delete = Ein Paket löschen, auf das sich nichts bezieht
cli-pkg-list = Die Pakete auflisten
cli-pkg-list--nss = Nur die, die dieser NSS selbst gehören
cli-pkg-list--filter = Nur Pakete, in denen jedes Wort steht, in irgendeiner Spalte oder hinter ihrem Namen in einer, wie state:published
cli-pkg-show = Ein Paket zeigen, wo es zugewiesen ist, und auf wie viele Rechner es kommt
cli-pkg-upload = Eine Datei in den Paketspeicher aufnehmen und danach Quelle, Größe und Prüfsumme des Pakets setzen
cli-pkg-upload--file = Die Datei
cli-pkg-upload--source = Wo sie unter packages liegt; ohne Angabe unter den ersten Ziffern ihrer Prüfsumme
cli-pkg-publish = Einen Entwurf veröffentlichen: Seine Zuweisungen gelten von nun an
cli-pkg-retire = Ein Paket zurückziehen: Seine Zuweisungen gelten nicht mehr, was installiert ist, bleibt
cli-pkg-assign = Ein Paket einer NSC zuweisen; ersetzt, was dort vorher zugewiesen war
cli-pkg-assign--action = apply, allow, deny oder publish
cli-pkg-assign--not-before = Nicht vor diesem Zeitpunkt, zum Beispiel 2026-03-01T02:00:00Z
cli-pkg-assign--deadline = Spätestens zu diesem Zeitpunkt, was auch das Zeitfenster sagt
cli-pkg-assign--window = Wann in der Woche, in UTC, zum Beispiel 'Sat,Sun 02:00-05:00' oder 'daily 02:00-05:00'
cli-pkg-assign--reboot = Was geschieht, wenn es einen Neustart braucht: ask, defer oder force
cli-pkg-unassign = Eine Zuweisung beenden
cli-pkg-unassign--action = Nur diese Aktion
cli--kind = application, patch, os_setting, group_policy, scheduled_task oder meta
cli--vendor = Hersteller
cli--description = Wofür es ist
cli--scope = computer oder user
cli--source = Wo seine Dateien sind, unter packages eines Verteilpunkts
cli--install-command = Der Befehl, der es installiert
cli--remove-command = Der Befehl, der es entfernt
cli--detection = Woran zu erkennen ist, dass es installiert ist
cli--success-codes = Exitcodes, die Erfolg bedeuten
cli--reboot-codes = Exitcodes, die Erfolg nach einem Neustart bedeuten
cli--dependencies = Pakete, die zuerst da sein müssen
cli--supersedes = Pakete, die es ersetzt
cli--conflicts = Pakete, mit denen es sich nicht verträgt
cli--priority = Entscheidet zwischen Paketen, die sich nicht vertragen; die höhere Zahl gewinnt
cli--size = Größe des Downloads in Bytes
cli--checksum = SHA-256 der Datei, 64 Hexziffern in Kleinschreibung; pkg upload setzt sie
cli--os-filter = Betriebssysteme, auf denen es zählt, jedes ein Anfang von dem des Rechners
cli--concurrency = Höchstens so viele Rechner installieren es gleichzeitig
cli--licences = Höchstens so viele Installationen sind lizenziert
cli--reboots = Ob eine Installation einen Neustart braucht

cli-publish = Was verteilt ist und würde, wie weit Änderungen gekommen sind, und die Signaturschlüssel
cli-publish--dry-run = Zeigen, welche Zeilen welcher Dateien sich ändern würden und wen das betrifft, und nichts ändern
cli-publish-run = Verteilen, was aussteht, und warten, bis jeder Verteilpunkt es hat
cli-publish-run--timeout = Höchstens so viele Sekunden warten
cli-publish-rebuild = Alles neu erzeugen und Byte für Byte mit dem Verteilten vergleichen
cli-publish-key = Die Schlüssel, die das Verteilte signieren
cli-publish-key-list = Die Schlüssel auflisten; die öffentlichen gehören in agent.trusted_keys der Clients
cli-publish-key-create = Den ersten Schlüssel erzeugen; ohne ihn erzeugt ihn die erste Verteilung
cli-publish-key-rotate = Den nächsten Schlüssel erzeugen; er signiert neben dem aktiven, damit die Clients ihn kennenlernen
cli-publish-key-retire = Einen Schlüssel endgültig ablösen: Sein Geheimnis wird vernichtet, die Clients vertrauen ihm nicht mehr
cli-publish-key-retire--id = Der Schlüssel, wie publish key list ihn zeigt

cli-machine = Rechner: welche es gibt, was jeder haben soll, und warum
cli-machine-list = Die Rechner auflisten, die das Verzeichnis kennt
cli-machine-list--filter = Nur Rechner, in denen jedes Wort steht, in irgendeiner Spalte oder hinter ihrem Namen in einer: os: owner: nsc: name: fqdn:
cli-machine-list--sort = Nach dieser Spalte statt nach dem Namen sortieren; was nicht bekannt ist, kommt zuletzt
cli-machine-list--descending = Die Reihenfolge umkehren
cli-machine-show = Einen Rechner zeigen
cli-machine-show--name = Name, oder Name im DNS
cli-machine-why = Zeigen, was ein Rechner haben soll und warum, oder ein Paket mit jeder unterlegenen Regel
cli-machine-why--name = Name, oder Name im DNS
cli-machine-why--user = Auch für diesen Benutzer am Rechner
cli-machine-why--what-if = Zeigen, was anders wäre: 'assign PKG NSC ACTION', 'unassign PKG NSC', 'publish PKG', 'retire PKG', 'join NSC' oder 'leave NSC'
cli-machine-export = Alles schreiben, was einen Rechner ausmacht: womit er wieder so installiert wird, wie er sein soll, und ebenso entscheidet
cli-machine-export--name = Name, oder Name im DNS
cli-machine-export--user = Auch für diesen Benutzer am Rechner
cli-machine-export--out = Eine neue Datei für das Dokument
cli--machine = Der Rechner; ohne Angabe dieser, wenn das Verzeichnis ihn kennt

cli-publish-status = Generation, Rückstand, Verteilpunkte, und der Weg der letzten Änderungen
cli-publish-status--limit = So viele Änderungen verfolgen
cli-publish-clients = Clients nach ihrer letzten Prüfung auflisten, die am längsten zurückliegende zuerst
cli-publish-clients--filter = Nur Namen, die diesen Text enthalten
cli-publish-clients--behind = Nur die, denen die neueste Generation fehlt
cli-publish-clients--point = Nur die, die zuletzt diesen Verteilpunkt gelesen haben

cli-job = Die Aufträge des Servers
cli-job-list = Die Aufträge auflisten, mit Zustand, letztem und nächstem Lauf und Rückstand
cli-job-run = Einen Auftrag jetzt ausführen lassen; das Backend führt ihn aus
cli-job-run--name = Name des Auftrags
cli-job-log = Auflisten, was Läufe von Aufträgen getan haben, den neuesten zuerst
cli-job-log--name = Nur dieser Auftrag

cli-inbox = Der Posteingang: Anträge, Entscheidungen, neue Pakete, Notfälle
cli-inbox-list = Ihn auflisten, das Neueste zuerst
cli-inbox-list--unread = Nur Ungelesenes
cli-inbox-read = Einträge als gelesen markieren
cli-inbox-read--keys = Schlüssel der Einträge
cli-inbox-read--all = Alle

cli-me = Was man bekommt und warum, und was man wählen kann; im Terminal bildschirmfüllend
cli-me--lines = Im Terminal Zeile für Zeile fragen statt bildschirmfüllend
cli-me-list = Auflisten, was einem vorgeschrieben, erlaubt, angeboten und verboten ist
cli-me-choose = Ein angebotenes Paket wählen: Es wird installiert und erhalten
cli-me-unchoose = Auf ein Paket verzichten: Es wird einmal entfernt
cli-nss-grant = Einer NSS Verben erteilen; `explain verbs` zählt sie auf
cli-nss-grant--nss = Name oder Nummer der NSS
cli-nss-grant--verbs = Verben wie nsc.create, oder 'nsc.*' für alle, die so beginnen
cli-nss-grant--nsc = Nur bei dieser NSC und denen, die in ihr enthalten sind
cli-nss-grant--pkg = Nur bei diesem Paket
cli-nss-revoke = Einer NSS und jeder darunter Verben entziehen
cli-nss-revoke--nss = Name oder Nummer der NSS
cli-nss-revoke--verbs = Verben wie nsc.create, oder 'nsc.*' für alle, die so beginnen
cli-nss-revoke--nsc = Nur die Rechte bei dieser NSC
cli-nss-revoke--pkg = Nur die Rechte bei diesem Paket
cli-nss-admin = Wer eine NSS verwaltet
cli-nss-admin-add = Jemanden zum Verwalter einer NSS machen
cli-nss-admin-add--nss = Name oder Nummer der NSS
cli-nss-admin-add--principal = Ein Anmeldename, oder 'group:NAME' für eine Gruppe des Verzeichnisses
cli-nss-admin-add--nsc = Nur bei dieser NSC und denen, die in ihr enthalten sind
cli-nss-admin-add--pkg = Nur bei diesem Paket
cli-nss-admin-remove = Jemanden als Verwalter einer NSS absetzen
cli-nss-admin-remove--nss = Name oder Nummer der NSS
cli-nss-admin-remove--principal = Ein Anmeldename, oder 'group:NAME'
cli-nss-admin-remove--nsc = Nur der Eintrag bei dieser NSC
cli-nss-admin-remove--pkg = Nur der Eintrag bei diesem Paket

cli-may = Sagen, ob jemand etwas darf, durch welche Rechte, oder was fehlt
cli-may--principal = Ein Anmeldename, oder 'group:NAME' für jeden in dieser Gruppe
cli-may--verb = Ein Verb wie nsc.create; ohne Angabe auflisten, was erlaubt ist
cli-may--target = nss:NAME, nsc:ID, pkg:ID, nsc:ID+pkg:ID für eine Zuweisung, oder estate
cli-what-if = Sagen, was aus Änderungen folgen würde, die niemand macht: wer dann was dürfte, was Rechner bekämen
cli--grant = Angenommen, eine NSS bekommt dieses Recht; NSS:VERB[,VERB]..., mit @nsc:ID oder @pkg:ID nur dort
cli--revoke = Angenommen, eine NSS verliert dieses Recht; NSS:VERB, ebenso
cli--admin = Angenommen, jemand wird Verwalter einer NSS; NSS:LOGIN oder NSS:group:NAME, mit @nsc:ID oder @pkg:ID
cli--no-admin = Angenommen, jemand ist nicht mehr Verwalter einer NSS
cli--assign = Angenommen, ein Paket wird einer NSC zugewiesen; die Aktion ist apply, allow, deny oder publish
cli--unassign = Angenommen, die Zuweisung eines Pakets endet

cli-log = Das Protokoll ausgeben, das Neueste zuerst
cli-log--object = Nur Einträge zu diesem Objekt: ein Name, oder Art:Name
cli-log--since = Nur Einträge seither: ein Zeitpunkt wie 2026-01-31T08:00:00Z, oder vor 90m, 2h, 3d
cli-undo = Einen Vorgang zurücknehmen, sofern seither niemand dasselbe geändert hat
cli-undo--operation = Seine Nummer im Protokoll
cli-agent = Der Client auf diesem Rechner
cli-agent-once = Die Verteilpunkte und die Pakete einmal prüfen
cli-agent-run = Immer wieder prüfen, als Dienst, bis ein Signal ihn beendet
cli-agent-status = Zeigen, was der Client tut und wie er steht: Der laufende Dienst sagt es, sonst sein Zustand
cli-agent-check = Den laufenden Dienst jetzt prüfen lassen
cli-agent-reboot = Diesen Rechner jetzt neu starten, wo ein Neustart fällig ist oder auf Zustimmung wartet
cli-agent-reboot--postpone = Stattdessen einen Neustart verschieben, der von selbst kommt
cli-agent-ui = Was auf diesem Rechner für einen entschieden ist, und was man wählen kann
cli-agent-ui--print = Stattdessen die Liste einmal ausgeben
cli-agent-ui--socket = Wo der Dienst lauscht, statt der Einstellung agent.socket
cli-agent-update = Den Dienst oder seine Oberfläche ersetzen, während er nicht läuft; der Dienst ruft dies auf
cli-agent-update--program = Welches Programm ersetzt und neu gestartet wird
cli-agent-update--from = Der Ordner, den die laufende Version vorbereitet hat
cli-agent-update--pid = Ein Prozess, der vorher geendet haben muss
cli-agent-update--restore = Die alte Version zurückholen, wo eine Aktualisierung abgebrochen ist
cli-agent-bootstrap = Das Paket bauen, das den Client auf einen Rechner bringt
cli-agent-bootstrap--out = Der Ordner für das Paket
cli-agent-bootstrap--point = Ein Verteilpunkt und vielleicht seine Anmeldedaten, statt derer aus der Einstellung agent.points
cli-agent-bootstrap--key = Ein vertrauter öffentlicher Schlüssel, statt derer aus der Einstellung agent.trusted_keys
cli-agent-bootstrap--program = Das Programm, statt dessen, das gerade läuft
cli-doctor = Prüfen, ob jeder Teil da und gesund ist
cli-doctor-host = Einen Rechner nach seinem Namen fragen, und sagen, was zu tun ist, wo er ihn nicht nennt
cli-doctor-host--address = Adresse des Rechners
cli-doctor-host--wmi = Auch die Anmeldedaten verwenden: Nur WMI nennt die UUID, die den Namen beweist
cli-doctor-host--uuid = UUID, die der Rechner haben sollte
cli-explain = Sagen, was ein Code, ein Status oder ein Verb bedeutet und was zu tun ist
cli-explain--code = Ein Code wie AMT-0001, ein Status, ein Verb, oder 'verbs' für deren Liste; ohne Angabe alles

cli-generate = Dateien, die aus dem Programm folgen
cli-generate-completions = Ein Skript ausgeben, mit dem eine Shell Befehle ergänzt
cli-generate-completions--shell = Die Shell
cli-generate-man = Die Handbuchseite ausgeben, oder alle Seiten in ein Verzeichnis schreiben
cli-generate-man--directory = Das Verzeichnis
cli-generate-config = Jede Einstellung mit ihrer Vorgabe ausgeben
cli-generate-keymap = Die geltende Tastenbelegung ausgeben

## Was die Befehle ausgeben

cli-init-there = gibt es schon: { $object ->
    [nss] NSS
    [dp] Verteilpunkt
    [data] Datenverzeichnis
   *[other] { $object }
} { $name }
cli-job-log-files = jeder Lauf steht in { $files }
cli-init-removed = der Verteilpunkt { $name } wurde entfernt und bleibt es; ihn wieder aufnehmen: bailiwick dp add { $name } { $url }
cli-point-unknown = nie geprüft
cli-point-failing = gestört
cli-point-behind = zurück
cli-point-ready = bereit
cli-point-problem = { $problem } (seit { $age })

cli-nothing = nichts gefunden
cli-publish-nothing = Es würde nichts verteilt: Jede Datei ist, wie sie sein soll.
cli-publish-created = { $file }: neu, Zeilen +{ $added }, lesende Rechner: { $readers }
cli-publish-changed = { $file }: Zeilen -{ $removed } +{ $added }, lesende Rechner: { $readers }
cli-publish-deleted = { $file }: gelöscht, Zeilen -{ $removed }
cli-publish-unknown = welche Zeilen wegfallen, ist nicht bekannt: Kein Verteilpunkt war lesbar
cli-publish-more = und { $count } weitere
cli-publish-empty = { $count ->
    [one] eine neue Datei, in der noch nichts steht
   *[other] { $count } neue Dateien, in denen noch nichts steht
}
cli-publish-machines = Rechner, auf denen sich der Zustand eines Pakets ändert: { $count } { $first }
cli-publish-users = Benutzer, für die sich einer ändert: { $count } { $first }
cli-publish-identical = Generation { $generation }: { $files } Dateien neu erzeugt, jedes Byte ist gleich.
cli-publish-differs = Generation { $generation }: Von { $files } neu erzeugten Dateien sind diese nicht gleich:
cli-publish-outstanding = { $count ->
    [one] Ein Eintrag des Protokolls kam seither dazu und ist noch nicht verteilt.
   *[other] { $count } Einträge des Protokolls kamen seither dazu und sind noch nicht verteilt.
}
cli-publish-waits = wartet: { $waiting }
cli-published = Generation { $generation } ist auf { $points ->
    [one] dem Verteilpunkt
   *[other] allen { $points } Verteilpunkten
}; geänderte Dateien: { $files }.
cli-dry-run = Probelauf, nichts wurde geändert. Das würde geschehen:
cli-tentative = vielleicht { $fqdn }, nicht vertraut
cli-profile = Profil { $id } { $name }
cli-decided = entschieden { $at } nach Beweisen von { $gathered }
cli-same-verdict = Das Ergebnis ist dasselbe.
cli-other-verdict = Das Ergebnis ist ein anderes. Vorher, dann jetzt:
cli-roots = { $count ->
    [one] PKI, eine vertraute Wurzel
   *[other] PKI, { $count } vertraute Wurzeln
}
cli-sent = { $uuid } hat { $to } Hello gesagt
cli-near = { $count ->
    [one] eine Zeile hat die UUID in der anderen Bytefolge: Sie wird nie verwendet
   *[other] { $count } Zeilen haben die UUID in der anderen Bytefolge: Sie werden nie verwendet
}
cli-imported = { $count ->
    [one] eine Zeile in { $table } gespeichert
   *[other] { $count } Zeilen in { $table } gespeichert
}
cli-would-import = { $count ->
    [one] eine Zeile würde in { $table } gespeichert
   *[other] { $count } Zeilen würden in { $table } gespeichert
}
cli-rejected = { $count ->
    [one] eine Zeile war unbrauchbar; aufgehoben in { $file }
   *[other] { $count } Zeilen waren unbrauchbar; aufgehoben in { $file }
}
cli-would-reject = { $count ->
    [one] eine Zeile ist unbrauchbar
   *[other] { $count } Zeilen sind unbrauchbar
}
cli-directory-refused = Das Verzeichnis lehnt { $name } in { $group } ab: { $reason }
cli-what-if-nothing = Nichts wäre anders.
cli-machine-exported = { $packages ->
    [one] ein Paket
   *[other] { $packages } Pakete
} nach { $file } geschrieben
cli-me-everywhere = Das Verzeichnis kennt diese Maschine nicht, deshalb steht hier nur, was an jede Maschine mitkommt. --machine NAME zeigt eine andere.
cli-members-stale = Das Verzeichnis ist nicht zu fragen ({ $reason }): Dies ist die Kopie von { $at }.
cli-unread = { $count ->
    [0] nichts ungelesen
   *[other] { $count } ungelesen
}
me-title = Programme für { $user } auf { $machine }
me-title-user = Programme, die { $user } auf jeden Rechner folgen
me-nothing = Hier ist nichts zugewiesen, erlaubt oder verboten.
me-which = Nummer zeigt den Grund und ändert, Eingabetaste beendet:
me-no-such = In der Liste gibt es kein { $answer }.
me-package = { $pkg }: { $state }
me-choose = Es wird angeboten. Wählen? Dann wird es installiert und erhalten. [j/N]
me-unchoose = Es ist gewählt. Darauf verzichten? Dann wird es einmal entfernt. [j/N]
me-not-yours = Hier gibt es nichts zu wählen: Andere entscheiden darüber.
me-back = Eingabetaste führt zurück:
me-would = Das würde geschehen:
me-confirm = Ausführen? [j/N]
me-unchanged = Nichts wurde geändert.
me-done = Fertig; Vorgang { $operation } im Protokoll.
cli-origin-resolved = aufgelöst
cli-origin-override = von Hand
cli-everywhere = überall
cli-master-holds = Die oberste NSS hat jedes Verb, überall.
cli-shift-gains = { $trustee } ({ $nss }) gewinnt { $powers }
cli-what-if-if = wenn
cli-what-if-now = jetzt
cli-what-if-as-of = Stand: { $at }
cli-as-of-rights = Stand: { $at }. Konten, ihre Gruppen und ihre Systeme sind die von heute.
cli-what-if-then = dann
cli-what-if-not-you = selbst nicht erlaubt; wer darf: { $names }
cli-shift-loses = { $trustee } ({ $nss }) verliert { $powers }
cli-may-yes = ja: { $principal } darf { $verb } bei { $target } ({ $meaning })
cli-may-no = nein: { $principal } darf { $verb } bei { $target } nicht ({ $meaning })
cli-may-all = { $principal } verwaltet die oberste NSS und darf alles
cli-may-missing = es fehlt: { $missing }
cli-may-who-can-grant = wer es erteilen kann: { $names }
cli-may-who-can = wer schon darf: { $names }

## Überschriften von Tabellen, Namen von Feldern

cli-column-access = ZUGRIFF
cli-column-account = KONTO
cli-column-action = AKTION
cli-column-actor = WER
cli-column-added = SEIT
cli-column-added-by = VON
cli-column-address = ADRESSE
cli-column-administrator = VERWALTER
cli-column-age = ALTER
cli-column-asked = GEFRAGT
cli-column-client-activity = TÄTIGKEIT
cli-column-client-bytes = BYTES GELADEN
cli-column-client-checked = LETZTE PRÜFUNG
cli-column-client-code = EXITCODE
cli-column-client-ending = ENDETE
cli-column-client-generation = GENERATION
cli-column-client-have = HAT
cli-column-client-machine = RECHNER
cli-column-client-next = NÄCHSTE PRÜFUNG
cli-column-client-note = BEMERKUNG
cli-column-client-package = PAKET
cli-column-client-pid = PROZESS
cli-column-client-point = VERTEILPUNKT
cli-column-client-reboot-at = NEUSTART UM
cli-column-client-reboot-pending = NEUSTART NÖTIG SEIT
cli-column-client-told = GESAGT VON
cli-column-client-reported = BERICHTET
cli-column-client-verdict = ERGEBNIS
cli-column-client-version = VERSION
cli-column-client-want = SOLL SEIN
cli-column-at = ZEIT
cli-column-backlog = RÜCKSTAND
cli-column-base-dn = BASIS-DN
cli-column-behind = ZURÜCK
cli-column-below = DARUNTER
cli-column-bytes = ERSTE BYTES
cli-column-carrier = TRÄGER
cli-column-changed = GEÄNDERT
cli-column-checked = GEPRÜFT
cli-column-complete = VOLLSTÄNDIG
cli-column-failing-since = GESTÖRT SEIT
cli-column-generation = GENERATION
cli-column-last-run = LETZTER LAUF
cli-column-next-run = NÄCHSTER LAUF
cli-column-point = PUNKT
cli-column-reported = BERICHTET
cli-column-runner = AUFTRÄGE AUF
cli-column-sent = BYTES GESENDET
cli-column-stage = STAND
cli-column-tried = VERSUCHT
cli-column-collected = ERFASST
cli-column-command = BEFEHL
cli-column-computers = RECHNER
cli-column-computer-group = RECHNER
cli-column-count = HELLOS
cli-column-created = ANGELEGT
cli-column-description = BESCHREIBUNG
cli-column-detail = NÄHERES
cli-column-directory = VERZEICHNIS
cli-column-dn = DN
cli-column-enabled = HÄKCHEN
cli-column-filled-by = GEFÜLLT VON
cli-column-first-seen = ERSTMALS
cli-column-fqdn = FQDN
cli-column-full-name = VOLLER NAME
cli-column-functions = FUNKTIONEN
cli-column-groups = GRUPPEN
cli-column-grant = RECHT
cli-column-grantable = ERTEILBAR
cli-column-granted = ERTEILT
cli-column-granted-by = VON
cli-column-holds = HAT RECHTE
cli-column-id = ID
cli-column-interface = SCHNITTSTELLE
cli-column-key = SCHLÜSSEL
cli-column-last-seen = ZULETZT
cli-column-link-person = KONTAKTPERSON
cli-column-locally-managed = LOKAL
cli-column-mapping = ZUORDNUNG
cli-column-matter = SACHE
cli-column-members-read = MITGLIEDER GELESEN
cli-column-members = MITGLIEDER
cli-column-memberships = MITGLIEDSCHAFTEN
cli-column-meaning = BEDEUTUNG
cli-column-ms = MS
cli-column-name = NAME
cli-column-names = NAMEN
cli-column-nested-in = ENTHALTEN IN
cli-column-next-expected = NÄCHSTES ERWARTET
cli-column-nsc = NSC
cli-column-nss = NSS
cli-column-object = OBJEKT
cli-column-order = FOLGE
cli-column-origin = HERKUNFT
cli-column-os = SYSTEM
cli-column-owner = VERANTWORTLICH
cli-column-parent = DARÜBER
cli-column-part = TEIL
cli-column-place = ORT
cli-column-problem = PROBLEM
cli-column-profile = PROFIL
cli-column-read = MITGLIEDSCHAFTEN GELESEN
cli-column-packages = PAKETE
cli-column-path = PFAD
cli-column-pkg = PKG
cli-column-os-version = SYSTEMVERSION
cli-column-unread = NEU
cli-column-nscs = NSC
cli-column-reach = WO
cli-column-public-key = ÖFFENTLICHER SCHLÜSSEL
cli-column-reason = BEGRÜNDUNG
cli-column-requests = ANTRÄGE
cli-column-resource = RESSOURCE
cli-column-responsible = VERANTWORTLICH
cli-column-result = ERGEBNIS
cli-column-retired = ABGELÖST
cli-column-retry = VERSUCH
cli-column-set-at = GESETZT AM
cli-column-set-by = GESETZT VON
cli-column-source = QUELLE
cli-column-state = ZUSTAND
cli-column-status = STATUS
cli-column-step = SCHRITT
cli-column-table = TABELLE
cli-column-takes-accounts = NIMMT KONTEN AN
cli-column-to-do = ZU TUN
cli-column-assignments = ZUGEWIESEN
cli-column-kind = ART
cli-column-scope = GILT FÜR
cli-column-vendor = HERSTELLER
cli-column-install-command = INSTALLIEREN
cli-column-remove-command = ENTFERNEN
cli-column-detection = ERKENNUNG
cli-column-success-codes = ERFOLGSCODES
cli-column-reboot-codes = NEUSTARTCODES
cli-column-reboots = BRAUCHT NEUSTART
cli-column-dependencies = BRAUCHT
cli-column-supersedes = ERSETZT
cli-column-conflicts = UNVERTRÄGLICH
cli-column-priority = VORRANG
cli-column-sha256 = SHA-256
cli-column-size = BYTES
cli-column-checksum = SHA-256
cli-column-os-filter = NUR FÜR
cli-column-concurrency = ZUGLEICH
cli-column-licences = LIZENZEN
cli-column-machines = RECHNER
cli-column-not-before = NICHT VOR
cli-column-deadline = FRIST
cli-column-reboot = NEUSTART
cli-column-now = JETZT
cli-column-then = DANN
cli-column-users = BENUTZER
cli-column-through = DURCH
cli-column-user-group = BENUTZER
cli-column-url = ADRESSE
cli-column-credential = ANMELDEDATEN
cli-column-lag = ZURÜCK
cli-column-write-ms = SCHREIBEN MS
cli-column-read-ms = LESEN MS
cli-column-uuid = UUID
cli-column-verb = RECHT
cli-column-why = WARUM
cli-column-window = ZEITFENSTER
cli-column-verb-name = VERB
cli-column-version = VERSION
cli-column-window-closes = FENSTER SCHLIESST

## Doctor

cli-doctor-state-ok = ok
cli-doctor-state-warning = Warnung
cli-doctor-state-failed = FEHLER
cli-doctor-nothing-to-do = nichts
cli-doctor-never = hier lief nie ein Backend
cli-doctor-ended = kein Backend läuft; das letzte endete { $at }
cli-doctor-engine = 1 Verwaltungsprogramm
    .hint = Das Programm neu installieren.
cli-doctor-service = 2 Einrichtungsdienst
    .hint = Seine Datenbank antwortet nicht; siehe die Zeile darunter.
cli-doctor-languages = 3 Sprachpakete
    .hint = Das Programm neu installieren: Englisch muss vollständig sein, und eine zweite Sprache muss sich laden lassen.
cli-doctor-administration = Verwaltungsdatenbank
    .hint = [database] in den Einstellungen prüfen und ob der Server läuft, oder die Datei aus einer Sicherung zurückholen.
cli-doctor-reporting = Berichtsdatenbank
    .hint = [database] in den Einstellungen prüfen und ob der Server läuft, oder die Datei aus einer Sicherung zurückholen.
cli-doctor-directory = Verzeichnis
    .hint = Siehe das Problem; bis es antwortet, kommen Mitgliedschaften aus der letzten Kopie.
cli-doctor-data = Datenverzeichnis
    .hint = Andere können es lesen. Verschließen: chmod -R go= VERZEICHNIS.
cli-doctor-dns = DNS
    .hint = dns.servers in den Einstellungen prüfen; ohne DNS wird kein Name bestätigt.
cli-doctor-hosts = Fragen an Rechner
    .hint = Die Datei der Anmeldedaten berichtigen, dann die Anmeldesperre aufheben: `bailiwick host breaker clear KONTO --reason TEXT`.
cli-doctor-directory-holds = { $computers } Rechner, { $users } Benutzer, { $groups } Gruppen, { $memberships } Mitgliedschaften
cli-doctor-hosts-off = aus
cli-doctor-hosts-challenge = ohne Anmeldedaten
cli-doctor-hosts-refused = { $account } wurde abgelehnt, { $at }
cli-doctor-hosts-wmi = { $account } in { $networks }
cli-doctor-listener = Hello-Dienst
    .hint = `bailiwick serve` starten, oder die Konsole öffnen.
cli-doctor-publishing = Verteilung
    .hint = Siehe `bailiwick publish status`: Ein Verteilpunkt ist gestört, ihm fehlt die Datei eines Pakets, oder kein Backend läuft (`bailiwick serve`).
cli-doctor-policy = Richtlinie
    .hint = Mit `bailiwick amt policy set --profile NAME --enabled true` setzen; bis dahin wartet jedes Hello.
cli-doctor-inventory = Inventar
    .hint = Es ist leer. Mit `bailiwick cmdb import` füllen.

## Was an einer Befehlszeile falsch ist

cli-error = Fehler
cli-hint = Hinweis
cli-wrong-command = den Befehl { $word } gibt es nicht
cli-wrong-argument = { $word } wird hier nicht erwartet
cli-wrong-missing = es fehlt: { $names }
cli-wrong-no-value = { $option } braucht einen Wert
cli-wrong-choice = { $option } kann nicht { $value } sein: { $choices }
cli-wrong-value = { $option } kann nicht { $value } sein: { $reason }
cli-wrong-more = { $option } nimmt keine weiteren Werte wie { $value }
cli-wrong-twice = { $option } geht nur einmal
cli-wrong-together = { $option } verträgt sich nicht mit { $others }
cli-wrong-similar = Es gibt: { $names }
cli-wrong-help = Mehr mit --help.

## Einstellungen

setting-unreadable = nicht lesbar: { $reason }
setting-syntax = { $reason }
setting-not-a-pair = „{ $text }“ ist nicht abschnitt.schlüssel=WERT
setting-unknown = die Einstellung { $key } gibt es nicht
setting-misspelt = die Einstellung { $key } gibt es nicht; gemeint { $nearest }?
setting-wrong-type = { $key }: { $reason }
setting-out-of-range = { $key } kann nicht { $value } sein: { $least } bis { $most }
setting-not-a-choice = { $key } kann nicht „{ $value }“ sein: { $choices }
setting-empty = { $key } darf nicht leer sein
cli-directory-pending = das Verzeichnis ist nicht erreichbar; sein Teil der Änderung folgt, sobald es wieder da ist

# Was der Client von sich sagt.
cli-client-by-service = dem Dienst, jetzt
cli-client-by-state = seinem Zustand, wie er vor { $ago } war
cli-client-no-state = niemandem: Es gibt noch keinen Dienst und keinen Zustand
cli-client-unanswered = Der Dienst antwortet nicht ({ $reason }); dies sagt sein Zustand.
cli-client-cut-off = War dabei: { $pkg }
