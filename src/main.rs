//! Picks the front end, wires the adapters into the core, and maps errors to exit codes: the only place that knows
//! everything.

#[path = "main/adapters.rs"]
mod adapters;
#[path = "main/agent.rs"]
mod agent;
#[path = "main/client.rs"]
mod client;
#[path = "main/harden.rs"]
mod harden;
#[path = "main/memory.rs"]
mod memory;
#[path = "main/place.rs"]
mod place;
#[path = "main/screen.rs"]
mod screen;
#[path = "main/serve.rs"]
mod serve;

use adapters::Adapters;
use bailiwick::cli::{self, Cli, Front, Global, Stop, Surroundings};
use bailiwick::config::{ConfigFile, Layers, Locale, Paths, SettingProblem, load};
use bailiwick::core::{Error, OpContext, Problem};
use bailiwick::model::principal::Principal;
use bailiwick::telemetry::{self, Sink};
use place::Place;
use std::ffi::OsString;
use std::io::{self, BufWriter, IsTerminal as _, Write as _};
use std::process::ExitCode;
use std::sync::Arc;

fn main() -> ExitCode {
    harden::harden();
    memory::share_heaps();
    let args: Vec<OsString> = std::env::args_os().collect();
    ExitCode::from(run(&args))
}

/// Does what the command line says and returns the exit code.
fn run(args: &[OsString]) -> u8 {
    let global = cli::peek(args);
    let english = match Locale::load("en", None) {
        Ok(locale) => Arc::new(locale),
        Err(error) => return broken(&error),
    };
    let (paths, settings) = match settings(&global) {
        Ok(found) => found,
        Err(problems) => {
            // The language that the settings name is not known; one that the command line names is.
            let named = global.lang.as_deref().and_then(|language| Locale::load(language, None).ok());
            let locale = named.as_ref().unwrap_or(&english);
            return cli::report_settings(&problems, locale, global.json, &mut io::stderr());
        }
    };
    let language = global.lang.as_deref().unwrap_or(&settings.language);
    let own = std::fs::read_to_string(paths.locale_file(language)).ok();
    let locale = match &own {
        // Reading the sentences is a good part of a command's start: English is not read twice.
        None if language == english.name() => Ok(english.clone()),
        own => Locale::load(language, own.as_deref()).map(Arc::new),
    };
    let locale = match locale {
        Ok(locale) => locale,
        Err(error) => {
            let problem = Problem::Asset { place: "language".into(), reason: error.to_string() };
            return cli::report(&problem.into(), &english, global.json, &mut io::stderr());
        }
    };
    let cli = match cli::parse(args, &locale) {
        Ok(cli) => cli,
        Err(stop) => return print(&stop),
    };
    let login = Principal::user(whoami::username().unwrap_or_else(|_| "unknown".into()));
    let place = Place::new(paths, settings, login);
    let runtime = match tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => return broken(&error),
    };
    let exit = runtime.block_on(async {
        let exit = dispatch(&cli, &place, locale).await;
        place.close().await;
        exit
    });
    // A lookup that nobody waits for any more must not delay the end.
    runtime.shutdown_background();
    exit
}

async fn dispatch(cli: &Cli, place: &Place, locale: Arc<Locale>) -> u8 {
    let tell = |error: &Error, locale: &Locale| cli::report(error, locale, cli.global.json, &mut io::stderr());
    let file = place.paths.log_file();
    let result = match cli.front() {
        Front::Own(args) if screen::is_possible() => {
            start_log(Sink::File(&file), place);
            let at = screen::whereabouts(args.machine.as_deref());
            let global = &cli.global;
            screen::own(place, at, global.as_user.as_deref(), global.read_only, locale.clone()).await
        }
        Front::Command | Front::Own(_) => return command(cli, place, &locale).await,
        Front::Serve(args) => {
            start_log(Sink::StandardError, place);
            serve::serve(place, args.listen).await.map(|()| 0)
        }
        Front::Console => {
            start_log(Sink::File(&file), place);
            screen::console(cli, place, locale.clone()).await
        }
        Front::Demo(args) => screen::demo(cli, args, place, locale.clone()).await,
    };
    match result {
        Ok(exit) => exit,
        Err(error) => tell(&error, &locale),
    }
}

async fn command(cli: &Cli, place: &Place, locale: &Arc<Locale>) -> u8 {
    let mut input = io::BufReader::new(io::stdin());
    let mut out = BufWriter::new(io::stdout());
    let mut err = io::stderr();
    let width = io::stdout().is_terminal().then(|| crossterm::terminal::size().ok()).flatten();
    let adapters = Adapters { place, keymap: screen::keymap_text(place), locale: locale.clone() };
    let around = Surroundings {
        input: &mut input,
        out: &mut out,
        err: &mut err,
        width: width.map(|(columns, _)| usize::from(columns)),
        progress: io::stderr().is_terminal(),
        paths: &place.paths,
    };
    let ctx = OpContext::new(place.login.clone());
    cli::run(cli, ctx, locale, &adapters, around).await
}

/// Reads the settings in their layers.
fn settings(global: &Global) -> Result<(Paths, bailiwick::config::Settings), Vec<SettingProblem>> {
    let directory = global.data.clone().or_else(|| std::env::var_os("BAILIWICK_DATA").map(Into::into));
    let paths = match directory {
        Some(directory) => Some(Paths::under(&directory)),
        None => Paths::of_platform(),
    };
    let paths = paths.unwrap_or_else(|| Paths::under(".bailiwick".as_ref()));
    let default = paths.config_file();
    let file = ConfigFile::read(global.config.as_deref().unwrap_or(&default), global.config.is_some());
    let file = file.map_err(|problem| vec![problem])?;
    let variables: Vec<(String, String)> =
        std::env::vars_os().filter_map(|(k, v)| Some((k.into_string().ok()?, v.into_string().ok()?))).collect();
    let settings = load(Layers { file: file.as_ref(), variables: &variables, sets: &global.sets })?;
    Ok((paths, settings))
}

/// Starts the log. Without one the program works; it only cannot tell afterwards what it did.
fn start_log(sink: Sink<'_>, place: &Place) {
    if let Sink::File(path) = sink
        && let Some(folder) = path.parent()
    {
        let _ = std::fs::create_dir_all(folder);
    }
    let _ = telemetry::start(sink, &place.settings.log.filter);
}

fn print(stop: &Stop) -> u8 {
    // A reader that has gone away has seen enough.
    let _ = if stop.is_error {
        io::stderr().write_all(stop.text.as_bytes())
    } else {
        io::stdout().write_all(stop.text.as_bytes())
    };
    stop.exit
}

/// Tells an error for which there are no sentences yet.
fn broken(error: &dyn std::error::Error) -> u8 {
    let _ = writeln!(io::stderr(), "error: {error}");
    70
}
