### The console: titles, hints, actions, dialogs.

## Actions: title, `short` for the footer, `help` for the help.

action-hello-explain = Explain this hello
    .short = explain
    .help = Shows every step of the resolution: what was asked, what it said, how old it was, and what follows.
action-hello-replay = Replay this hello
    .short = replay
    .help = Decides again, with today's rules, on the evidence that was stored then. Stores nothing.
action-hello-what-if = What if the evidence were different?
    .short = what if
    .help = Decides on a copy of the evidence that you edit: other DNS names, another inventory, the box. Stores nothing.
action-hello-override = Override the name of this device
    .short = override
    .help = Gives the device a name and a profile by hand, with a reason. The resolver never replaces such a mapping.
action-hello-copy = Copy as ticket text
    .short = copy
    .help = Puts what is known of the device on the clipboard: status, steps, and what to do.
action-sets-why = Why may I, or may I not?
    .short = why
    .help = Shows, for the selected set, every right: whether you hold it, the chain of grants that gives it, or what is missing and who can give it.
action-set-edit = Edit this system set
    .short = edit
    .help = Changes name, description and link person of the system set.
action-set-move = Move this system set
    .short = move
    .help = Hangs the system set, with everything below it, below another one. It keeps only what the new parent holds too.
action-set-delete = Delete this system set
    .short = delete
    .help = Deletes a system set that owns nothing any more.
action-set-grant = Grant rights to this system set
    .short = grant
    .help = Gives rights to the system set. Shows who gains what before it is done.
action-set-revoke = Revoke rights from this system set
    .short = revoke
    .help = Takes rights from the system set and from every set below it. Shows whom it hits before it is done.
action-set-what-if = What if the rights were others?
    .short = what if
    .help = Shows who could do what if rights were granted or revoked, or somebody became an administrator or were none. Changes nothing, needs no right and no unlocking.
action-set-admin-add = Add an administrator
    .short = add admin
    .help = Makes a user, or the members of a directory group, administrators of the system set.
action-set-admin-remove = Remove an administrator
    .short = remove admin
    .help = Ends that somebody administers the system set.
action-nsc-create = Create a computer set
    .short = new
    .help = Makes a Named Set of Computers in the selected system set, with its two groups.
action-nsc-assign = Assign a package to this computer set
    .short = assign
    .help = Assigns a package to the selected computer set. The preview says what happens on how many machines.
action-nsc-edit = Edit this computer set
    .short = edit
    .help = Changes name, description, nesting, local management, responsible person and system version.
action-nsc-delete = Delete this computer set
    .short = delete
    .help = Deletes the computer set with its groups and assignments. Its number is never used again.
action-nsc-member-add = Add members
    .short = add
    .help = Adds computers, or users, to the selected computer set: type or paste as many names as you like.
action-nsc-member-remove = Remove members
    .short = remove
    .help = Removes the marked members, or the one under the cursor. Space marks, V marks a range.
action-nsc-request = Request membership
    .short = request
    .help = Asks the owners of the computer set to add computers or users.
action-nsc-approve = Approve this request
    .short = approve
    .help = Adds the members that were asked for, and tells who asked.
action-nsc-refuse = Refuse this request
    .short = refuse
    .help = Refuses the request, with a reason that is told to who asked.
action-nsc-release = Release this package
    .short = release
    .help = Lets a package of another system set go ahead in this locally managed computer set.
action-nsc-unblock = Unblock this package in an emergency
    .short = unblock
    .help = Lets a package go ahead for some hours without the local manager. A second person has to agree.
action-packages-why = Why may I, or may I not?
    .short = why
    .help = Shows, for the selected package, every right: whether you hold it, the chain of grants that gives it, or what is missing and who can give it.
action-pkg-create = Create a package
    .short = new
    .help = Makes a package as a draft: nothing happens on machines before it is published.
action-pkg-edit = Edit this package
    .short = edit
    .help = Changes what the package is. A published one keeps its kind and scope, a retired one stays as it is.
