//! `doctor`: whether every part is there and well, and what to do where it is not (AMT-05..AMT-08); `doctor host`: the
//! same of one machine's answers (AMT-33).

use super::failure::{Done, Failure};
use super::host::{ProbeArgs, diagnose};
use super::publish::backlog;
use super::session::{Session, time};
use super::table::Table;
use super::trace_text::age;
use crate::config::Locale;
use crate::config::locale::Coverage;
use crate::core::account::{self, DirectoryView};
use crate::core::health::{Database, Health, check_dns, look};
use crate::core::{Core, Exit, cmdb, host, policy};
use crate::port::DirectoryCounts;
use clap::{Args, Subcommand};
use serde_json::{Value, json};
use std::path::Path;

#[derive(Debug, Clone, Args)]
pub(super) struct DoctorArgs {
    #[command(subcommand)]
    what: Option<DoctorCommand>,
}

#[derive(Debug, Clone, Subcommand)]
enum DoctorCommand {
    Host(ProbeArgs),
}

impl DoctorArgs {
    pub(super) async fn run(&self, session: &mut Session<'_>) -> Done {
        match &self.what {
            None => run(session).await,
            Some(DoctorCommand::Host(args)) => diagnose(args, session).await,
        }
    }
}

/// How a part is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    /// Nothing to do.
    Ok,
    /// Something does not work as it could; everything else does.
    Warning,
    /// A part is missing or broken.
    Failed,
}

impl State {
    fn name(self) -> &'static str {
        match self {
            Self::Ok => "ok",
            Self::Warning => "warning",
            Self::Failed => "failed",
        }
    }

    fn ok_or(self, good: bool) -> Self {
        if good { Self::Ok } else { self }
    }
}

/// One part, looked at. Its name is `cli-doctor-<check>`, what to do about it `cli-doctor-<check>.hint`.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Check {
    check: &'static str,
    state: State,
    detail: String,
    /// What to do, where the problem itself says it better than the check.
    hint: Option<String>,
}

impl Check {
    fn new(check: &'static str, state: State, detail: impl Into<String>) -> Self {
        Self { check, state, detail: detail.into(), hint: None }
    }
}

/// Looks at everything and tells it. Exits with 1 when a part is missing or broken.
async fn run(session: &mut Session<'_>) -> Done {
    let languages = Locale::coverage().unwrap_or_default();
    let mut checks = vec![Check::new("engine", State::Ok, version())];
    match session.core().await {
        Ok(core) => checks.extend(estate(session, &core).await?),
        Err(Failure::Problem(error)) => {
            let detail = session.locale.say("problem", &error.problem);
            let hint = session.locale.say_part("problem", &error.problem, "hint");
            checks.push(Check { hint, ..Check::new("service", State::Failed, detail) });
        }
        Err(other) => return Err(other),
    }
    checks.insert(2.min(checks.len()), language_packs(&languages));
    checks.push(data_directory(&session.around.paths.data));
    tell(session, &checks, &languages)?;
    if checks.iter().any(|check| check.state == State::Failed) {
        return Err(Failure::Told(Exit::Failed));
    }
    Ok(())
}

fn version() -> String {
    format!("bailiwick {}", env!("CARGO_PKG_VERSION"))
}

/// Component 3. English must be whole and a second language must load; what that one lacks appears in English.
fn language_packs(languages: &[Coverage]) -> Check {
    let shares: Vec<_> = languages.iter().map(|c| format!("{} {} %", c.language, c.percent())).collect();
    let whole = languages.len() >= 2 && languages.iter().any(|c| c.language == "en" && c.missing.is_empty());
    Check::new("languages", State::Failed.ok_or(whole), shares.join(", "))
}

async fn estate(session: &mut Session<'_>, core: &Core) -> Result<Vec<Check>, Failure> {
    let health = look(&session.ctx, core).await?;
    let dns = check_dns(&session.ctx, core).await?;
    let mut checks = vec![
        // Component 2 is there when its own store answers.
        Check::new("service", State::Failed.ok_or(health.administration.ok), version()),
        database("administration", &health.administration),
        database("reporting", &health.reporting),
        directory(session, &account::show(&session.ctx, core).await?),
        listener(session, &health),
        publishing(session, &health),
        Check::new(
            "dns",
            State::Warning.ok_or(dns.ok),
            dns.problem.map_or_else(|| dns.servers.clone(), |problem| format!("{}: {problem}", dns.servers)),
        ),
    ];
    checks.push(hosts(session, &host::health(&session.ctx, core).await?));
    if let Ok(policy) = policy::show(&session.ctx, core).await {
        let ready = policy.enabled && policy.profile.is_some();
        let detail = match (&policy.profile, policy.enabled) {
            (None, _) => session.locale.text("note-policy-no-profile"),
            (Some(p), true) => format!("{} {}", p.id, p.name),
            (Some(p), false) => session.say(
                "note-policy-box-off",
                [("profile-id", p.id.to_string().into()), ("profile", p.name.as_str().into())],
            ),
        };
        checks.push(Check::new("policy", State::Warning.ok_or(ready), detail));
    }
    if let Ok(counts) = cmdb::counts(&session.ctx, core).await {
        let rows: Vec<_> = counts.iter().map(|(table, rows)| format!("{} {rows}", table.name())).collect();
        let filled = counts.iter().any(|(_, rows)| *rows > 0);
        checks.push(Check::new("inventory", State::Warning.ok_or(filled), rows.join(", ")));
    }
    Ok(checks)
}

/// Asking machines for their names, and the credential for it.
fn hosts(session: &Session<'_>, health: &host::HostHealth) -> Check {
    if !health.enabled {
        return Check::new("hosts", State::Ok, session.locale.text("cli-doctor-hosts-off"));
    }
    if let Some(breaker) = health.breakers.first() {
        let args = [("account", breaker.account.as_str().into()), ("at", time(breaker.tripped_at).into())];
        return Check::new("hosts", State::Warning, session.say("cli-doctor-hosts-refused", args));
    }
    match &health.credential {
        None => Check::new("hosts", State::Ok, session.locale.text("cli-doctor-hosts-challenge")),
        Some(credential) => match (&credential.problem, &credential.account) {
            (Some(problem), _) => Check::new("hosts", State::Warning, format!("{}: {problem}", credential.place)),
            (None, account) => {
                let account = account.clone().unwrap_or_default();
                let networks = credential.networks.join(", ");
                let args = [("account", account.into()), ("networks", networks.into())];
                Check::new("hosts", State::Ok, session.say("cli-doctor-hosts-wmi", args))
            }
        },
    }
}

fn database(check: &'static str, database: &Database) -> Check {
    let detail = match database.ok {
        true => format!("{}, {} KiB", database.place, database.size_bytes / 1024),
        false => database.place.clone(),
    };
    Check::new(check, State::Failed.ok_or(database.ok), detail)
}

fn directory(session: &Session<'_>, view: &DirectoryView) -> Check {
    match (&view.problem, view.counts) {
        (Some(problem), _) => Check::new("directory", State::Failed, format!("{}: {problem}", view.place)),
        (None, None) => Check::new("directory", State::Failed, view.place.clone()),
        (None, Some(counts)) => {
            let DirectoryCounts { computers, users, groups, memberships } = counts;
            let args = [("computers", computers), ("users", users), ("groups", groups), ("memberships", memberships)];
            let held = session.say("cli-doctor-directory-holds", args.map(|(name, count)| (name, count.into())));
            Check::new("directory", State::Ok, format!("{}, {held}", view.place))
        }
    }
}

fn listener(session: &Session<'_>, health: &Health) -> Check {
    let Some(lease) = health.lease.as_ref().filter(|_| health.backend_alive) else {
        let ended = health.lease.as_ref().map(|lease| time(lease.expires_at)).unwrap_or_default();
        let text = if ended.is_empty() {
            session.locale.text("cli-doctor-never")
        } else {
            session.say("cli-doctor-ended", [("at", ended.into())])
        };
        return Check::new("listener", State::Warning, text);
    };
    let seconds = (health.at - lease.renewed_at).num_seconds().max(0);
    let holder = format!("{} {} ({}), {}", lease.host, lease.pid, lease.role, age(seconds));
    match (&lease.report.listening, &lease.report.listen_error, &lease.report.store_error) {
        (Some(address), _, None) => Check::new("listener", State::Ok, format!("{address}, {holder}")),
        (_, Some(error), _) | (_, _, Some(error)) => {
            Check::new("listener", State::Warning, format!("{error}, {holder}"))
        }
        (None, None, None) => Check::new("listener", State::Warning, holder),
    }
}

/// Whether saved changes reach the distribution points (CMF-61).
fn publishing(session: &Session<'_>, health: &Health) -> Check {
    let Some(status) = &health.publishing else {
        return Check::new("publishing", State::Warning, session.locale.text("part-unknown"));
    };
    let mut facts = vec![backlog(session, status)];
    if status.points.is_empty() {
        facts.push(session.locale.text("publishing-no-point"));
    }
    facts.extend(status.failing().map(|point| format!("{}: {}", point.name, point.problem)));
    facts.extend(status.lacking().map(|point| format!("{}: {}", point.name, point.problem)));
    let well = !status.is_late(health.at) && status.points.iter().all(|point| point.problem.is_empty());
    Check::new("publishing", State::Warning.ok_or(well), facts.join("; "))
}

