### Facts of the core as sentences: problems, trace notes, warnings, statuses. English is complete; every other
### language falls back to it key by key.

word-yes = yes
word-no = no

## What sentences call things and fields. English keeps the words of the command line; a language may have its own.

word-object = { $object ->
    [inbox_item] inbox item
    [publishing_key] publishing key
   *[other] { $object }
}
word-field = { $field }

## Problems. Each has a sentence and a hint that says what to do next; `about` is what `explain CODE` adds.

problem-denied = { $principal } may not { $verb }
    .hint = Missing: { $missing }. { $who-can-grant } can give that. Who may already: { $who-can }.
    .about = The right that the action needs is not granted to the acting principal. Nothing was changed.
problem-read-only = this session is read-only, so { $verb } is refused
    .hint = Unlock writing (ctrl-o in the console), or run the command without --read-only.
    .about = A session can be locked against writing whatever its principal may do.
problem-past = the past cannot be changed ({ $verb })
    .hint = Leave out --as-of (in the console: t, then now).
    .about = A look at an earlier time shows what was. Changes are made today.
problem-no-history = { $what } can only show how things are now
    .hint = Leave out --as-of. Sets, rights, packages, assignments, members, points, profiles, the policy and the log can be shown as they were.
    .about = Only what the action log follows can be shown as it was at an earlier time.
problem-unknown-verb = there is no verb { $verb }
    .hint = { $near ->
        [none] {""}
       *[other] Nearest: { $near }.{" "}
    }`bailiwick explain verbs` lists them all.
    .about = Verbs are the operations that can be granted, such as nsc.create. In grants, nsc.* means all that begin so.
problem-directory-unavailable = the directory cannot be reached: { $reason }
    .hint = Check it with `bailiwick doctor`. What was decided meanwhile is finished by itself.
    .about = Memberships are in the directory. Without it they can be shown from a copy, with its age, and not be changed.
problem-directory-denied = the directory refuses: { $reason }
    .hint = The account under which the program asks lacks a right there.
    .about = The directory has its own access control, which the program does not override.
problem-directory-other = the directory fails: { $reason }
    .hint = Look at its own log.
    .about = The directory answered in a way that the program cannot use.
problem-not-in-directory = the directory has no { word-object } { $names }
    .hint = Check the spelling; accounts are made in the directory.
    .about = Only accounts that exist can be members.
problem-directory-elsewhere = { $place } takes no accounts and groups from here
    .hint = Make them there.
    .about = Only the embedded directory takes accounts and groups; another directory is read, and only the groups of
        NSCs are written there.
problem-group-of-nsc = the group { $group } belongs to NSC { $nsc }
    .hint = Use “bailiwick nsc member” instead.
    .about = Each NSC has two groups of its own. They are edited with the NSC, so that what follows is checked and told.
problem-not-grantable = { $verb } cannot be granted
    .hint = Administrators of the master set hold it, nobody else.
    .about = Creating and deleting sets, granting and revoking belong to the master alone.
problem-parent-lacks = { $nss } cannot hold { $verbs }: { $parent } above it does not
    .hint = Grant it to { $parent } first.
    .about = A set never holds what the set above it lacks.
problem-is-master = { $name } is the master set
    .hint = The master holds everything, and can be neither moved nor deleted.
    .about = The tree has exactly one root.
problem-not-empty = the { word-object } { $name } still holds { $holds }
    .hint = Move or delete that first.
    .about = Nothing that is still in use is deleted with something else.
problem-cycle = the { word-object } { $name } would be below itself, through { $through }
    .hint = Choose another place.
    .about = Sets, nested sets and dependencies never go round in a circle.
problem-other-nss = { $name } and { $parent } belong to different NSSs
    .hint = Nest a set in one of the same NSS.
    .about = Nesting stays within one NSS, so that it hands no rights across.
problem-not-locally-managed = { $name } is not locally managed
    .hint = Nothing has to be released there.
    .about = Only a locally managed set blocks packages until its manager releases them.
problem-second-person = { $name } was asked for by { $asked-by }: a second person has to agree
    .hint = Ask another administrator of the set to give the same command.
    .about = An emergency takes two people, so that nobody overrules a local manager alone.
problem-decided = request { $id } was { $state } by { $by } already
    .hint = Make a new request.
    .about = A request is decided once.
problem-ambiguous-package = { $name } means several packages: { $versions }
    .hint = Name it with its version, or by its number.
    .about = Versions of a package are packages of their own.
problem-package-state = the package { $name } is { $state }
    .hint = Publish it first, or use another version.
    .about = A draft and a retired package cannot be used in this way.
problem-package-used = { $by } needs the package { $name }
    .hint = Change that first.
    .about = Nothing that others refer to is deleted.
problem-no-machine = { $pkg } is installed on a computer, and none is named
    .hint = Name it with --machine. `bailiwick machine list` shows which there are.
    .about = A package of a computer is chosen for one machine, a package of a user for every machine that the user is on.
problem-not-published = you cannot choose { $name }: { $state ->
    [applied] it is applied anyway
    [allowed] it is allowed, and not published to you
    [denied] it is denied
    [blocked_by_local_manager] a local manager has not released it
    [waiting_for_window] it comes by itself when its time has come
   *[other] it is not published to you
}
    .hint = `bailiwick me` shows what you can choose, and why not.
    .about = Only what is published to you can be chosen.
problem-package-file = the file { $file } of { $name } cannot be used: { $reason }
    .hint = Put the file into the package store: bailiwick pkg upload NAME FILE.
    .about = A package is installed from exactly the file whose digest it carries.
