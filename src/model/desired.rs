//! What a machine shall have, and why: the answer of `rules::desired`.

use crate::model::assignment::AssignAction;
use crate::model::directory::MemberKind;
use crate::model::id::{AssignmentId, ComputerSetId, PackageId};
use crate::model::package::PackageState;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

/// A package on a machine (and for a user): what shall be, the rule that says so, and every rule that lost.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Desired {
    /// The package.
    pub pkg: PackageId,
    /// Its name.
    pub name: String,
    /// Its version.
    pub version: String,
    /// What shall be.
    pub state: DesiredState,
    /// The rule that decided.
    pub winner: Rule,
    /// The rules that lost.
    pub losers: Vec<Lost>,
    /// When the state changes by itself: the window opens, the emergency ends.
    pub until: Option<DateTime<Utc>>,
}

impl Desired {
    /// Returns the package's name with its version, as people see it.
    pub fn title(&self) -> String {
        format!("{} {}", self.name, self.version)
    }

    /// Whether the user has chosen the package, whatever came of it.
    pub fn is_chosen(&self) -> bool {
        let chosen = |rule: &Rule| matches!(rule, Rule::Choice { chosen: true, .. });
        chosen(&self.winner) || self.losers.iter().any(|lost| chosen(&lost.rule))
    }

    /// Returns its place in a user's list: by part, what can be chosen first, then by name. Those of no part come first.
    pub fn listed(&self) -> impl Ord + use<> {
        let not_choosable = !self.state.is_choosable();
        (self.state.part(), not_choosable, self.name.to_lowercase(), self.version.clone(), self.pkg)
    }

    /// Returns what the user can do about the package: choose it, do without it, or nothing.
    pub fn offer(&self) -> Option<bool> {
        match (self.is_chosen(), self.state.is_choosable()) {
            (true, _) => Some(false),
            (false, true) => Some(true),
            (false, false) => None,
        }
    }
}

/// One of the three parts of a user's view (CMF-27).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Part {
    /// What the user may choose or have.
    Allowed,
    /// What is there because it must, or will be.
    Applied,
    /// What must not be there.
    Denied,
}

impl Part {
    /// Every part, in the order of a list.
    pub const ALL: [Self; 3] = [Self::Allowed, Self::Applied, Self::Denied];

    /// Returns the name as locale files know it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Allowed => "allowed",
            Self::Applied => "applied",
            Self::Denied => "denied",
        }
    }
}

/// What shall be with a package.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DesiredState {
    /// It is enforced.
    Applied,
    /// It may be there.
    Allowed,
    /// The user may choose it.
    Published,
    /// It must not be there.
    Denied,
    /// The user chose it once and does not any more: it is removed once and no more (CMFX-05).
    RemovedOnce,
    /// It would be applied, and a local manager has not released it (CMFX-07).
    BlockedByLocalManager,
    /// It will be applied when the time has come.
    WaitingForWindow,
    /// No rule has an effect: what is there stays, what is not there does not come.
    Unmanaged,
}

impl DesiredState {
    /// Every state.
    pub const ALL: [Self; 8] = [
        Self::Applied,
        Self::WaitingForWindow,
        Self::BlockedByLocalManager,
        Self::Published,
        Self::Allowed,
        Self::RemovedOnce,
        Self::Denied,
        Self::Unmanaged,
    ];

    /// Whether the user can choose the package now.
    pub fn is_choosable(self) -> bool {
        matches!(self, Self::Published | Self::RemovedOnce)
    }

    /// Returns the part of a user's view; none where no rule has an effect.
    pub fn part(self) -> Option<Part> {
        match self {
            Self::Published | Self::Allowed | Self::RemovedOnce => Some(Part::Allowed),
            Self::Applied | Self::WaitingForWindow | Self::BlockedByLocalManager => Some(Part::Applied),
            Self::Denied => Some(Part::Denied),
            Self::Unmanaged => None,
        }
    }

    /// Returns the name as it stands in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Self::Applied => "applied",
            Self::Allowed => "allowed",
            Self::Published => "published",
            Self::Denied => "denied",
            Self::RemovedOnce => "removed_once",
            Self::BlockedByLocalManager => "blocked_by_local_manager",
            Self::WaitingForWindow => "waiting_for_window",
            Self::Unmanaged => "unmanaged",
        }
    }
}

/// A rule that says something about a package on a machine. The sentence is `rule-<kind>` in the locale files.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
#[expect(missing_docs, reason = "the fields are named by what they hold; the sentences are in the locale files")]
pub enum Rule {
    /// An assignment to an NSC that the machine or the user is in, or that such an NSC is nested in.
    Assignment {
        assignment: AssignmentId,
        action: AssignAction,
        /// The NSC to which the package is assigned.
        nsc: ComputerSetId,
        nsc_name: String,
        /// The NSC whose member it is, when that one is nested in the other.
        through: Option<ComputerSetId>,
        /// Whether the machine or the user is the member.
        member: MemberKind,
        by: String,
        since: DateTime<Utc>,
    },
    /// The user chose it, or does not want it any more.
    Choice { user: String, chosen: bool, at: DateTime<Utc> },
    /// Another package needs it.
    Dependency { of: PackageId, of_name: String },
    /// It needs another package, which cannot be there.
    DependencyDenied { on: PackageId, on_name: String },
    /// Another package replaces it.
    Superseded { by: PackageId, by_name: String },
    /// It cannot stand beside another package that goes before it.
    Conflict { with: PackageId, with_name: String },
    /// The manager of a locally managed NSC has not released it.
    LocalManager { nsc: ComputerSetId, nsc_name: String, responsible: String },
    /// Its time has not come: not before, or outside the window.
    Schedule { assignment: AssignmentId, opens: DateTime<Utc> },
    /// It is a draft or retired, so no assignment of it counts.
    NotInUse { state: PackageState },
    /// It is for other operating systems than the machine's, which is empty when it is not known.
    OtherSystem { os: String },
    /// It is not assigned to any NSC that the machine or the user is in.
    Unassigned {},
}

impl Rule {
    /// Returns it as JSON, the arguments of its sentence, with its times as `written` writes them.
    pub fn with_times(&self, written: impl Fn(DateTime<Utc>) -> String) -> Value {
        let mut value = json!(self);
        for field in ["since", "at", "opens"] {
            let time = value[field].as_str().and_then(|text| text.parse().ok());
            if let Some(time) = time {
                value[field] = written(time).into();
            }
        }
        value
    }
}

/// A rule that lost, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lost {
    /// The rule.
    #[serde(flatten)]
    pub rule: Rule,
    /// Why it lost.
    pub because: Because,
}

/// Why a rule lost. The sentence is `because-<kind>` in the locale files.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Because {
    /// A stronger action is assigned (D-02).
    WeakerAction,
    /// The same action is assigned nearer, or earlier.
    SameAction,
    /// The package is still a draft.
    Draft,
    /// The package is retired.
    Retired,
    /// The package is not for the machine's operating system.
    OsFilter,
    /// It is held up: by a local manager, by its window, by a dependency or by another package.
    HeldUp,
    /// The user's choice goes before it.
    Chosen,
}
