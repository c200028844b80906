//! The gate: every use case asks here before it reads or plans anything.

use crate::core::{Core, Error, OpContext, Problem, Result};
use crate::model::permission::{Decision, Ground, Verb};
use crate::model::principal::Principal;
use crate::rules::permission::{Policy, decide};

impl Core {
    /// Returns the decision on a verb for the context's principal, with its ground.
    pub fn may(&self, ctx: &OpContext, verb: Verb) -> Decision {
        let policy = self.policy();
        let decision = decide(policy, &ctx.principal, verb);
        if decision.allowed && ctx.read_only && is_write(verb) {
            return Decision { allowed: false, ground: Ground::ReadOnlySession, ..decision };
        }
        decision
    }

    /// Refuses with the reason and who could, unless the context's principal may use the verb.
    pub(crate) fn authorise(&self, ctx: &OpContext, verb: Verb) -> Result<()> {
        let decision = self.may(ctx, verb);
        match decision.ground {
            _ if decision.allowed => Ok(()),
            Ground::ReadOnlySession => Err(Problem::ReadOnly { verb: verb.name().into() }.into()),
            _ => Err(Error::denied(&ctx.principal.name, verb, &decision.who_can)),
        }
    }

    /// Returns the principal under which a request by `login` runs when it asks to act as `other`. Only administrators
    /// of the master may.
    pub fn act_as(&self, login: &Principal, other: Option<&str>) -> Result<Principal> {
        match other {
            Some(other) if other != login.name => {
                if self.policy().is_master(login) {
                    Ok(Principal::user(other))
                } else {
                    Err(Problem::MayNotImpersonate { principal: login.name.clone(), other: other.into() }.into())
                }
            }
            _ => Ok(login.clone()),
        }
    }

    fn policy(&self) -> Policy<'_> {
        Policy { administrators: &self.settings.administrators, log_restricted: self.settings.log_restricted }
    }
}

fn is_write(verb: Verb) -> bool {
    !verb.name().contains("view")
}
