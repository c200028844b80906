### The command line: help of every command and option, and what the commands print.

## Help: headings

cli-heading-usage = Usage:
cli-heading-commands = Commands
cli-heading-arguments = Arguments
cli-heading-options = Options
cli-heading-global = Options of every command

## Help: options of every command

cli--data = Keep everything under this directory instead of the platform's (or BAILIWICK_DATA)
cli--config = Read settings from this file instead of config.toml in the configuration directory
cli--set = Set one setting, for example 'dns.servers=["127.0.0.1:5353"]'; may be repeated
cli--json = Print one JSON document instead of text
cli--as = Act as another user; for administrators of the master set
cli--as-of = Show what was then: a time such as 2026-01-31T08:00:00Z, or 90m, 2h, 3d ago
cli--read-only = Refuse every write
cli--lang = Language of the texts, for example de
cli--quiet = Print no remarks on standard error
cli--help = Print help
cli--version = Print the version
cli--dry-run = Show what would change, and change nothing
cli--reason = Why; kept in the action log
cli--uuid = UUID of the device
cli--address = Address of the device, where several share the UUID
cli--limit = Print at most this many

## Help: commands

cli-bailiwick =
    Provisions and configures a delegated estate of machines, with every decision explained.
    Without a command it opens the console.
cli-help = Print help for the program or a command
cli-serve = Run the hello listener and the jobs without a screen
cli-serve--listen = Listen here instead of at hello.listen; port 0 takes a free one
cli-demo = Open the console on a throw-away sample estate with hellos arriving
cli-demo--machines = Machines in the sample estate
cli-demo--seed = The same seed gives the same estate
cli-demo--hellos = Stop after this many hellos

cli-hello = What AMT devices say when they ask to be set up
cli-hello-send = Say hello as a device would
cli-hello-send--address = Where to: a host or address, with a port unless it is 9971
cli-hello-send--pid = Name of the pre-shared key: a PSK hello
cli-hello-send--hash-file = Hashes of trusted roots, one a line in hex: a PKI hello. Without it, a PKI hello with well-known public roots
cli-hello-send--retry = Number of this try, 0 to 14
cli-hello-send--from = Address to send from
cli-hello-send--admin-credentials-set = Say that the administrator's credentials are set
cli-hello-decode = Decode the bytes of a hello to JSON
cli-hello-decode--file = A file of raw bytes or hex digits, or - for standard input
cli-hello-list = List the systems that said hello, latest first
cli-hello-list--status = Only this status, or resolved for all that have a name and a profile
cli-hello-show = Show one system with its latest resolution
cli-hello-replay = Decide again on the stored evidence
cli-hello-what-if = Decide again on an edited copy of the stored evidence
cli-hello-what-if--ptr = DNS gives these names
cli-hello-what-if--no-ptr = DNS gives no name
cli-hello-what-if--cmdb-uuid = The inventory has this name for the UUID, or none
cli-hello-what-if--cmdb-ip = The inventory has this name for the address, or none
cli-hello-what-if--host = The host proves that this is its name
cli-hello-what-if--policy = Whether the policy's box is checked
cli-hello-rejected = List messages that were not hellos, newest first

cli-resolve = Say how a hello would be resolved, and store nothing
cli-resolve--address = Address from which the hello would come

cli-cmdb = The inventory that resolution reads
cli-cmdb-import = Import a file of CSV or JSON lines into a table
cli-cmdb-import--table = Inv_AMT_Computer_System, Inv_OOB_Capability, Inv_AeX_AC_Location or Inv_AeX_AC_TCPIP
cli-cmdb-import--file = The file, or - for standard input
cli-cmdb-import--rejects = Keep lines that are not rows here instead of in the data directory
cli-cmdb-show = Show what the inventory has about a UUID or an address
cli-cmdb-show--key = A UUID or an IP address

