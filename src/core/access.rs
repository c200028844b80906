//! The gate: every use case asks here before it reads or plans anything.

use crate::core::package::verbs_to_assign;
use crate::core::{Core, CoreSettings, Error, OpContext, Problem, Result, configuration};
use crate::model::assignment::AssignAction;
use crate::model::configuration::Configuration;
use crate::model::directory::MemberKind;
use crate::model::id::{ComputerSetId, PackageId};
use crate::model::permission::{Decision, Ground, Target, Verb};
use crate::model::principal::{Principal, PrincipalKind};
use crate::rules::permission::{Asker, Index, OpenVerbs, Policy, decide};
use std::sync::{Arc, Mutex, PoisonError, Weak};

/// The newest configuration, arranged for asking. Weak, so that the configuration can still be changed in place.
#[derive(Debug, Default)]
pub(crate) struct Indexed(Mutex<(Weak<Configuration>, Arc<Index>)>);

impl Indexed {
    /// Returns the index of a configuration: the kept one, as long as it is the same configuration.
    fn of(&self, configuration: &Arc<Configuration>, administrators: &[String]) -> Arc<Index> {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if !kept.0.upgrade().is_some_and(|of| Arc::ptr_eq(&of, configuration)) {
            *kept = (Arc::downgrade(configuration), Arc::new(Index::new(configuration, administrators)));
        }
        Arc::clone(&kept.1)
    }
}

/// What one principal may do, as of one configuration. Answers at once, so that a front end can ask for every row.
#[derive(Debug, Clone, PartialEq)]
pub struct Rights {
    configuration: Arc<Configuration>,
    index: Arc<Index>,
    administrators: Arc<[String]>,
    principal: Principal,
    groups: Vec<String>,
    read_only: bool,
    open: OpenVerbs,
}

impl Rights {
    /// Returns what a principal in these groups may do under a configuration and the settings.
    pub fn new(
        configuration: Arc<Configuration>,
        principal: Principal,
        groups: Vec<String>,
        settings: &CoreSettings,
    ) -> Self {
        Self {
            index: Arc::new(Index::new(&configuration, &settings.administrators)),
            configuration,
            principal,
            groups,
            read_only: false,
            administrators: settings.administrators.clone().into(),
            open: settings.open_verbs(),
        }
    }

    /// Returns the decision on a verb at a target, with its ground.
    pub fn may(&self, verb: Verb, target: Target) -> Decision {
        let decision = decide(self.policy(), self.asker(), verb, target);
        if decision.allowed && self.read_only && is_write(verb) {
            return Decision { allowed: false, ground: Ground::ReadOnlySession, ..decision };
        }
        decision
    }

    /// Returns the decision on assigning a package to an NSC with this action: the first that forbids it, or the one on the
    /// action.
    pub fn may_assign(&self, nsc: ComputerSetId, pkg: PackageId, action: AssignAction) -> Decision {
        let may = |verb| self.may(verb, Target::Assignment { nsc, pkg });
        let mut decisions = verbs_to_assign(&self.configuration, nsc, pkg, action).into_iter().map(may);
        decisions.find(|decision| !decision.allowed).unwrap_or_else(|| may(action.verb()))
    }

    /// Whether the principal administers the master NSS.
    pub fn is_master(&self) -> bool {
        self.policy().is_master(self.asker())
    }

    /// Returns the configuration on which it rests.
    pub fn configuration(&self) -> &Arc<Configuration> {
        &self.configuration
    }

    /// Returns whose rights they are.
    pub fn principal(&self) -> &Principal {
        &self.principal
    }

    /// Returns the principal's directory groups.
    pub fn groups(&self) -> &[String] {
        &self.groups
    }

    /// Returns the same for another configuration, for what-if.
    #[must_use]
    pub fn under(&self, configuration: Arc<Configuration>) -> Self {
        let index = Arc::new(Index::new(&configuration, &self.administrators));
        Self { configuration, index, ..self.clone() }
    }

    fn policy(&self) -> Policy<'_> {
        Policy { configuration: &self.configuration, index: &self.index, open: self.open }
    }

    fn asker(&self) -> Asker<'_> {
        Asker { principal: &self.principal, groups: &self.groups }
    }
}