action-pkg-publish = Publish this package
    .short = publish
    .help = Puts the package into use: its assignments have an effect from now on.
action-pkg-retire = Retire this package
    .short = retire
    .help = Takes the package out of use: its assignments have no effect any more.
action-pkg-delete = Delete this package
    .short = delete
    .help = Deletes the package. What is assigned or needed by others is told first.
action-pkg-assign = Assign this package
    .short = assign
    .help = Assigns the package to a computer set, or changes the assignment under the cursor. The preview says what happens on how many machines.
action-pkg-what-if = What if it were assigned otherwise?
    .short = what if
    .help = Shows what machines would get and lose if the package were assigned to a set, otherwise, or no longer. Changes nothing, needs no right and no unlocking.
action-pkg-unassign = End this assignment
    .short = unassign
    .help = Ends the assignment under the cursor.
action-job-run = Run this job now
    .short = run now
    .help = Has the job under the cursor run now, on other tabs the one that publishes. The backend carries it out; the action log keeps who asked.
action-dp-check = Try this distribution point
    .short = try
    .help = Writes a small file to the distribution point, reads it back and deletes it, and looks at the index there.
action-jobs-copy = Copy for who takes over
    .short = copy
    .help = Puts how publishing is on the clipboard: what waits and since when, what lies on each point, what the jobs do.
action-log-diff = Show what this change replaced
    .short = diff
    .help = Shows the object before and after, and the equivalent command.
action-log-undo = Undo this change
    .short = undo
    .help = Takes the change back by one that is its inverse, unless others have changed the same since. Shows what follows before it is done.
action-machine-why = Why is this package here, or not?
    .short = why
    .help = Shows the rule that decides about the package under the cursor, every rule that lost to it, and why.
action-machine-sort = Sort by the next column
    .short = sort
    .help = Sorts the machines by name, then by system, then by owner. What is not known comes last.
action-machine-sort-turn = Turn the order around
    .short = turn order
    .help = Shows the machines in the opposite order of the same column.
action-machine-copy = Copy as ticket text
    .short = copy
    .help = Puts what is known of the machine on the clipboard: its facts, its sets, its packages, each with its reason.
action-host-breaker-clear = Let a refused credential for hosts be tried again
    .short = clear refusal
    .help = A credential that a host refused is not tried any more, so that the account is not locked. Correct its file first. Shows what follows before it is done.
action-policy-edit = Edit the synchronization policy
    .short = policy
    .help = Assigns the profile that new systems get, and checks or unchecks its box. Shows what follows before it is done.
action-profile-create = Create a provisioning profile
    .short = new profile
    .help = Makes a profile: access rights and the functions that are available on the device.
action-set-create = Create a system set
    .short = new set
    .help = Makes a Named System Set below another one.
action-screen-overview = Overview
    .short = overview
    .help = What needs a person, how the parts are, what happened last.
action-screen-sets = Sets
    .short = sets
    .help = The tree of Named System Sets.
action-screen-machines = Machines
    .short = machines
    .help = Machines by name, what each shall have, and why.
action-screen-packages = Packages
    .short = packages
    .help = Packages, where they are assigned, and who gets them.
action-screen-hellos = Hellos
    .short = hellos
    .help = AMT systems by the status of their hellos, each with its resolution trace.
action-screen-jobs = Jobs and publishing
    .short = jobs
    .help = How far each change has come on its way to the machines, the distribution points, the jobs, the clients by their last check.
action-screen-log = Log
    .short = log
    .help = Who changed what, when and why, with what it replaced.
action-app-help = What can I press here?
    .short = help
    .help = Lists what can be done here, with its keys. Type words or a key to search.
action-app-palette = Find anything
    .short = find
    .help = Finds actions, sets, statuses and systems by name. Typing errors are forgiven.
action-app-inbox = Inbox
    .short = inbox
    .help = Requests that wait for your decision, decisions on your own, new packages for sets that you manage locally.
action-app-refresh = Read everything again
    .short = refresh
    .help = Changes show up by themselves; this is for doubts.