problem-point = distribution point { $name }: { $reason }
    .hint = bailiwick dp check { $name } tries it again; the others go on.
    .about = A file server on which clients find what they shall do.
problem-point-address = { $address } is not a distribution point: { $reason }
    .hint = Use file:///FOLDER, http://HOST/PATH, https://HOST/PATH or s3://BUCKET/PREFIX, without a password in it.
    .about = Passwords for distribution points stand in a file of the data directory, never in an address.
problem-no-point = there is no distribution point, so nothing can be published
    .hint = Add one: bailiwick dp add NAME URL.
    .about = Changes are saved, and wait until there is one.
problem-publishing-key = what is published cannot be signed: { $reason }
    .hint = bailiwick publish key list shows the keys.
    .about = Clients take nothing that is not signed with a key that they trust.
problem-publishing-key-state = { $state ->
        [active] there is a key already: { $id }
        [next] there is a next key already: { $id }
        [retired] key { $id } is retired already
       *[other] key { $id } is the only one that signs
    }
    .hint = { $state ->
        [active] Make the next one: bailiwick publish key rotate.
        [next] Retire the active one first, once every client had the time to learn the next one: bailiwick publish key retire ID.
        [retired] bailiwick publish key list shows the keys.
       *[other] Make the next one first: bailiwick publish key rotate.
    }
    .about = Keys are replaced one by one: the next one signs beside the active one, clients learn it, then the old one is retired.
problem-publishing-waits = not everything is published: { $waiting }
    .hint = bailiwick publish status shows what waits for what. Nothing is lost; it is tried again.
    .about = A change is acknowledged when every distribution point has it.
problem-job-not-built = this version cannot run the job { $job }
    .hint = bailiwick job list shows which jobs there are.
    .about = The job exists in the framework and not yet in this program.
problem-agent = the agent of this machine does not do that: { $reason }
    .hint = bailiwick agent status shows how it is; systemctl status bailiwick-agent whether it runs.
    .about = Everything on a machine is done by its agent.
problem-agent-runs = another agent runs here already, as process { $pid }
    .hint = bailiwick agent status asks that one.
    .about = Two agents would install the same packages at the same time.
problem-agent-points = the agent cannot read any distribution point: { $reason }
    .hint = Set agent.points. What was downloaded before stays in force.
    .about = An agent tries every point that it knows before it gives up until the next check.
problem-agent-distrusts = the agent refuses what is published: { $reason }
    .hint = Compare bailiwick publish key list on the server with agent.trusted_keys here.
    .about = Unsigned, damaged and older configuration is never applied.
problem-agent-update = the new version of { $program } did not start: { $reason }
    .hint = The old version runs again. The report says so too.
    .about = A program that does not start is replaced by the one before.
problem-host-credential = the credential for hosts at { $place } cannot be used: { $reason }
    .hint = Put user, password and domain into a file that only its owner may read (mode 0600).
    .about = Without it hosts are asked only for what they tell everybody.
problem-not-reversible = operation { $id } cannot be undone
    .hint = Make the opposite change by hand.
    .about = Some records, such as imports and keys, have no inverse.
problem-undone-already = operation { $id } was undone by { $by } already
    .hint = Undo { $by } to have it back.
    .about = An operation is undone once.
problem-undo-conflict = operation { $id } cannot be undone: { $by } changed { $object } since
    .hint = Look at what they changed: `bailiwick log --object`.
    .about = An undo never overwrites what others did later.
problem-may-not-impersonate = { $principal } may not act as { $other }
    .hint = Only administrators of the master set may use --as.
    .about = Acting as somebody else is how administrators see what others may do.
problem-not-found = there is no { word-object } { $name }
    .hint = { $object ->
        [nss] `bailiwick nss list` shows which there are.
        [nsc] `bailiwick nsc list` shows which there are.
        [pkg] `bailiwick pkg list` shows which there are.
        [dp] `bailiwick dp list` shows which there are.
        [profile] `bailiwick amt profile list` shows which there are.
        [mapping] `bailiwick amt mapping list` shows which there are, `bailiwick hello show` why a system has none.
        [operation] `bailiwick log` shows which there are.
        [request] `bailiwick nsc request list` shows which there are.
        [assignment] `bailiwick pkg show` shows to which sets a package is assigned.
        [administrator] `bailiwick nss show` shows who administers a set.
        [inbox_item] `bailiwick inbox` shows what waits for you.
        [publishing_key] `bailiwick publish key list` shows which there are.
        [breaker] `bailiwick host breaker list` shows which credentials were refused.
       *[other] Check the spelling. It may have been deleted meanwhile: `bailiwick log` shows what was changed.
    }
    .about = An object that the command names does not exist, or not any more.
problem-exists = there is a { word-object } { $name } already
    .hint = Choose another name; names are compared without case.
    .about = Names are unique.
problem-changed = { word-object } { $name } was changed by somebody else in the meantime
    .hint = Look at it again, then repeat the change if you still want it.
    .about = A change is refused when what it replaces is no longer what you saw.
