### Die eigene Sicht der Benutzer: einfache Wörter, für Benutzer eines Rechners, nicht für Verwalter.

title-own = Meine Programme
action-screen-own = Meine Programme
    .short = Programme
    .help = Was auf diesem Rechner oder überall für einen selbst erlaubt, vorgeschrieben und verboten ist, und was sich wählen lässt.
action-own-why = Warum ist es so, und was ist möglich?
    .short = wählen
    .help = Öffnet das gewählte Programm Schritt für Schritt: wer entschieden hat, was eine Wahl bewirkt, und die Wahl selbst.
action-own-choose = Wählen oder darauf verzichten
    .short = wählen
    .help = Zeigt, was die Wahl des Programms oder der Verzicht bewirkt, und fragt, bevor es geschieht.
action-own-machine = Einen anderen Rechner ansehen
    .short = Rechner
    .help = Zeigt, was es auf einem anderen Rechner gibt, oder was einem auf jeden Rechner folgt.
obstacle-not-yours = hier gibt es nichts zu wählen: Andere entscheiden darüber

own-on = { $user } auf { $machine }
own-everywhere = { $user }, auf jedem Rechner
own-count = { $count ->
    [one] ein Paket
   *[other] { $number } Pakete
}
own-offered = { $count ->
    [0] {""}
    [one] , eines wählbar
   *[other] , { $count } wählbar
}
own-none = Hier ist nichts zugewiesen, erlaubt oder verboten.
own-not-here = Das Verzeichnis kennt diesen Rechner ({ $host }) nicht; zu sehen wäre nur, was einem auf jeden Rechner folgt. { $keys } zeigt einen anderen Rechner.
own-stale = das Verzeichnis antwortet nicht: Mitgliedschaften vom { $at }
own-part-allowed = Wählbar oder erlaubt
own-part-applied = Installiert und gepflegt
own-part-denied = Hier nicht erlaubt
own-chosen-mark = selbst gewählt

own-word-applied = installiert
own-word-allowed = erlaubt
own-word-published = wählbar
own-word-denied = nicht erlaubt
own-word-removed-once = wählbar
own-word-blocked-by-local-manager = zurückgehalten
own-word-waiting-for-window = kommt später
own-word-unmanaged = offen

own-state-applied = Es ist installiert und wird wiederhergestellt, wenn es verloren geht.
own-state-allowed = Es darf hier sein. Von allein wird es weder installiert noch entfernt.
own-state-published = Es wird angeboten. Installiert wird es erst, wenn es gewählt ist.
own-state-denied = Es darf hier nicht sein: Wo es gefunden wird, wird es entfernt.
own-state-removed-once = Auf Wunsch wurde es einmal entfernt. Es lässt sich wieder wählen.
own-state-blocked-by-local-manager = Es soll hier sein und wartet, bis der lokale Verantwortliche es freigibt.
own-state-waiting-for-window = Es kommt, sobald seine Zeit da ist.
own-state-waiting-until = Es kommt, sobald seine Zeit da ist: { $at }.
own-state-unmanaged = Hier entscheidet niemand darüber: Was da ist, bleibt.

own-decided = Wer entschieden hat
own-also = Was sonst noch gesagt wurde
own-about = Was es ist
own-size = { $size } zu laden
own-restart = braucht einen Neustart
own-rule-assignment = { $action ->
    [apply] vorgeschrieben
    [publish] angeboten
    [allow] erlaubt
   *[deny] verboten
} von { $by }{ $member ->
    [user] {" "}für die Benutzer in { $nsc-name }
   *[computer] {" "}auf den Rechnern in { $nsc-name }
}, seit { $since }
own-rule-choice = { $chosen ->
    [true] gewählt von { $user }, { $at }
   *[other] { $user } verzichtet darauf, { $at }
}
own-rule-dependency = { $of-name } braucht es
own-rule-dependency-denied = es braucht { $on-name }, das hier nicht sein kann
own-rule-superseded = { $by-name } ersetzt es
own-rule-conflict = es verträgt sich nicht mit { $with-name }
own-rule-local-manager = { $responsible }, verantwortlich für { $nsc-name }, hat es nicht freigegeben
own-rule-schedule = seine Zeit kommt { $opens }
own-rule-not-in-use = es ist { $state ->
    [retired] nicht mehr in Gebrauch
   *[draft] noch nicht in Gebrauch
}, also gilt nichts, was darüber entschieden wurde
own-rule-other-system = es ist nicht für das System dieses Rechners gemacht ({ $os })
own-rule-unassigned = niemand hat darüber etwas für diesen Benutzer oder diesen Rechner entschieden

own-offer-choose = Es lässt sich wählen.
own-offer-unchoose = Selbst gewählt; der Verzicht darauf ist möglich.
own-offer-nothing = Hier gibt es nichts zu wählen: Andere entscheiden darüber.
own-cannot = Jetzt nicht: { $reason }
own-title = { $package } auf { $machine }
own-title-everywhere = { $package } für { $user }, auf jedem Rechner
own-step-why = 1 Warum
own-step-preview = 2 Was geschieht
own-step-done = 3 Fertig
own-button-choose = Wählen …
own-button-unchoose = Verzichten …
own-button-do = Ausführen
own-button-undo-it = Zurücknehmen
own-button-undo = Zurücknehmen …
own-button-back = Zurück
own-button-close = Zur Liste
own-would-choose = Nach der Wahl von { $pkg }:
own-would-unchoose = Nach dem Verzicht auf { $pkg }:
own-would-undo = Nach der Rücknahme:
own-nothing-yet = Nichts geschieht, bevor { $keys } auf „{ $button }“ gedrückt wird.
own-working = einen Augenblick …
own-done = Fertig.
own-done-undone = Zurückgenommen.
own-done-log = Es ist Vorgang { $operation } im Protokoll.
own-done-next = Den Rest tut der Dienst des Rechners bei seiner nächsten Prüfung; bis dahin ändert sich dort nichts.

pick-title-own = Welcher Rechner?
pick-title-user = Für welchen Benutzer?
pick-own-here = { $machine } (dieser Rechner)
pick-own-everywhere = keiner: was einem auf jeden Rechner folgt
pick-user-alone = niemand: der Rechner allein
pick-user-owner = zuständig
pick-hint-machine = Namen oder Teil davon eingeben
pick-hint-user = Anmeldenamen oder Teil davon eingeben
action-machine-user = Für einen Benutzer zeigen
    .short = Nutzer
    .help = Zeigt, was die Rechner haben sollen, wenn ein bestimmter Benutzer daran ist, oder für die Rechner allein.
machine-for-user = für { $user }
