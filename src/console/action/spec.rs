//! The table of actions.

use crate::console::screen::ScreenId;
use crate::model::permission::Verb;
use serde::{Deserialize, Serialize};

/// Heading under which help lists an action.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Group {
    /// On this screen.
    Here,
    /// Changes that can be made from anywhere.
    Change,
    /// The program as a whole.
    Program,
    /// Moving about.
    Move,
    /// In dialogs.
    Dialog,
}

impl Group {
    /// Every group, in the order of help.
    pub const ALL: [Self; 5] = [Self::Here, Self::Change, Self::Program, Self::Move, Self::Dialog];

    /// Returns the id of its title in the locale files.
    pub fn title_id(self) -> &'static str {
        match self {
            Self::Here => "group-here",
            Self::Change => "group-change",
            Self::Program => "group-program",
            Self::Move => "group-move",
            Self::Dialog => "group-dialog",
        }
    }
}

/// Where an action makes sense.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Scope {
    /// Everywhere.
    Global,
    /// On one screen.
    Screen(ScreenId),
    /// In dialogs.
    Overlay,
}

/// What an action works on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Target {
    /// Nothing in particular.
    None,
    /// The selected AMT system.
    System,
    /// The selected log record.
    Record,
    /// The selected NSS, or the NSS of the selected NSC.
    Set,
    /// The selected NSC.
    ComputerSet,
    /// The marked members of the selected NSC, or the one under the cursor.
    Member,
    /// The request under the cursor, which waits for a decision.
    Request,
    /// The package under the cursor of the selected NSC.
    Assigned,
    /// The selected machine.
    Machine,
    /// The selected package.
    Package,
    /// The assignment under the cursor of the selected package.
    Recipient,
    /// The selected job, or the one that publishes.
    Job,
    /// The selected distribution point.
    Point,
    /// The selected package of the principal's own.
    Own,
}

/// What an action can do harm to, and so how it is confirmed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Danger {
    /// Changes nothing.
    Safe,
    /// Shows what it would change before it does.
    Preview,
}

/// An action with everything that the program knows of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ActionSpec {
    /// The action.
    pub action: Action,
    /// Its id, as keymap files name it.
    pub id: &'static str,
    /// Its heading.
    pub group: Group,
    /// Where it makes sense.
    pub scope: Scope,
    /// What it works on.
    pub target: Target,
    /// What it can do harm to.
    pub danger: Danger,
    /// The right that it needs.
    pub permission: Option<Verb>,
}

macro_rules! actions {
    ($($(#[$doc:meta])* $variant:ident = $id:literal, $group:ident, $scope:expr, $target:ident, $danger:ident, $permission:expr;)+) => {
        /// Everything that a person can do.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum Action {
            $($(#[$doc])* #[serde(rename = $id)] $variant,)+
        }

        impl ActionSpec {
            /// Every action, in the order of help.
            pub const ALL: &'static [ActionSpec] = &[$(ActionSpec {
                action: Action::$variant,
                id: $id,
                group: Group::$group,
                scope: $scope,
                target: Target::$target,
                danger: Danger::$danger,
                permission: $permission,
            },)+];
        }
    };
}

const HELLOS: Scope = Scope::Screen(ScreenId::Hellos);
const SETS: Scope = Scope::Screen(ScreenId::Sets);
const PACKAGES: Scope = Scope::Screen(ScreenId::Packages);
const MACHINES: Scope = Scope::Screen(ScreenId::Machines);
const JOBS: Scope = Scope::Screen(ScreenId::Jobs);
const OWN: Scope = Scope::Screen(ScreenId::Own);
const LOG: Scope = Scope::Screen(ScreenId::Log);
const GLOBAL: Scope = Scope::Global;
const OVERLAY: Scope = Scope::Overlay;