problem-invalid = { word-field } cannot be "{ $value }"
    .hint = { $expected ->
        [name] A name has 1 to 64 characters, no control characters, and no blank at either end.
        [text] A text has at most 500 characters and no control characters.
        [target] A target is nss:NAME, nsc:ID, pkg:ID, nsc:ID+pkg:ID for an assignment, or estate.
        [one_reach] Name an NSC or a package, not both.
        [what_if] A change is 'assign PKG NSC ACTION', 'unassign PKG NSC', 'publish PKG', 'retire PKG', 'join NSC' or 'leave NSC'.
        [supposition] For example --grant AB-CO:pkg.publish, --admin AB-CO:rosa, --admin AB-CO:group:Operators@nsc:259, --assign 'Tool 1.0:259:apply' or --unassign Tool:259.
        [action] An action is apply, allow, deny or publish.
        [time] A deadline is not before the time before which nothing happens.
        [number] A number that fits, and at most 64 entries in a list.
        [digest] A digest has 64 lower-case hexadecimal digits.
        [fqdn] A name such as pc042.example.org: labels of letters, digits and hyphens.
       *[other] Expected { $expected }.
    }
    .about = A value does not fit. Nothing was changed.
problem-reason-needed = { $verb } needs a reason
    .hint = Say why with --reason TEXT; it is kept in the action log.
    .about = Some changes are only made with a reason, which the action log keeps.
problem-second-master = there is a master set already, so { $name } needs a parent
    .hint = Name the set above it with --parent.
    .about = The tree of sets has exactly one root, the master.
problem-unknown-profile = there is no profile { $name }
    .hint = List them with `bailiwick amt profile list`, or create it with `bailiwick amt profile create`.
    .about = The synchronization policy and mappings need a profile that exists.
problem-no-identity = the UUID { $uuid } does not identify one device
    .hint = Several devices carry it, or it is a manufacturer's placeholder. Give the device a UUID of its own (BIOS), then let it say hello again.
    .about = A mapping goes by UUID. A UUID that several boards carry would name the wrong machine.
problem-no-profile-to-map = no profile for { $uuid }: none was named and the policy has none
    .hint = Name one with --profile.
    .about = A mapping is a name and a profile.
problem-key-line = line { $line } is not a PID and a PPS: { $reason }
    .hint = Each line is PID and PPS, separated by a blank or a comma. Nothing was imported.
    .about = Secrets are never quoted in messages.
problem-malformed = not a hello: { $reason }
    .hint = A hello has at least 25 bytes, interface version 2 or 3, little-endian. Give raw bytes or hex digits.
    .about = The bytes do not follow the layout of an Intel AMT hello message.
problem-unknown-system = no hello from { $uuid } has arrived
    .hint = A system that is not pre-provisioned, or whose window has closed, sends none. `bailiwick hello list` shows who did.
    .about = Only systems that said hello are known.
problem-ambiguous = several devices say hello as { $uuid }: from { $addresses }
    .hint = Name the one that you mean with --address.
    .about = Devices that share a UUID are kept apart by address.
problem-no-trace = { $uuid } has not been resolved yet
    .hint = It is resolved as soon as the backend runs (`bailiwick serve`), unless its status says that it is blocked.
    .about = Replay and what-if need a stored trace.
problem-send-failed = the hello could not be sent to { $address }: { $reason }
    .hint = Is a listener there? `bailiwick serve` prints the address that it listens on.
    .about = The connection could not be made, or broke.
problem-import-header = the file has no column { $missing } for { $table }
    .hint = The first line of a CSV file names its columns, in any case and order.
    .about = Without these columns no row of the table can be read.
problem-file = { $path }: { $reason }
    .hint = Check the path and your rights on it.
    .about = A file could not be read or written.
problem-database-busy = the database is busy
    .hint = Another process is writing for longer than usual. Try again; `bailiwick doctor` says who runs the backend.
    .about = A write waited longer than the busy timeout.
problem-disk-full = the disk is full
    .hint = Make room, then repeat. What was acknowledged before is safe; nothing of this change was written.
    .about = The database could not grow.
problem-database-corrupt = the database is damaged: { $reason }
    .hint = Stop the program, keep the file, and restore the last backup. `sqlite3 FILE .recover` saves what can be read.
    .about = The file is not a database, or its pages do not add up.
problem-database-unavailable = the database cannot be reached: { $reason }
    .hint = Check that the server runs and the address in [database] is right.
    .about = The connection was refused, or the server does not know us.
problem-database-schema = the database does not fit this program: { $reason }
    .hint = It was written by a newer program, or its migrations were edited. Use the newer program.
    .about = Schema versions are checked when the database is opened.
problem-database-other = the database refused: { $reason }
    .hint = This should not happen. Please report it with the log file.
    .about = An unexpected database error.
problem-data-directory = the data directory { $path } cannot be used: { $reason }
    .hint = Choose another with --data DIR. It must belong to you and be closed to others (mode 0700).
    .about = The databases and the key file are readable by their owner only.
problem-secret = a secret cannot be sealed or opened: { $reason }
    .hint = The key file in the data directory must be the one with which the secrets were stored, readable by its owner only.
    .about = AMT secrets are encrypted with a key file beside the database.
problem-setting = { $place }: { $reason }
    .hint = `bailiwick generate config` prints every setting with its default.
    .about = A setting is unknown or has a wrong value.
problem-asset = { $place }: { $reason }
    .hint = `bailiwick generate keymap` prints the keymap; themes are described in the README.
    .about = A theme, keymap or locale file cannot be used.
problem-listen = cannot listen on { $address }: { $reason }
    .hint = Another program may hold the port. Choose one with --listen ADDR or hello.listen.
    .about = Without a listener no hello arrives; everything else works.
problem-backend-elsewhere = the backend already runs: { $role } on { $host }, process { $pid }
    .hint = Use that one. If it was killed, its lease ends within seconds.
    .about = One process at a time runs the backend on an estate, by a lease in the database.
