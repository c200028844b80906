//! Plans the end of an NSC with its groups and assignments. Its number is never used again.

use crate::core::change::{Effect, Plan};
use crate::core::computer_set::create::{groups, shape};
use crate::core::computer_set::touching;
use crate::core::{Core, OpContext, Problem, Result, configuration, membership, named};
use crate::model::computer_set::ComputerSet;
use crate::model::configuration::Configuration;
use crate::model::delegation::Reach;
use crate::model::directory::{DirectoryEdit, MemberKind};
use crate::model::object::{ChangeSet, Edit};
use crate::model::operation::ObjectRef;
use crate::model::permission::{Target, Verb};

/// Checks the wish and says what it would do. A set in which others are nested stays. Everything that is about this set
/// alone goes with it: assignments, releases, requests, and grants and administrators whose reach is this set.
pub async fn plan(ctx: &OpContext, core: &Core, nsc: &str) -> Result<Plan> {
    let now = configuration::read(ctx, core).await?;
    let set = named::computer_set(&now, nsc)?;
    core.authorise(ctx, Verb::NscDelete, Target::Nsc { id: set.id }).await?;
    let nested: Vec<&str> = now
        .computer_sets
        .values()
        .filter(|inner| inner.parent == Some(set.id))
        .map(|inner| inner.name.as_str())
        .collect();
    if !nested.is_empty() {
        let holds = nested.join(", ");
        return Err(Problem::NotEmpty { object: "nsc".into(), name: set.name.clone(), holds }.into());
    }
    let members = membership::read(ctx, core).await?.memberships;
    let (mut edits, goes) = dependents(&now, set);
    edits.push(Edit::delete(set.clone()));
    let mut effects = vec![Effect::Deletes { object: "nsc".into(), name: set.name.clone() }];
    let mut directory = Vec::new();
    for ((group, description), kind) in groups(set).into_iter().zip([MemberKind::Computer, MemberKind::User]) {
        let names: Vec<String> = members.members(set.id, kind).map(str::to_owned).collect();
        effects.push(Effect::GroupDeleted { group: group.clone(), members: names.len() as u64 });
        directory.push(DirectoryEdit::DeleteGroup { group, description, members: kind, names });
    }
    effects.extend(goes);
    let change = ChangeSet {
        verb: Verb::NscDelete,
        target: Target::Nsc { id: set.id },
        object: ObjectRef { kind: "nsc".into(), name: set.name.clone() },
        before: Some(shape(&now, set)),
        after: None,
        edits,
        directory,
        undoes: None,
    };
    let command = format!("bailiwick nsc delete {}", set.id);
    Ok(touching::plan(ctx, core, change, effects, command).await?.typed(set.name.clone()))
}

/// Returns the deletion of everything that is about this set alone, and what a person reads about it.
fn dependents(now: &Configuration, set: &ComputerSet) -> (Vec<Edit>, Vec<Effect>) {
    let mut edits = Vec::new();
    let mut effects = Vec::new();
    let mut goes = |edit: Edit, object: &str, name: String| {
        edits.push(edit);
        effects.push(Effect::Deletes { object: object.into(), name });
    };
    let title = |pkg| now.packages.get(&pkg).map_or_else(|| pkg.to_string(), |package| package.title());
    let nss = |id| now.system_sets.get(&id).map_or("", |set| set.name.as_str());
    for assignment in now.assignments.values().filter(|assignment| assignment.nsc == set.id) {
        let name = format!("{} {}", assignment.action.name(), title(assignment.pkg));
        goes(Edit::delete(assignment.clone()), "assignment", name);
    }
    for release in now.releases.values().filter(|release| release.nsc == set.id) {
        goes(Edit::delete(release.clone()), "release", title(release.pkg));
    }
    for request in now.requests.values().filter(|request| request.nsc == set.id) {
        goes(Edit::delete(request.clone()), "request", format!("{} ({})", request.id, request.asked_by));
    }
    for administrator in now.administrators.values().filter(|entry| entry.reach == Reach::Nsc(set.id)) {
        let name = format!("{} ({})", administrator.trustee, nss(administrator.nss));
        goes(Edit::delete(administrator.clone()), "administrator", name);
    }
    // A grant below goes before the one above that it rests on.
    let mut grants: Vec<_> = now.grants.values().filter(|grant| grant.reach == Reach::Nsc(set.id)).collect();
    grants.sort_by_key(|grant| std::cmp::Reverse(now.line(grant.nss).len()));
    for grant in grants {
        goes(Edit::delete(grant.clone()), "grant", format!("{} ({})", grant.verb.name(), nss(grant.nss)));
    }
    (edits, effects)
}
