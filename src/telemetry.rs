//! The program's own log: to a file, or for a service to standard error. Never onto the terminal while the console runs.

use std::fs::OpenOptions;
use std::io;
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;
use std::sync::Mutex;
use tracing_subscriber::EnvFilter;

/// Where log lines go.
#[derive(Debug, Clone, Copy)]
pub enum Sink<'a> {
    /// Appended to a file that only its owner reads.
    File(&'a Path),
    /// To standard error, where a service manager collects them.
    StandardError,
}

/// Starts logging for the whole process. A filter that cannot be read counts as `info`; a second call does nothing.
pub fn start(sink: Sink<'_>, filter: &str) -> io::Result<()> {
    let filter = EnvFilter::try_new(filter).unwrap_or_else(|_| EnvFilter::new("info"));
    // This library's own lines hold what it is given, credentials among it, whatever filter somebody asks for.
    let filter = match "sspi=off".parse() {
        Ok(silent) => filter.add_directive(silent),
        Err(_) => filter,
    };
    // A line that cannot be written, on a full disk, is lost: said on standard error it would spoil the screen.
    let builder = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_ansi(false)
        .with_timer(SystemClock)
        .log_internal_errors(false);
    let result = match sink {
        Sink::File(path) => {
            let file = OpenOptions::new().append(true).create(true).mode(0o600).open(path)?;
            builder.with_writer(Mutex::new(file)).try_init()
        }
        Sink::StandardError => builder.with_writer(io::stderr).try_init(),
    };
    // Already started: the first sink stays.
    drop(result);
    Ok(())
}

/// Writes the time of a log line as RFC 3339 in UTC.
struct SystemClock;

impl tracing_subscriber::fmt::time::FormatTime for SystemClock {
    fn format_time(&self, w: &mut tracing_subscriber::fmt::format::Writer<'_>) -> std::fmt::Result {
        write!(w, "{}", chrono::Utc::now().to_rfc3339_opts(chrono::SecondsFormat::Millis, true))
    }
}