action-app-as-of = Look at another time
    .short = time
    .help = Shows everything as it was at an earlier time. Nothing can be changed there. The same key returns to now.
action-app-unlock = Unlock writing, or lock it
    .short = unlock
    .help = Asks for a reason, which the action log keeps. Writing locks itself again after a quarter of an hour.
action-app-back = Back
    .short = back
    .help = Stops waiting, empties the filter, leaves the pane, or returns to the screen before.
action-app-suspend = Suspend
    .short = suspend
    .help = Gives the terminal back to the shell; `fg` continues.
action-app-redraw = Paint the screen again
    .short = redraw
    .help = For when something else wrote on the terminal.
action-app-mouse = Take or release the mouse
    .short = mouse
    .help = While the mouse is taken, the terminal selects text only with Shift held.
action-app-quit = Quit
    .short = quit
    .help = Ends the console. What was changed is stored already.
action-nav-down = Next row
    .short = down
    .help = Moves the cursor down.
action-nav-up = Previous row
    .short = up
    .help = Moves the cursor up.
action-nav-page-down = Page down
    .short = page down
    .help = Moves the cursor down by a page.
action-nav-page-up = Page up
    .short = page up
    .help = Moves the cursor up by a page.
action-nav-top = First row
    .short = first
    .help = Moves the cursor to the first row.
action-nav-bottom = Last row
    .short = last
    .help = Moves the cursor to the last row.
action-nav-open = Open
    .short = open
    .help = Opens what is selected: the systems of a group, the detail of a system, its trace.
action-nav-close = Close
    .short = close
    .help = Closes what is open, or goes to the pane before.
action-nav-pane = Next pane
    .short = pane
    .help = Gives the keys to the next pane.
action-nav-pane-back = Previous pane
    .short = pane back
    .help = Gives the keys to the previous pane.
action-list-filter = Filter
    .short = filter
    .help = Narrows the list while you type. Each word must be found in any column, or behind a column's name in that one, as in os:windows. Esc empties it.
filter-hint = any column, or { $columns }
action-list-problem-next = Next problem
    .short = next problem
    .help = Goes to the next row that needs a person.
action-list-problem-previous = Previous problem
    .short = previous problem
    .help = Goes to the previous row that needs a person.
action-list-mark = Mark, or fold
    .short = mark
    .help = Marks a row of a list of members; in the tree, hides or shows what is below the selected set.
action-list-mark-down = Mark and go down
    .short = mark down
    .help = Marks the row and the next one.
action-list-mark-up = Mark and go up
    .short = mark up
    .help = Marks the row and the previous one.
action-list-mark-range = Mark a range
    .short = range
    .help = Begins a range at the cursor; the same key marks everything from there to the cursor.
action-list-mark-all = Mark all
    .short = all
    .help = Marks every visible row, or none.
action-detail-scroll-down = Scroll the detail down
    .short = scroll down
    .help = Scrolls the detail without leaving the list.
action-detail-scroll-up = Scroll the detail up
    .short = scroll up
    .help = Scrolls the detail without leaving the list.
action-overlay-confirm = Go on
    .short = go on
    .help = Goes on with what is in the dialog.
action-overlay-cancel = Cancel
    .short = cancel
    .help = Closes the dialog without a change.
action-overlay-next = Next field
    .short = next
    .help = Goes to the next field or entry.
action-overlay-previous = Previous field
    .short = previous
    .help = Goes to the previous field or entry.
action-overlay-toggle = Tick or choose
    .short = tick
    .help = Ticks a box, or takes the next choice.

group-here = On this screen
group-change = Changes
group-program = Screens and program
group-move = Moving about
group-dialog = In dialogs

## Why an action is not possible now