/// The databases and the key file are for their owner only.
fn data_directory(directory: &Path) -> Check {
    let shown = directory.display();
    match readable_by_others(directory) {
        Ok(open) if open.is_empty() => Check::new("data", State::Ok, shown.to_string()),
        Ok(open) => Check::new("data", State::Failed, open.join(", ")),
        Err(error) => Check::new("data", State::Failed, format!("{shown}: {error}")),
    }
}

/// Returns what of the directory others can read, with its mode.
#[cfg(unix)]
fn readable_by_others(directory: &Path) -> std::io::Result<Vec<String>> {
    use std::os::unix::fs::PermissionsExt as _;
    /// Entries looked at.
    const ENTRIES: usize = 1_000;
    let mode = |path: &Path| -> std::io::Result<Option<String>> {
        let mode = std::fs::symlink_metadata(path)?.permissions().mode() & 0o777;
        Ok((mode & 0o077 != 0).then(|| format!("{} {mode:03o}", path.display())))
    };
    let mut open: Vec<String> = mode(directory)?.into_iter().collect();
    for entry in std::fs::read_dir(directory)?.take(ENTRIES) {
        let path = entry?.path();
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        let secret = [".db", ".db-wal", ".db-shm", "key"].iter().any(|end| name.ends_with(end));
        if secret {
            // A journal may be gone again by now.
            open.extend(mode(&path).ok().flatten());
        }
    }
    Ok(open)
}

#[cfg(not(unix))]
fn readable_by_others(directory: &Path) -> std::io::Result<Vec<String>> {
    std::fs::metadata(directory).map(|_| Vec::new())
}

fn tell(session: &mut Session<'_>, checks: &[Check], languages: &[Coverage]) -> Done {
    let hint = |check: &Check| match (&check.hint, check.state) {
        (Some(hint), _) => hint.clone(),
        (None, State::Ok) => session.locale.text("cli-doctor-nothing-to-do"),
        (None, _) => session.locale.text(&format!("cli-doctor-{}.hint", check.check)),
    };
    if session.json() {
        let component = |(number, name): (u8, &str)| {
            let present = checks.iter().any(|check| check.check == name && check.state == State::Ok);
            let title = session.locale.text(&format!("cli-doctor-{name}"));
            json!({ "component": number, "name": name, "title": title,
                    "version": env!("CARGO_PKG_VERSION"), "present": present })
        };
        let components = [(1, "engine"), (2, "service"), (3, "languages")].map(component);
        let value = json!({
            "ok": checks.iter().all(|check| check.state != State::Failed),
            "components": components,
            "checks": checks.iter().map(|check| json!({
                "check": check.check,
                "state": check.state.name(),
                "detail": check.detail,
                "hint": hint(check),
            })).collect::<Vec<Value>>(),
            "languages": languages.iter().map(|c| json!({
                "language": c.language,
                "percent": c.percent(),
                "missing": c.missing,
            })).collect::<Vec<Value>>(),
        });
        return session.document(&value);
    }
    let mut table = Table::new(session.headings(&["state", "part", "detail", "to-do"]));
    for check in checks {
        table.row([
            session.locale.text(&format!("cli-doctor-state-{}", check.state.name())),
            session.locale.text(&format!("cli-doctor-{}", check.check)),
            check.detail.clone(),
            hint(check),
        ]);
    }
    session.table(&table, false)
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;
    use std::os::unix::fs::PermissionsExt as _;

    #[test]
    fn a_data_directory_that_others_can_read_is_told() {
        let directory = tempfile::tempdir().unwrap();
        let set = |path: &Path, mode| std::fs::set_permissions(path, std::fs::Permissions::from_mode(mode)).unwrap();
        set(directory.path(), 0o700);
        assert_eq!(data_directory(directory.path()).state, State::Ok);
        let file = directory.path().join("administration.db");
        std::fs::write(&file, "").unwrap();
        set(&file, 0o644);
        let check = data_directory(directory.path());
        assert_eq!(check.state, State::Failed);
        assert!(check.detail.contains("administration.db 644"), "{}", check.detail);
        assert_eq!(data_directory(&directory.path().join("gone")).state, State::Failed);
    }

    #[test]
    fn amt_07_fewer_than_two_languages_is_a_missing_component() {
        let coverage = Locale::coverage().unwrap();
        assert_eq!(language_packs(&coverage).state, State::Ok);
        assert_eq!(language_packs(&coverage[..1]).state, State::Failed);
        assert_eq!(language_packs(&[]).state, State::Failed);
    }
}