cli-host = Machines: asking one for its name, and credentials that were refused
cli-host-probe = Ask the machine at an address for its name, as a resolution would, and store nothing
cli-host-probe--address = The machine's address
cli-host-probe--wmi = Use the credential too: only WMI tells the UUID that proves the name
cli-host-probe--uuid = The UUID that the machine should have
cli-host-breaker = Credentials that a machine refused; they are not tried again until somebody clears them
cli-host-breaker-list = List the refused credentials
cli-host-breaker-clear = Let a credential be tried again, after its file was corrected
cli-host-breaker-clear--account = The account, for example 'CORP\reader'
cli-amt = Profiles, the synchronization policy, mappings and keys
cli-amt-profile = Provisioning profiles
cli-amt-profile-create = Create a profile
cli-amt-profile-create--name = Name of the profile, unique without case
cli-amt-profile-create--description = What it is for
cli-amt-profile-create--access = An account and its realms, for example helpdesk=remote_control,general_info; may be repeated
cli-amt-profile-create--functions = The functions that are on: web_ui, serial_over_lan, ide_redirection, kvm, user_consent, tls, or none
cli-amt-profile-list = List the profiles
cli-amt-profile-show = Show one profile
cli-amt-profile-show--name = Name or number
cli-amt-policy = The synchronization policy: which profile new systems get
cli-amt-policy-show = Show the policy
cli-amt-policy-set = Change the policy; what is not named stays
cli-amt-policy-set--profile = The profile that new systems get
cli-amt-policy-set--enabled = The box beside it; provisioning needs both
cli-amt-mapping = Which name and profile a device gets
cli-amt-mapping-list = List the mappings, newest first
cli-amt-mapping-show = Show the mapping of one device
cli-amt-mapping-override = Give a device a name that the chain could not or should not give
cli-amt-mapping-override--fqdn = The name
cli-amt-mapping-override--profile = The profile; without it, the policy's
cli-amt-key = Pre-shared keys
cli-amt-key-import = Import pairs of PID and PPS; secrets are encrypted at rest
cli-amt-key-import--file = A pair a line, or - for standard input

cli-nss = Named System Sets: the delegation tree
cli-nss-create = Create a set
cli-nss-create--name = Name of the set, unique without case
cli-nss-create--parent = The set above; without it, the master
cli-nss-create--description = What it is for
cli-nss-create--link-person = The official link person
cli-nss-edit = Change a set's name, description or link person
cli-nss-edit--nss = Name or number of the set
cli-nss-edit--name = Its new name, unique without case
cli-nss-edit--description = What it is for
cli-nss-edit--link-person = The official link person
cli-nss-move = Hang a set below another; what that one lacks, it loses
cli-nss-move--nss = Name or number of the set
cli-nss-move--to = The set above, as with --parent
cli-nss-move--parent = The set above
cli-nss-delete = Delete a set that owns nothing any more
cli-nss-delete--nss = Name or number of the set
cli-nss-list = Print the tree
cli-nss-show = Show one set: what it holds, who administers it, what it owns
cli-nss-show--name = Name or number
cli-directory = Accounts and groups as the directory has them
cli-directory-show = Tell which directory it is, where, and how much it holds
cli-directory-computer = Computer accounts
cli-directory-computer-list = List computers
cli-directory-computer-add = Make computer accounts, or say anew what they are
cli-directory-computer-add--names = Names without the $
cli-directory-computer-add--os = Operating system with version
cli-directory-computer-add--fqdn = Name in DNS
cli-directory-computer-add--owner = Login name of the person who is responsible
cli-directory-computer-import = Make computer accounts from a file
cli-directory-computer-import--file = Comma-separated file with the columns name, fqdn, os and owner, or - for standard input
cli-directory-user = User accounts
cli-directory-user-list = List users
cli-directory-user-add = Make user accounts, or say anew what they are
cli-directory-user-add--names = Login names
cli-directory-user-add--full-name = The person's name
cli-directory-group = Groups
cli-directory-group-list = List groups, an NSC's and others
cli-directory-group-show = Show a group with its members
cli-directory-group-create = Create a group of users
cli-directory-group-create--description = What it is for
cli-directory-group-delete = Delete a group of users
cli-directory-group-add = Put users into a group
cli-directory-group-remove = Take users out of a group
cli-directory-group-show--name = Name of the group
cli-directory-group-create--name = Name of the group
cli-directory-group-delete--name = Name of the group
cli--contains = Only names that contain this text
cli--after = Continue behind this name
cli--group = Name of the group
cli--users = Login names