obstacle-locked = read-only: unlock writing first (ctrl-o)
obstacle-read-only = this session was started read-only
obstacle-past = this is a look at the past, which cannot be changed: t returns to now
obstacle-denied = { $verb } needs { $missing }, which { $who-can-grant } can give; who may: { $who-can }
obstacle-master-only = only administrators of the master set may ({ $verb }): { $who-can }
obstacle-no-computer-set = no computer set is selected
obstacle-no-member = no member is selected
obstacle-no-request = no request that waits is selected
obstacle-no-assignment = no package of a computer set is selected
obstacle-no-recipient = no assignment is selected: Tab shows them, Enter goes there
obstacle-no-package = no package of a machine is selected
obstacle-undone-already = undone already, by record { $by }
obstacle-not-reversible = this change cannot be undone by the program
obstacle-no-point = no distribution point is selected
obstacle-job-not-built = { $job } is not part of this version
obstacle-no-selection = nothing is selected
obstacle-no-trace = not resolved yet
obstacle-no-identity = its UUID does not identify it
obstacle-other-screen = on the screen { $screen ->
    [overview] Overview (1)
    [sets] Sets (2)
    [machines] Machines (3)
    [packages] Packages (4)
    [hellos] Hellos (5)
    [jobs] Jobs (7)
    [own] My software (9)
   *[log] Log (8)
}
obstacle-no-dialog = in dialogs

## First and last line, short messages

title-overview = Overview
title-sets = Sets
title-machines = Machines
title-packages = Packages
title-hellos = Hellos
title-jobs = Jobs
title-log = Log
header-read-only = read-only
header-armed = WRITING until { $until }
header-as-of = as of { $at }
header-not-as-of = now, not { $at }
header-inbox = inbox { $count }
header-starting = starting
header-live = live
header-lost = not answering since { $since }
header-dns-ok = dns ok
header-dns-bad = dns fails
too-small = This terminal is too small: { $needed } is needed. q quits.
loading = one moment …
nothing-matches = nothing matches
since = since { $at }
you = you

toast-copied = copied for the ticket
toast-copy-unsupported = this terminal has no clipboard that can be reached
toast-copy-too-long = too long for the terminal's clipboard
toast-copy-busy = the terminal has not taken the last copy yet
toast-mouse-on = the mouse is taken: hold Shift to select text
toast-mouse-off = the mouse is the terminal's
toast-interrupt = ctrl-c again to quit
toast-now = back to now
toast-locked = writing is locked
toast-locked-again = writing has locked itself again
toast-unlocked = writing is unlocked for a quarter of an hour
toast-type-it = type what the line asks for
toast-point-well = { $point } takes files: written in { $write }, read in { $read }
toast-point-bad = { $point }: { $problem }
toast-done = done, record { $id }

## Overview

overview-needs-person = Needs a person
overview-nobody = nobody is needed
overview-unknown = not known: the database does not answer
overview-policy = Synchronization policy
overview-recent = Latest changes
overview-hours = Hellos, last 24 h
overview-received = { $received } received
overview-done = { $done } systems done
overview-standing = Where systems stand
policy-changed = by { $by }, { $at }
overview-parts = Parts
policy-on = box checked
policy-off = box NOT checked
policy-no-profile = no profile
part-database = database
part-inventory = inventory
part-backend = backend
part-listener = listener
part-dns = DNS
part-publishing = published
alarm-late = changes saved, not on all points
    .short = changes held up
alarm-point = { $point } takes no files
alarm-lacks = { $point } lacks a package
part-hosts = hosts
part-ok-size = ok  { $size }
part-unknown = not known
backend-here = this console since { $since }
backend-elsewhere = { $role } on { $host }, process { $pid }, since { $since }
backend-gone = stopped answering at { $at }
backend-stuck = the database takes no changes since { $at }
backend-none = nobody runs it
listener-off = does not listen
listener-cannot-store = cannot store: { $reason }
dns-not-asked = not asked yet
hosts-refused = { $account } refused { $at }; correct its file, then clear it

## Hellos