actions! {
    /// Shows why a hello was resolved as it was.
    HelloExplain = "hello.explain", Here, HELLOS, System, Safe, Some(Verb::AmtHelloView);
    /// Decides again on the stored evidence.
    HelloReplay = "hello.replay", Here, HELLOS, System, Safe, Some(Verb::AmtHelloView);
    /// Decides again on edited evidence.
    HelloWhatIf = "hello.what_if", Here, HELLOS, System, Safe, Some(Verb::AmtHelloView);
    /// Gives a device a name and a profile by hand.
    HelloOverride = "hello.override", Here, HELLOS, System, Preview, Some(Verb::AmtMappingOverride);
    /// Copies what is known as text for a ticket.
    HelloCopy = "hello.copy", Here, HELLOS, System, Safe, Some(Verb::AmtHelloView);
    /// Shows who may do what with the selected set, and why.
    SetsWhy = "sets.why", Here, SETS, None, Safe, Some(Verb::NssView);
    /// Changes name, description or link person of an NSS.
    SetEdit = "set.edit", Here, SETS, Set, Preview, Some(Verb::NssEdit);
    /// Hangs an NSS below another.
    SetMove = "set.move", Here, SETS, Set, Preview, Some(Verb::NssGrant);
    /// Deletes an NSS.
    SetDelete = "set.delete", Here, SETS, Set, Preview, Some(Verb::NssDelete);
    /// Gives verbs to an NSS.
    SetGrant = "set.grant", Here, SETS, Set, Preview, Some(Verb::NssGrant);
    /// Takes verbs from an NSS.
    SetRevoke = "set.revoke", Here, SETS, Set, Preview, Some(Verb::NssRevoke);
    /// Shows what would follow if an NSS or an administrator had other rights.
    SetWhatIf = "set.what_if", Here, SETS, Set, Safe, Some(Verb::NssView);
    /// Makes somebody an administrator of an NSS.
    AdministratorAdd = "set.admin_add", Here, SETS, Set, Preview, Some(Verb::NssEdit);
    /// Ends that somebody is an administrator of an NSS.
    AdministratorRemove = "set.admin_remove", Here, SETS, Set, Preview, Some(Verb::NssEdit);
    /// Makes an NSC.
    NscCreate = "nsc.create", Here, SETS, Set, Preview, Some(Verb::NscCreate);
    /// Changes an NSC.
    NscEdit = "nsc.edit", Here, SETS, ComputerSet, Preview, Some(Verb::NscEdit);
    /// Deletes an NSC.
    NscDelete = "nsc.delete", Here, SETS, ComputerSet, Preview, Some(Verb::NscDelete);
    /// Assigns a package to an NSC.
    NscAssign = "nsc.assign", Here, SETS, ComputerSet, Preview, Some(Verb::PkgAssignApply);
    /// Adds members to an NSC.
    MemberAdd = "nsc.member_add", Here, SETS, ComputerSet, Preview, Some(Verb::NscMemberComputerAdd);
    /// Removes the marked members from an NSC.
    MemberRemove = "nsc.member_remove", Here, SETS, Member, Preview, Some(Verb::NscMemberComputerRemove);
    /// Asks the owners of an NSC to add members.
    MemberRequest = "nsc.request", Here, SETS, ComputerSet, Preview, Some(Verb::NscMemberRequest);
    /// Approves a request for membership.
    RequestApprove = "nsc.approve", Here, SETS, Request, Preview, Some(Verb::NscMemberApprove);
    /// Refuses a request for membership.
    RequestRefuse = "nsc.refuse", Here, SETS, Request, Preview, Some(Verb::NscMemberApprove);
    /// Releases a package for a locally managed NSC.
    NscRelease = "nsc.release", Here, SETS, Assigned, Preview, Some(Verb::NscLocalRelease);
    /// Unblocks a package in an emergency.
    NscUnblock = "nsc.unblock", Here, SETS, Assigned, Preview, Some(Verb::NscLocalUnblock);
    /// Shows who may do what with the selected package, and why.
    PackagesWhy = "packages.why", Here, PACKAGES, Package, Safe, Some(Verb::NssView);
    /// Makes a package.
    PackageCreate = "pkg.create", Here, PACKAGES, None, Preview, Some(Verb::PkgCreate);
    /// Changes a package.
    PackageEdit = "pkg.edit", Here, PACKAGES, Package, Preview, Some(Verb::PkgEdit);
    /// Puts a package into use.
    PackagePublish = "pkg.publish", Here, PACKAGES, Package, Preview, Some(Verb::PkgPublish);
    /// Takes a package out of use.
    PackageRetire = "pkg.retire", Here, PACKAGES, Package, Preview, Some(Verb::PkgPublish);
    /// Deletes a package.
    PackageDelete = "pkg.delete", Here, PACKAGES, Package, Preview, Some(Verb::PkgDelete);
    /// Assigns a package to an NSC.
    PackageAssign = "pkg.assign", Here, PACKAGES, Package, Preview, Some(Verb::PkgAssignApply);
    /// Ends an assignment of a package.
    PackageUnassign = "pkg.unassign", Here, PACKAGES, Recipient, Preview, Some(Verb::PkgAssignApply);
    /// Shows what would follow if a package were assigned elsewhere or otherwise.
    PackageWhatIf = "pkg.what_if", Here, PACKAGES, Package, Safe, Some(Verb::NssView);
    /// Has a job run now.
    JobRun = "job.run", Here, JOBS, Job, Preview, Some(Verb::JobRun);
    /// Tries the selected distribution point.
    PointCheck = "dp.check", Here, JOBS, Point, Safe, Some(Verb::DpEdit);
    /// Copies how publishing is, for who takes over.
    JobsCopy = "jobs.copy", Here, JOBS, None, Safe, None;
    /// Shows what a change replaced.
    LogDiff = "log.diff", Here, LOG, Record, Safe, Some(Verb::LogView);
    /// Takes a change back. It needs the rights of the change itself, which only the core knows.
    LogUndo = "log.undo", Here, LOG, Record, Preview, None;
    /// Shows why a package is, or is not, on the selected machine.
    MachineWhy = "machine.why", Here, MACHINES, Machine, Safe, None;
    /// Sorts the machines by the next column.
    MachineSort = "machine.sort", Here, MACHINES, None, Safe, None;
    /// Turns the order of the machines around.
    MachineSortTurn = "machine.sort_turn", Here, MACHINES, None, Safe, None;
    /// Copies what is known of the machine as text for a ticket.
    MachineCopy = "machine.copy", Here, MACHINES, Machine, Safe, None;
    /// Chooses the user for whom it is shown what machines shall have.
    MachineUser = "machine.user", Here, MACHINES, None, Safe, None;
    /// Opens the wizard for the selected package of the principal's own.
    OwnWhy = "own.why", Here, OWN, Own, Safe, None;
    /// Asks what choosing the selected package would do, or doing without it.
    OwnChoose = "own.choose", Here, OWN, Own, Preview, Some(Verb::PkgChoose);
    /// Looks at the principal's own software on another machine.
    OwnMachine = "own.machine", Here, OWN, None, Safe, None;
    /// Changes the synchronization policy.
    PolicyEdit = "policy.edit", Change, GLOBAL, None, Preview, Some(Verb::AmtPolicyEdit);
    /// Lets a refused credential for hosts be tried again.
    BreakerClear = "host.breaker_clear", Change, GLOBAL, None, Preview, Some(Verb::AmtProvision);
    /// Makes a provisioning profile.
    ProfileCreate = "profile.create", Change, GLOBAL, None, Preview, Some(Verb::AmtProfileEdit);
    /// Makes a Named System Set.
    SetCreate = "set.create", Change, GLOBAL, None, Preview, Some(Verb::NssCreate);
    /// Goes to the overview.
    ScreenOverview = "screen.overview", Program, GLOBAL, None, Safe, None;
    /// Goes to the sets.
    ScreenSets = "screen.sets", Program, GLOBAL, None, Safe, Some(Verb::NssView);
    /// Goes to the machines.
    ScreenMachines = "screen.machines", Program, GLOBAL, None, Safe, None;
    /// Goes to the packages.
    ScreenPackages = "screen.packages", Program, GLOBAL, None, Safe, None;
    /// Goes to the hellos.
    ScreenHellos = "screen.hellos", Program, GLOBAL, None, Safe, Some(Verb::AmtHelloView);
    /// Goes to jobs and publishing.
    ScreenJobs = "screen.jobs", Program, GLOBAL, None, Safe, Some(Verb::NssView);
    /// Goes to the action log.
    ScreenLog = "screen.log", Program, GLOBAL, None, Safe, Some(Verb::LogView);
    /// Goes to the principal's own software.
    ScreenOwn = "screen.own", Program, GLOBAL, None, Safe, None;
    /// Shows what can be done here.
    Help = "app.help", Program, GLOBAL, None, Safe, None;
    /// Finds actions and objects by name.
    Palette = "app.palette", Program, GLOBAL, None, Safe, None;
    /// Shows what waits for the person.
    Inbox = "app.inbox", Program, GLOBAL, None, Safe, None;
    /// Reads everything again.
    Refresh = "app.refresh", Program, GLOBAL, None, Safe, None;
    /// Looks at an earlier time, or at now again.
    AsOf = "app.as_of", Program, GLOBAL, None, Safe, None;
    /// Unlocks writing, or locks it again.
    Unlock = "app.unlock", Program, GLOBAL, None, Safe, None;
    /// Goes back.
    Back = "app.back", Program, GLOBAL, None, Safe, None;
    /// Stops the program until the shell continues it.
    Suspend = "app.suspend", Program, GLOBAL, None, Safe, None;
    /// Paints the screen again.
    Redraw = "app.redraw", Program, GLOBAL, None, Safe, None;
    /// Takes the mouse, or leaves it to the terminal.
    Mouse = "app.mouse", Program, GLOBAL, None, Safe, None;
    /// Ends the program.
    Quit = "app.quit", Program, GLOBAL, None, Safe, None;
    /// Next row.
    Down = "nav.down", Move, GLOBAL, None, Safe, None;
    /// Previous row.
    Up = "nav.up", Move, GLOBAL, None, Safe, None;
    /// A page down.
    PageDown = "nav.page_down", Move, GLOBAL, None, Safe, None;
    /// A page up.
    PageUp = "nav.page_up", Move, GLOBAL, None, Safe, None;
    /// First row.
    Top = "nav.top", Move, GLOBAL, None, Safe, None;
    /// Last row.
    Bottom = "nav.bottom", Move, GLOBAL, None, Safe, None;
    /// Opens what is selected.
    Open = "nav.open", Move, GLOBAL, None, Safe, None;
    /// Closes it, or goes to the pane before.
    Close = "nav.close", Move, GLOBAL, None, Safe, None;
    /// Next pane.
    Pane = "nav.pane", Move, GLOBAL, None, Safe, None;
    /// Previous pane.
    PaneBack = "nav.pane_back", Move, GLOBAL, None, Safe, None;
    /// Narrows the list while typing.
    Filter = "list.filter", Move, GLOBAL, None, Safe, None;
    /// Next row that needs a person.
    ProblemNext = "list.problem_next", Move, GLOBAL, None, Safe, None;
    /// Previous row that needs a person.
    ProblemPrevious = "list.problem_previous", Move, GLOBAL, None, Safe, None;
    /// Marks the row.
    Mark = "list.mark", Move, GLOBAL, None, Safe, None;
    /// Marks the row and goes to the next.
    MarkDown = "list.mark_down", Move, GLOBAL, None, Safe, None;
    /// Marks the row and goes to the previous.
    MarkUp = "list.mark_up", Move, GLOBAL, None, Safe, None;
    /// Begins or ends a range of marks.
    MarkRange = "list.mark_range", Move, GLOBAL, None, Safe, None;
    /// Marks every visible row, or none.
    MarkAll = "list.mark_all", Move, GLOBAL, None, Safe, None;
    /// Scrolls the detail down.
    ScrollDown = "detail.scroll_down", Move, GLOBAL, None, Safe, None;
    /// Scrolls the detail up.
    ScrollUp = "detail.scroll_up", Move, GLOBAL, None, Safe, None;
    /// Goes on.
    Confirm = "overlay.confirm", Dialog, OVERLAY, None, Safe, None;
    /// Closes the dialog without a change.
    Cancel = "overlay.cancel", Dialog, OVERLAY, None, Safe, None;
    /// Next field.
    Next = "overlay.next", Dialog, OVERLAY, None, Safe, None;
    /// Previous field.
    Previous = "overlay.previous", Dialog, OVERLAY, None, Safe, None;
    /// Ticks a box.
    Toggle = "overlay.toggle", Dialog, OVERLAY, None, Safe, None;
}