cli-nsc = Named Sets of Computers: members, requests, local management
cli-nsc-create = Create a set with its two groups, and print its number
cli-nsc-create--name = Name of the set, unique without case
cli-nsc-create--nss = The NSS that owns it
cli-nsc-create--description = What it is for
cli-nsc-create--parent = The set of the same NSS in which it is nested: what is assigned there counts here too
cli-nsc-create--locally-managed = Packages of other NSSs wait for the responsible person's release
cli-nsc-create--responsible = Who is responsible
cli-nsc-create--os-version = The operating system version that its machines shall have
cli-nsc-edit = Change a set; what is not named stays
cli-nsc-edit--nsc = Number or name
cli-nsc-edit--name = Its new name
cli-nsc-edit--description = What it is for
cli-nsc-edit--parent = The set in which it is nested, or '' for none
cli-nsc-edit--locally-managed = Whether packages of other NSSs wait for the responsible person's release
cli-nsc-edit--responsible = Who is responsible
cli-nsc-edit--os-version = The operating system version that its machines shall have
cli-nsc-delete = Delete a set with its groups, assignments and requests
cli-nsc-delete--nsc = Number or name
cli-nsc-list = List the sets
cli-nsc-list--nss = Only those that this NSS owns itself
cli-nsc-show = Show one set with what is assigned to it
cli-nsc-show--nsc = Number or name
cli-nsc-member = Who is in a set, by the directory
cli-nsc-member-list--users = Users instead of computers
cli-nsc-member-list = List the members
cli-nsc-member-list--nsc = Number or name
cli-nsc-member-add--names = Names of computers, or of users with --users
cli-nsc-member-add--users = Users instead of computers
cli-nsc-member-add = Add members
cli-nsc-member-remove--names = Names of computers, or of users with --users
cli-nsc-member-remove--users = Users instead of computers
cli-nsc-member-remove = Remove members
cli-nsc-request = Ask for membership, and decide what others ask for
cli-nsc-request-create--names = Names of computers, or of users with --users
cli-nsc-request-create--users = Users instead of computers
cli-nsc-request-create = Ask for computers or users to be added, and print the request's number
cli-nsc-request-list = List requests, newest first
cli-nsc-request-list--nsc = Only for this set
cli-nsc-request-list--pending = Only those that wait for a decision
cli-nsc-request-list--mine = Only those that you made or may decide
cli-nsc-request-approve--id = Number of the request
cli-nsc-request-approve = Approve a request, which adds the members
cli-nsc-request-refuse--id = Number of the request
cli-nsc-request-refuse = Refuse a request; needs a reason
cli-nsc-release = Release a package of another NSS for a locally managed set
cli-nsc-unblock = Unblock a package for a while in an emergency; a second person gives the same command to agree
cli-nsc-unblock--hours = How long, 1 to 72 hours
cli--nsc = Number or name of the set
cli--pkg = Number, name with version, or name of the package
cli--from = Names from this file, one a line, or - for standard input
cli-pkg = Packages: from draft to retired, and to which sets they are assigned
cli-pkg-create = Create a draft, and print its number
cli-pkg-create--name = Name of the package
cli-pkg-create--nss = The NSS that owns it
cli-pkg-create--version = Its version; name and version together are unique
cli-pkg-edit = Change a package; what is not named stays
cli-pkg-edit--name = Its new name
cli-pkg-edit--version = Its new version
cli-pkg-delete = Delete a package that nothing refers to
cli-pkg-list = List the packages
cli-pkg-list--nss = Only those that this NSS owns itself
cli-pkg-list--filter = Only those whose name and version contain this text
cli-pkg-show = Show one package, where it is assigned, and how many machines it comes to
cli-pkg-publish = Take a draft into use: assignments of it count from now on
cli-pkg-retire = Take a package out of use: assignments of it count no longer, what is installed stays
cli-pkg-assign = Assign a package to a set; in the place of what was assigned there before
cli-pkg-assign--action = apply, allow, deny or publish
cli-pkg-assign--not-before = Not before this time, for example 2026-03-01T02:00:00Z
cli-pkg-assign--deadline = At this time at the latest, whatever the window says
cli-pkg-assign--window = When in the week, in UTC, for example 'Sat,Sun 02:00-05:00' or 'daily 02:00-05:00'
cli-pkg-assign--reboot = What happens when it needs a reboot: ask, defer or force
cli-pkg-unassign = End an assignment
cli-pkg-unassign--action = Only this action
cli--kind = application, patch, os_setting, group_policy, scheduled_task or meta
cli--vendor = Who makes it
cli--description = What it is for
cli--scope = computer or user
cli--source = Where its files are, below a distribution point's packages
cli--install-command = The command that installs it
cli--remove-command = The command that removes it
cli--detection = What tells that it is installed
cli--success-codes = Exit codes that mean success
cli--reboot-codes = Exit codes that mean success after a reboot
cli--dependencies = Packages that must be there first
cli--supersedes = Packages that it replaces
cli--conflicts = Packages that it cannot stand beside
cli--priority = Decides between packages in conflict; the higher number wins
cli--size = Size of the download in bytes
cli--os-filter = Operating systems on which it counts, each a prefix of the machine's
cli--concurrency = At most this many machines install it at the same time
cli--licences = At most this many installations are licensed
cli--reboots = Whether an installation needs a reboot
cli-machine = Machines: which there are, what each shall have, and why
cli-machine-list = List the machines that the directory knows
cli-machine-list--filter = Only names that contain this text
cli-machine-show = Show one machine
cli-machine-show--name = Name, or name in DNS
cli-machine-why = Show what a machine shall have and why, or one package with every rule that lost
cli-machine-why--name = Name, or name in DNS
cli-machine-why--user = For this user on the machine too
cli-machine-why--what-if = Show what would be different: 'assign PKG NSC ACTION', 'unassign PKG NSC', 'publish PKG', 'retire PKG', 'join NSC' or 'leave NSC'
cli--machine = The machine; without it, this one if the directory knows it