group-all = all systems
group-malformed = malformed
hellos-count = { $shown } of { $all }
hellos-none = no system here
column-uuid = UUID
column-address = address
column-name = name
column-retry = retry
column-seen = seen
column-received = received
column-problem = problem
detail-from = from
detail-hellos = { $count ->
    [one] one hello
   *[other] { $count } hellos
}, retry { $retry }, last { $last }
detail-next = next hello expected { $at }
detail-no-next = no further hello expected
detail-closes = window closes { $at }
detail-closed = window closed { $at }
detail-psk = PSK, key { $pid }
detail-pki = PKI, { $count ->
    [one] one root hash
   *[other] { $count } root hashes
}
detail-scenario = scenario
detail-overridden = Overridden by { $by } at { $at }: { $reason }
detail-tentative = Found and not trusted: { $name }.
detail-you-can = You can: { $keys } ({ $action })
detail-who-can = Who can: { $who }
detail-addresses = Addresses used
detail-bytes = { $count } bytes kept
step-short-policy = policy
step-short-cmdb-uuid = by UUID
step-short-cmdb-ip = by address
step-short-host = host
step-short-dns = DNS
step-age = { $age } old

## Sets

sets-count = { $sets } system sets, { $computer-sets } computer sets
sets-owned = { $count ->
    [one] one set
   *[other] { $number } sets
}
sets-none = no set yet: the first one becomes the master
column-set = set
column-computers = computers
column-users = users
column-packages = pkgs
column-local = local
column-requests = asked
word-local = local
tab-overview = facts
tab-grants = rights
tab-picture = delegation
tab-computers = computers
tab-users = users
tab-requests = requests
tab-packages = packages
tab-releases = releases
column-person = link person
label-path = path
label-created = created by
label-may-create = may create
label-owns = owns
label-you-may = you may
label-holds = holds
label-administrators = administrators
label-nss = system set
label-nested = nested in
label-groups = groups
label-local = managed
label-responsible = responsible
label-os = system
label-members = members
holds-everything = everything: it is the master
holds-rights = { $count ->
    [0] no rights
    [one] one right
   *[other] { $count } rights
}
holds-administrators = { $count ->
    [0] no administrators
    [one] one administrator
   *[other] { $count } administrators
}
may-nothing = look at it only
may-everything = everything
managed-locally = locally: packages of other sets wait for a release
managed-centrally = centrally
members-read = { $computers } computers, { $users } users, read { $at }
members-old = the directory does not answer: read { $at }
members-marked = { $marked } marked
members-hidden = , { $hidden } hidden by the filter
held-all = everywhere
held-nsc = in { $name }
held-pkg = for { $name }
column-right = right
column-reach = where
column-by = by
column-since = since
column-members = members
column-asks = who asks
column-package-name = package
column-action = action
column-when-applied = when
column-release = release
grants-none = It holds no rights of its own.
requests-none = nobody has asked
assignments-none = no package is assigned here
releases-none = nothing was released
members-none = nobody
picture-here = here
picture-sets = { $count ->
    [one] one computer set
   *[other] { $number } computer sets
}
picture-computers = { $count ->
    [one] one computer
   *[other] { $number } computers
}
picture-local = { $count ->
    [one] one locally managed
   *[other] { $number } locally managed
}
picture-requests = { $count ->
    [one] one request waits
   *[other] { $number } requests wait
}
picture-packages = { $count ->
    [one] one package
   *[other] { $number } packages
}
picture-below = { $count ->
    [one] one system set below
   *[other] { $number } system sets below
}
asked-pending = waits
asked-approved = approved by { $by }
asked-refused = refused by { $by }
asked-withdrawn = withdrawn
release-released = released
release-emergency-asked = waits for a second person, { $hours } h
release-emergency = until { $until }
when-any = at any time

## Machines

machines-count = { $shown } machines
machines-count-more = the first { $shown } machines
machines-read = , read { $at }
machines-none = no machine here
column-machine = machine
column-os = system
column-owner = owner
label-owner = owner
label-computer-sets = member of
machine-no-sets = no computer set
machine-packages = { $count ->
    [0] no package is meant for it
    [one] one package
   *[other] { $number } packages
}
machine-stale = the directory does not answer: memberships of { $at }
contest-title = { $package } on { $machine }
contest-winner = decides
contest-losers = lost
contest-no-losers = No other rule speaks about it.
contest-until = changes by itself { $at }

