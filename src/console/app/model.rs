//! All that the console knows.

use super::{Note, Reply, Request, Session};
use crate::config::Locale;
use crate::console::action::{Action, Obstacle};
use crate::console::keymap::Keymap;
use crate::console::overlay::{Named, Overlay};
use crate::console::screen::ScreenId;
use crate::console::screen::hellos::HellosState;
use crate::console::screen::jobs::JobsState;
use crate::console::screen::log::LogState;
use crate::console::screen::machines::MachinesState;
use crate::console::screen::overview::OverviewState;
use crate::console::screen::own::OwnState;
use crate::console::screen::packages::PackagesState;
use crate::console::screen::sets::SetsState;
use crate::console::theme::{Role, Symbol, Theme};
use crate::console::view::Memo;
use crate::core::Problem;
use crate::core::access::Rights;
use crate::core::choice::Place;
use crate::core::health::Health;
use crate::core::inbox::InboxItem;
use crate::model::permission::{Decision, Target, Verb};
use crate::port::Revision;
use chrono::{DateTime, TimeDelta, Utc};
use crokey::KeyCombination;
use std::path::PathBuf;
use std::sync::Arc;

use super::Remote;

/// How the console is started.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// Never allow writing.
    pub read_only: bool,
    /// Whether the mouse is taken at the start.
    pub mouse: bool,
    /// Where to record what happens, one JSON object a line.
    pub record: Option<PathBuf>,
    /// The only screen that is shown; none for all of them.
    pub only: Option<ScreenId>,
    /// The name of the machine on which the program runs, without its domain.
    pub host: Option<String>,
    /// Where the principal looks at their own software.
    pub place: Place,
}

/// What the console looks like, reads and says. Never changes while it runs.
pub struct Look {
    /// Colours and symbols.
    pub theme: Theme,
    /// Keys.
    pub keymap: Keymap,
    /// Sentences.
    pub locale: Arc<Locale>,
}

impl Look {
    /// Returns a sentence without arguments.
    pub fn text(&self, id: &str) -> String {
        self.locale.text(id)
    }

    /// Returns a symbol.
    pub fn symbol(&self, symbol: Symbol) -> &str {
        self.theme.symbol(symbol)
    }
}

/// How a short message is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    /// It worked.
    Good,
    /// Something to know.
    Plain,
    /// It did not work.
    Bad,
}

impl Tone {
    /// Returns how it looks.
    pub fn role(self) -> Role {
        match self {
            Self::Good => Role::StatusOk,
            Self::Plain => Role::StatusWarn,
            Self::Bad => Role::StatusFailed,
        }
    }
}

/// A short message that goes away by itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Toast {
    /// What it says.
    pub text: String,
    /// How it is meant.
    pub tone: Tone,
    /// When it goes.
    pub until: DateTime<Utc>,
}

/// Whether the databases answer.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Link {
    /// Nothing was heard yet.
    #[default]
    Unknown,
    /// They do.
    Live,
    /// They have not since this time.
    Lost(DateTime<Utc>, Problem),
}

/// What the model is made of at the start.
pub struct Start {
    /// What the console looks like, reads and says.
    pub look: Look,
    /// Who sits at it.
    pub session: Session,
    /// Columns and rows.
    pub size: (u16, u16),
    /// Whether the mouse is taken.
    pub mouse: bool,
    /// The only screen that is shown; none for all of them.
    pub only: Option<ScreenId>,
    /// The name of the machine on which the program runs, without its domain.
    pub host: Option<String>,
    /// Where the principal looks at their own software.
    pub place: Place,
    /// Now.
    pub now: DateTime<Utc>,
}