problem-no-terminal = the console needs a terminal
    .hint = Run it in a terminal, or use the commands with --json; `bailiwick help` lists them.
    .about = Standard input or output is not a terminal.
problem-internal = something that should not happen: { $reason }
    .hint = Please report it with the log file.
    .about = A bug.

## Statuses of an AMT system: name, and what it means with what to do.

status-sync-disabled = policy box unchecked
    .short = box unchecked
    .about = The policy assigns a profile and its box is not checked, so provisioning waits. Check the box.
status-no-profile = no profile
    .about = The synchronization policy assigns no profile. Assign one.
status-stale-address = address belongs elsewhere
    .short = stale address
    .about = The inventory's record for this address belongs to another computer, and nothing else names this one.
status-unverified = unverified
    .about = A name was found by address and nothing confirms it. Mend DNS or the inventory, or override with a reason.
status-conflict = inventory conflict
    .short = conflict
    .about = The inventory's UUID tables name different computers. Mend the wrong row, or override with a reason.
status-duplicate-uuid = same UUID on several boards
    .short = duplicate UUID
    .about = Several devices carry this UUID. Give each a UUID of its own (BIOS); they are never merged.
status-invalid-uuid = UUID is a placeholder
    .short = placeholder
    .about = All zero, all F or a manufacturer's default is no identity. Give the board a UUID of its own (BIOS).
status-no-key = key unknown
    .about = The hello names a PID that is not in the key store. Import the key pair with `bailiwick amt key import`.
status-smb-unsupported = Small Business Mode
    .short = small business
    .about = Small Business Mode is not supported. Set the device to Enterprise mode.
status-unresolved = nothing names it
    .about = Neither inventory nor DNS gives a name for this device.
status-window-expired = stopped asking
    .short = window closed
    .about = The device's window has closed. Restart it from a local agent or on site.
status-device-unreachable = device unreachable
    .short = unreachable
    .about = The device did not answer when it was to be configured.
status-authentication-failed = device refused us
    .short = refused us
    .about = The device refused our credentials.
status-configuration-failed = configuration failed
    .short = config failed
    .about = A step of the configuration failed.
status-outcome-unknown = outcome unknown
    .about = The configuration was interrupted and its result is not known.
status-hello-received = hello received
    .about = Stored; the resolver takes it next.
status-waiting-for-profile = waiting for profile
    .short = needs profile
    .about = Being resolved.
status-waiting-for-fqdn = waiting for name
    .short = needs name
    .about = Being resolved.
status-queued = resolved, queued
    .short = resolved
    .about = Profile and name are mapped. It waits for the provisioner.
status-connecting = connecting
    .about = The provisioner connects to the device.
status-configuring = configuring
    .about = The provisioner configures the device.
status-provisioned = provisioned
    .about = A profile is assigned and the system is registered.

## Outcomes and scenarios

outcome-resolved = resolved
outcome-unresolved = unresolved
outcome-unverified = unverified
outcome-conflict = conflict
outcome-no-profile = no profile
outcome-sync-disabled = policy box unchecked
scenario-agent-based = agent based
scenario-no-agent = no agent

## Steps of the chain

step-policy = policy
step-cmdb-uuid = inventory by UUID
step-cmdb-ip = inventory by address
step-host = host
step-dns = DNS
result-hit = hit
result-miss = miss
result-skipped = skipped
result-error = error

## What a step found

note-policy-assigned = profile { $profile-id } { $profile }, box checked
note-policy-no-profile = the policy assigns no profile
note-policy-box-off = profile { $profile-id } { $profile }, but its box is not checked
note-not-reached = not reached
note-not-needed-uuid-matched = not needed: the UUID matched
note-not-needed-host-proved = not needed: the host proved its identity
note-uuid-hit = { $fqdn } in { $table }
note-uuid-miss = no row has this UUID (normal on first provisioning without an agent)
note-uuid-tables-empty = no row: neither agent (OOB discovery) nor Network Discovery has reported anything
note-uuid-without-name = { $table } has the UUID but no FQDN, which is of no use
note-uuid-conflict = { $first-table } says { $first }, { $second-table } says { $second }
note-address-hit = { $fqdn }, tentative
note-address-several = { $fqdn }, tentative: the newest of { $count } with this address
note-address-miss = no resource has this address
note-address-without-name = a resource has this address, but Inv_AeX_AC_Location has no FQDN for it
note-store-failed = the inventory could not be read: { $reason }
note-host-not-configured = not configured
note-host-crowded = not asked: too many other machines were being asked; the next hello tries again
note-host-proved = { $fqdn }, with the same UUID
note-host-other = { $fqdn } answered with another UUID, { $uuid } instead of { $hello }: the address belongs to another machine now
note-host-unproved = { $fqdn }, but its UUID could not be read
note-host-named = { $fqdn }, told by { $carrier ->
    [smb] { host-carrier-smb }
    [rpc] { host-carrier-rpc }
   *[other] { host-carrier-winrm }
} without proof
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
note-host-unreachable = unreachable: { $reason }
note-host-access-denied = access denied
note-host-timeout = no answer in time
note-dns-confirms = { $fqdn } is among its names: { $names }
note-dns-contradicts = the inventory says { $inventory }, DNS says { $names }: { $fqdn } is taken
note-dns-contradicts-host = the host says { $host }, DNS says { $names }: { $fqdn } is taken
note-dns-other-machine = DNS says { $names }, which is the machine that has the address now
note-dns-forward-elsewhere = { $fqdn } is listed, but that name now has another address
note-dns-name = { $fqdn }, of { $names }
note-dns-disagrees = DNS says { $names }; the UUID match stands
note-dns-nx-domain = no such name (NXDOMAIN)
note-dns-empty = the name exists but has no PTR record
note-dns-serv-fail = the server failed (SERVFAIL)
note-dns-refused = the server refused (REFUSED)
note-dns-timeout = no answer in time
note-dns-failed = could not ask: { $reason }
note-dns-not-configured = no DNS server is configured