impl Action {
    /// Returns the screen to which it goes; none when it does something else.
    pub fn screen(self) -> Option<ScreenId> {
        Some(match self {
            Self::ScreenOverview => ScreenId::Overview,
            Self::ScreenSets => ScreenId::Sets,
            Self::ScreenMachines => ScreenId::Machines,
            Self::ScreenPackages => ScreenId::Packages,
            Self::ScreenHellos => ScreenId::Hellos,
            Self::ScreenJobs => ScreenId::Jobs,
            Self::ScreenLog => ScreenId::Log,
            Self::ScreenOwn => ScreenId::Own,
            _ => return None,
        })
    }

    /// Returns the action with this id.
    pub fn from_id(id: &str) -> Option<Self> {
        ActionSpec::ALL.iter().find(|spec| spec.id == id).map(|spec| spec.action)
    }

    /// Returns the table's row.
    pub fn spec(self) -> &'static ActionSpec {
        // The table is in the order of the variants: both come from one list.
        &ActionSpec::ALL[self as usize]
    }

    /// Returns the id of its title in the locale files; its explanation is the attribute `help`, its name in the
    /// footer the attribute `short`.
    pub fn title_id(self) -> String {
        format!("action-{}", self.spec().id.replace(['.', '_'], "-"))
    }
}

