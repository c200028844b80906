//! Plans a new package, a draft until it is published.

use super::content::Content;
use super::{shown, stored};
use crate::core::change::{Effect, Plan, quoted};
use crate::core::package::PackageEdit;
use crate::core::{Core, OpContext, Problem, Result, configuration, named};
use crate::model::id::PackageId;
use crate::model::object::{ChangeSet, Edit, ObjectKind};
use crate::model::package::{Package, PackageKind, PackageScope, PackageState};
use crate::model::permission::{Target, Verb};
use crate::rules::plan::check;
use serde_json::Value;

/// What a new package is to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewPackage {
    /// Its name.
    pub name: String,
    /// Name or number of the NSS that owns it.
    pub nss: String,
    /// Its version.
    pub version: String,
    /// What kind of thing it is.
    pub kind: PackageKind,
    /// Everything else, where it is not as usual.
    pub rest: PackageEdit,
}

/// Checks the wish and says what it would do.
pub async fn plan(ctx: &OpContext, core: &Core, new: NewPackage) -> Result<Plan> {
    let now = configuration::read(ctx, core).await?;
    let nss = named::system_set(&now, &new.nss)?;
    core.authorise(ctx, Verb::PkgCreate, Target::Nss { id: nss.id }).await?;
    if new.kind == PackageKind::GroupPolicy {
        core.authorise(ctx, Verb::PkgGpo, Target::Nss { id: nss.id }).await?;
    }
    let named = PackageEdit { name: Some(new.name), version: Some(new.version), kind: Some(new.kind), ..new.rest };
    let content = Content::check(&now, &named)?;
    let mut package = Package {
        id: PackageId(now.next(ObjectKind::Package)),
        nss: nss.id,
        name: String::new(),
        version: String::new(),
        vendor: String::new(),
        description: String::new(),
        kind: new.kind,
        scope: PackageScope::Computer,
        source: String::new(),
        install_command: String::new(),
        remove_command: String::new(),
        detection: String::new(),
        success_codes: vec![0],
        reboot_codes: vec![1641, 3010],
        dependencies: Vec::new(),
        supersedes: Vec::new(),
        conflicts: Vec::new(),
        priority: 0,
        size: 0,
        checksum: String::new(),
        os_filter: Vec::new(),
        concurrency: None,
        licences: None,
        reboots: false,
        state: PackageState::Draft,
        created_at: core.ports.clock.now(),
        created_by: ctx.principal.name.clone(),
    };
    let empty = package.clone();
    content.put_into(&mut package);
    stored::settle(core, &empty, &named, &mut package).await?;
    let same = |other: &&Package| other.title().to_lowercase() == package.title().to_lowercase();
    if let Some(other) = now.packages.values().find(same) {
        return Err(Problem::Exists { object: "pkg".into(), name: other.title() }.into());
    }
    let unnamed = PackageEdit { name: None, ..named.clone() };
    let options = Content::check(&now, &unnamed)?.options();
    let command = format!("bailiwick pkg create {} --nss {}{options}", quoted(&package.name), quoted(&nss.name));
    let edits = vec![Edit::create(package.clone())];
    let mut later = (*now).clone();
    later.apply_all(&edits);
    check(&now, &later, &edits)?;
    let effects = vec![
        Effect::Creates { object: "pkg".into(), name: package.title() },
        Effect::Dormant { pkg: package.title(), state: PackageState::Draft.name().into() },
    ];
    let change = ChangeSet {
        verb: Verb::PkgCreate,
        target: Target::Nss { id: nss.id },
        object: shown::reference(&package),
        before: None,
        after: Some(Value::Object(shown::facts(&later, &package))),
        edits,
        directory: Vec::new(),
        undoes: None,
    };
    Ok(Plan::configure(change, effects, command))
}