/// All that the console knows. [`super::update`] changes it, the view reads it.
pub struct Model {
    /// What it looks like, reads and says.
    pub look: Arc<Look>,
    /// Who sits at it.
    pub session: Session,
    /// Columns and rows.
    pub size: (u16, u16),
    /// The time of the message that is being looked at.
    pub now: DateTime<Utc>,
    /// The screen that is shown.
    pub screen: ScreenId,
    /// The only screen that is shown; none for all of them.
    pub only: Option<ScreenId>,
    /// The name of the machine on which the program runs, without its domain.
    pub host: Option<String>,
    /// Screens to go back to.
    pub history: Vec<ScreenId>,
    /// Screen 1.
    pub overview: OverviewState,
    /// Screen 2.
    pub sets: SetsState,
    /// Screen 3.
    pub machines: MachinesState,
    /// Screen 4.
    pub packages: PackagesState,
    /// Screen 5.
    pub hellos: HellosState,
    /// Screen 7.
    pub jobs: JobsState,
    /// Screen 8.
    pub log: LogState,
    /// The principal's own software.
    pub own: OwnState,
    /// Names to choose from in a dialog.
    pub picks: Remote<Vec<Named>>,
    /// The parts.
    pub health: Remote<Health>,
    /// What waits for the principal.
    pub inbox: Remote<Vec<InboxItem>>,
    /// The note that inbox items were read.
    pub inbox_read: Remote<()>,
    /// The time as of which everything is shown; none for now.
    pub as_of: Option<DateTime<Utc>>,
    /// Dialogs, the innermost last.
    pub overlays: Vec<Overlay>,
    /// The question of the innermost dialog.
    pub dialog: Remote<Reply>,
    /// The plan that was asked for last, with its reason: to ask for it again after a conflict.
    pub planned: Option<(Request, Option<String>)>,
    /// Keys of a sequence that goes on.
    pub pending: Vec<KeyCombination>,
    /// The keys that may follow, and what they lead to.
    pub continuations: Vec<(String, Action)>,
    /// The keys of the actions in the last line, by actions and scope.
    pub hint_keys: Memo<(Vec<Action>, &'static str), Vec<Option<String>>>,
    /// Short messages, the newest last.
    pub toasts: Vec<Toast>,
    /// The revision up to which everything was asked for.
    pub revision: Option<Revision>,
    /// Whether the databases answer.
    pub link: Link,
    /// Whether the mouse is taken.
    pub mouse: bool,
    /// Whether the next ctrl-c ends the program.
    pub interrupted: bool,
    /// Whether something changed that may be seen.
    pub dirty: bool,
}

/// How long a short message stays.
const TOAST_STAYS: TimeDelta = TimeDelta::seconds(6);
/// How many short messages are kept.
const TOASTS_KEPT: usize = 3;

impl Model {
    /// Returns the model of a console that has just started and knows nothing.
    pub fn new(start: Start) -> Self {
        Self {
            look: Arc::new(start.look),
            session: start.session,
            size: start.size,
            now: start.now,
            screen: start.only.unwrap_or_default(),
            only: start.only,
            host: start.host,
            history: Vec::new(),
            overview: OverviewState::default(),
            sets: SetsState::default(),
            machines: MachinesState::default(),
            packages: PackagesState::default(),
            hellos: HellosState::default(),
            jobs: JobsState::default(),
            log: LogState::default(),
            own: OwnState::at(start.place),
            picks: Remote::default(),
            health: Remote::default(),
            inbox: Remote::default(),
            inbox_read: Remote::default(),
            as_of: None,
            overlays: Vec::new(),
            dialog: Remote::default(),
            planned: None,
            pending: Vec::new(),
            continuations: Vec::new(),
            hint_keys: Memo::default(),
            toasts: Vec::new(),
            revision: None,
            link: Link::Unknown,
            mouse: start.mouse,
            interrupted: false,
            dirty: true,
        }
    }

    /// Shows a short message.
    pub fn toast(&mut self, text: String, tone: Tone) {
        if self.toasts.len() == TOASTS_KEPT {
            self.toasts.remove(0);
        }
        self.toasts.push(Toast { text, tone, until: self.now + TOAST_STAYS });
        self.dirty = true;
    }

    /// Shows a short message of the runner.
    pub fn note(&mut self, note: &Note) {
        let bad = matches!(note, Note::CopyUnsupported {} | Note::CopyTooLong {} | Note::CopyBusy {});
        let tone = if bad { Tone::Bad } else { Tone::Good };
        self.toast(self.look.locale.say("toast", note), tone);
    }

    /// Says why something is not possible.
    pub fn refuse(&mut self, obstacle: &Obstacle) {
        self.toast(self.look.locale.say("obstacle", obstacle), Tone::Plain);
    }

    /// Says what went wrong.
    pub fn complain(&mut self, problem: &Problem) {
        self.toast(self.look.locale.say("problem", problem), Tone::Bad);
    }

    /// Returns when the model wants to be woken although nothing happens; none while nothing on the screen depends on
    /// time passing.
    pub fn wake_at(&self) -> Option<DateTime<Utc>> {
        let waits = [
            self.dialog.slow_at(self.now),
            self.health.slow_at(self.now),
            self.overview.slow_at(self.now),
            self.sets.wakes_at(self.screen, self.now),
            self.machines.machines.slow_at(self.now),
            self.machines.detail.wakes_at(self.now).filter(|_| self.screen == ScreenId::Machines),
            self.packages.packages.slow_at(self.now),
            self.packages.detail.wakes_at(self.now).filter(|_| self.screen == ScreenId::Packages),
            self.hellos.slow_at(self.now),
            self.hellos.rests_at(self.screen),
            self.jobs.wakes_at(self.now),
            self.log.page.slow_at(self.now),
            self.own.view.slow_at(self.now),
            self.own.rests_at(self.screen),
            self.picks.slow_at(self.now),
        ];
        let toasts = self.toasts.iter().map(|toast| toast.until);
        waits.into_iter().flatten().chain(toasts).chain(self.session.lock.ends_at()).min()
    }

    /// Shows an earlier time, or now again. What was known of another time is forgotten.
    pub fn look_at(&mut self, at: Option<DateTime<Utc>>) {
        self.as_of = at;
        self.session.then.clear();
    }

    /// Returns the rights, and with them the configuration, of the time that is shown; none while they are not known yet.
    pub fn rights_shown(&self) -> Option<&Arc<Rights>> {
        if self.as_of.is_some() { self.session.then.get() } else { self.session.rights.get() }
    }

    /// Returns the decision on a verb at a target by what is shown, for looking at.
    pub fn may_as_shown(&self, verb: Verb, target: Target) -> Option<Decision> {
        self.rights_shown().map(|rights| rights.may(verb, target))
    }

    /// Returns how many items of the inbox are unread.
    pub fn unread(&self) -> usize {
        self.inbox.get().map_or(0, |items| items.iter().filter(|item| !item.read).count())
    }
}