cli-inbox = What waits for you: requests, decisions, new packages, emergencies
cli-inbox-list = List it, newest first
cli-inbox-list--unread = Only what is unread
cli-inbox-read = Mark items as read
cli-inbox-read--keys = Keys of the items
cli-inbox-read--all = All of them

cli-me = What you get and why, and what you can choose; on a terminal a wizard
cli-me-list = List what is applied, allowed, published and denied to you
cli-me-choose = Choose a published package: it is installed and kept
cli-me-unchoose = Do not want it any more: it is removed once
cli-nss-grant = Grant verbs to a set; `explain verbs` lists them
cli-nss-grant--nss = Name or number of the set
cli-nss-grant--verbs = Verbs such as nsc.create, or 'nsc.*' for all that begin so
cli-nss-grant--nsc = Only at this NSC and those nested in it
cli-nss-grant--pkg = Only at this package
cli-nss-revoke = Revoke verbs from a set and from every set below it
cli-nss-revoke--nss = Name or number of the set
cli-nss-revoke--verbs = Verbs such as nsc.create, or 'nsc.*' for all that begin so
cli-nss-revoke--nsc = Only the grants at this NSC
cli-nss-revoke--pkg = Only the grants at this package
cli-nss-admin = Who administers a set
cli-nss-admin-add = Make somebody an administrator of a set
cli-nss-admin-add--nss = Name or number of the set
cli-nss-admin-add--principal = A login name, or 'group:NAME' for a group of the directory
cli-nss-admin-add--nsc = Only at this NSC and those nested in it
cli-nss-admin-add--pkg = Only at this package
cli-nss-admin-remove = Make somebody no longer an administrator of a set
cli-nss-admin-remove--nss = Name or number of the set
cli-nss-admin-remove--principal = A login name, or 'group:NAME'
cli-nss-admin-remove--nsc = Only the entry at this NSC
cli-nss-admin-remove--pkg = Only the entry at this package

cli-may = Say whether somebody may do something, by which grants, or what is missing
cli-may--principal = A login name, or 'group:NAME' for whoever is in that group
cli-may--verb = A verb such as nsc.create; without one, list what they may do
cli-may--target = nss:NAME, nsc:ID, pkg:ID, nsc:ID+pkg:ID for an assignment, or estate

cli-log = Print the action log, newest first
cli-log--object = Only records about this object: a name, or kind:name
cli-log--since = Only records since then: a time such as 2026-01-31T08:00:00Z, or 90m, 2h, 3d ago
cli-undo = Take an operation back, unless others changed the same since
cli-undo--operation = Its number in the action log
cli-doctor = Check that every part is there and well
cli-doctor-host = Ask one machine for its name, and say what to do where it does not tell it
cli-doctor-host--address = The machine's address
cli-doctor-host--wmi = Use the credential too: only WMI tells the UUID that proves the name
cli-doctor-host--uuid = The UUID that the machine should have
cli-explain = Say what a code, a status or a verb means and what to do
cli-explain--code = A code such as AMT-0001, a status, a verb, or 'verbs' for the list of them; without it, everything

cli-generate = Files that follow from the program
cli-generate-completions = Print a completion script for a shell
cli-generate-completions--shell = The shell
cli-generate-man = Print the manual page, or write all pages into a directory
cli-generate-man--directory = The directory
cli-generate-config = Print every setting with its default
cli-generate-keymap = Print the keymap in use

## What commands print

cli-nothing = nothing found
cli-log-undoes = undoes { $id }
cli-log-undone = undone by { $id }
cli-log-pending = directory pending
cli-log-refused = directory refused { $count }
cli-dry-run = Dry run, nothing was changed. This would happen:
cli-tentative = perhaps { $fqdn }, not trusted
cli-profile = profile { $id } { $name }
cli-decided = decided { $at } on evidence of { $gathered }
cli-same-verdict = The verdict is the same.
cli-other-verdict = The verdict differs. Before, then now:
cli-roots = { $count ->
    [one] PKI, one trusted root
   *[other] PKI, { $count } trusted roots
}
cli-sent = { $uuid } said hello to { $to }
cli-near = { $count ->
    [one] one row has the UUID in the other byte order: it is never used
   *[other] { $count } rows have the UUID in the other byte order: they are never used
}
cli-imported = { $count ->
    [one] one row stored in { $table }
   *[other] { $count } rows stored in { $table }
}
cli-would-import = { $count ->
    [one] one row would be stored in { $table }
   *[other] { $count } rows would be stored in { $table }
}
cli-rejected = { $count ->
    [one] one line was not a row; kept in { $file }
   *[other] { $count } lines were not rows; kept in { $file }
}
cli-directory-refused = The directory refuses { $name } in { $group }: { $reason }
cli-what-if-nothing = Nothing would be different.
cli-members-stale = The directory cannot be asked ({ $reason }): this is the copy of { $at }.
cli-unread = { $count ->
    [0] nothing unread
   *[other] { $count } unread
}
me-title = Software for { $user } on { $machine }
me-title-user = Software that follows { $user } to every machine
me-nothing = Nothing is assigned, allowed or denied here.
me-which = Number to see why and to change it, Enter to leave:
me-no-such = There is no { $answer } in the list.
me-package = { $pkg }: { $state }
me-choose = It is published to you. Choose it? It is installed and kept. [y/N]
me-unchoose = You have chosen it. Do without it? It is removed once. [y/N]
me-not-yours = There is nothing for you to choose: others decide about it.
me-back = Enter to go back:
me-would = This would happen:
me-confirm = Do it? [y/N]
me-unchanged = Nothing was changed.
me-done = Done; operation { $operation } in the action log.
cli-origin-resolved = resolved
cli-origin-override = override
cli-everywhere = everywhere
cli-master-holds = The master holds every verb, everywhere.
cli-shift-gains = { $trustee } ({ $nss }) gains { $powers }
cli-shift-loses = { $trustee } ({ $nss }) loses { $powers }
cli-may-yes = yes: { $principal } may { $verb } ({ $meaning }) at { $target }
cli-may-no = no: { $principal } may not { $verb } ({ $meaning }) at { $target }
cli-may-all = { $principal } administers the master set and may do everything
cli-may-missing = missing: { $missing }
cli-may-who-can-grant = who can give that: { $names }
cli-may-who-can = who may already: { $names }

## Headings of tables, names of fields

cli-column-access = ACCESS
cli-column-account = ACCOUNT
cli-column-action = ACTION
cli-column-actor = WHO
cli-column-added = ADDED
cli-column-added-by = BY
cli-column-address = ADDRESS
cli-column-administrator = ADMINISTRATOR
cli-column-age = AGE
cli-column-asked = ASKED
cli-column-at = TIME
cli-column-base-dn = BASE DN
cli-column-below = BELOW
cli-column-bytes = FIRST BYTES
cli-column-carrier = CARRIER
cli-column-changed = CHANGED
cli-column-collected = COLLECTED
cli-column-command = COMMAND
cli-column-computers = COMPUTERS
cli-column-computer-group = COMPUTERS
cli-column-count = HELLOS
cli-column-created = CREATED
cli-column-description = DESCRIPTION
cli-column-detail = DETAIL
cli-column-directory = DIRECTORY
cli-column-dn = DN
cli-column-enabled = BOX CHECKED
cli-column-filled-by = FILLED BY
cli-column-first-seen = FIRST SEEN
cli-column-fqdn = FQDN
cli-column-full-name = FULL NAME
cli-column-functions = FUNCTIONS
cli-column-groups = GROUPS
cli-column-grant = GRANT
cli-column-grantable = GRANTABLE
cli-column-granted = GRANTED
cli-column-granted-by = BY
cli-column-holds = HOLDS
cli-column-id = ID
cli-column-interface = INTERFACE
cli-column-key = KEY
cli-column-last-seen = LAST SEEN
cli-column-link-person = LINK PERSON
cli-column-locally-managed = LOCAL
cli-column-mapping = MAPPING
cli-column-matter = MATTER
cli-column-members-read = MEMBERS READ
cli-column-members = MEMBERS
cli-column-memberships = MEMBERSHIPS
cli-column-meaning = MEANING
cli-column-ms = MS
cli-column-stage = STAGE
cli-column-name = NAME
cli-column-names = NAMES
cli-column-nested-in = NESTED IN
cli-column-next-expected = NEXT EXPECTED
cli-column-nsc = NSC
cli-column-nss = NSS
cli-column-object = OBJECT
cli-column-origin = ORIGIN
cli-column-os = OS
cli-column-owner = OWNER
cli-column-parent = PARENT
cli-column-part = PART
cli-column-place = PLACE
cli-column-problem = PROBLEM
cli-column-profile = PROFILE
cli-column-read = MEMBERSHIPS READ
cli-column-packages = PACKAGES
cli-column-path = PATH
cli-column-pkg = PKG
cli-column-os-version = OS VERSION
cli-column-unread = UNREAD
cli-column-nscs = NSCS
cli-column-reach = WHERE
cli-column-reason = REASON
cli-column-requests = REQUESTS
cli-column-resource = RESOURCE
cli-column-responsible = RESPONSIBLE
cli-column-result = RESULT
cli-column-retry = RETRY
cli-column-set-at = SET AT
cli-column-set-by = SET BY
cli-column-source = SOURCE
cli-column-state = STATE
cli-column-status = STATUS
cli-column-step = STEP
cli-column-table = TABLE
cli-column-takes-accounts = TAKES ACCOUNTS
cli-column-to-do = TO DO
cli-column-assignments = ASSIGNED
cli-column-kind = KIND
cli-column-scope = SCOPE
cli-column-vendor = VENDOR
cli-column-install-command = INSTALL
cli-column-remove-command = REMOVE
cli-column-detection = DETECTION
cli-column-success-codes = SUCCESS CODES
cli-column-reboot-codes = REBOOT CODES
cli-column-reboots = NEEDS REBOOT
cli-column-dependencies = NEEDS
cli-column-supersedes = REPLACES
cli-column-conflicts = CONFLICTS WITH
cli-column-priority = PRIORITY
cli-column-size = BYTES
cli-column-os-filter = FOR
cli-column-concurrency = AT ONCE
cli-column-licences = LICENCES
cli-column-machines = MACHINES
cli-column-not-before = NOT BEFORE
cli-column-deadline = DEADLINE
cli-column-reboot = REBOOT
cli-column-now = NOW
cli-column-then = THEN
cli-column-users = USERS
cli-column-through = THROUGH
cli-column-user-group = USERS
cli-column-uuid = UUID
cli-column-verb = RIGHT USED
cli-column-why = WHY
cli-column-window = WINDOW
cli-column-verb-name = VERB
cli-column-version = VERSION
cli-column-window-closes = WINDOW CLOSES

