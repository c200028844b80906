//! What `update` is told, and what it asks for. Plain data both ways, so that a run can be recorded and told again.

use super::Wish;
use crate::console::event::TermEvent;
use crate::core::Problem;
use crate::core::access::Rights;
use crate::core::change::Plan;
use crate::core::choice::Place;
use crate::core::computer_set::{ComputerSetDetail, ComputerSetRow, Members};
use crate::core::distribution_point::PointCheck;
use crate::core::health::Health;
use crate::core::hello::Detail;
use crate::core::inbox::InboxItem;
use crate::core::job::JobRow;
use crate::core::machine::{MachinePage, MachineQuery, MachineRow, MachineWhy};
use crate::core::package::{PackageDetail, PackageRow};
use crate::core::provisioning::{Comparison, Edit};
use crate::core::publication::{ClientQuery, Clients, Pipeline};
use crate::core::request::RequestQuery;
use crate::core::system_set::SystemSetDetail;
use crate::core::what_if::{Outlook, Supposition};
use crate::model::directory::{MemberKind, User};
use crate::model::hello::RejectedHello;
use crate::model::id::{ComputerSetId, OperationId, PackageId, SystemId, TraceId};
use crate::model::job::JobRun;
use crate::model::operation::Operation;
use crate::model::policy::SyncPolicy;
use crate::model::profile::Profile;
use crate::model::request::MemberRequest;
use crate::model::system::StatusCount;
use crate::model::system_set::SystemSetNode;
use crate::port::{AccountQuery, HelloPage, Revision};
use chrono::{DateTime, Utc};
use std::net::IpAddr;
use std::sync::Arc;
use uuid::Uuid;

/// Something that happened.
#[derive(Debug, Clone, PartialEq)]
pub enum Message {
    /// The terminal, or the system on its behalf.
    Terminal(TermEvent),
    /// The answer to a request.
    Reply(Tag, Result<Reply, Problem>),
    /// The databases changed since the last look.
    Changed(Revision),
    /// The parts are not as they were.
    Health(Box<Health>),
    /// The databases could not be asked what has changed.
    Offline(Problem),
    /// A time that the model asked to be woken at has come.
    Wake,
    /// Something to tell the person.
    Note(Note),
}

/// A short message of the runner. The sentence is `toast-<kind>`.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Note {
    /// A text was sent to the clipboard.
    Copied {},
    /// The terminal takes no text for its clipboard.
    CopyUnsupported {},
    /// The text is too long for the terminal's clipboard.
    CopyTooLong {},
    /// The terminal has not taken an earlier text yet.
    CopyBusy {},
    /// The mouse is taken.
    MouseOn {},
    /// The mouse is left to the terminal.
    MouseOff {},
}

/// Something to be done outside the model.
#[derive(Debug, Clone, PartialEq)]
pub enum Effect {
    /// Ask the core.
    Core {
        /// What the answer is for.
        tag: Tag,
        /// The question.
        request: Request,
        /// The reason for which writing is unlocked; without one, the core is asked read-only.
        reason: Option<String>,
        /// The time as of which to answer; none for now. Set when the effect leaves the model.
        as_of: Option<DateTime<Utc>>,
    },
    /// Stop waiting for an answer.
    Cancel(Slot),
    /// Put a text on the clipboard.
    Copy(String),
    /// Give the terminal back until the shell continues the program.
    Suspend,
    /// Paint every cell again.
    Redraw,
    /// Take the mouse, or leave it to the terminal.
    Mouse(bool),
    /// End the program with this exit code.
    Quit(u8),
}

/// What an answer is for: a place in the model, and which of the questions for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Tag {
    /// The place.
    pub slot: Slot,
    /// Rises with every question; an answer to an older one is dropped.
    pub generation: u32,
}

/// A place in the model that is filled from the core. One question at a time is under way for each.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "each is named by what is fetched for it")]
pub enum Slot {
    Counts,
    Hours,
    Policy,
    Recent,
    Health,
    /// What the principal may do.
    Rights,
    /// What the principal might do at the earlier time that is shown.
    RightsThen,
    /// The record that writing was unlocked or locked.
    Session,
    Inbox,
    /// The note that inbox items were read.
    InboxRead,
    /// The tree of NSSs.
    Sets,
    /// The NSS under the cursor.
    Set,
    /// Every NSC.
    ComputerSets,
    /// The NSC under the cursor.
    ComputerSet,
    /// The computers of the NSC under the cursor.
    Computers,
    /// The users of the NSC under the cursor.
    Users,
    /// The requests for the NSC under the cursor.
    Requests,
    Packages,
    Package,
    Machines,
    /// All machines, for being searched.
    Roll,
    /// What the machine under the cursor shall have.
    Machine,
    /// What the principal gets.
    Own,
    /// Names to choose from in a dialog.
    Pick,
    Profiles,
    Systems,
    Rejected,
    Detail,
    /// How far the latest changes have come.
    Pipeline,
    Jobs,
    /// What runs of jobs did.
    Runs,
    /// Clients by their last check.
    Clients,
    Log,
    Dialog,
}

