//! The permission vocabulary (requirements section 7) and what a decision says.

use serde::{Deserialize, Serialize};

macro_rules! verbs {
    ($($variant:ident = $name:literal),+ $(,)?) => {
        /// An operation that can be granted. The enum is the catalogue of what can be controlled (CMF-09).
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        pub enum Verb {
            $(
                #[doc = concat!("`", $name, "`")]
                #[serde(rename = $name)]
                $variant,
            )+
        }

        impl Verb {
            /// Every verb, in the order in which help lists them.
            pub const ALL: &'static [Verb] = &[$(Verb::$variant),+];

            /// Returns the dotted name, for example `amt.policy.edit`.
            pub fn name(self) -> &'static str {
                match self { $(Verb::$variant => $name),+ }
            }
        }
    };
}

verbs! {
    NssCreate = "nss.create",
    NssDelete = "nss.delete",
    NssGrant = "nss.grant",
    NssRevoke = "nss.revoke",
    NssView = "nss.view",
    NssEdit = "nss.edit",
    NscCreate = "nsc.create",
    NscEdit = "nsc.edit",
    NscDelete = "nsc.delete",
    NscMemberComputerAdd = "nsc.member.computer.add",
    NscMemberComputerRemove = "nsc.member.computer.remove",
    NscMemberUserAdd = "nsc.member.user.add",
    NscMemberUserRemove = "nsc.member.user.remove",
    NscMemberRequest = "nsc.member.request",
    NscMemberApprove = "nsc.member.approve",
    NscLocalSet = "nsc.local.set",
    NscLocalRelease = "nsc.local.release",
    NscLocalUnblock = "nsc.local.unblock",
    PkgCreate = "pkg.create",
    PkgEdit = "pkg.edit",
    PkgDelete = "pkg.delete",
    PkgPublish = "pkg.publish",
    PkgAssignApply = "pkg.assign.apply",
    PkgAssignAllow = "pkg.assign.allow",
    PkgAssignDeny = "pkg.assign.deny",
    PkgAssignPublish = "pkg.assign.publish",
    PkgGpo = "pkg.gpo",
    ScheduleSet = "schedule.set",
    ReportViewOwn = "report.view.own",
    ReportViewNsc = "report.view.nsc",
    ReportViewAll = "report.view.all",
    LogView = "log.view",
    MeteringView = "metering.view",
    MeteringConfig = "metering.config",
    CmdbImport = "cmdb.import",
    AmtHelloView = "amt.hello.view",
    AmtProfileEdit = "amt.profile.edit",
    AmtPolicyEdit = "amt.policy.edit",
    AmtKeyManage = "amt.key.manage",
    AmtMappingOverride = "amt.mapping.override",
    AmtProvision = "amt.provision",
    AmtPower = "amt.power",
    AmtUnprovision = "amt.unprovision",
}

/// The answer to "may this principal do this?", with its ground.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decision {
    /// Whether the action may go ahead.
    pub allowed: bool,
    /// What was asked.
    pub verb: Verb,
    /// Why.
    pub ground: Ground,
    /// Who could do it or give the right, when it was refused. Names of administrators.
    pub who_can: Vec<String>,
}

/// The rule that decided.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Ground {
    /// The principal administers the master NSS, which may do everything (CMF-06).
    Master,
    /// Every authenticated user may read this (CMFX-04, D-14).
    EveryoneReads,
    /// A server job does its own work.
    Service,
    /// No grant gives the verb to the principal.
    NoGrant,
    /// The session is read-only; the right itself was not looked at.
    ReadOnlySession,
}
