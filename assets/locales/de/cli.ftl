### Die Befehlszeile: Hilfe zu Befehlen und Optionen, Überschriften. Was fehlt, erscheint auf Englisch.

cli-heading-usage = Aufruf:
cli-heading-commands = Befehle
cli-heading-arguments = Argumente
cli-heading-options = Optionen
cli-heading-global = Optionen jedes Befehls

cli--data = Alles unter diesem Verzeichnis statt in denen der Plattform (oder BAILIWICK_DATA)
cli--config = Einstellungen aus dieser Datei lesen statt aus config.toml
cli--set = Eine Einstellung setzen, zum Beispiel 'dns.servers=["127.0.0.1:5353"]'; wiederholbar
cli--json = Ein JSON-Dokument statt Text ausgeben
cli--as = Im Namen eines anderen handeln; für Verwalter der obersten Menge
cli--read-only = Jedes Schreiben ablehnen
cli--lang = Sprache der Texte, zum Beispiel en
cli--quiet = Keine Bemerkungen auf der Fehlerausgabe
cli--help = Hilfe ausgeben
cli--version = Version ausgeben
cli--dry-run = Zeigen, was sich ändern würde, und nichts ändern
cli--reason = Begründung; sie steht im Protokoll

cli-serve = Den Hello-Dienst und die Aufgaben ohne Bildschirm betreiben
cli-init = Datenverzeichnis, oberste Menge und Verteilpunkte anlegen
cli-dp = Verteilpunkte: die Dateiserver zwischen diesem Server und den Clients
cli-dp-add = Einen Verteilpunkt hinzufügen
cli-dp-list = Verteilpunkte auflisten, und wie weit jeder ist
cli-dp-check = Auf die Verteilpunkte schreiben, zurücklesen und löschen
cli-dp-remove = Einen Verteilpunkt herausnehmen
cli-demo = Die Konsole mit Beispieldaten öffnen
cli-hello = Was AMT-Geräte sagen, wenn sie eingerichtet werden wollen
cli-hello-list = Die Systeme auflisten, die sich gemeldet haben, das letzte zuerst
cli-hello-show = Ein System mit seiner letzten Auflösung zeigen
cli-resolve = Sagen, wie ein Hello aufgelöst würde, ohne etwas zu speichern
cli-cmdb = Das Inventar
cli-amt = Profile, Richtlinie, Zuordnungen und Schlüssel
cli-nss = Named System Sets: der Baum der Zuständigkeiten
cli-log = Das Protokoll ausgeben, das Neueste zuerst
cli-doctor = Prüfen, ob alle Teile da und gesund sind
cli-explain = Sagen, was ein Code oder Status bedeutet und was zu tun ist
cli-generate = Dateien, die aus dem Programm folgen

cli-nothing = nichts gefunden
cli-dry-run = Probelauf, nichts wurde geändert. Das würde geschehen:
cli-same-verdict = Das Ergebnis ist dasselbe.
cli-other-verdict = Das Ergebnis ist ein anderes. Vorher, dann jetzt:
