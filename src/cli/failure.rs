//! How a command ends when it does not succeed: the message, the hint and the exit code.

use super::table::{clean, json_text};
use crate::config::{Locale, SettingProblem};
use crate::core::{Error, Exit, Problem};
use serde_json::{Value, json};
use std::io::{self, ErrorKind, Write};

/// Result of a command.
pub(super) type Done = Result<(), Failure>;

/// Why a command did not succeed.
#[derive(Debug)]
pub(super) enum Failure {
    /// A use case or a file refused.
    Problem(Error),
    /// The output could not be written.
    Output(io::Error),
    /// What was wrong is in the output already; this is the exit code.
    Told(Exit),
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Self::Problem(error)
    }
}

impl From<Problem> for Failure {
    fn from(problem: Problem) -> Self {
        Self::Problem(problem.into())
    }
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        Self::Output(error)
    }
}

impl Failure {
    /// Tells it and returns the exit code. A reader that has gone away is not a failure: it has seen enough.
    pub(super) fn settle(self, locale: &Locale, json: bool, err: &mut dyn Write) -> u8 {
        match self {
            Self::Problem(error) => report(&error, locale, json, err),
            Self::Told(exit) => exit as u8,
            Self::Output(error) if error.kind() == ErrorKind::BrokenPipe => 0,
            Self::Output(error) => {
                let problem = Problem::File { path: "<stdout>".into(), reason: error.to_string() };
                report(&problem.into(), locale, json, err)
            }
        }
    }
}

/// Tells a problem on standard error and returns the exit code that it means. Does not fail: when standard error is
/// gone, nobody reads it.
pub fn report(error: &Error, locale: &Locale, json: bool, err: &mut dyn Write) -> u8 {
    let problem = &error.problem;
    let message = locale.say("problem", problem);
    let hint = locale.say_part("problem", problem, "hint").unwrap_or_default();
    if let Some(cause) = &error.cause {
        tracing::debug!(code = problem.code(), %cause, "command failed");
    }
    let _ = if json {
        writeln!(err, "{}", json_text(&error_object(problem, &message, &hint, None), true))
    } else {
        tell(err, locale, &format!("{message} ({})", problem.code()), &hint)
    };
    problem.exit() as u8
}

/// Tells every wrong setting on standard error and returns the exit code.
pub fn report_settings(problems: &[SettingProblem], locale: &Locale, json: bool, err: &mut dyn Write) -> u8 {
    let problems: Vec<Problem> = problems
        .iter()
        .map(|p| Problem::Setting { place: p.place.clone(), reason: locale.say("setting", &p.fault) })
        .collect();
    let Some(first) = problems.first() else { return 0 };
    let messages: Vec<String> = problems.iter().map(|problem| locale.say("problem", problem)).collect();
    let hint = locale.say_part("problem", first, "hint").unwrap_or_default();
    let _ = if json {
        writeln!(err, "{}", json_text(&error_object(first, &messages[0], &hint, Some(&messages)), true))
    } else {
        let (last, others) = messages.split_last().unwrap_or((&messages[0], &[]));
        others
            .iter()
            .try_for_each(|message| tell(err, locale, &format!("{message} ({})", first.code()), ""))
            .and_then(|()| tell(err, locale, &format!("{last} ({})", first.code()), &hint))
    };
    first.exit() as u8
}

fn tell(err: &mut dyn Write, locale: &Locale, message: &str, hint: &str) -> io::Result<()> {
    writeln!(err, "{}: {}", locale.text("cli-error"), clean(message))?;
    if hint.is_empty() { Ok(()) } else { writeln!(err, "\n{}: {}", locale.text("cli-hint"), clean(hint)) }
}

fn error_object(problem: &Problem, message: &str, hint: &str, all: Option<&[String]>) -> Value {
    let kind = serde_json::to_value(problem).ok().and_then(|value| value.get("kind").cloned());
    let mut error = json!({ "code": problem.code(), "kind": kind, "message": message, "hint": hint });
    if let Some(all) = all {
        error["problems"] = json!(all);
    }
    json!({ "error": error })
}
