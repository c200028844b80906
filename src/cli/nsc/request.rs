//! `nsc request`: asking for membership, and deciding what others ask for.

use super::member::NamesArgs;
use super::show::print_number;
use crate::cli::failure::Done;
use crate::cli::session::{Session, time};
use crate::cli::table::Table;
use crate::cli::write::WriteArgs;
use crate::core::request::{RequestQuery, list, plan_approve, plan_create, plan_refuse, plan_withdraw};
use crate::core::{Core, configuration};
use crate::model::configuration::Configuration;
use crate::model::id::RequestId;
use crate::model::operation::Created;
use crate::model::request::MemberRequest;
use clap::{Args, Subcommand};
use serde_json::{Value, json};

#[derive(Debug, Clone, Subcommand)]
pub(in crate::cli) enum RequestCommand {
    Create(CreateArgs),
    List(ListArgs),
    Approve(DecideArgs),
    Refuse(DecideArgs),
    Withdraw(DecideArgs),
}

#[derive(Debug, Clone, Args)]
pub(in crate::cli) struct CreateArgs {
    #[command(flatten)]
    names: NamesArgs,
    #[command(flatten)]
    write: WriteArgs,
}

#[derive(Debug, Clone, Args)]
pub(in crate::cli) struct ListArgs {
    #[arg(long, value_name = "NSC")]
    nsc: Option<String>,
    #[arg(long)]
    pending: bool,
    #[arg(long)]
    mine: bool,
}

#[derive(Debug, Clone, Args)]
pub(in crate::cli) struct DecideArgs {
    #[arg(value_name = "ID")]
    id: i64,
    #[command(flatten)]
    write: WriteArgs,
}

/// What becomes of a request.
enum Decision {
    Approve,
    Refuse,
    Withdraw,
}

impl RequestCommand {
    pub(super) async fn run(&self, session: &mut Session<'_>) -> Done {
        match self {
            Self::Create(args) => args.run(session).await,
            Self::List(args) => args.run(session).await,
            Self::Approve(args) => args.run(session, Decision::Approve).await,
            Self::Refuse(args) => args.run(session, Decision::Refuse).await,
            Self::Withdraw(args) => args.run(session, Decision::Withdraw).await,
        }
    }
}

impl CreateArgs {
    async fn run(&self, session: &mut Session<'_>) -> Done {
        let core = session.core().await?;
        session.intend(&self.write);
        let wish = self.names.wish(session)?;
        let plan = plan_create(&session.ctx, &core, wish).await?;
        let Some(committed) = session.commit_or_show(&core, &plan, &self.write).await? else { return Ok(()) };
        match committed.created {
            Created::Object(_, id) if session.json() => document(session, &core, RequestId(id)).await,
            created => print_number(session, created),
        }
    }
}

impl ListArgs {
    async fn run(&self, session: &mut Session<'_>) -> Done {
        let core = session.core().await?;
        let query = RequestQuery { nsc: self.nsc.clone(), pending: self.pending, mine: self.mine };
        let requests = list(&session.ctx, &core, &query).await?;
        let now = configuration::read(&session.ctx, &core).await?;
        if session.json() {
            return session.array(requests.iter().map(|request| shape(request, &now)));
        }
        let mut table = Table::new(session.headings(&["id", "at", "actor", "nsc", "state", "names", "reason"]));
        for request in &requests {
            table.row([
                request.id.to_string(),
                time(request.asked_at),
                request.asked_by.clone(),
                nsc_name(request, &now).unwrap_or_default().into(),
                session.locale.text(&format!("request-{}", request.state.name())),
                request.names.join(" "),
                request.reason.clone(),
            ]);
        }
        session.table(&table, requests.is_empty())
    }
}

impl DecideArgs {
    async fn run(&self, session: &mut Session<'_>, decision: Decision) -> Done {
        let core = session.core().await?;
        session.intend(&self.write);
        let id = RequestId(self.id);
        let plan = match decision {
            Decision::Approve => plan_approve(&session.ctx, &core, id).await?,
            Decision::Refuse => plan_refuse(&session.ctx, &core, id).await?,
            Decision::Withdraw => plan_withdraw(&session.ctx, &core, id).await?,
        };
        let Some(committed) = session.carry_out(&core, &plan, &self.write).await? else { return Ok(()) };
        if session.json() {
            document(session, &core, id).await?;
        }
        session.tell_directory(&committed)
    }
}

async fn document(session: &mut Session<'_>, core: &Core, id: RequestId) -> Done {
    let now = configuration::read(&session.ctx, core).await?;
    match now.requests.get(&id) {
        Some(request) => session.document(&shape(request, &now)),
        None => Ok(()),
    }
}

/// A request as JSON: its state as a word, and the decision beside it.
fn shape(request: &MemberRequest, now: &Configuration) -> Value {
    let mut value = json!(request);
    let mut decision = value["state"].take();
    let state = decision["kind"].take();
    if let Value::Object(fields) = &mut decision {
        fields.remove("kind");
    }
    let is_decided = decision.as_object().is_some_and(|fields| !fields.is_empty());
    value["state"] = state;
    value["decision"] = if is_decided { decision } else { Value::Null };
    value["nsc_name"] = json!(nsc_name(request, now));
    value
}

fn nsc_name<'a>(request: &MemberRequest, now: &'a Configuration) -> Option<&'a str> {
    now.computer_sets.get(&request.nsc).map(|set| set.name.as_str())
}
