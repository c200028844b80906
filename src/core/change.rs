//! A write, from intention to log record: planned (checked and shown), then committed (applied and logged at once).

mod directory;

pub use directory::catch_up;

use crate::core::{Core, OpContext, Problem, Result, job};
use crate::model::configuration::Configuration;
use crate::model::directory::MemberKind;
use crate::model::id::OperationId;
use crate::model::job::Job;
use crate::model::object::{ChangeSet, Edit, ObjectKind};
use crate::model::operation::{Change, Created, DirectoryState, Entry, ObjectRef};
use crate::model::permission::Target;
use crate::rules::plan;
use crate::sanitise::excerpt;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// A change that was checked and not yet made. Planning changes no byte.
#[derive(Debug, Clone, PartialEq)]
pub struct Plan {
    /// What will be written.
    pub change: Write,
    /// What a person sees before agreeing.
    pub preview: Preview,
}

/// What a plan writes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Write {
    /// Sets, packages and rights, and the directory with them.
    Configure(Box<ChangeSet>),
    /// What the AMT service and the inventory rest on.
    Apply(Change),
    /// The same, as it was before an operation.
    SetBack(Change, OperationId),
    /// Nothing but the record, and the wish that a job runs.
    Run(Box<ChangeSet>, Job),
}

impl From<Change> for Write {
    fn from(change: Change) -> Self {
        Self::Apply(change)
    }
}

impl Plan {
    /// Returns the plan of a change set, previewed as its own before and after.
    pub fn configure(set: ChangeSet, effects: Vec<Effect>, command: String) -> Self {
        let preview = Preview {
            object: set.object.clone(),
            before: set.before.clone(),
            after: set.after.clone(),
            effects,
            reversible: true,
            typed: None,
            command,
        };
        Self { change: Write::Configure(Box::new(set)), preview }
    }

    /// Has a person type this word before the change is made, because it is large or cannot be undone.
    #[must_use]
    pub fn typed(mut self, word: impl Into<String>) -> Self {
        self.preview.typed = Some(word.into());
        self
    }
}

/// A change that was checked against a configuration, before anybody asked who may make it and what it does to machines.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Draft {
    /// What would be written.
    pub(crate) change: ChangeSet,
    /// What follows from it by itself.
    pub(crate) effects: Vec<Effect>,
    /// The equivalent command line.
    pub(crate) command: String,
}

impl From<Draft> for Plan {
    fn from(draft: Draft) -> Self {
        Self::configure(draft.change, draft.effects, draft.command)
    }
}

/// Who and what a change touches.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Preview {
    /// What it is about.
    pub object: ObjectRef,
    /// The object before, or null.
    pub before: Option<Value>,
    /// The object after, or null.
    pub after: Option<Value>,
    /// What follows from it, as facts; the sentences are `effect-<kind>` in the locale files.
    pub effects: Vec<Effect>,
    /// Whether the program can undo it.
    pub reversible: bool,
    /// What a person has to type at the console before it is made; none for a small change that can be undone.
    pub typed: Option<String>,
    /// The equivalent command line.
    pub command: String,
}

impl Preview {
    /// Whether no object changes, so that there is nothing that could be taken back.
    pub fn is_deed(&self) -> bool {
        !self.reversible && self.before.is_none() && self.after.is_none()
    }
}