impl Core {
    /// Returns what the context's principal may do now. Rights are always today's, also in a look at the past.
    pub async fn rights(&self, ctx: &OpContext) -> Result<Rights> {
        self.rights_of(ctx, &ctx.principal).await
    }

    /// Returns what the context's principal may do by the configuration that is shown: today's, or that of the context's
    /// `as_of`, with today's groups. For looking at; what guards is [`Core::rights`].
    pub async fn rights_shown(&self, ctx: &OpContext) -> Result<Rights> {
        let groups = self.groups_of(&ctx.principal).await;
        Ok(self.rights_in(ctx, configuration::read(ctx, self).await?, &ctx.principal, groups))
    }

    /// Returns what somebody may do now.
    pub(crate) async fn rights_of(&self, ctx: &OpContext, principal: &Principal) -> Result<Rights> {
        // A server job does not need its groups.
        let groups = match principal.kind {
            PrincipalKind::Service => Vec::new(),
            PrincipalKind::User => self.groups_of(principal).await,
        };
        Ok(self.rights_in(ctx, self.snapshot().await?.configuration, principal, groups))
    }

    /// Returns what somebody in these groups may do under a configuration.
    pub(crate) fn rights_in(
        &self,
        ctx: &OpContext,
        configuration: Arc<Configuration>,
        principal: &Principal,
        groups: Vec<String>,
    ) -> Rights {
        Rights {
            index: self.indexed.of(&configuration, &self.settings.administrators),
            configuration,
            administrators: self.settings.administrators.clone().into(),
            principal: principal.clone(),
            groups,
            read_only: ctx.read_only,
            open: self.settings.open_verbs(),
        }
    }

    /// Returns somebody's groups; none when the directory cannot be asked: a right through a group needs the directory.
    pub(crate) async fn groups_of(&self, principal: &Principal) -> Vec<String> {
        self.ports.directory.groups_of(MemberKind::User, &principal.name).await.unwrap_or_else(|error| {
            tracing::warn!(%error, "the principal's groups cannot be read");
            Vec::new()
        })
    }

    /// Returns the decision on a verb at a target for the context's principal, with its ground.
    pub async fn may(&self, ctx: &OpContext, verb: Verb, target: Target) -> Result<Decision> {
        Ok(self.rights(ctx).await?.may(verb, target))
    }

    /// Refuses with the reason and who could, unless the context's principal may use the verb there.
    pub(crate) async fn authorise(&self, ctx: &OpContext, verb: Verb, target: Target) -> Result<()> {
        if is_write(verb) && ctx.as_of.is_some() {
            return Err(Problem::Past { verb: verb.name().into() }.into());
        }
        // What everybody may read waits neither for the configuration nor for the directory: a console shows its first
        // frame, and asks several times a second what has changed, through here.
        if ctx.is_service() || (!is_write(verb) && self.settings.open_verbs().contains(verb)) {
            return Ok(());
        }
        let decision = self.may(ctx, verb, target).await?;
        match decision.ground {
            _ if decision.allowed => Ok(()),
            Ground::ReadOnlySession => Err(Problem::ReadOnly { verb: verb.name().into() }.into()),
            _ => Err(Error::denied(&ctx.principal.name, &decision)),
        }
    }

    /// Returns the principal under which a request by `login` runs when it asks to act as `other`. Only administrators
    /// of the master may.
    pub async fn act_as(&self, login: &Principal, other: Option<&str>) -> Result<Principal> {
        match other {
            Some(other) if other != login.name => {
                if self.rights_of(&OpContext::new(login.clone()), login).await?.is_master() {
                    Ok(Principal::user(other))
                } else {
                    Err(Problem::MayNotImpersonate { principal: login.name.clone(), other: other.into() }.into())
                }
            }
            _ => Ok(login.clone()),
        }
    }
}

/// Whether a verb changes anything.
pub(crate) fn is_write(verb: Verb) -> bool {
    !verb.name().contains("view") && verb != Verb::SessionUnlock
}
