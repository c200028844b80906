//! Asking that a job runs now: a record in the action log, and a wish that the backend finds. The job itself runs where
//! the backend is.

use crate::core::change::{Effect, Plan, Preview, Write, check_text};
use crate::core::{Core, OpContext, Problem, Result};
use crate::model::job::Job;
use crate::model::object::ChangeSet;
use crate::model::operation::{Entry, ObjectRef};
use crate::model::permission::{Target, Verb};
use crate::port::JobWish;

/// Checks a wish that a job runs now.
pub async fn plan(ctx: &OpContext, core: &Core, job: Job) -> Result<Plan> {
    core.authorise(ctx, Verb::JobRun, Target::ESTATE).await?;
    check_text("reason", ctx.reason.as_deref().unwrap_or_default())?;
    if !job.is_built() {
        return Err(Problem::JobNotBuilt { job: job.name().into() }.into());
    }
    let now = core.ports.clock.now();
    let (lease, wishes) = tokio::join!(core.ports.admin.lease(), core.ports.admin.job_wishes());
    let name = job.name().to_owned();
    let mut effects = vec![match lease?.filter(|lease| lease.expires_at > now) {
        Some(lease) => Effect::RunsJob { job: name.clone(), host: lease.host },
        None => Effect::RunsJobLater { job: name.clone() },
    }];
    if let Some(wish) = wishes?.into_iter().find(|wish| wish.job == job) {
        effects.push(Effect::RunAskedAlready { job: name.clone(), by: wish.asked_by });
    }
    let change = ChangeSet {
        verb: Verb::JobRun,
        target: Target::ESTATE,
        object: ObjectRef { kind: "job".into(), name: name.clone() },
        before: None,
        after: None,
        edits: Vec::new(),
        directory: Vec::new(),
        undoes: None,
    };
    let preview = Preview {
        object: change.object.clone(),
        before: None,
        after: None,
        effects,
        reversible: false,
        typed: None,
        command: format!("bailiwick job run {name}"),
    };
    Ok(Plan { change: Write::Run(Box::new(change), job), preview })
}

/// Leaves the wish for the backend, after it was logged.
pub(in crate::core) async fn wish(core: &Core, job: Job, entry: &Entry) -> Result<()> {
    let wish = JobWish { job, asked_at: entry.at, asked_by: entry.actor.clone() };
    Ok(core.ports.admin.wish_job(&wish).await?)
}