## Doctor

cli-doctor-state-ok = ok
cli-doctor-state-warning = warning
cli-doctor-state-failed = FAILED
cli-doctor-nothing-to-do = nothing
cli-doctor-never = no backend has ever run here
cli-doctor-ended = no backend runs; the last one ended { $at }
cli-doctor-engine = 1 management engine
    .hint = Install the program again.
cli-doctor-service = 2 set-up and configuration service
    .hint = Its database does not answer; see the line below.
cli-doctor-languages = 3 language packs
    .hint = Install the program again: English must be complete and a second language must load.
cli-doctor-administration = administration database
    .hint = Check [database] in the settings and that the server runs, or restore the file from a backup.
cli-doctor-reporting = reporting database
    .hint = Check [database] in the settings and that the server runs, or restore the file from a backup.
cli-doctor-directory = directory
    .hint = See the problem; memberships are shown from the last copy until it answers.
cli-doctor-data = data directory
    .hint = Others can read it. Close it: chmod -R go= DIRECTORY.
cli-doctor-dns = DNS
    .hint = Check dns.servers in the settings; without DNS no name is confirmed.
cli-doctor-hosts = asking machines
    .hint = Correct the credential's file, then clear the refusal: `bailiwick host breaker clear ACCOUNT --reason TEXT`.
cli-doctor-hosts-off = off
cli-doctor-hosts-challenge = without a credential
cli-doctor-hosts-refused = { $account } was refused at { $at }
cli-doctor-hosts-wmi = { $account } in { $networks }
cli-doctor-listener = hello listener
    .hint = Start `bailiwick serve`, or open the console.
cli-doctor-policy = synchronization policy
    .hint = Set it with `bailiwick amt policy set --profile NAME --enabled true`; until then every hello waits.
cli-doctor-inventory = inventory
    .hint = It is empty. Fill it with `bailiwick cmdb import`.

## Settings

setting-unreadable = cannot be read: { $reason }
setting-syntax = { $reason }
setting-not-a-pair = "{ $text }" is not section.key=VALUE
setting-unknown = there is no setting { $key }
setting-misspelt = there is no setting { $key }; did you mean { $nearest }?
setting-wrong-type = { $key }: { $reason }
setting-out-of-range = { $key } cannot be { $value }: { $least } to { $most }
setting-not-a-choice = { $key } cannot be "{ $value }": { $choices }
setting-empty = { $key } cannot be empty
cli-directory-pending = the directory is away; its part of the change is made when it comes back