## Packages

packages-count = { $shown } of { $all } packages
packages-none = no package here
column-package = package
column-state = state
column-version = version
column-kind = kind
column-owned-by = owner
column-assigned = assigned
column-nsc = computer set
column-deadline = deadline
column-window = when
tab-assignments = assignments
tab-machines = who gets it
recipients-none = assigned to no computer set
gets-title = What machines shall do with it:
gets-nobody = no machine
gets-unknown = the directory does not answer, so nobody knows
label-kind = kind
label-vendor = vendor
label-source = source
label-size = size
label-install = install
label-remove = remove
label-detection = detection
label-success = success codes
label-reboot-codes = reboot codes
label-reboots = reboots
label-needs = needs
label-supersedes = replaces
label-conflicts = conflicts
label-priority = priority
label-concurrency = at a time
label-licences = licences
pkg-reboots = yes, after an installation
pkg-scope-computer = for computers
pkg-scope-user = for users
pkg-kind-application = application
pkg-kind-patch = patch
pkg-kind-os-setting = OS setting
pkg-kind-group-policy = group policy
pkg-kind-scheduled-task = scheduled task
pkg-kind-meta = meta package
pkg-state-draft = draft
pkg-state-published = published
pkg-state-retired = retired

## Log

log-count = { $shown } of { $known } records
log-count-more = { $shown } of the latest { $known } records
log-none = nothing was changed yet
column-when = when
column-who = who
column-what = right used
column-object = object
label-by = by
label-reason = reason
label-same-as = same as
label-undo = undo
label-directory = directory
log-reversible = can be undone
log-irreversible = cannot be undone by the program
log-directory-done = done
diff-kept = ({ $count ->
    [one] one entry stays
   *[other] { $count } entries stay
})
diff-nothing = no field differs
diff-same = { $count ->
    [one] one field is the same
   *[other] { $count } fields are the same
}

## Dialogs

palette-title = Find anything
palette-set = system set
palette-computer-set = computer set
palette-package = package
palette-systems = { $count ->
    [one] one system
   *[other] { $count } systems
}
help-title = What can be pressed here: { $screen }
help-search = type words or a key
why-title = Who may, and why: { $name }
why-yes = { $who } may { $verb }
why-no = { $who } may not { $verb }
why-missing = missing
why-who-can = who may
why-who-can-grant = who can give it
why-chain = because
inbox-title = Inbox
inbox-none = Nothing waits for you.
page-trace = How this hello was resolved
page-comparison = Then and now
what-if-title = What if
what-if-if = If
what-if-rights = Who gains, who loses
what-if-now = Now
what-if-as-of = As of { $at }
what-if-then = Then
what-if-command = by
what-if-nothing-written = Nothing is written.
page-record = A record of the action log
trace-outcome = outcome
trace-decided = decided { $at } UTC
trace-number = , trace { $id }
comparison-same = the verdict is the same
comparison-differs = the verdict differs
comparison-before = stored
comparison-after = now
comparison-not-stored = Nothing was stored.
form-unlock = Unlock writing
    .intro = Why? The reason stands in the action log beside every change.
form-as-of = Look at another time
    .intro = 2026-03-05 14:00, 14:00, yesterday, or how long ago: 30m, 2h, 3d. In UTC.
form-override = Override the name of this device
    .intro = The name and profile that the device gets, whatever the chain says. The reason is logged.
form-what-if = What if the evidence were different?
    .intro = Edit what was found out; the rules decide on the edited copy. Nothing is stored. An empty field means not found.
form-set = Create a system set
    .intro = The first set of all is the master and has no parent.
form-set-edit = Edit the system set { $name }
    .intro = What is left as it is does not change.
form-set-move = Move the system set { $name }
    .intro = It goes below this set with everything below it, and keeps only the rights that the new parent holds too.
form-grant = Grant rights to { $name }
    .intro = Space ticks. Without a set or package, the rights cover everything that the system set and those below it own.
