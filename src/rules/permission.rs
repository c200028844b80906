//! May this principal do this? Pure: a policy and a question in, a decision with its ground out.
//!
//! Until grants to delegated sets exist, the rules are three: the master's administrators may everything (CMF-06),
//! every authenticated user may read (CMFX-04; D-14 lets a setting restrict the log), and a server job does its own
//! work. Everything else is refused, and the refusal names who could.

use crate::model::permission::{Decision, Ground, Verb};
use crate::model::principal::{Principal, PrincipalKind};

/// What the decision rests on.
#[derive(Debug, Clone, Copy)]
pub struct Policy<'a> {
    /// Login names that administer the master NSS.
    pub administrators: &'a [String],
    /// Whether only administrators read the action log.
    pub log_restricted: bool,
}

impl Policy<'_> {
    /// Whether the principal administers the master NSS.
    pub fn is_master(&self, principal: &Principal) -> bool {
        principal.kind == PrincipalKind::User && self.administrators.contains(&principal.name)
    }
}

/// Decides.
pub fn decide(policy: Policy<'_>, principal: &Principal, verb: Verb) -> Decision {
    let ground = if policy.is_master(principal) {
        Ground::Master
    } else if principal.kind == PrincipalKind::Service {
        Ground::Service
    } else if is_open(policy, verb) {
        Ground::EveryoneReads
    } else {
        Ground::NoGrant
    };
    let allowed = ground != Ground::NoGrant;
    Decision { allowed, verb, ground, who_can: if allowed { Vec::new() } else { policy.administrators.to_vec() } }
}

fn is_open(policy: Policy<'_>, verb: Verb) -> bool {
    match verb {
        Verb::LogView => !policy.log_restricted,
        Verb::NssView | Verb::AmtHelloView | Verb::ReportViewOwn | Verb::ReportViewNsc | Verb::ReportViewAll => true,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cmf_06_the_master_may_everything_and_a_stranger_only_reads() {
        let administrators = vec!["anna".to_owned()];
        let policy = Policy { administrators: &administrators, log_restricted: false };
        for &verb in Verb::ALL {
            assert!(decide(policy, &Principal::user("anna"), verb).allowed, "{}", verb.name());
            let stranger = decide(policy, &Principal::user("bob"), verb);
            assert_eq!(stranger.allowed, verb.name().contains("view") && verb != Verb::MeteringView, "{}", verb.name());
            assert!(stranger.allowed || stranger.who_can == administrators);
        }
    }

    #[test]
    fn d_14_the_log_can_be_restricted() {
        let administrators = vec!["anna".to_owned()];
        let policy = Policy { administrators: &administrators, log_restricted: true };
        assert!(!decide(policy, &Principal::user("bob"), Verb::LogView).allowed);
        assert!(decide(policy, &Principal::user("anna"), Verb::LogView).allowed);
    }
}
