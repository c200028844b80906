//! Plans a new NSC with its two groups (CMF-81, CMF-82).

use crate::core::change::{Effect, Plan, check_name, check_text, quoted};
use crate::core::{Core, OpContext, Problem, Result, configuration, named};
use crate::model::computer_set::ComputerSet;
use crate::model::configuration::Configuration;
use crate::model::directory::DirectoryEdit;
use crate::model::id::{ComputerSetId, SystemSetId};
use crate::model::object::{ChangeSet, Edit, ObjectKind};
use crate::model::operation::ObjectRef;
use crate::model::permission::{Target, Verb};
use serde_json::{Value, json};

/// What a new NSC is to be.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct NewComputerSet {
    /// Its name.
    pub name: String,
    /// Name or number of the NSS that owns it.
    pub nss: String,
    /// What it is for.
    pub description: String,
    /// Number or name of the NSC in which it is nested.
    pub parent: Option<String>,
    /// Whether packages of other NSSs wait for the responsible person's release.
    pub locally_managed: bool,
    /// Who is responsible.
    pub responsible: String,
    /// The operating system version that its machines shall have.
    pub os_version: String,
}

/// Checks the wish and says what it would do.
///
/// A set that is locally managed from its first day needs the right to set that, too.
pub async fn plan(ctx: &OpContext, core: &Core, new: NewComputerSet) -> Result<Plan> {
    let now = configuration::read(ctx, core).await?;
    let nss = named::system_set(&now, &new.nss)?;
    let target = Target::Nss { id: nss.id };
    core.authorise(ctx, Verb::NscCreate, target).await?;
    if new.locally_managed {
        core.authorise(ctx, Verb::NscLocalSet, target).await?;
    }
    check_set_name(&now, None, &new.name)?;
    check_texts(&new.description, &new.responsible, &new.os_version)?;
    let parent = new.parent.as_deref().map(|name| parent_in(&now, nss.id, &new.name, name)).transpose()?;
    let command = command(&new);
    let set = ComputerSet {
        id: ComputerSetId(now.next(ObjectKind::ComputerSet)),
        nss: nss.id,
        name: new.name,
        description: new.description,
        parent: parent.map(|set| set.id),
        locally_managed: new.locally_managed,
        responsible: new.responsible,
        os_version: new.os_version,
        created_at: core.ports.clock.now(),
        created_by: ctx.principal.name.clone(),
    };
    let base_dn = core.ports.directory.describe().await?.base_dn;
    let mut effects = vec![Effect::Creates { object: "nsc".into(), name: set.name.clone() }];
    let mut directory = Vec::new();
    for (group, description) in groups(&set) {
        effects.push(Effect::GroupCreated { dn: format!("CN={group},{base_dn}"), group: group.clone() });
        directory.push(DirectoryEdit::CreateGroup { group, description });
    }
    let change = ChangeSet {
        verb: Verb::NscCreate,
        target,
        object: ObjectRef { kind: "nsc".into(), name: set.name.clone() },
        before: None,
        after: Some(shape(&now, &set)),
        edits: vec![Edit::create(set)],
        directory,
        undoes: None,
    };
    Ok(Plan::configure(change, effects, command))
}

/// Returns the names of a set's two groups, computers first, each with what the directory says about it.
pub(super) fn groups(set: &ComputerSet) -> [(String, String); 2] {
    [
        (set.computer_group(), format!("Computers of the NSC {}", set.name)),
        (set.user_group(), format!("Users of the NSC {}", set.name)),
    ]
}

/// Returns a set as preview and log show it. Its number is not in it: a new one has none before it is committed.
pub(super) fn shape(now: &Configuration, set: &ComputerSet) -> Value {
    json!({
        "name": set.name,
        "nss": now.system_sets.get(&set.nss).map(|nss| nss.name.as_str()),
        "description": set.description,
        "parent": set.parent.and_then(|id| now.computer_sets.get(&id)).map(|parent| parent.name.as_str()),
        "locally_managed": set.locally_managed,
        "responsible": set.responsible,
        "os_version": set.os_version,
    })
}

/// Checks a set's name: one that people can type, that no other set has, and that is not taken for a number.
pub(super) fn check_set_name(now: &Configuration, own: Option<ComputerSetId>, name: &str) -> Result<()> {
    check_name("name", name)?;
    if name.chars().all(|c| c.is_ascii_digit()) {
        let expected = "a name that is not a number".into();
        return Err(Problem::Invalid { field: "name".into(), value: name.into(), expected }.into());
    }
    let key = name.to_lowercase();
    if now.computer_sets.values().any(|set| Some(set.id) != own && set.name.to_lowercase() == key) {
        return Err(Problem::Exists { object: "nsc".into(), name: name.into() }.into());
    }
    Ok(())
}

/// Checks what people may write about a set.
pub(super) fn check_texts(description: &str, responsible: &str, os_version: &str) -> Result<()> {
    check_text("description", description)?;
    check_text("responsible", responsible)?;
    check_text("os_version", os_version)
}

/// Returns the NSC in which a set of this NSS can be nested (D-15).
pub(super) fn parent_in<'a>(
    now: &'a Configuration,
    nss: SystemSetId,
    name: &str,
    parent: &str,
) -> Result<&'a ComputerSet> {
    let parent = named::computer_set(now, parent)?;
    if parent.nss != nss {
        return Err(Problem::OtherNss { name: name.into(), parent: parent.name.clone() }.into());
    }
    Ok(parent)
}

fn command(new: &NewComputerSet) -> String {
    let mut command = format!("bailiwick nsc create {} --nss {}", quoted(&new.name), quoted(&new.nss));
    for (flag, value) in [
        ("description", new.description.as_str()),
        ("parent", new.parent.as_deref().unwrap_or_default()),
        ("responsible", &new.responsible),
        ("os-version", &new.os_version),
    ] {
        if !value.is_empty() {
            command.push_str(&format!(" --{flag} {}", quoted(value)));
        }
    }
    if new.locally_managed {
        command.push_str(" --locally-managed");
    }
    command
}