form-grant-what-if = What if the rights of { $name } were others?
    .intro = Tick rights, name somebody, or both. Space ticks and chooses. Nothing is changed.
form-revoke = Revoke rights from { $name }
    .intro = Space ticks what it holds. Every system set below it loses the same.
form-admin-add = Add an administrator of { $name }
    .intro = A login name, or group:NAME for everybody in a directory group.
form-admin-remove = Remove an administrator of { $name }
    .intro = A login name, or group:NAME, as it stands in the list.
form-nsc = Create a computer set in { $name }
    .intro = Its two directory groups are made with it and named after its number.
form-nsc-edit = Edit the computer set { $name }
    .intro = What is left as it is does not change.
form-members = Add members to { $name }
    .intro = Type or paste names, apart by blanks, commas or lines. The preview says which are new, members already, or unknown.
form-request = Request membership in { $name }
    .intro = The owners of the computer set decide. Type or paste the names.
form-refuse = Refuse the request of { $name }
    .intro = The reason is told to who asked.
form-unblock = Unblock a package in { $name }
    .intro = A second person has to make the same wish. After so many hours it is blocked again by itself.
form-pkg = Create a package
    .intro = It is a draft until it is published. Space chooses and ticks; lists are apart by commas.
form-pkg-edit = Edit { $name }
    .intro = What is left as it is does not change. Space chooses and ticks; lists are apart by commas.
form-assign = Assign { $name }
    .intro = Times are UTC: 2026-03-05 14:00. A window is like Sat,Sun 02:00-05:00; empty means at any time. Space chooses.
form-assign-to = Assign a package to { $name }
    .intro = A package by name or number. Times are UTC: 2026-03-05 14:00. A window is like Sat,Sun 02:00-05:00. Space chooses.
form-assign-what-if = What if { $name } were assigned otherwise?
    .intro = A computer set by name or number, and what would happen there; end takes the assignment away. Space chooses. Nothing is changed.
form-profile = Create a provisioning profile
    .intro = Access rights as account=realm,realm; account=realm. Space ticks a box.
form-breaker = Try a refused credential again
    .intro = Correct its file first: the next wrong password may lock the account. The reason is logged.
form-policy = Synchronization policy
    .intro = The profile that new systems get. Provisioning needs the box. Space chooses and ticks.
field-needed = needed
field-reason = reason or ticket
field-time = as of
field-fqdn = name (FQDN)
field-profile = profile
field-profiles = { $count ->
    [0] there is none
    [one] the only one
   *[other] one of { $count }, space for the next
}
field-account = account
field-ptr = DNS names
field-cmdb-uuid = inventory by UUID
field-cmdb-ip = inventory by addr.
field-box = box checked
field-name = name
field-parent = parent set
field-description = description
field-person = link person
field-nsc = only in computer set
field-pkg = only for package
field-principal = user or group
field-nested = nested in
field-local = locally managed
field-responsible = responsible
field-os = system version
field-names = names
field-users = users, not computers
field-hours = hours
field-version = version
field-kind = kind
field-scope = scope
field-vendor = vendor
field-source = source
field-install = install command
field-remove = remove command
field-detection = detection
field-success-codes = success codes
field-reboot-codes = reboot codes
field-dependencies = needs packages
field-supersedes = replaces packages
field-conflicts = conflicts with
field-priority = priority
field-size = size in bytes
field-os-filter = only on systems
field-concurrency = machines at a time
field-licences = licences
field-reboots = needs a reboot
field-owner = owner (system set)
field-computer-set = computer set
field-action = action
field-package = package
field-suppose = rights
field-administrator = user or group
field-suppose-administrator = as administrator
field-window = window
field-not-before = not before
field-deadline = deadline
field-reboot = when it must reboot
names-count = { $count ->
    [0] no name yet
    [one] one name
   *[other] { $number } names
}
names-doubles = , { $doubles } of them twice
field-access = access rights
field-web-ui = web page
field-serial = serial over LAN
field-ide = IDE redirection
field-kvm = KVM
field-consent = user consent
field-tls = TLS
confirm-title = { $object } { $name }
confirm-reversible = This can be set back.
confirm-irreversible = This cannot be undone by the program.
confirm-meanwhile = Somebody changed it since you looked:
confirm-look-again = { $keys } looks at it again
effects-objects = Objects
effects-rights = Rights
effects-members = Directory
effects-machines = Machines
effects-also = Besides
gains-title = Who gains, who loses
gains-gains = { $who } gains at { $nss }: { $verbs }
gains-loses = { $who } loses at { $nss }: { $verbs }
gains-nobody = nobody, as things are: no administrator is there, or a set above lacks it
confirm-type = type { $word } to do it:
confirm-press = { $keys } does it
confirm-working = being done …
object-nss = system set
object-nsc = computer set
object-pkg = package
object-request = request
object-choice = choice
object-account = accounts
object-session = session
object-job = job
object-profile = profile
object-policy = policy
object-mapping = mapping
object-key = keys
object-cmdb = inventory

