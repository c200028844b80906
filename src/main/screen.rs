//! The console on an estate, and `bailiwick demo`: the console on a throw-away sample estate.

use crate::place::{Place, host};
use bailiwick::backend::{Backend, Role};
use bailiwick::cli::{Cli, DemoArgs};
use bailiwick::config::{Locale, Paths};
use bailiwick::console::action::ActionSpec;
use bailiwick::console::app::Options;
use bailiwick::console::keymap::{self, Keymap};
use bailiwick::console::runner;
use bailiwick::console::screen::ScreenId;
use bailiwick::console::terminal::{Caps, Colors, Terminal};
use bailiwick::console::theme::Theme;
use bailiwick::core::choice::Place as At;
use bailiwick::core::{Core, Error, OpContext, Problem, Result, machine};
use bailiwick::demo::estate::{Estate, EstateSettings};
use bailiwick::demo::fleet::{Fleet, FleetSettings};
use bailiwick::demo::{DnsPeer, load};
use bailiwick::port::{Clock as _, SystemClock};
use std::io::{self, IsTerminal as _};
use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;
use uuid::Uuid;

/// Opens the console on the estate of this installation, and returns the exit code.
pub(crate) async fn console(cli: &Cli, place: &Place, locale: Arc<Locale>) -> Result<u8> {
    let screen = Screen::prepare(place)?;
    let core = place.open().await?;
    let ctx = place.context(&core, cli.global.as_user.as_deref(), cli.global.read_only).await?;
    // The lease is durable before the jobs run; the first frame does not wait for that.
    let backend = Backend::follow(core.clone(), place.backend(Role::Console));
    let result = screen.run(core, ctx, locale, Some(backend.run_id()), Shown::everything(cli)).await;
    backend.stop().await;
    result
}

/// Opens the user's own view, which stands alone, and returns the exit code. Nothing runs behind it: what is chosen is
/// carried out by whoever runs the backend.
pub(crate) async fn own(
    place: &Place,
    at: At,
    as_user: Option<&str>,
    read_only: bool,
    locale: Arc<Locale>,
) -> Result<u8> {
    let screen = Screen::prepare(place)?;
    let core = place.open().await?;
    let ctx = place.context(&core, as_user, read_only).await?;
    if let At::Machine(machine) = &at {
        // A name that the directory does not know ends here, not on an empty screen.
        machine::show(&ctx, &core, machine).await?;
    }
    let shown = Shown { read_only, only: Some(ScreenId::Own), place: at };
    screen.run(core, ctx, locale, None, shown).await
}

/// Returns where a user looks at their own software: on the machine that they name, or on this one.
pub(crate) fn whereabouts(machine: Option<&str>) -> At {
    match machine {
        Some(machine) => At::Machine(machine.into()),
        None => host().map_or(At::Everywhere, At::Here),
    }
}

/// Whether a terminal is there that can show a full screen.
pub(crate) fn is_possible() -> bool {
    let is_dumb = std::env::var_os("TERM").is_some_and(|terminal| terminal == "dumb");
    io::stdin().is_terminal() && io::stdout().is_terminal() && !is_dumb
}

/// What of the console is shown.
struct Shown {
    read_only: bool,
    only: Option<ScreenId>,
    place: At,
}

impl Shown {
    fn everything(cli: &Cli) -> Self {
        Self { read_only: cli.global.read_only, only: None, place: whereabouts(None) }
    }
}

/// Opens the console on a sample estate that lives in a folder of its own and ends with it, and returns the exit
/// code.
pub(crate) async fn demo(cli: &Cli, args: &DemoArgs, place: &Place, locale: Arc<Locale>) -> Result<u8> {
    let folder = Folder::make()?;
    let paths = Paths::under(&folder.0);
    let failed = |what: &str, e: &dyn std::fmt::Display| Problem::File { path: what.into(), reason: e.to_string() };
    let estate = Arc::new(Estate::generate(EstateSettings::new(args.machines, args.seed, SystemClock.now())));
    let names = DnsPeer::start(estate.zone(), SocketAddr::from(([127, 0, 0, 1], 0)));
    let names = names.map_err(|e| failed("DNS", &e))?;

    let mut settings = place.settings.clone();
    settings.database.administration.clear();
    settings.database.reporting.clear();
    settings.dns.servers = vec![names.addr()];
    settings.hello.listen = SocketAddr::from(([127, 0, 0, 1], 0));
    // The sample's addresses are this machine's own: whatever answers there is no part of the sample.
    settings.host.carriers.clear();
    settings.host.wmi = false;
    let place = Place::new(paths, settings, place.login.clone());
    crate::start_log(bailiwick::telemetry::Sink::File(&place.paths.log_file()), &place);
    let screen = Screen::prepare(&place)?;
    let core = place.open().await?;
    let ctx = place.context(&core, cli.global.as_user.as_deref(), cli.global.read_only).await?;
    let owner = OpContext::new(place.login.clone());
    let backend = Backend::start(core.clone(), place.backend(Role::Console)).await?;

    // The console opens at once; the estate fills behind it, and the devices wake up when they can be resolved.
    let filling = tokio::spawn({
        let (core, listening) = (core.clone(), backend.listening());
        let points = place.paths.data.join("points");
        async move {
            if let Err(error) = load::prepare(&owner, &core, &estate).await {
                return tracing::error!(?error, "the sample estate could not be made");
            }
            if let Err(error) = load::points(&owner, &core, &points).await {
                tracing::error!(?error, "the sample estate has no distribution points");
            }
            let _fleet = listening.map(|target| Fleet::start(estate.clone(), FleetSettings::new(target)));
            if let Err(error) = load::fill(&owner, &core, &estate, &mut |_| {}).await {
                tracing::error!(?error, "the sample inventory could not be loaded");
            }
            std::future::pending::<()>().await;
        }
    });
    let result = screen.run(core, ctx, locale, Some(backend.run_id()), Shown::everything(cli)).await;
    filling.abort();
    // Ended by the line above, whatever it says.
    let _ = filling.await;
    backend.stop().await;
    place.close().await;
    result
}

