//! May this principal do this here? Pure: a policy and a question in, a decision with its ground out.

use crate::model::configuration::Configuration;
use crate::model::permission::{Decision, Ground, Target, Verb};
use crate::model::principal::{Principal, PrincipalKind};

/// What the decision rests on.
#[derive(Debug, Clone, Copy)]
pub struct Policy<'a> {
    /// The tree, the grants and the administrators.
    pub configuration: &'a Configuration,
    /// Login names that administer the master NSS by the settings.
    pub administrators: &'a [String],
    /// Whether only who holds the verb reads the action log (D-14).
    pub log_restricted: bool,
    /// Whether only who holds the verb asks for membership.
    pub requests_restricted: bool,
}

/// Who asks.
#[derive(Debug, Clone, Copy)]
pub struct Asker<'a> {
    /// The principal.
    pub principal: &'a Principal,
    /// The directory groups that they are in.
    pub groups: &'a [String],
}

impl Policy<'_> {
    /// Whether the asker administers the master NSS.
    pub fn is_master(&self, asker: Asker<'_>) -> bool {
        asker.principal.kind == PrincipalKind::User && self.administrators.contains(&asker.principal.name)
    }
}

/// Decides.
pub fn decide(policy: Policy<'_>, asker: Asker<'_>, verb: Verb, target: Target) -> Decision {
    let ground = if policy.is_master(asker) {
        Ground::Master
    } else if asker.principal.kind == PrincipalKind::Service {
        Ground::Service
    } else if is_open(policy, verb) {
        Ground::Everyone
    } else {
        Ground::NoGrant
    };
    let allowed = ground != Ground::NoGrant;
    let who_can = if allowed { Vec::new() } else { policy.administrators.to_vec() };
    Decision {
        allowed,
        verb,
        target,
        ground,
        chain: Vec::new(),
        missing: Vec::new(),
        who_can_grant: who_can.clone(),
        who_can,
    }
}

/// Whether every authenticated user may, without a grant.
fn is_open(policy: Policy<'_>, verb: Verb) -> bool {
    match verb {
        Verb::LogView => !policy.log_restricted,
        Verb::NscMemberRequest => !policy.requests_restricted,
        Verb::NssView
        | Verb::AmtHelloView
        | Verb::ReportViewOwn
        | Verb::ReportViewNsc
        | Verb::ReportViewAll
        | Verb::PkgChoose
        | Verb::SessionUnlock => true,
        _ => false,
    }
}