## Asking a host

host-fault-unreachable-filtered = no connection: the machine is off, a firewall drops the question, or only its management engine is awake
    .hint = Switch the machine on, or allow the port in its firewall (group policy).
host-fault-unreachable-closed = the machine is there, but this service does not run on it
    .hint = Start the service, or leave it: another carrier may answer.
host-fault-no-answer = connected, and then nothing was said
    .hint = The service hangs, or another program listens there.
host-fault-reset = the machine cut the connection
    .hint = A firewall or a security program may have done it.
host-fault-wrong-service = something else listens there, or a version that is too old
    .hint = See what runs on this port.
host-fault-no-ntlm = the machine does not allow NTLM
    .hint = Allow incoming NTLM for this server, or rely on inventory and DNS.
host-fault-bad-credentials = the machine refused the user name or the password
    .hint = Correct the credential's file, then clear the breaker. HTTP 401 may also hide a locked or expired account.
host-fault-account-locked = the account is locked out
    .hint = Find out who locked it, have it unlocked, then clear the breaker.
host-fault-account-disabled = the account is disabled
    .hint = Have the account enabled, or name another one in the credential's file; then clear the breaker.
host-fault-account-expired = the account has expired
    .hint = Have the account's end date moved, then clear the breaker.
host-fault-password-expired = the account's password has expired, or must be changed first
    .hint = Change the password, also in the credential's file, then clear the breaker.
host-fault-account-state = the account is restricted: by hours, by machines, or by policy
    .hint = Have the restriction lifted for this use, then clear the breaker.
host-fault-access-denied = the account is good, but may not ask there
    .hint = Let it log on over the network; make it a member of Remote Management Users, with Remote Enable on root\\cimv2.
host-fault-no-domain-controller = the machine reaches no domain controller, so nobody could check the account
    .hint = Bring the machine into the domain's network; the next hello tries again.
host-fault-needs-encryption = the machine and we could not agree on encryption, so nothing was asked
    .hint = Nothing is ever sent in plain text. Check the machine's security policy.
host-fault-malformed = the answer breaks its protocol
    .hint = It may not be Windows, or something between changes the answer.
host-fault-wmi-error = the management service on the machine failed
    .hint = Look into the machine's event log for WMI; a restart of the service may help.
host-fault-not-domain-joined = the machine is in no domain, so it has no full name
    .hint = Join it to the domain, or give it a name by hand.
host-fault-invalid-name = what it told is not a name that a machine can have
    .hint = Do not trust this machine before somebody has looked at it.
host-fault-uuid-mismatch = answered with another UUID: the address belongs to another machine now
    .hint = Wait for the device's next hello from its new address.
host-fault-uuid-unusable = the machine's UUID identifies nothing, so its answer proves nothing
    .hint = Have the manufacturer's tool write a UUID into the firmware.
host-fault-breaker-open = not asked: the credential was refused before, and nobody has cleared it since
    .hint = Correct the credential's file, then: bailiwick host breaker clear ACCOUNT --reason TEXT.
host-fault-not-allowed = not asked: the credential may not be used for this machine
    .hint = Its address must be in host.networks, and the account's domain must be the machine's.
host-fault-no-credential = not asked: the credential cannot be used
    .hint = Put user, domain and password into a file that only its owner may read (mode 0600).
host-fault-deadline = it took too long, so it was given up
    .hint = The network or the machine is slow; the next hello tries again.
host-attempt-verified = the same UUID as the hello's: proved
host-attempt-told = told without proof
host-carrier-smb = SMB
host-carrier-rpc = RPC
host-carrier-winrm = WinRM
host-carrier-wmi = WMI, sealed
host-carrier-wmi-tls = WMI in TLS
host-stage-connect = connection
host-stage-challenge = challenge
host-stage-auth = logon
host-stage-query = question
host-stage-decode = answer
host-stage-verify = proof

## Warnings

warning-stale-address = the inventory's record { $record } (collected { $collected }) is not this device
warning-address-taken = another machine, { $fqdn } with UUID { $uuid }, has this address now; the hello's UUID is { $hello }
warning-host-contradicted = the host calls itself { $told }, DNS says { $dns }
warning-host-suffixes = the host's names have two suffixes: { $chosen } was taken, not { $other }
warning-old-inventory = the address record of { $record } is old or of unknown age (collected { $collected })
warning-dns-disagrees = DNS names { $names } instead of { $fqdn }
warning-dns-silent = DNS could not confirm { $fqdn }
warning-no-forward-record = { $fqdn } has a PTR record but no address record
warning-forward-elsewhere = { $fqdn } resolves to { $addresses }, not to this address
warning-several-names = DNS gives { $names } and nothing singles one out; { $chosen } was taken
warning-shared-address = several resources have this address: { $names }
warning-several-resources = several resources carry this UUID and agree on { $fqdn }
warning-byte-order = the inventory has this UUID in the other byte order, for { $fqdn }; it was not used
warning-trailing-bytes = { $count } bytes behind the hello
warning-no-certificate-hashes = the device trusts no root certificate, so it cannot be provisioned
warning-retry-out-of-range = retry number { $retry } is above 14

## What a change would do