impl ActionSpec {
    /// Every id, for loading keymaps.
    pub fn ids() -> Vec<&'static str> {
        Self::ALL.iter().map(|spec| spec.id).collect()
    }

    /// Returns the ids of actions that must not lie on one careless key.
    pub fn dangerous_ids() -> Vec<&'static str> {
        Self::ALL.iter().filter(|spec| spec.writes()).map(|spec| spec.id).collect()
    }

    /// Whether the action writes.
    pub fn writes(&self) -> bool {
        self.danger > Danger::Safe
    }
}

/// The actions that the footer offers on a screen, the most useful first.
pub const fn hints(screen: ScreenId) -> &'static [Action] {
    match screen {
        ScreenId::Overview => &[
            Action::Help,
            Action::Palette,
            Action::Open,
            Action::ScreenHellos,
            Action::PolicyEdit,
            Action::Unlock,
            Action::Quit,
        ],
        ScreenId::Sets => &[
            Action::SetsWhy,
            Action::MemberAdd,
            Action::MemberRemove,
            Action::RequestApprove,
            Action::RequestRefuse,
            Action::NscRelease,
            Action::NscAssign,
            Action::NscEdit,
            Action::SetGrant,
            Action::AdministratorAdd,
            Action::NscCreate,
            Action::Filter,
            Action::Inbox,
            Action::Help,
        ],
        ScreenId::Hellos => &[
            Action::HelloExplain,
            Action::HelloReplay,
            Action::HelloWhatIf,
            Action::HelloCopy,
            Action::HelloOverride,
            Action::Filter,
            Action::Pane,
            Action::Help,
        ],
        ScreenId::Machines => &[
            Action::MachineWhy,
            Action::MachineUser,
            Action::MachineCopy,
            Action::Filter,
            Action::MachineSort,
            Action::Pane,
            Action::AsOf,
            Action::Help,
            Action::Quit,
        ],
        ScreenId::Packages => &[
            Action::PackagesWhy,
            Action::PackageAssign,
            Action::PackageUnassign,
            Action::PackageCreate,
            Action::PackageEdit,
            Action::PackageWhatIf,
            Action::PackagePublish,
            Action::PackageRetire,
            Action::PackageDelete,
            Action::Pane,
            Action::Filter,
            Action::AsOf,
            Action::Help,
        ],
        ScreenId::Jobs => &[
            Action::JobRun,
            Action::PointCheck,
            Action::JobsCopy,
            Action::Pane,
            Action::Open,
            Action::Filter,
            Action::Unlock,
            Action::Help,
        ],
        ScreenId::Own => &[
            Action::OwnWhy,
            Action::Filter,
            Action::Pane,
            Action::OwnMachine,
            Action::AsOf,
            Action::Help,
            Action::Quit,
        ],
        ScreenId::Log => {
            &[Action::LogDiff, Action::LogUndo, Action::Filter, Action::Palette, Action::Help, Action::Quit]
        }
    }
}
