# Die Oberfläche des Clients: kurz, für Benutzer eines Rechners, nicht für Verwalter.

ui-print-title = { $machine } für { $user }, Generation { $generation }
ui-connecting = Sucht den Dienst dieses Rechners …
ui-lost = Der Dienst antwortet nicht; so war es vor { $ago }.
ui-not-found = Der Dienst dieses Rechners antwortet nicht, seit { $for }: { $reason }
ui-problem = Die letzte Prüfung ist gescheitert: { $reason }
ui-checked = geprüft vor { $ago }
ui-never-checked = nie geprüft
ui-generation = Generation { $n }
ui-seconds = { $n } s
ui-minutes = { $n } min
ui-hours = { $n } h
ui-days = { $n } Tagen

ui-idle = Alles auf dem Stand; bald wird wieder geprüft.
ui-idle-until = Nichts zu tun; nächste Prüfung in { $in }.
ui-checking = Liest den Verteilpunkt { $point } …
ui-downloading = Lädt { $pkg } von { $point }: { $percent } % ({ $done } von { $size })
ui-verifying = Prüft, was installiert ist …
ui-installing = Installiert { $pkg }, seit { $for } …
ui-removing = Entfernt { $pkg }, seit { $for } …

ui-nothing = Hier ist nichts zugewiesen, erlaubt oder verboten.
ui-group-allowed = Wählbar oder erlaubt
ui-group-applied = Installiert und gepflegt
ui-group-denied = Hier nicht erlaubt
ui-package-here = { $pkg }: { $state }; Version { $have } ist hier
ui-package-absent = { $pkg }: { $state }; es ist nicht hier
ui-chosen-by-you = Selbst gewählt.
ui-verdict-missing = Es ist noch nicht hier.
ui-verdict-wrong-version = Hier ist eine andere Version.
ui-verdict-forbidden-present = Es ist hier und darf es nicht sein.
ui-verdict-failed = Der letzte Versuch ist gescheitert.
ui-verdict-pending-reboot = Nach einem Neustart ist es vollständig.
ui-verdict-blocked-local = Der lokale Verantwortliche hat es nicht freigegeben.
ui-verdict-deferred = Es wartet auf seine Zeit.

ui-offer-choose = Es wird angeboten und lässt sich wählen.
ui-offer-unchoose = Selbst gewählt; der Verzicht darauf ist möglich.
ui-offer-nothing = Hier gibt es nichts zu wählen: Andere entscheiden darüber.
ui-would = Das würde geschehen:
ui-will-install = { $pkg } wird bei der nächsten Prüfung geladen und installiert.
ui-will-take-over = { $pkg } ist schon hier und wird von jetzt an gepflegt.
ui-will-keep = Es wird erhalten: Was beschädigt oder entfernt wird, kommt zurück, bis zum Verzicht darauf.
ui-will-remove = { $pkg } wird bei der nächsten Prüfung einmal entfernt.
ui-will-not-install = { $pkg } wird nicht mehr installiert.
ui-will-leave = Danach bleibt es unberührt: Selbst Installiertes bleibt.
ui-do-it = Ausführen?
ui-chosen = Gewählt: { $pkg }. Der Dienst kümmert sich darum.
ui-unchosen = Nicht mehr gewählt: { $pkg }. Der Dienst kümmert sich darum.
ui-check-asked = Der Dienst prüft jetzt.
ui-reboot-asked = Der Rechner startet neu.
ui-reboot-postponed = Der Neustart ist verschoben.
ui-refused = Nicht ausgeführt: { $reason }
ui-busy = zu viele Anfragen warten schon
ui-replaced = Eine neue Version dieses Programms wird eingesetzt; es startet von selbst wieder.
ui-restored = Die alte Version ist wieder an ihrem Platz.
ui-nothing-to-restore = Keine Aktualisierung wurde unterbrochen.

ui-reboot-title = Neustart
ui-reboot-pending = Ein Neustart ist nötig, seit { $for }.
ui-reboot-at = Der Rechner startet in { $in } neu.
ui-reboot-at-postpone = Der Rechner startet in { $in } neu. Mit b jetzt oder später neu starten.
ui-reboot-comes = Der Rechner startet in { $in } neu: Was installiert wurde, braucht das.
ui-reboot-postpone = Mit p um { $by } verschieben; das geht { $left ->
        [one] noch einmal
       *[other] noch { $left }-mal
    }.
ui-reboot-no-postpone = Er lässt sich nicht mehr verschieben.
ui-reboot-question = Ein Neustart beendet jetzt die Arbeit aller an diesem Rechner. Eigenes erst speichern. Mit y jetzt neu starten.

ui-notices = Was geschehen ist
ui-no-notices = Seit dem Start des Dienstes ist nichts geschehen.
ui-notice-installed = { $pkg } wurde installiert.
ui-notice-upgraded = { $pkg } wurde aktualisiert.
ui-notice-repaired = { $pkg } wurde repariert.
ui-notice-removed = { $pkg } wurde entfernt.
ui-notice-failed = { $pkg } ist gescheitert.
ui-notice-reboot-needed = { $pkg } braucht einen Neustart.
ui-notice-reboot-soon = Der Rechner startet bald neu.
ui-notice-new-version = Eine neue Version von { $pkg } wird eingesetzt.

ui-key-open = warum, wählen
ui-key-check = prüfen
ui-key-reboot = Neustart
ui-key-reboot-now = neu starten
ui-key-postpone = später
ui-key-notices = Meldungen
ui-key-part = weiter
ui-key-help = Hilfe
ui-key-own = alle Programme
ui-key-quit = Ende
ui-key-choose = wählen
ui-key-unchoose = verzichten
ui-key-yes = ausführen
ui-key-back = zurück
ui-key-scroll = blättern

ui-help = Hilfe
ui-help-about = Hier steht alles, worüber jemand für diesen Benutzer oder diesen Rechner entschieden hat: was sich wählen lässt, was installiert und gepflegt wird, und was nicht erlaubt ist. Jede Zeile sagt, wessen Entscheidung es ist.
ui-help-signs = ● vorgeschrieben   ◷ wartet auf seine Zeit   ■ blockiert   ○ wählbar   · erlaubt   − einmal entfernt   × verboten
ui-help-marks = Ein Stern: selbst gewählt. Ein Ausrufezeichen: Was hier ist, ist nicht, was sein soll; öffnen, um zu sehen, warum.
ui-help-service = Dieses Programm zeigt und fragt nur. Alles andere tut der Dienst des Rechners.