## Ticket text

ticket-system = System
ticket-status = Status
ticket-address = Address
ticket-name = Name
ticket-profile = Profile
ticket-hellos = Hellos
ticket-meaning = Meaning
ticket-warning = Warning
ticket-trace = Resolution, decided { $at }
ticket-machine = Machine
ticket-os = OS
ticket-owner = Owner
ticket-sets = Sets
ticket-packages = Packages, decided { $at }

## Jobs and publishing

tab-changes = changes
tab-points = points
tab-jobs = jobs
tab-runs = log
tab-clients = clients
jobs-count = { $shown } of { $all }
jobs-count-more = { $shown } of the first { $all }
jobs-listed = , { $shown } listed, more at the end
jobs-clients = { $current } of { $known } clients have generation { $generation }
jobs-unchanged = unchanged since { $at }
publishing-waits = { $count ->
    [one] 1 change waits since { $at }
   *[other] { $number } changes wait since { $at }
}
publishing-point-fails = { $point } takes no files since { $at }
publishing-point-lacks = a package cannot be had on { $point }
publishing-pointless = no distribution point
publishing-everywhere = gen { $number } on { $points ->
    [one] 1 point
   *[other] all { $points } points
}
column-way = way
column-stands = stands
column-generation = generation
column-behind = behind
column-point = point
column-complete = complete
column-sent = sent
column-job = job
column-backlog = backlog
column-last-run = last run
column-next-run = next run
column-took = took
column-did = did
column-checked = checked
column-agent = agent
label-stands = stands
label-place = place
label-generation = generation
label-complete = complete
label-behind = behind
label-tried = tried
label-failing = failing since
label-problem = problem
label-sent = sent
label-runs-on = jobs run on
label-asked = asked for by
label-log-file = log file
label-began = began
label-did = did
label-point = read from
label-checked = last check
label-reported = report of
label-read = read here
label-agent = agent
label-packages = packages
label-reboot = needs reboot
stage-saved = saved
stage-published = published
stage-point = on { $point }
stage-acknowledged = acknowledged
stage-first-client = first client
stage-most-clients = 90 % of clients
stage-passed = has it, or a later one
stage-unneeded = nothing to do
stage-after = , after { $span }
stage-generation = , generation { $number }
point-current = has everything
point-behind = waits for files
point-fails = takes no files
point-lacks = lacks a package's file
point-untried = never tried
point-lag = { $count } behind
point-lag-since = { $count } behind since { $at }
points-none = there is no distribution point: nothing reaches a machine
runs-none = no job has done anything yet
clients-none = no client has ever told anything
client-packages = { $ok } of { $all } as they should be, { $failed } failed
job-about-publish = Publishes: writes the flat files anew that a change concerns, and brings them to the distribution points.
job-about-group-policy = Makes group policies in the directory.
job-about-scan-reports = Reads the clients' reports from the distribution points.
job-about-inventory = Takes inventory and applications from the reports into the database.
handover-title = Publishing at { $at }
handover-points = Distribution points
handover-changes = Changes on their way
handover-jobs = Jobs
