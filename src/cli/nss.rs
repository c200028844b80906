//! `nss`: Named System Sets, the delegation tree.

use super::failure::Done;
use super::session::{Session, time};
use super::table::Table;
use super::write::WriteArgs;
use crate::core::system_set::{NewSystemSet, list, plan_create, show};
use crate::model::system_set::SystemSetNode;
use clap::{Args, Subcommand};
use serde_json::{Value, json};
use std::collections::HashMap;

#[derive(Debug, Clone, Subcommand)]
pub(super) enum NssCommand {
    Create(CreateArgs),
    List,
    Show(ShowArgs),
}

#[derive(Debug, Clone, Args)]
pub(super) struct CreateArgs {
    #[arg(value_name = "NAME")]
    name: String,
    #[arg(long, value_name = "NSS")]
    parent: Option<String>,
    #[arg(long, value_name = "TEXT", default_value = "", hide_default_value = true)]
    description: String,
    #[arg(long, value_name = "PERSON", default_value = "", hide_default_value = true)]
    link_person: String,
    #[command(flatten)]
    write: WriteArgs,
}

#[derive(Debug, Clone, Args)]
pub(super) struct ShowArgs {
    #[arg(value_name = "NAME")]
    name: String,
}

impl NssCommand {
    pub(super) async fn run(&self, session: &mut Session<'_>) -> Done {
        let core = session.core().await?;
        match self {
            Self::Create(args) => {
                session.intend(&args.write);
                let new = NewSystemSet {
                    name: args.name.clone(),
                    parent: args.parent.clone(),
                    description: args.description.clone(),
                    link_person: args.link_person.clone(),
                };
                let plan = plan_create(&session.ctx, &core, new).await?;
                if session.carry_out(&core, &plan, &args.write).await?.is_some() && session.json() {
                    let nodes = list(&session.ctx, &core).await?;
                    let node = show(&session.ctx, &core, &args.name).await?;
                    session.document(&shape(&node, &names(&nodes)))?;
                }
                Ok(())
            }
            Self::List => {
                let nodes = list(&session.ctx, &core).await?;
                if session.json() {
                    let names = names(&nodes);
                    return session.array(nodes.iter().map(|node| shape(node, &names)));
                }
                let mut table = Table::new(session.headings(&["name", "below", "link-person", "description"]));
                for node in &nodes {
                    table.row([
                        format!("{}{}", "  ".repeat(node.depth.min(32)), node.set.name),
                        node.descendants.to_string(),
                        node.set.link_person.clone(),
                        node.set.description.clone(),
                    ]);
                }
                session.table(&table, nodes.is_empty())
            }
            Self::Show(args) => {
                let nodes = list(&session.ctx, &core).await?;
                let node = show(&session.ctx, &core, &args.name).await?;
                let value = shape(&node, &names(&nodes));
                if session.json() { session.document(&value) } else { print(session, &node, &value) }
            }
        }
    }
}

fn names(nodes: &[SystemSetNode]) -> HashMap<i64, &str> {
    nodes.iter().map(|node| (node.set.id.0, node.set.name.as_str())).collect()
}

/// A set as JSON, its parent by name and by number.
fn shape(node: &SystemSetNode, names: &HashMap<i64, &str>) -> Value {
    let mut value = json!(node);
    value["parent_id"] = json!(node.set.parent);
    value["parent"] = json!(node.set.parent.and_then(|id| names.get(&id.0)));
    value
}

fn print(session: &mut Session<'_>, node: &SystemSetNode, value: &Value) -> Done {
    session.fields([
        ("id", node.set.id.to_string()),
        ("name", node.set.name.clone()),
        ("parent", value["parent"].as_str().unwrap_or("–").to_owned()),
        ("below", node.descendants.to_string()),
        ("link-person", node.set.link_person.clone()),
        ("description", node.set.description.clone()),
        ("created", format!("{} ({})", time(node.set.created_at), node.set.created_by)),
    ])
}
