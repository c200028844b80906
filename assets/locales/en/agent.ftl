# The client's user interface: short, for users of a machine, not for administrators.

ui-print-title = { $machine } for { $user }, generation { $generation }
ui-connecting = Looking for the service of this machine …
ui-lost = The service does not answer; this is how it was { $ago } ago.
ui-not-found = The service of this machine does not answer, for { $for }: { $reason }
ui-problem = The last check failed: { $reason }
ui-checked = checked { $ago } ago
ui-never-checked = never checked
ui-generation = generation { $n }
ui-seconds = { $n } s
ui-minutes = { $n } min
ui-hours = { $n } h
ui-days = { $n } days

ui-idle = Up to date; it checks again soon.
ui-idle-until = Nothing to do; next check in { $in }.
ui-checking = Reads distribution point { $point } …
ui-downloading = Downloads { $pkg } from { $point }: { $percent } % ({ $done } of { $size })
ui-verifying = Verifies what is installed …
ui-installing = Installs { $pkg }, for { $for } …
ui-removing = Removes { $pkg }, for { $for } …

ui-nothing = Nothing is assigned, allowed or denied here.
ui-group-allowed = Yours to choose, or allowed
ui-group-applied = Installed for you and kept
ui-group-denied = Not allowed here
ui-package-here = { $pkg }: { $state }; version { $have } is here
ui-package-absent = { $pkg }: { $state }; it is not here
ui-chosen-by-you = Chosen by you.
ui-verdict-missing = It is not here yet.
ui-verdict-wrong-version = Another version is here.
ui-verdict-forbidden-present = It is here and must not be.
ui-verdict-failed = The last attempt failed.
ui-verdict-pending-reboot = It is complete after a restart.
ui-verdict-blocked-local = A local manager has not released it.
ui-verdict-deferred = It waits for its time.

ui-offer-choose = It is published to you: you may choose it.
ui-offer-unchoose = You chose it: you may do without it.
ui-offer-nothing = There is nothing for you to choose: others decide about it.
ui-would = This would happen:
ui-will-install = { $pkg } is downloaded and installed at the next check.
ui-will-take-over = { $pkg } is here already and is looked after from now on.
ui-will-keep = It is kept: what gets damaged or removed is put back, until you do without it.
ui-will-remove = { $pkg } is removed once, at the next check.
ui-will-not-install = { $pkg } is not installed any more.
ui-will-leave = Afterwards it is left alone: what you install yourself stays.
ui-do-it = Do it?
ui-chosen = Chosen: { $pkg }. The service takes care of it.
ui-unchosen = No longer chosen: { $pkg }. The service takes care of it.
ui-check-asked = The service checks now.
ui-reboot-asked = The machine restarts.
ui-reboot-postponed = The restart is put off.
ui-refused = Not done: { $reason }
ui-busy = too many requests wait already
ui-replaced = A new version of this program is put into place; it starts again by itself.
ui-restored = The old version is in its place again.
ui-nothing-to-restore = No update was cut off.

ui-reboot-title = Restart
ui-reboot-pending = A restart is needed, since { $for }.
ui-reboot-at = The machine restarts in { $in }.
ui-reboot-at-postpone = The machine restarts in { $in }. Press b to restart now or later.
ui-reboot-comes = The machine restarts in { $in }: what was installed needs it.
ui-reboot-postpone = Press p to put it off by { $by }; you can do that { $left ->
        [one] once more
       *[other] { $left } more times
    }.
ui-reboot-no-postpone = It cannot be put off any more.
ui-reboot-question = Restarting now ends the work of everybody on this machine. Save yours first. Press y to restart now.

ui-notices = What happened
ui-no-notices = Nothing has happened since the service was started.
ui-notice-installed = { $pkg } was installed.
ui-notice-upgraded = { $pkg } was upgraded.
ui-notice-repaired = { $pkg } was repaired.
ui-notice-removed = { $pkg } was removed.
ui-notice-failed = { $pkg } failed.
ui-notice-reboot-needed = { $pkg } needs a restart.
ui-notice-reboot-soon = The machine restarts soon.
ui-notice-new-version = A new version of { $pkg } is put into place.

ui-key-open = why, choose
ui-key-check = check now
ui-key-reboot = restart
ui-key-reboot-now = restart now
ui-key-postpone = later
ui-key-notices = notices
ui-key-part = next part
ui-key-help = help
ui-key-own = all my software
ui-key-quit = quit
ui-key-choose = choose it
ui-key-unchoose = do without it
ui-key-yes = yes, do it
ui-key-back = back
ui-key-scroll = scroll

ui-help = Help
ui-help-about = This is all software about which somebody has decided for you or this machine: what you may choose, what is installed and kept, and what is not allowed. Each row says whose decision it is.
ui-help-signs = ● applied   ◷ waits for its time   ■ blocked   ○ yours to choose   · allowed   − removed once   × denied
ui-help-marks = An asterisk: chosen by you. An exclamation mark: what is here is not what shall be; open it to see why.
ui-help-service = This program only shows and asks. Everything is done by the service of the machine.