/// A consequence of a change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
#[expect(missing_docs, reason = "the fields are named by what they hold; the sentences are in the locale files")]
pub enum Effect {
    /// Nothing would change.
    Nothing {},
    /// A row is added.
    Creates { object: String, name: String },
    /// Systems that waited for the policy are resolved again.
    SystemsResolvedAgain { count: u64 },
    /// New systems will stop at the first step until somebody checks the box.
    NewSystemsWillWait {},
    /// New systems get this profile.
    NewSystemsGet { profile: String },
    /// A device gets this name and profile.
    DeviceGets { uuid: String, fqdn: String, profile: String },
    /// A mapping is replaced.
    ReplacesMapping { fqdn: String, origin: String },
    /// A value of the object changes.
    Changes { field: String, before: String, after: String },
    /// A row is deleted.
    Deletes { object: String, name: String },
    /// An NSS gets verbs.
    Grants { nss: String, verbs: Vec<String> },
    /// An NSS loses verbs, and these administrators with it.
    Revokes { nss: String, verbs: Vec<String>, administrators: Vec<String> },
    /// Somebody becomes, or is no longer, an administrator of an NSS.
    AdministratorAdded { nss: String, principal: String },
    /// Somebody is no longer an administrator of an NSS.
    AdministratorRemoved { nss: String, principal: String },
    /// A group is made in the directory, or deleted with its members.
    GroupCreated { group: String, dn: String },
    /// A group is deleted with its members.
    GroupDeleted { group: String, members: u64 },
    /// Accounts that the embedded directory does not know are made.
    Registers { members: MemberKind, count: u64, first: Vec<String> },
    /// Members come into an NSC.
    MembersAdded { nsc: String, members: MemberKind, count: u64, first: Vec<String> },
    /// Members leave an NSC.
    MembersRemoved { nsc: String, members: MemberKind, count: u64, first: Vec<String> },
    /// These are members, or no members, already.
    MembersAlready { nsc: String, count: u64, first: Vec<String> },
    /// These have no account and are left out.
    MembersUnknown { nsc: String, members: MemberKind, count: u64, first: Vec<String> },
    /// Machines whose desired state changes.
    Machines { count: u64, first: Vec<String> },
    /// Users whose desired state changes, wherever they log on.
    Users { count: u64, first: Vec<String> },
    /// A package that is not in use: assignments of it have no effect.
    Dormant { pkg: String, state: String },
    /// A package that is in use on machines, which take its new content over.
    InUse { pkg: String, count: u64 },
    /// A package will be installed.
    Installs { pkg: String, count: u64, first: Vec<String> },
    /// A package will be removed.
    Removes { pkg: String, count: u64, first: Vec<String> },
    /// Machines that need a reboot for it.
    Reboots { count: u64 },
    /// Machines where another rule goes before the change.
    Overruled { pkg: String, count: u64, rule: String, first: Vec<String> },
    /// Machines that wait for a local manager's release.
    Blocked { pkg: String, nsc: String, count: u64 },
    /// More machines than there are licences.
    Licences { pkg: String, licences: u32, wanted: u64 },
    /// Administrators who find something new in their inbox.
    Notifies { count: u64, first: Vec<String> },
    /// The change is taken back by itself at this time.
    Until { at: DateTime<Utc> },
    /// A second person has to agree before anything happens.
    NeedsSecondPerson {},
    /// An operation is taken back.
    Undoes { operation: i64, by: String, command: String },
    /// A job runs on this host.
    RunsJob { job: String, host: String },
    /// A job runs as soon as some process runs the jobs.
    RunsJobLater { job: String },
    /// The same run was asked for already.
    RunAskedAlready { job: String, by: String },
    /// Another device has this name already.
    NameUsedElsewhere { fqdn: String, uuid: String },
    /// A refused credential for hosts is tried again.
    CredentialTriedAgain { account: String, code: String },
    /// A package comes for the one who chooses.
    Comes { pkg: String },
    /// A package comes for the one who chooses, because another one needs it.
    ComesAlong { pkg: String, needed_by: String },
    /// A package comes for the one who chooses, when its time has come.
    ComesLater { pkg: String, opens: DateTime<Utc> },
    /// What shall be with a package turns for the one who chooses.
    Turns { pkg: String, before: String, after: String },
    /// A package that comes needs a restart, and how that is treated.
    Restart { pkg: String, policy: String },
    /// It happens at the next check of this machine.
    NextCheck { machine: String },
    /// It happens on every machine of the one who chooses, at its next check.
    NextCheckEverywhere {},
    /// Keys are added, or replace the ones with the same PID.
    Keys { added: u64, replaced: u64 },
}

/// What committing a plan did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Committed {
    /// The action log's record.
    pub operation: OperationId,
    /// The number of what was created.
    pub created: Created,
    /// How far the directory is; none when it was not concerned.
    pub directory: Option<DirectoryState>,
}

/// How often a change is planned again because others wrote to the log in the same moment.
const TRIES: u32 = 64;