effect-nothing = nothing changes
effect-creates = creates the { word-object } { $name }
effect-changes = { word-field }: { $before } → { $after }
effect-deletes = deletes the { word-object } { $name }
effect-grants = { $nss } gets { $verbs }
effect-revokes = { $nss } loses { $verbs } (administrators hit: { $administrators })
effect-administrator-added = { $principal } becomes an administrator of { $nss }
effect-administrator-removed = { $principal } is no longer an administrator of { $nss }
effect-group-created = creates the group { $group } ({ $dn })
effect-group-deleted = deletes the group { $group } with its { $members } members
effect-registers = { $count ->
    [one] makes a { $members } account that the embedded directory does not know: { $first }
   *[other] makes { $count } { $members } accounts that the embedded directory does not know: { $first }
}
effect-members-added = { $count ->
    [one] one { $members } comes into { $nsc }: { $first }
   *[other] { $count } { $members }s come into { $nsc }: { $first }
}
effect-members-removed = { $count ->
    [one] one { $members } leaves { $nsc }: { $first }
   *[other] { $count } { $members }s leave { $nsc }: { $first }
}
effect-members-unknown = { $count ->
    [one] the directory has no such { $members }, so it is left out of { $nsc }: { $first }
   *[other] the directory has no such { $members }s, so these { $count } are left out of { $nsc }: { $first }
}
effect-members-already = { $count ->
    [one] nothing changes for one of them: { $first }
   *[other] nothing changes for { $count } of them: { $first }
}
effect-machines = { $count ->
    [0] nothing changes on any machine
    [one] one machine changes: { $first }
   *[other] { $count } machines change: { $first }
}
effect-users = { $count ->
    [one] one user gets something else wherever they log on: { $first }
   *[other] { $count } users get something else wherever they log on: { $first }
}
effect-dormant = { $pkg } is { $state }: this has no effect until it is published
effect-in-use = { $pkg } is in use: { $count ->
    [one] one machine takes
   *[other] { $count } machines take
} the new content over
effect-installs = { $pkg } comes to { $count ->
    [one] one machine
   *[other] { $count } machines
}: { $first }
effect-removes = { $pkg } is removed from { $count ->
    [one] one machine
   *[other] { $count } machines
}: { $first }
effect-reboots = { $count ->
    [one] one of them needs a reboot
   *[other] { $count } of them need a reboot
}
effect-overruled = nothing changes for { $pkg } on { $count ->
    [one] one machine
   *[other] { $count } machines
}, where { $rule } goes before it: { $first }
effect-blocked = { $pkg } waits on { $count ->
    [one] one machine
   *[other] { $count } machines
} until the manager of { $nsc } releases it
effect-licences = { $pkg } has { $licences } licences, and { $wanted } machines would have it
effect-notifies = tells { $count } administrators: { $first }
effect-until = taken back by itself at { $at }
effect-needs-second-person = nothing happens until a second person agrees
effect-undoes = takes back operation { $operation } of { $by }: { $command }
effect-systems-resolved-again = { $count ->
    [0] no waiting system is concerned
    [one] one waiting system is resolved again
   *[other] { $count } waiting systems are resolved again
}
effect-new-systems-will-wait = new systems will stop at the first step until the box is checked
effect-new-systems-get = new systems get profile { $profile }
effect-device-gets = { $uuid } gets the name { $fqdn } and profile { $profile }
effect-replaces-mapping = replaces the mapping to { $fqdn } ({ $origin })
effect-runs-job = { $job } runs now on { $host }
effect-runs-job-later = { $job } runs as soon as a backend runs; none does now
effect-run-asked-already = { $by } has asked for this run already
effect-name-used-elsewhere = { $uuid } has the name { $fqdn } too
effect-credential-tried-again = { $account } is tried again on the next host; if its password is still wrong, the account may be locked
effect-comes = { $pkg } is installed and kept
effect-comes-along = { $pkg } is installed too, because { $needed-by } needs it
effect-comes-later = { $pkg } is installed when its time comes: { $opens }
effect-turns = { $after ->
    [removed_once] { $pkg } is removed once; afterwards it is left alone
    [denied] { $pkg } must not be here any more: it is removed
    [unmanaged] { $pkg } is not looked after any more; what is here stays
    [published] { $pkg } is offered again, and stays until somebody removes it
    [allowed] { $pkg } may stay, and is not looked after any more
    [blocked_by_local_manager] { $pkg } waits until the local manager releases it
   *[other] { $pkg }: { $before } → { $after }
}
effect-restart = { $policy ->
    [force] { $pkg } needs a restart: after a warning, the machine restarts
    [defer] { $pkg } needs a restart: it is complete when you restart next
   *[ask] { $pkg } needs a restart: you are asked before
}
effect-next-check = when: at the next check of { $machine }
effect-next-check-everywhere = when: wherever you log on, at the next check of the machine
effect-keys = { $added } keys are added, { $replaced } replaced

## Malformed messages

malformed-empty = no bytes were sent
malformed-short = { $got } bytes, at least { $need } needed
malformed-admin-flag = credentials flag { $value } is neither 0 nor 1
malformed-version = unsupported interface version { $version }
malformed-pid-character = the PID has a character outside A-Z and 0-9
malformed-pid-checksum = the PID's checksum is { $got }, expected { $want }
malformed-hash-algorithm = hash { $index } has unknown algorithm { $algorithm }
malformed-hash-length = hash { $index } has { $got } bytes, its algorithm has { $want }
malformed-truncated = ends after { $got } bytes, { $need } needed
malformed-too-long = more than { $limit } bytes
malformed-deadline = only { $got } bytes when the deadline passed