/// Returns the keymap in use, as its file.
pub(crate) fn keymap_text(place: &Place) -> String {
    std::fs::read_to_string(keymap_file(place)).unwrap_or_else(|_| built_in_keymap(place).to_owned())
}

/// Returns the built-in keymap that the one in use is, or lies over.
fn built_in_keymap(place: &Place) -> &'static str {
    if place.settings.console.keymap == "emacs" { keymap::EMACS } else { keymap::DEFAULT }
}

fn keymap_file(place: &Place) -> PathBuf {
    place.paths.config.join("keymaps").join(format!("{}.toml", place.settings.console.keymap))
}

/// What the console needs of terminal and files, checked before the terminal is touched.
struct Screen {
    caps: Caps,
    theme: Theme,
    keymap: Keymap,
    mouse: bool,
    size: (u16, u16),
}

impl Screen {
    fn prepare(place: &Place) -> Result<Self> {
        if !io::stdin().is_terminal() || !io::stdout().is_terminal() {
            return Err(Problem::NoTerminal {}.into());
        }
        let console = &place.settings.console;
        let mut caps = Caps::detect(|name| std::env::var(name).ok());
        match console.symbols.as_str() {
            "unicode" => caps.unicode = true,
            "ascii" => caps.unicode = false,
            _ => {}
        }
        match console.colors.as_str() {
            "true" => caps.colors = Colors::True,
            "256" => caps.colors = Colors::Ansi256,
            "16" => caps.colors = Colors::Ansi16,
            "none" => caps.colors = Colors::None,
            _ => {}
        }
        let themes = place.paths.config.join("themes");
        let theme = Theme::load(&console.theme, Some(&themes), &caps)
            .map_err(|e| Error::from(Problem::Asset { place: e.place, reason: e.reason }))?;
        let size = crossterm::terminal::size().unwrap_or((80, 24));
        Ok(Self { caps, theme, keymap: keymap(place)?, mouse: console.mouse, size })
    }

    async fn run(
        self,
        core: Core,
        ctx: OpContext,
        locale: Arc<Locale>,
        backend: Option<Uuid>,
        shown: Shown,
    ) -> Result<u8> {
        let terminal =
            Terminal::open(Box::new(io::stdin()), Box::new(io::stdout()), self.size, true, self.caps, self.mouse);
        let Shown { read_only, only, place } = shown;
        let options = Options { read_only, mouse: self.mouse, record: None, only, host: host(), place };
        runner::run(core, ctx, options, locale, self.theme, self.keymap, terminal, backend).await
    }
}

/// Loads the keymap by name: a file of the user's lies over the default.
fn keymap(place: &Place) -> Result<Keymap> {
    let (known, dangerous) = (ActionSpec::ids(), ActionSpec::dangerous_ids());
    let name = place.settings.console.keymap.as_str();
    let path = keymap_file(place);
    let own = match std::fs::read_to_string(&path) {
        Ok(text) => Some(text),
        Err(_) if matches!(name, "default" | "emacs") => None,
        Err(e) => return Err(Problem::Asset { place: path.display().to_string(), reason: e.to_string() }.into()),
    };
    let own = own.as_deref().map(|text| (path.as_path(), text));
    Keymap::load(built_in_keymap(place), own, &known, &dangerous).map_err(|problems| {
        let problem = problems.into_iter().next();
        let (place, reason) = problem.map(|p| (p.place, p.reason)).unwrap_or_default();
        Problem::Asset { place, reason }.into()
    })
}

/// How often it is tried to remove the folder of the demonstration, and the pause between.
const REMOVALS: u32 = 50;
const BETWEEN_REMOVALS: Duration = Duration::from_millis(20);

/// A folder that goes when the demonstration ends.
struct Folder(PathBuf);

impl Folder {
    fn make() -> Result<Self> {
        let path = std::env::temp_dir().join(format!("bailiwick-demo-{}", std::process::id()));
        let made = std::fs::create_dir(&path);
        made.map_err(|e| Problem::DataDirectory { path: path.display().to_string(), reason: e.to_string() })?;
        Ok(Self(path))
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        // A write that nobody waits for any more may still put a file where everything was just taken away.
        for _ in 0..REMOVALS {
            match std::fs::remove_dir_all(&self.0) {
                Err(error) if error.kind() != io::ErrorKind::NotFound => std::thread::sleep(BETWEEN_REMOVALS),
                _ => return,
            }
        }
    }
}