/// A question to the core.
#[derive(Debug, Clone, PartialEq)]
pub enum Request {
    /// Systems by status.
    Counts,
    /// Hellos by hour.
    Hours,
    /// The parts.
    Health,
    /// The synchronization policy.
    Policy,
    /// What the principal may do. Answered as of today, always.
    Rights,
    /// What the principal may do by the configuration of the time that is shown, for looking at.
    RightsShown,
    /// The principal's inbox.
    Inbox,
    /// A note that items of the inbox were read, by their keys.
    MarkRead(Vec<String>),
    /// A record that writing is unlocked or locked again.
    Session {
        /// Unlocked, or locked.
        unlock: bool,
    },
    /// The tree of NSSs.
    Sets,
    /// One NSS in full, by name.
    Set(String),
    /// Every NSC.
    ComputerSets,
    /// One NSC in full.
    ComputerSet(ComputerSetId),
    /// The members of one of an NSC's groups.
    Members(ComputerSetId, MemberKind),
    /// Requests for membership.
    Requests(RequestQuery),
    /// Every package.
    Packages,
    /// One package in full.
    Package(PackageId),
    /// Machines by name.
    Machines(AccountQuery),
    /// Machines by all their columns.
    FindMachines(MachineQuery),
    /// To have all machines ready for being searched, or to let go of them.
    Roll {
        /// Have them ready.
        wanted: bool,
    },
    /// What a machine shall have.
    Machine {
        /// Its name.
        name: String,
        /// For this user too.
        user: Option<String>,
    },
    /// What the principal gets.
    Own(Place),
    /// Users by name.
    Users(AccountQuery),
    /// Every profile.
    Profiles,
    /// A page of systems.
    Systems {
        /// Continue behind this key.
        after: Option<(DateTime<Utc>, SystemId)>,
        /// Only what changed at or after this revision.
        changed_since: Option<i64>,
        /// Size of the page.
        limit: u32,
    },
    /// The newest malformed messages.
    Rejected,
    /// One system.
    Detail {
        /// Its UUID.
        uuid: Uuid,
        /// Its address, where the UUID alone does not say which.
        address: Option<IpAddr>,
    },
    /// How far the latest changes have come: so many of them.
    Pipeline(u32),
    /// The jobs.
    Jobs,
    /// The latest runs of jobs: so many of them.
    Runs(u32),
    /// Clients by their last check.
    Clients(ClientQuery),
    /// Whether a distribution point takes files, by trying.
    CheckPoint(String),
    /// Log records, newest first.
    Operations {
        /// Only older ones than this.
        before: Option<OperationId>,
        /// At most this many.
        limit: u32,
    },
    /// A verdict on stored evidence, edited or not.
    Replay {
        /// The trace.
        trace: TraceId,
        /// The edits.
        edits: Vec<Edit>,
    },
    /// What would follow from changes that nobody makes.
    WhatIf(Vec<Supposition>),
    /// What a change would do.
    Plan(Box<Wish>),
    /// Make a planned change.
    Commit(Box<Plan>),
}

/// An answer of the core.
#[derive(Debug, Clone, PartialEq)]
#[expect(missing_docs, reason = "each is named by the request that it answers")]
pub enum Reply {
    Counts(Vec<StatusCount>),
    Hours(Vec<u64>),
    Health(Box<Health>),
    Policy(SyncPolicy),
    Rights(Arc<Rights>),
    Inbox(Vec<InboxItem>),
    Sets(Vec<SystemSetNode>),
    Set(Box<SystemSetDetail>),
    ComputerSets(Vec<ComputerSetRow>),
    ComputerSet(Box<ComputerSetDetail>),
    Members(Members),
    Requests(Vec<MemberRequest>),
    Packages(Vec<PackageRow>),
    Package(Box<PackageDetail>),
    Machines(Vec<MachineRow>),
    MachinePage(MachinePage),
    Machine(Box<MachineWhy>),
    Own(Box<MachineWhy>),
    Users(Vec<User>),
    /// What was to be noted is noted.
    Noted,
    Profiles(Vec<Profile>),
    Systems(HelloPage),
    Rejected(Vec<RejectedHello>),
    Detail(Box<Detail>),
    Pipeline(Pipeline),
    Jobs(Vec<JobRow>),
    Runs(Vec<JobRun>),
    Clients(Clients),
    Checked(Vec<PointCheck>),
    Operations(Vec<Operation>),
    Comparison(Box<Comparison>),
    Outlook(Box<Outlook>),
    Planned(Box<Plan>),
    Committed(OperationId),
}

impl Effect {
    /// Returns a question that changes nothing.
    pub fn ask(tag: Tag, request: Request) -> Self {
        Self::Core { tag, request, reason: None, as_of: None }
    }
}
