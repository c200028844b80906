//! The permission vocabulary (requirements section 7) and what a decision says.

use crate::model::delegation::{Reach, Trustee};
use crate::model::id::{AdministratorId, ComputerSetId, GrantId, PackageId, SystemSetId};
use chrono::{DateTime, Utc};
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
    PkgChoose = "pkg.choose",
    PkgGpo = "pkg.gpo",
    ScheduleSet = "schedule.set",
    ReportViewOwn = "report.view.own",
    ReportViewNsc = "report.view.nsc",
    ReportViewAll = "report.view.all",
    DpEdit = "dp.edit",
    JobRun = "job.run",
    SessionUnlock = "session.unlock",
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

impl Verb {
    /// Whether it can be granted. Making and deleting NSSs and handing out rights stay with the master (CMFX-01).
    pub fn is_grantable(self) -> bool {
        !matches!(self, Self::NssCreate | Self::NssDelete | Self::NssGrant | Self::NssRevoke)
    }
}

/// Where a verb is used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Target {
    /// The estate as a whole: what belongs to no set, such as AMT provisioning, the inventory or the log.
    Estate {},
    /// An NSS, or something new in it.
    Nss {
        /// Its number.
        id: SystemSetId,
    },
    /// An NSC.
    Nsc {
        /// Its number.
        id: ComputerSetId,
    },
    /// A package.
    Pkg {
        /// Its number.
        id: PackageId,
    },
    /// The assignment of a package to an NSC.
    Assignment {
        /// The NSC.
        nsc: ComputerSetId,
        /// The package.
        pkg: PackageId,
    },
}

impl Target {
    /// The estate as a whole.
    pub const ESTATE: Self = Self::Estate {};
}

/// The answer to "may this principal do this here?", with its ground.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decision {
    /// Whether the action may go ahead.
    pub allowed: bool,
    /// What was asked.
    pub verb: Verb,
    /// Where.
    pub target: Target,
    /// Why.
    pub ground: Ground,
    /// What allows it, from the administrator's entry over the grants up to the master. Empty where no grant is needed.
    pub chain: Vec<Link>,
    /// The least that would allow it, when it was refused.
    pub missing: Vec<Missing>,
    /// Who could do it, when it was refused: administrators, nearest first.
    pub who_can: Vec<String>,
    /// Who could give what is missing.
    pub who_can_grant: Vec<String>,
}

/// The rule that decided.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Ground {
    /// The principal administers the master NSS, which may do everything (CMF-06).
    Master,
    /// Grants give the verb to an NSS that the principal administers.
    Granted,
    /// Every authenticated user may do this (CMFX-04, CMF-24, D-14).
    Everyone,
    /// A server job does its own work.
    Service,
    /// No grant gives the verb to the principal.
    NoGrant,
    /// Only the master's administrators may, and it cannot be granted (CMFX-01).
    MasterOnly,
    /// The session is read-only; the right itself was not looked at.
    ReadOnlySession,
}

/// A link of the chain that allows something.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
#[expect(missing_docs, reason = "the fields are named by what they hold; the sentences are in the locale files")]
pub enum Link {
    /// The principal, or a group of theirs, administers an NSS. `entry` is none where the settings say so.
    Administrator { entry: Option<AdministratorId>, nss: SystemSetId, nss_name: String, trustee: Trustee, reach: Reach },
    /// An NSS holds a verb.
    Grant {
        grant: GrantId,
        nss: SystemSetId,
        nss_name: String,
        verb: Verb,
        reach: Reach,
        granted_by: String,
        granted_at: DateTime<Utc>,
    },
}

/// Something that would have to be given.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
#[expect(missing_docs, reason = "the fields are named by what they hold; the sentences are in the locale files")]
pub enum Missing {
    /// A verb for an NSS.
    Grant { nss: SystemSetId, nss_name: String, verb: Verb, reach: Reach },
    /// An administrator's entry at an NSS.
    Administrator { nss: SystemSetId, nss_name: String, principal: String, reach: Reach },
}