/// Applies a plan and logs it, in one transaction. The right is checked again: it may be gone since planning.
pub async fn commit(ctx: &OpContext, core: &Core, plan: &Plan) -> Result<Committed> {
    if ctx.as_of.is_some() {
        let verb = match &plan.change {
            Write::Configure(set) | Write::Run(set, _) => set.verb,
            Write::Apply(change) | Write::SetBack(change, _) => change.verb(),
        };
        return Err(Problem::Past { verb: verb.name().into() }.into());
    }
    check_text("reason", ctx.reason.as_deref().unwrap_or_default())?;
    let entry = Entry {
        actor: ctx.principal.name.clone(),
        reason: ctx.reason.clone(),
        command: plan.preview.command.clone(),
        trace_id: ctx.trace_id,
        at: core.ports.clock.now(),
        undoes: match &plan.change {
            Write::Configure(set) => set.undoes,
            Write::SetBack(_, operation) => Some(*operation),
            Write::Apply(_) | Write::Run(..) => None,
        },
    };
    let committed = match &plan.change {
        Write::Apply(change) | Write::SetBack(change, _) => {
            core.authorise(ctx, change.verb(), Target::ESTATE).await?;
            let (operation, created) = core.ports.admin.apply(change, &entry).await?;
            Committed { operation, created, directory: None }
        }
        Write::Configure(set) => configure(ctx, core, ChangeSet::clone(set), &entry).await?,
        Write::Run(set, job) => {
            let done = configure(ctx, core, ChangeSet::clone(set), &entry).await?;
            job::wish(core, *job, &entry).await?;
            done
        }
    };
    core.changed.notify_one();
    Ok(committed)
}

/// Applies a change set to the configuration as it is now, then to the directory. What others changed since planning is
/// looked at again: rights, the objects themselves, and what must hold between objects.
async fn configure(ctx: &OpContext, core: &Core, mut set: ChangeSet, entry: &Entry) -> Result<Committed> {
    for _ in 0..TRIES {
        let snapshot = core.snapshot().await?;
        core.authorise(ctx, set.verb, set.target).await?;
        let now = &snapshot.configuration;
        if set.undoes.is_none() {
            number_again(&mut set, now);
        }
        if let Some(edit) = now.misfit(&set.edits) {
            let kind = edit.object().map_or("", |object| object.kind().name());
            return Err(Problem::Changed { object: kind.into(), name: set.object.name.clone() }.into());
        }
        let mut after = Configuration::clone(now);
        after.apply_all(&set.edits);
        plan::check(now, &after, &set.edits)?;
        if let Some(operation) = core.ports.admin.configure(&set, entry, snapshot.operation).await? {
            let created = set.edits.iter().find(|edit| edit.before.is_none()).and_then(Edit::object);
            let created = created.map_or(Created::Nothing, |object| Created::Object(object.kind(), object.id()));
            let directory = match set.directory.is_empty() {
                true => None,
                false => Some(core.finish_directory(operation).await),
            };
            return Ok(Committed { operation, created, directory });
        }
    }
    Err(Problem::DatabaseBusy {}.into())
}

/// Gives new objects other numbers where somebody took the planned ones. Their order stays.
fn number_again(set: &mut ChangeSet, now: &Configuration) {
    let mut new: BTreeMap<ObjectKind, BTreeSet<i64>> = BTreeMap::new();
    for edit in set.edits.iter().filter(|edit| edit.before.is_none()) {
        if let Some(object) = &edit.after {
            new.entry(object.kind()).or_default().insert(object.id());
        }
    }
    for (kind, planned) in new {
        let mut next = now.next(kind);
        let given: Vec<(i64, i64)> = planned
            .into_iter()
            .map(|from| {
                let to = from.max(next);
                next = to.saturating_add(1);
                (from, to)
            })
            .collect();
        // The highest first: no number is given while another object of the change still has it.
        for (from, to) in given.into_iter().rev().filter(|(from, to)| from != to) {
            set.renumber(kind, from, to);
        }
    }
}

/// Quotes a word for the equivalent command line where a shell would split or change it.
pub fn quoted(word: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || "-_./:@=,+%".contains(c);
    if !word.is_empty() && word.chars().all(plain) { word.into() } else { format!("'{}'", word.replace('\'', "'\\''")) }
}

/// Checks a name that people will see and type: 1 to 64 characters, none of them a control character, no blank at
/// either end.
pub(crate) fn check_name(field: &str, name: &str) -> Result<()> {
    let fits = (1..=64).contains(&name.chars().count()) && !name.chars().any(char::is_control) && name.trim() == name;
    if fits {
        return Ok(());
    }
    let shown: String = excerpt(name, 64);
    Err(Problem::Invalid { field: field.into(), value: shown, expected: "name".into() }.into())
}

/// Checks a free text: at most 500 characters, none of them a control character.
pub(crate) fn check_text(field: &str, text: &str) -> Result<()> {
    if text.chars().count() <= 500 && !text.chars().any(char::is_control) {
        return Ok(());
    }
    let shown: String = excerpt(text, 40);
    Err(Problem::Invalid { field: field.into(), value: shown, expected: "text".into() }.into())
}

#[cfg(test)]
mod tests;