## Bad lines of an import

row-syntax = { $reason }
row-missing = column { $column } is missing or empty
row-invalid = column { $column } cannot be "{ $value }"{ $expected ->
    [guid] : it takes a GUID
    [uuid] : it takes a UUID
    [name] : it takes a name such as pc1.example.org
    [address] : it takes an IP address
    [source] : it takes agent, network_discovery or oob_discovery
    [time] : it takes a time such as 2026-01-31T08:00:00Z
   *[other] {""}
}
row-too-long = longer than { $limit } bytes

## Rights, desired states and the inbox

missing-grant = { $verb } for { $nss-name }{ $reach }
missing-administrator = { $principal } as an administrator of { $nss-name }{ $reach }
link-administrator = { $trustee } administers { $nss-name }{ $reach }
link-grant = { $nss-name } holds { $verb }{ $reach } (grant { $grant }, by { $granted-by })
what-if-gains = { $who } may { $verb } at { $place }
what-if-has-already = { $who } may { $verb } at { $place } by one more way; they may already
what-if-loses = { $who } may no longer { $verb } at { $place }
what-if-keeps = { $who } loses a way to { $verb } at { $place }; they still may by another
what-if-master = { $who } may everything, everywhere: an administrator of the master set
what-if-no-master = { $who } is no longer an administrator of the master set
what-if-nobody = nobody gains or loses anything
reach-nss = { "" }
reach-nsc = { " " }at NSC { $id }
reach-pkg = { " " }at package { $id }
ground-master = an administrator of the master set may do everything
ground-granted = granted
ground-everyone = every authenticated user may
ground-service = a server job does its own work
ground-no-grant = no grant gives it
ground-master-only = only administrators of the master set may, and it cannot be granted
ground-read-only-session = the session is read-only
desired-applied = applied
desired-allowed = allowed
desired-published = published
desired-denied = denied
desired-removed-once = removed once
desired-blocked-by-local-manager = blocked by local manager
desired-waiting-for-window = waiting for its window
desired-unmanaged = not managed
rule-assignment = { $action } from NSC { $nsc } { $nsc-name } by { $member ->
    [user] user
   *[computer] computer
}{ $through ->
    [one] {" "}(NSC { $through } is nested in it)
    [other] {" "}(NSC { $through } is nested in it)
   *[none] {""}
}, since { $since } by { $by }
rule-choice = { $chosen ->
    [true] chosen by { $user }, { $at }
   *[other] no longer chosen by { $user }, { $at }
}
rule-dependency = { $of-name } needs it
rule-dependency-denied = it needs { $on-name }, which cannot be there
rule-superseded = { $by-name } replaces it
rule-conflict = it cannot stand beside { $with-name }
rule-local-manager = the manager of NSC { $nsc } { $nsc-name } has not released it (responsible: { $responsible })
rule-schedule = its time comes { $opens }
rule-not-in-use = the package is { $state }, so no assignment of it counts
rule-other-system = the package is for other operating systems than this one ({ $os })
rule-unassigned = it is assigned to no NSC that the machine or the user is in
because-weaker-action = a stronger rule goes before it
because-same-action = the same is assigned nearer or earlier
because-draft = the package is a draft
because-retired = the package is retired
because-os-filter = the package is not for this operating system
because-held-up = held up
because-chosen = the user's choice goes before it
request-pending = waits
request-approved = approved
request-refused = refused
request-withdrawn = withdrawn
inbox-request-to-decide = { $asked-by } asks for { $count ->
    [one] a new member
   *[other] { $count } new members
} of { $nsc-name } (request { $request })
inbox-request-decided = { $by } { $approved ->
    [true] approved
   *[other] refused
} your request for { $nsc-name }: { $reason }
inbox-package-created = { $by } made the package { $name } { $version } in { $nss-name }
inbox-emergency-to-agree = { $asked-by } asks to unblock { $name } for { $nsc-name } and needs a second person

## Verbs: what can be granted (CMF-09), and what each means

verb-nss-create = make an NSS
    .about = Makes a set below another one. Only administrators of the master set may; it cannot be granted.
verb-nss-delete = delete an NSS
    .about = Deletes a set that owns nothing any more; its grants and its administrators' entries go with it. Only administrators of the master set may; it cannot be granted.
verb-nss-grant = grant verbs to an NSS, or move it
    .about = Hands a verb to a set, for everything it owns, one NSC or one package. Also hangs a set below another. Only administrators of the master set may; it cannot be granted.
verb-nss-revoke = revoke verbs from an NSS
    .about = Takes a verb from a set and from every set below it. Only administrators of the master set may; it cannot be granted.
verb-nss-view = see sets, grants and administrators
    .about = Shows the tree, what each set holds and who administers it. Everyone may.
verb-nss-edit = edit an NSS and its administrators
    .about = Changes name, description and link person of a set, and says who administers it.
verb-nsc-create = make an NSC
    .about = Makes a set of computers with its two groups in the directory.
verb-nsc-edit = edit an NSC
    .about = Changes name, description, nesting, responsible person and operating system of a set of computers.
verb-nsc-delete = delete an NSC
    .about = Deletes a set of computers with its two groups.
verb-nsc-member-computer-add = add computers to an NSC
    .about = Adds computers to a set's group.
verb-nsc-member-computer-remove = remove computers from an NSC
    .about = Removes computers from a set's group.
verb-nsc-member-user-add = add users to an NSC
    .about = Adds users to a set's user group.
