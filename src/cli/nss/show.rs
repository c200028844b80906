//! `nss list` and `nss show`: the tree, and one set with what it holds, who administers it and what it owns.

use super::shape;
use crate::cli::failure::Done;
use crate::cli::session::{Session, or_dash, time};
use crate::cli::table::Table;
use crate::core::Core;
use crate::core::system_set::{SystemSetDetail, detail, list as list_sets};
use clap::Args;
use std::collections::HashMap;

#[derive(Debug, Clone, Args)]
pub(in crate::cli) struct ShowArgs {
    #[arg(value_name = "NSS")]
    name: String,
}

pub(super) async fn list(session: &mut Session<'_>, core: &Core) -> Done {
    let nodes = list_sets(&session.ctx, core).await?;
    if session.json() {
        let names: HashMap<i64, &str> = nodes.iter().map(|node| (node.set.id.0, node.set.name.as_str())).collect();
        return session.array(nodes.iter().map(|node| shape::node(node, &names)));
    }
    let mut table = Table::new(session.headings(&["name", "below", "nscs", "packages", "link-person", "description"]));
    for node in &nodes {
        table.row([
            format!("{}{}", "  ".repeat(node.depth.min(32)), node.set.name),
            node.descendants.to_string(),
            shape::counts(node.nscs, node.nscs_below),
            shape::counts(node.pkgs, node.pkgs_below),
            node.set.link_person.clone(),
            node.set.description.clone(),
        ]);
    }
    session.table(&table, nodes.is_empty())
}

impl ShowArgs {
    pub(super) async fn run(&self, session: &mut Session<'_>, core: &Core) -> Done {
        let detail = detail(&session.ctx, core, &self.name).await?;
        if session.json() { session.document(&shape::detail(&detail)) } else { print(session, &detail) }
    }
}

fn print(session: &mut Session<'_>, detail: &SystemSetDetail) -> Done {
    let node = &detail.node;
    session.fields([
        ("id", node.set.id.to_string()),
        ("name", node.set.name.clone()),
        ("path", detail.path.join(" › ")),
        ("parent", or_dash(shape::parent(detail))),
        ("below", node.descendants.to_string()),
        ("nscs", shape::counts(node.nscs, node.nscs_below)),
        ("packages", shape::counts(node.pkgs, node.pkgs_below)),
        ("link-person", node.set.link_person.clone()),
        ("description", node.set.description.clone()),
        ("created", format!("{} ({})", time(node.set.created_at), node.set.created_by)),
    ])?;
    if node.set.parent.is_none() {
        let text = session.locale.text("cli-master-holds");
        session.line("")?;
        session.line(&text)?;
    }
    let mut grants = Table::new(session.headings(&["holds", "reach", "granted", "granted-by", "grant"]));
    for grant in &detail.grants {
        let reach = shape::reach(session, grant.reach);
        let row = [grant.verb.name().into(), reach, time(grant.granted_at), grant.granted_by.clone()];
        let [verb, reach, at, by] = row;
        grants.row([verb, reach, at, by, grant.id.to_string()]);
    }
    section(session, &grants, detail.grants.is_empty())?;
    let mut administrators = Table::new(session.headings(&["administrator", "reach", "added", "added-by"]));
    for entry in &detail.administrators {
        let reach = shape::reach(session, entry.reach);
        administrators.row([entry.trustee.to_string(), reach, time(entry.added_at), entry.added_by.clone()]);
    }
    section(session, &administrators, detail.administrators.is_empty())?;
    let mut nscs = Table::new(session.headings(&["nsc", "name", "computer-group", "user-group"]));
    for set in &detail.computer_sets {
        nscs.row([set.id.to_string(), set.name.clone(), set.computer_group.clone(), set.user_group.clone()]);
    }
    section(session, &nscs, detail.computer_sets.is_empty())?;
    let mut packages = Table::new(session.headings(&["pkg", "name", "version"]));
    for package in &detail.packages {
        packages.row([package.id.to_string(), package.name.clone(), package.version.clone()]);
    }
    section(session, &packages, detail.packages.is_empty())
}

fn section(session: &mut Session<'_>, table: &Table, is_empty: bool) -> Done {
    if is_empty {
        return Ok(());
    }
    session.line("")?;
    session.table(table, false)
}
