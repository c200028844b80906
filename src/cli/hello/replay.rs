//! `hello replay` and `hello what-if`: the rules again, on stored evidence or on an edited copy of it. Nothing is stored.

use super::show::ShowArgs;
use crate::cli::failure::Done;
use crate::cli::session::Session;
use crate::cli::shape;
use crate::core::provisioning::{Edit, what_if};
use crate::core::{Problem, hello};
use crate::rules::identity::normal_name;
use crate::sanitise::excerpt;
use clap::Args;

#[derive(Debug, Clone, Args)]
pub(in crate::cli) struct WhatIfArgs {
    #[command(flatten)]
    system: ShowArgs,
    #[arg(long, value_name = "NAME", num_args = 1.., conflicts_with = "no_ptr")]
    ptr: Vec<String>,
    #[arg(long)]
    no_ptr: bool,
    #[arg(long, value_name = "NAME")]
    cmdb_uuid: Option<String>,
    #[arg(long, value_name = "NAME")]
    cmdb_ip: Option<String>,
    #[arg(long, value_name = "NAME")]
    host: Option<String>,
    #[arg(long, value_name = "true|false", hide_possible_values = true)]
    policy: Option<bool>,
}

impl WhatIfArgs {
    pub(super) async fn run(&self, session: &mut Session<'_>) -> Done {
        let edits = self.edits()?;
        compare(&self.system, &edits, session).await
    }

    fn edits(&self) -> Result<Vec<Edit>, Problem> {
        let mut edits = Vec::new();
        if self.no_ptr || !self.ptr.is_empty() {
            let names = self.ptr.iter().map(|text| name("ptr", text)).collect::<Result<_, _>>()?;
            edits.push(Edit::Ptr { names });
        }
        if let Some(text) = &self.cmdb_uuid {
            edits.push(Edit::CmdbUuid { fqdn: name_or_none("cmdb-uuid", text)? });
        }
        if let Some(text) = &self.cmdb_ip {
            edits.push(Edit::CmdbIp { fqdn: name_or_none("cmdb-ip", text)? });
        }
        if let Some(text) = &self.host {
            edits.push(Edit::Host { fqdn: name("host", text)? });
        }
        if let Some(enabled) = self.policy {
            edits.push(Edit::Policy { enabled });
        }
        Ok(edits)
    }
}

/// Decides again on the stored evidence.
pub(super) async fn replay(args: &ShowArgs, session: &mut Session<'_>) -> Done {
    compare(args, &[], session).await
}

async fn compare(args: &ShowArgs, edits: &[Edit], session: &mut Session<'_>) -> Done {
    let core = session.core().await?;
    let detail = hello::show(&session.ctx, &core, args.uuid, args.address).await?;
    let id = detail.system.trace.ok_or_else(|| Problem::NoTrace { uuid: args.uuid.to_string() })?;
    let comparison = what_if(&session.ctx, &core, id, edits).await?;
    if session.json() {
        let value = shape::comparison(&comparison, session.locale);
        return session.document(&value);
    }
    let before = session.verdict(&comparison.before);
    let text = session.locale.text(if comparison.same { "cli-same-verdict" } else { "cli-other-verdict" });
    session.line(&text)?;
    session.line(&format!("- {before}"))?;
    session.line("")?;
    session.trace(&comparison.after)
}

fn name(field: &str, text: &str) -> Result<String, Problem> {
    normal_name(text).ok_or_else(|| Problem::Invalid {
        field: field.into(),
        value: excerpt(text, 80),
        expected: "fqdn".into(),
    })
}

/// Reads a name; `none` means that the inventory has no row.
fn name_or_none(field: &str, text: &str) -> Result<Option<String>, Problem> {
    if text == "none" { Ok(None) } else { name(field, text).map(Some) }
}
