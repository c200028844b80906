//! Members of an NSC: read, added and removed, in the directory only (CMF-35, CMF-80).

use crate::core::change::{Effect, Plan, quoted};
use crate::core::computer_set::{names, touching};
use crate::core::{Core, OpContext, Problem, Result, configuration, membership, named};
use crate::model::computer_set::ComputerSet;
use crate::model::directory::{DirectoryEdit, MemberKind};
use crate::model::object::ChangeSet;
use crate::model::operation::ObjectRef;
use crate::model::permission::{Target, Verb};
use chrono::{DateTime, Utc};
use serde::Serialize;
use serde_json::json;

/// Most names that stand in a command line; more of them come from a file.
const SPELLED: usize = 20;

/// Members to add or to remove.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MembersWish {
    /// Number or name of the NSC.
    pub nsc: String,
    /// Computers or users.
    pub kind: MemberKind,
    /// Their names, as typed or pasted: blanks and empty lines are passed over, doubles taken once.
    pub names: Vec<String>,
}

/// The members of one of an NSC's groups.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Members {
    /// The group.
    pub group: String,
    /// Names by name.
    pub names: Vec<String>,
    /// When the directory was asked.
    pub read_at: DateTime<Utc>,
    /// Why it could not be asked now, when this is an older copy.
    pub stale: Option<String>,
}

/// Returns the members.
pub async fn members(ctx: &OpContext, core: &Core, nsc: &str, kind: MemberKind) -> Result<Members> {
    core.authorise(ctx, Verb::NssView, Target::ESTATE).await?;
    let now = configuration::read(ctx, core).await?;
    let set = named::computer_set(&now, nsc)?;
    let view = membership::read(ctx, core).await?;
    Ok(Members {
        group: group(set, kind),
        names: view.memberships.members(set.id, kind).map(str::to_owned).collect(),
        read_at: view.read_at,
        stale: view.stale,
    })
}

/// Checks a wish to add members and says what it would do, machine by machine.
pub async fn plan_add(ctx: &OpContext, core: &Core, wish: MembersWish) -> Result<Plan> {
    let now = configuration::read(ctx, core).await?;
    let set = named::computer_set(&now, &wish.nsc)?;
    let verb = match wish.kind {
        MemberKind::Computer => Verb::NscMemberComputerAdd,
        MemberKind::User => Verb::NscMemberUserAdd,
    };
    core.authorise(ctx, verb, Target::Nsc { id: set.id }).await?;
    let names = names::checked(wish.kind, &wish.names)?;
    let command = command("member add", set, wish.kind, &names);
    let addition = addition(ctx, core, set, wish.kind, names).await?;
    let change = ChangeSet {
        verb,
        target: Target::Nsc { id: set.id },
        object: ObjectRef { kind: "nsc".into(), name: set.name.clone() },
        before: None,
        after: Some(json!({ "group": group(set, wish.kind), "added": addition.new })),
        edits: Vec::new(),
        directory: addition.directory,
        undoes: None,
    };
    touching::plan(ctx, core, change, addition.effects, command).await
}

/// Checks a wish to remove members and says what it would do.
pub async fn plan_remove(ctx: &OpContext, core: &Core, wish: MembersWish) -> Result<Plan> {
    let now = configuration::read(ctx, core).await?;
    let set = named::computer_set(&now, &wish.nsc)?;
    let verb = match wish.kind {
        MemberKind::Computer => Verb::NscMemberComputerRemove,
        MemberKind::User => Verb::NscMemberUserRemove,
    };
    core.authorise(ctx, verb, Target::Nsc { id: set.id }).await?;
    let names = names::checked(wish.kind, &wish.names)?;
    let command = command("member remove", set, wish.kind, &names);
    let members = membership::read(ctx, core).await?.memberships;
    let (leaving, absent): (Vec<_>, Vec<_>) =
        names.into_iter().partition(|name| members.contains(set.id, wish.kind, name));
    let mut effects = Vec::new();
    let mut directory = Vec::new();
    if !leaving.is_empty() {
        effects.push(Effect::MembersRemoved {
            nsc: set.name.clone(),
            members: wish.kind,
            count: leaving.len() as u64,
            first: names::first(&leaving),
        });
        let (group, names) = (group(set, wish.kind), leaving.clone());
        directory.push(DirectoryEdit::Remove { group, members: wish.kind, names });
    }
    effects.extend(already(set, &absent));
    let change = ChangeSet {
        verb,
        target: Target::Nsc { id: set.id },
        object: ObjectRef { kind: "nsc".into(), name: set.name.clone() },
        before: Some(json!({ "group": group(set, wish.kind), "removed": leaving })),
        after: None,
        edits: Vec::new(),
        directory,
        undoes: None,
    };
    touching::plan(ctx, core, change, effects, command).await
}

