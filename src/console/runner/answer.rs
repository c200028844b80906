//! Which use case answers which question.

use crate::console::app::{ChoiceWish, NscWish, NssWish, PkgWish, Reply, Request, RequestWish, Wish};
use crate::core::change::{self, Plan};
use crate::core::computer_set::{self, ComputerSetQuery};
use crate::core::{Core, OpContext, Result, distribution_point};
use crate::core::{
    account, choice, health, hello, host, inbox, job, log, machine, mapping, package, policy, profile, provisioning,
    publication, request, session, system_set, undo, what_if,
};
use crate::port::{LogQuery, SystemQuery};
use std::sync::Arc;

/// How many malformed messages are asked for.
const REJECTED: u32 = 200;

/// Asks the core.
pub(super) async fn answer(ctx: &OpContext, core: &Core, request: Request) -> Result<Reply> {
    Ok(match request {
        Request::Counts => Reply::Counts(hello::counts(ctx, core).await?),
        Request::Hours => Reply::Hours(health::hellos_by_hour(ctx, core).await?),
        Request::Health => Reply::Health(Box::new(health::look(ctx, core).await?)),
        Request::Policy => Reply::Policy(policy::show(ctx, core).await?),
        Request::Rights => Reply::Rights(Arc::new(core.rights(ctx).await?)),
        Request::WhatIf(suppositions) => Reply::Outlook(Box::new(what_if::what_if(ctx, core, &suppositions).await?)),
        Request::RightsShown => Reply::Rights(Arc::new(core.rights_shown(ctx).await?)),
        Request::Inbox => Reply::Inbox(inbox::list(ctx, core).await?),
        Request::MarkRead(keys) => {
            inbox::mark_read(ctx, core, &keys).await?;
            Reply::Noted
        }
        Request::Session { unlock } => {
            let plan = session::plan(ctx, core, unlock).await?;
            change::commit(ctx, core, &plan).await?;
            Reply::Noted
        }
        Request::Sets => Reply::Sets(system_set::list(ctx, core).await?),
        Request::Set(name) => Reply::Set(Box::new(system_set::detail(ctx, core, &name).await?)),
        Request::ComputerSets => {
            Reply::ComputerSets(computer_set::list(ctx, core, &ComputerSetQuery::default()).await?)
        }
        Request::ComputerSet(id) => {
            Reply::ComputerSet(Box::new(computer_set::detail(ctx, core, &id.to_string()).await?))
        }
        Request::Members(id, kind) => Reply::Members(computer_set::members(ctx, core, &id.to_string(), kind).await?),
        Request::Requests(query) => Reply::Requests(request::list(ctx, core, &query).await?),
        Request::Packages => Reply::Packages(package::list(ctx, core).await?),
        Request::Package(id) => Reply::Package(Box::new(package::detail(ctx, core, &id.to_string()).await?)),
        Request::Machines(query) => Reply::Machines(machine::list(ctx, core, &query).await?),
        Request::FindMachines(query) => Reply::MachinePage(machine::find(ctx, core, &query).await?),
        Request::Roll { wanted: true } => {
            machine::call(ctx, core).await?;
            Reply::Noted
        }
        Request::Roll { wanted: false } => {
            machine::dismiss(core).await;
            Reply::Noted
        }
        Request::Machine { name, user } => {
            Reply::Machine(Box::new(machine::why(ctx, core, &name, user.as_deref(), None).await?))
        }
        Request::Own(place) => Reply::Own(Box::new(choice::view_at(ctx, core, &place).await?)),
        Request::Users(query) => Reply::Users(account::users(ctx, core, &query).await?),
        Request::Profiles => Reply::Profiles(profile::list(ctx, core).await?),
        Request::Systems { after, changed_since, limit } => {
            let query = SystemQuery { after, changed_since, limit, ..SystemQuery::default() };
            Reply::Systems(hello::list(ctx, core, &query).await?)
        }
        Request::Rejected => Reply::Rejected(hello::rejected(ctx, core, REJECTED).await?),
        Request::Detail { uuid, address } => Reply::Detail(Box::new(hello::show(ctx, core, uuid, address).await?)),
        Request::Pipeline(limit) => Reply::Pipeline(publication::pipeline::show(ctx, core, limit).await?),
        Request::Jobs => Reply::Jobs(job::list(ctx, core).await?),
        Request::Runs(limit) => {
            Reply::Runs(job::log(ctx, core, &job::RunQuery { limit, ..job::RunQuery::default() }).await?)
        }
        Request::Clients(query) => Reply::Clients(publication::clients::list(ctx, core, &query).await?),
        Request::CheckPoint(name) => Reply::Checked(distribution_point::check(ctx, core, Some(&name)).await?),
        Request::Operations { before, limit } => {
            let query = LogQuery { before, limit, ..LogQuery::default() };
            Reply::Operations(log::list(ctx, core, &query).await?)
        }
        Request::Replay { trace, edits } => {
            Reply::Comparison(Box::new(provisioning::what_if(ctx, core, trace, &edits).await?))
        }
        Request::Plan(wish) => Reply::Planned(Box::new(plan(ctx, core, *wish).await?)),
        Request::Commit(plan) => Reply::Committed(change::commit(ctx, core, &plan).await?.operation),
    })
}

