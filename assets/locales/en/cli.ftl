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
cli-nss-list = Print the tree
cli-nss-show = Show one set
cli-nss-show--name = Name or number

cli-log = Print the action log, newest first
cli-log--object = Only records about this object: a name, or kind:name
cli-log--since = Only records since then: a time such as 2026-01-31T08:00:00Z, or 90m, 2h, 3d ago
cli-undo = Take an operation back, unless others changed the same since
cli-undo--operation = Its number in the action log
cli-doctor = Check that every part is there and well
cli-explain = Say what a code or a status means and what to do
cli-explain--code = The code, for example AMT-0001, or a status; without it, all of them

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
cli-origin-resolved = resolved
cli-origin-override = override

## Headings of tables, names of fields

cli-column-access = ACCESS
cli-column-actor = WHO
cli-column-address = ADDRESS
cli-column-age = AGE
cli-column-at = TIME
cli-column-below = BELOW
cli-column-bytes = FIRST BYTES
cli-column-changed = CHANGED
cli-column-collected = COLLECTED
cli-column-command = COMMAND
cli-column-count = HELLOS
cli-column-created = CREATED
cli-column-description = DESCRIPTION
cli-column-detail = DETAIL
cli-column-enabled = BOX CHECKED
cli-column-filled-by = FILLED BY
cli-column-first-seen = FIRST SEEN
cli-column-functions = FUNCTIONS
cli-column-id = ID
cli-column-interface = INTERFACE
cli-column-last-seen = LAST SEEN
cli-column-link-person = LINK PERSON
cli-column-mapping = MAPPING
cli-column-ms = MS
cli-column-name = NAME
cli-column-next-expected = NEXT EXPECTED
cli-column-object = OBJECT
cli-column-origin = ORIGIN
cli-column-parent = PARENT
cli-column-part = PART
cli-column-profile = PROFILE
cli-column-reason = REASON
cli-column-resource = RESOURCE
cli-column-result = RESULT
cli-column-retry = RETRY
cli-column-set-at = SET AT
cli-column-set-by = SET BY
cli-column-source = SOURCE
cli-column-state = STATE
cli-column-status = STATUS
cli-column-step = STEP
cli-column-table = TABLE
cli-column-to-do = TO DO
cli-column-uuid = UUID
cli-column-verb = RIGHT USED
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
cli-doctor-data = data directory
    .hint = Others can read it. Close it: chmod -R go= DIRECTORY.
cli-doctor-dns = DNS
    .hint = Check dns.servers in the settings; without DNS no name is confirmed.
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