/// What it takes to make accounts members.
pub(crate) struct Addition {
    /// Who becomes one.
    pub(crate) new: Vec<String>,
    /// The edits of the directory.
    pub(crate) directory: Vec<DirectoryEdit>,
    /// What a person reads about it, also about those who are members already or have no account.
    pub(crate) effects: Vec<Effect>,
}

/// Works out who of these (checked) names becomes a member. Accounts that the directory lacks are made where it makes
/// accounts; elsewhere they are left out and told.
///
/// # Errors
/// [`Problem::NotInDirectory`] when nobody else is left.
pub(crate) async fn addition(
    ctx: &OpContext,
    core: &Core,
    set: &ComputerSet,
    kind: MemberKind,
    names: Vec<String>,
) -> Result<Addition> {
    let members = membership::read(ctx, core).await?.memberships;
    let (known, mut new): (Vec<_>, Vec<_>) = names.into_iter().partition(|name| members.contains(set.id, kind, name));
    let directory = &core.ports.directory;
    let unknown = if new.is_empty() { Vec::new() } else { directory.unknown(kind, &new).await? };
    let mut effects = Vec::new();
    let mut edits = Vec::new();
    let (nsc, count) = (set.name.clone(), unknown.len() as u64);
    if !unknown.is_empty() && directory.registers() {
        effects.push(Effect::Registers { members: kind, count, first: names::first(&unknown) });
        edits.push(DirectoryEdit::Register { members: kind, names: unknown });
    } else if !unknown.is_empty() {
        let strangers: std::collections::HashSet<&str> = unknown.iter().map(String::as_str).collect();
        new.retain(|name| !strangers.contains(name.as_str()));
        if new.is_empty() && known.is_empty() {
            return Err(Problem::NotInDirectory {
                object: word(kind).into(),
                names: names::first(&unknown).join(", "),
            }
            .into());
        }
        effects.push(Effect::MembersUnknown { nsc: nsc.clone(), members: kind, count, first: names::most(&unknown) });
    }
    if !new.is_empty() {
        let (count, first) = (new.len() as u64, names::first(&new));
        effects.insert(0, Effect::MembersAdded { nsc, members: kind, count, first });
        edits.push(DirectoryEdit::Add { group: group(set, kind), members: kind, names: new.clone() });
    }
    effects.extend(already(set, &known));
    Ok(Addition { new, directory: edits, effects })
}

/// Returns what a person reads about names for which nothing changes.
fn already(set: &ComputerSet, names: &[String]) -> Option<Effect> {
    let (nsc, count, first) = (set.name.clone(), names.len() as u64, names::first(names));
    (count > 0).then_some(Effect::MembersAlready { nsc, count, first })
}

/// Returns the name of the group that holds these members.
pub(crate) fn group(set: &ComputerSet, kind: MemberKind) -> String {
    match kind {
        MemberKind::Computer => set.computer_group(),
        MemberKind::User => set.user_group(),
    }
}

/// Returns the word for these accounts in a problem.
pub(crate) fn word(kind: MemberKind) -> &'static str {
    match kind {
        MemberKind::Computer => "computer",
        MemberKind::User => "user",
    }
}

/// Returns the command line that is equivalent to a wish; of many names, that they come from a file.
pub(crate) fn command(verb: &str, set: &ComputerSet, kind: MemberKind, names: &[String]) -> String {
    let mut command = format!("bailiwick nsc {verb} {}", set.id);
    if names.len() > SPELLED {
        command.push_str(" --from -");
    } else {
        names.iter().for_each(|name| command.push_str(&format!(" {}", quoted(name))));
    }
    if kind == MemberKind::User {
        command.push_str(" --users");
    }
    command
}