async fn plan(ctx: &OpContext, core: &Core, wish: Wish) -> Result<Plan> {
    match wish {
        Wish::Policy(wish) => policy::plan_set(ctx, core, wish).await,
        Wish::ClearBreaker(account) => host::plan_clear(ctx, core, &account).await,
        Wish::Override(wish) => mapping::plan_override(ctx, core, wish).await,
        Wish::Profile(new) => profile::plan_create(ctx, core, new).await,
        Wish::Nss(wish) => nss(ctx, core, wish).await,
        Wish::Nsc(wish) => nsc(ctx, core, wish).await,
        Wish::Pkg(wish) => pkg(ctx, core, wish).await,
        Wish::Request(RequestWish::Create(wish)) => request::plan_create(ctx, core, wish).await,
        Wish::Request(RequestWish::Approve(id)) => request::plan_approve(ctx, core, id).await,
        Wish::Request(RequestWish::Refuse(id)) => request::plan_refuse(ctx, core, id).await,
        Wish::Choice(ChoiceWish { machine, pkg, chosen }) => {
            choice::plan_choose(ctx, core, machine.as_deref(), &pkg, chosen).await
        }
        Wish::Run(name) => job::plan(ctx, core, name).await,
        Wish::Undo(operation) => undo::plan(ctx, core, operation).await,
    }
}

async fn nss(ctx: &OpContext, core: &Core, wish: NssWish) -> Result<Plan> {
    match wish {
        NssWish::Create(new) => system_set::plan_create(ctx, core, new).await,
        NssWish::Edit { nss, edit } => system_set::plan_edit(ctx, core, &nss, edit).await,
        NssWish::Move { nss, parent } => system_set::plan_move(ctx, core, &nss, &parent).await,
        NssWish::Delete { nss } => system_set::plan_delete(ctx, core, &nss).await,
        NssWish::Grant(wish) => system_set::plan_grant(ctx, core, wish).await,
        NssWish::Revoke(wish) => system_set::plan_revoke(ctx, core, wish).await,
        NssWish::AddAdministrator(wish) => system_set::plan_add_administrator(ctx, core, wish).await,
        NssWish::RemoveAdministrator(wish) => system_set::plan_remove_administrator(ctx, core, wish).await,
    }
}

async fn nsc(ctx: &OpContext, core: &Core, wish: NscWish) -> Result<Plan> {
    match wish {
        NscWish::Create(new) => computer_set::plan_create(ctx, core, new).await,
        NscWish::Edit { nsc, edit } => computer_set::plan_edit(ctx, core, &nsc, *edit).await,
        NscWish::Delete { nsc } => computer_set::plan_delete(ctx, core, &nsc).await,
        NscWish::AddMembers(wish) => computer_set::plan_add_members(ctx, core, wish).await,
        NscWish::RemoveMembers(wish) => computer_set::plan_remove_members(ctx, core, wish).await,
        NscWish::Release { nsc, pkg } => computer_set::plan_release(ctx, core, &nsc, &pkg).await,
        NscWish::Unblock(wish) => computer_set::plan_unblock(ctx, core, wish).await,
    }
}

async fn pkg(ctx: &OpContext, core: &Core, wish: PkgWish) -> Result<Plan> {
    match wish {
        PkgWish::Create(new) => package::plan_create(ctx, core, *new).await,
        PkgWish::Edit { pkg, edit } => package::plan_edit(ctx, core, &pkg, *edit).await,
        PkgWish::Publish { pkg } => package::plan_publish(ctx, core, &pkg).await,
        PkgWish::Retire { pkg } => package::plan_retire(ctx, core, &pkg).await,
        PkgWish::Delete { pkg } => package::plan_delete(ctx, core, &pkg).await,
        PkgWish::Assign(wish) => package::plan_assign(ctx, core, *wish).await,
        PkgWish::Unassign(wish) => package::plan_unassign(ctx, core, *wish).await,
    }
}