verb-nsc-member-user-remove = remove users from an NSC
    .about = Removes users from a set's user group.
verb-nsc-member-request = ask for membership in an NSC
    .about = Asks the owners of a set to add computers or users. Everyone may, unless the settings restrict it.
verb-nsc-member-approve = decide requests for membership
    .about = Approves or refuses what others ask for, with a reason.
verb-nsc-local-set = make an NSC locally managed
    .about = Says that packages of other sets wait for the responsible person, or no longer.
verb-nsc-local-release = release a package for a locally managed NSC
    .about = Lets a package of another set go ahead there.
verb-nsc-local-unblock = unblock a package in an emergency
    .about = Lets a blocked package go ahead for some hours; it takes two people.
verb-pkg-create = make a package
    .about = Makes a package as a draft.
verb-pkg-edit = edit a package
    .about = Changes what a package is, installs, needs and replaces.
verb-pkg-delete = delete a package
    .about = Deletes a package that nothing refers to.
verb-pkg-publish = publish or retire a package
    .about = Takes a package from draft to published, and from published to retired.
verb-pkg-assign-apply = apply a package to an NSC
    .about = Has a package installed on every machine of a set, or ends that.
verb-pkg-assign-allow = allow a package in an NSC
    .about = Lets a package be there, or ends that.
verb-pkg-assign-deny = deny a package in an NSC
    .about = Keeps a package off every machine of a set, or ends that.
verb-pkg-assign-publish = offer a package to the users of an NSC
    .about = Lets users choose a package, or ends that.
verb-pkg-choose = choose a published package
    .about = Has a package that is published to oneself installed and kept, or ends that. Everyone may.
verb-pkg-gpo = link group policies
    .about = Ties a package to a group policy of the directory.
verb-schedule-set = set times of an assignment
    .about = Sets from when, until when and in which hours of the week packages are installed.
verb-report-view-own = see reports of one's own machines
    .about = Shows what one's own machines reported. Everyone may.
verb-report-view-nsc = see reports of an NSC
    .about = Shows what the machines of a set reported. Everyone may.
verb-report-view-all = see all reports
    .about = Shows what every machine reported. Everyone may.
verb-dp-edit = add and remove distribution points
    .about = Says from which file servers clients read, and which keys sign what lies there.
verb-job-run = run server jobs
    .about = Has a server job run now instead of at its time.
verb-session-unlock = unlock writing in the console
    .about = Makes a console session that can write; each change needs its own right all the same. Everyone may.
verb-log-view = read the action log
    .about = Shows who changed what, when and why. Everyone may, unless the settings restrict it.
verb-metering-view = see metering
    .about = Shows how often software is used.
verb-metering-config = configure metering
    .about = Says what is metered and how long it is kept.
verb-cmdb-import = import the inventory
    .about = Loads tables from which AMT devices are named.
verb-amt-hello-view = see AMT devices
    .about = Shows what devices said when they asked to be set up, and how each was resolved. Everyone may.
verb-amt-profile-edit = edit AMT profiles
    .about = Makes profiles with which devices are configured.
verb-amt-policy-edit = edit the synchronization policy
    .about = Says which profile new devices get, and whether they get it.
verb-amt-key-manage = manage AMT keys
    .about = Imports pre-shared keys; secrets are never shown.
verb-amt-mapping-override = override a device's name
    .about = Gives a device a name and a profile by hand, with a reason.
verb-amt-provision = provision AMT devices
    .about = Has devices configured.
verb-amt-power = switch machines on and off
    .about = Sends power commands through AMT.
verb-amt-unprovision = unprovision AMT devices
    .about = Takes a device's configuration away.

## Publishing and jobs.

publishing-never = nothing was ever published
publishing-generation = { $number }, up to change { $operation }, made { $at }, { $files ->
    [one] 1 file
   *[other] { $files } files
}
publishing-nothing-waits = every change is on every distribution point
publishing-backlog = { $count ->
    [one] 1 change waits
   *[other] { $count } changes wait
} to be acknowledged; the oldest is { $oldest } of { $at }, { $age } old
publishing-late = late
publishing-no-point = there is no distribution point: nothing can be published or acknowledged
publishing-no-runner = no backend runs
publishing-clients = { $current } of { $known } clients have generation { $generation }

pipeline-no-file = no file changes for it
pipeline-done = nine clients in ten have it
wait-directory = waits for the directory's part of the change
wait-runner = waits for a backend: none runs
wait-publisher = waits for the publisher
wait-no-point = waits for a distribution point: there is none
wait-point = waits for { $point }
wait-point-fails = { $point } takes no files: { $reason }
wait-package-file = { $point } lacks { $reason }
wait-points = { $count ->
    [one] waits for one distribution point
   *[other] waits for { $count } distribution points
}
wait-no-client = waits for a client: none has ever told anything
wait-clients = { $have } of { $of } clients have it

job-state-not-built = not part of this version
job-state-stopped = stopped: no backend runs
job-state-asked = asked to run
job-state-failing = failing
job-state-ready = ready
job-next-never = –
job-next-at-start = when a backend runs
job-next-on-change = at once on a change
job-next-steadily = as reports come

## Lists
machines-found = { $found } of { $all } machines

## What became of an operation
fate-undoes = undoes { $id }
fate-undone-by = undone by { $id }
fate-begun = begun
fate-imported = { $accepted } stored{ $rejected ->
    [0] {""}
   *[other] , { $rejected } kept aside
}
fate-directory-pending = waits for the directory
fate-directory-refused = { $count ->
    [one] one member refused
   *[other] { $count } members refused
}
