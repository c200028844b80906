use super::app::{App, Dialog, End};
use super::look::Look;
use super::talk::{Ask, News};
use super::view::draw;
use super::*;
use crate::agent::status::{Activity, Notice, NoticeKind, PackageStatus, Postpone, Status};
use crate::config::Locale;
use crate::model::assignment::AssignAction;
use crate::model::desired::{Because, Desired, DesiredState, Lost, Rule};
use crate::model::directory::MemberKind;
use crate::model::id::{AssignmentId, ComputerSetId, PackageId};
use crate::model::report::Verdict;
use chrono::{DateTime, TimeDelta, TimeZone as _, Utc};
use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use std::sync::Arc;

struct Said(Locale);

impl Words for Said {
    fn text(&self, id: &str, arguments: &[(&str, &str)]) -> String {
        assert!(self.0.find(id).is_some(), "no sentence {id}");
        self.0.with_texts(id, arguments)
    }

    fn fact(&self, prefix: &str, fact: &Value) -> String {
        self.0.say(prefix, fact)
    }
}

fn now() -> DateTime<Utc> {
    Utc.with_ymd_and_hms(2026, 11, 22, 9, 30, 0).unwrap()
}

fn assignment(action: AssignAction, nsc: i64, name: &str) -> Rule {
    Rule::Assignment {
        assignment: AssignmentId(nsc * 10),
        action,
        nsc: ComputerSetId(nsc),
        nsc_name: name.into(),
        through: None,
        member: MemberKind::Computer,
        by: "anna".into(),
        since: now() - TimeDelta::days(30),
    }
}

fn package(id: i64, name: &str, state: DesiredState, winner: Rule) -> PackageStatus {
    let desired = Desired {
        pkg: PackageId(id),
        name: name.into(),
        version: format!("{id}.0"),
        state,
        winner,
        losers: Vec::new(),
        until: None,
    };
    PackageStatus { desired, description: String::new(), have: None, verdict: None, note: String::new() }
}

fn status() -> Status {
    let desktop = |action| assignment(action, 1, "NICE Default Desktop");
    let mut office = package(16, "Office", DesiredState::Applied, desktop(AssignAction::Apply));
    (office.have, office.verdict) = (Some("16.0".into()), Some(Verdict::Ok));
    office.description = "Word processor and spreadsheets".into();
    let because = Because::WeakerAction;
    office.desired.losers.push(Lost { rule: assignment(AssignAction::Publish, 259, "ATLAS DCS Operator"), because });
    let mut reader = package(9, "Adobe Reader", DesiredState::Denied, desktop(AssignAction::Deny));
    (reader.have, reader.verdict) = (Some("9.1".into()), Some(Verdict::ForbiddenPresent));
    let mut phonebook = package(
        4,
        "Phonebook",
        DesiredState::Applied,
        Rule::Choice { user: "anna".into(), chosen: true, at: now() - TimeDelta::hours(2) },
    );
    (phonebook.verdict, phonebook.note) = (Some(Verdict::Failed), "disk full".into());
    let exceed = package(12, "Exceed", DesiredState::Published, desktop(AssignAction::Publish));
    let tools = package(7, "Root tools", DesiredState::Allowed, desktop(AssignAction::Allow));
    let nobody = package(99, "Nobody's", DesiredState::Unmanaged, Rule::Unassigned {});
    Status {
        machine: "pcitis042".into(),
        version: "1".into(),
        pid: 7,
        generation: 48_213,
        point: "dp1".into(),
        checked_at: Some(now() - TimeDelta::minutes(4)),
        next_check_at: Some(now() + TimeDelta::minutes(11)),
        activity: Activity::Idle,
        packages: vec![reader, nobody, office, exceed, tools, phonebook],
        reboot_pending: None,
        reboot_at: None,
        postpone: None,
        problem: String::new(),
    }
}

fn app() -> App {
    app_in("en")
}

fn app_in(language: &str) -> App {
    let look = Look { colours: true, unicode: true };
    let mut app = App::new(Arc::new(Said(Locale::load(language, None).unwrap())), look, now());
    app.hear(News::Found { user: "anna".into() });
    app.hear(News::Status(Box::new(status())));
    app
}

fn press(app: &mut App, keys: &str) -> Option<Ask> {
    let mut asked = None;
    for key in keys.chars() {
        let code = match key {
            '\n' => KeyCode::Enter,
            '\t' => KeyCode::Tab,
            '\x1b' => KeyCode::Esc,
            other => KeyCode::Char(other),
        };
        asked = app.press(KeyEvent::new(code, KeyModifiers::NONE)).or(asked);
    }
    asked
}

fn picture(app: &App, width: u16, height: u16) -> String {
    let mut buffer = Buffer::empty(Rect { x: 0, y: 0, width, height });
    draw(app, &mut buffer);
    let rows = buffer.content.chunks(usize::from(width));
    rows.map(|row| row.iter().map(|cell| cell.symbol()).collect::<String>().trim_end().to_owned() + "\n").collect()
}

fn shows(picture: &str, parts: &[&str]) {
    for part in parts {
        assert!(picture.contains(part), "no {part:?} in\n{picture}");
    }
}

#[test]
fn cmf_27_one_list_in_three_states_each_row_with_its_rule() {
    let app = app();
    for (width, height) in [(80, 24), (120, 40), (40, 10)] {
        let shown = picture(&app, width, height);
        shows(
            &shown,
            &["pcitis042", "Yours to choose, or allowed (2)", "Exceed 12.0", "Installed for you and kept (2)"],
        );
        assert!(!shown.contains("Nobody's"), "{shown}");
    }
    shows(
        &picture(&app, 120, 40),
        &["Not allowed here (1)", "deny from NSC 1 NICE Default Desktop", "chosen by anna", "generation 48213", "dp1"],
    );
}

#[test]
fn cmf_26_the_wizard_explains_asks_and_asks_again_before_it_asks_the_service() {
    let mut app = app();
    assert_eq!(press(&mut app, "\n"), None);
    shows(&picture(&app, 80, 24), &["Exceed 12.0: published; it is not here", "you may choose it"]);
    assert_eq!(press(&mut app, "\n"), None);
    shows(&picture(&app, 80, 24), &["This would happen", "Exceed 12.0 is downloaded and installed", "Do it?"]);
    // Back is back; nothing was asked for.
    assert_eq!(press(&mut app, "\x1b\x1b"), None);
    assert_eq!(app.dialog, None);
    assert_eq!(press(&mut app, "\n\ny"), Some(Ask::Choose { package: PackageId(12), chosen: true }));
    app.hear(News::Answered { ask: Ask::Choose { package: PackageId(12), chosen: true }, result: Ok(()) });
    assert!(picture(&app, 80, 24).contains("Chosen: Exceed 12.0."));
}

#[test]
fn cmfx_05_what_was_chosen_can_be_done_without_and_what_others_decide_cannot() {
    let mut app = app();
    app.selected = Some(PackageId(4));
    assert_eq!(press(&mut app, "\ny\n"), Some(Ask::Choose { package: PackageId(4), chosen: false }));
    for (id, state) in [(16, "applied"), (9, "denied"), (7, "allowed")] {
        app.selected = Some(PackageId(id));
        assert_eq!(press(&mut app, "\n"), None);
        assert!(picture(&app, 80, 24).contains("others decide about it"), "{state}");
        assert_eq!(press(&mut app, "\n\ny"), None, "{state}");
        app.dialog = None;
    }
}

fn downloading() -> Activity {
    let (package, point) = ("Exceed 12.0".into(), "dp2".into());
    Activity::Downloading { package, point, done_bytes: 12_300_000, size_bytes: 27_100_000 }
}

#[test]
fn a_reboot_that_comes_by_itself_is_put_off_as_long_as_it_may_be() {
    let mut app = app();
    let mut told = status();
    (told.reboot_pending, told.reboot_at) = (Some(now()), Some(now() + TimeDelta::minutes(14)));
    told.postpone = Some(Postpone { by_s: 7_200, left: 2 });
    app.hear(News::Status(Box::new(told.clone())));
    shows(&picture(&app, 80, 24), &["The machine restarts in 14 min. Press b to restart now or later.", "b restart"]);
    press(&mut app, "b");
    shows(&picture(&app, 80, 24), &["put it off by 2 h", "2 more times", "y restart now", "p later"]);
    assert_eq!(press(&mut app, "p"), Some(Ask::Postpone));
    app.hear(News::Answered { ask: Ask::Postpone, result: Ok(()) });
    shows(&picture(&app, 80, 24), &["The restart is put off."]);

    told.postpone = Some(Postpone { by_s: 7_200, left: 1 });
    app.hear(News::Status(Box::new(told.clone())));
    press(&mut app, "b");
    shows(&picture(&app, 80, 24), &["you can do that once more."]);
    press(&mut app, "\x1b");

    told.postpone = Some(Postpone { by_s: 7_200, left: 0 });
    app.hear(News::Status(Box::new(told)));
    shows(&picture(&app, 80, 24), &["The machine restarts in 14 min."]);
    press(&mut app, "b");
    shows(&picture(&app, 80, 24), &["It cannot be put off any more."]);
    assert_eq!(press(&mut app, "p"), None);
    assert_eq!(press(&mut app, "y"), Some(Ask::Reboot));
}

#[test]
fn amt_07_german_fits_where_english_does() {
    let mut app = app_in("de");
    let mut told = status();
    told.activity = downloading();
    (told.reboot_pending, told.reboot_at) = (Some(now()), Some(now() + TimeDelta::days(3)));
    told.postpone = Some(Postpone { by_s: 7_200, left: 1 });
    app.hear(News::Status(Box::new(told)));
    let shown = picture(&app, 80, 24);
    shows(
        &shown,
        &[
            "Lädt Exceed 12.0 von dp2: 45 % (12.3 MB von 27.1 MB)  ━━━━━━━━",
            "Der Rechner startet in 3 Tagen neu. Mit b jetzt oder später neu starten.",
            "Wählbar oder erlaubt (2)",
            "b Neustart",
        ],
    );
    for (keys, parts) in [
        ("\n", ["Exceed 12.0: angeboten; es ist nicht hier", "Es wird angeboten und lässt sich wählen."]),
        ("\n", ["Das würde geschehen:", "Ausführen?"]),
        ("\x1b\x1bb", ["Mit p um 2 h verschieben; das geht noch einmal.", "y neu starten"]),
        ("\x1b?", ["Hilfe", "Dieses Programm zeigt und fragt nur."]),
    ] {
        press(&mut app, keys);
        shows(&picture(&app, 80, 24), &parts);
    }
}

#[test]
fn progress_problems_and_reboots_stand_out() {
    let mut app = app();
    let mut told = status();
    told.activity = downloading();
    told.problem = "no distribution point can be read".into();
    told.reboot_pending = Some(now() - TimeDelta::days(3));
    app.hear(News::Status(Box::new(told)));
    shows(
        &picture(&app, 80, 24),
        &[
            "Downloads Exceed 12.0 from dp2: 45 % (12.3 MB of 27.1 MB)  ━━━━━━━━",
            "The last check failed: no",
            "A restart is needed, since 3 days.",
        ],
    );
    assert_eq!(press(&mut app, "b\n"), None, "only y agrees");
    assert_eq!(press(&mut app, "y"), Some(Ask::Reboot));
    assert_eq!(press(&mut app, "c"), Some(Ask::CheckNow));
}

#[test]
fn a_service_that_is_gone_leaves_what_it_said_with_its_age() {
    let mut app = app();
    app.tick(now() + TimeDelta::seconds(90));
    app.hear(News::Lost { reason: "gone".into() });
    let shown = picture(&app, 80, 24);
    assert!(shown.contains("The service does not answer; this is how it was 90 s ago."), "{shown}");
    assert!(shown.contains("Office 16.0"), "{shown}");
    app.hear(News::Found { user: "anna".into() });
    assert!(!picture(&app, 80, 24).contains("does not answer"));

    let mut fresh = App::new(app.words.clone(), app.look, now());
    assert!(picture(&fresh, 80, 24).contains("Looking for the service"));
    fresh.hear(News::Lost { reason: "agent.sock: no such file".into() });
    shows(&picture(&fresh, 80, 24), &["does not answer, for 0 s: agent.sock: no such file"]);
}

#[test]
fn cmf_97_a_new_version_of_itself_ends_it_and_an_old_notice_does_not() {
    let new_version = |id, package: &str| {
        let about = NoticeKind::NewVersion;
        vec![Notice { id, at: now(), about, package: package.into() }]
    };
    let mut app = app();
    app.hear(News::Notices { notices: new_version(1, "CMFAgentUI"), old: true });
    app.hear(News::Notices { notices: new_version(2, "CMFAgent"), old: false });
    assert_eq!(app.end, None);
    app.hear(News::Notices { notices: new_version(3, "CMFAgentUI"), old: false });
    assert_eq!(app.end, Some(End::Replaced));
    press(&mut app, "n");
    shows(&picture(&app, 80, 24), &["What happened", "A new version of CMFAgentUI is put into place."]);
    press(&mut app, "\x1b?");
    shows(&picture(&app, 80, 24), &["Help", "Everything is done by the service"]);
}

#[test]
fn what_the_service_passes_on_cannot_move_the_cursor_or_hide_text() {
    let mut app = app();
    let mut told = status();
    told.machine = "pc\x1b[2J\u{202e}evil".into();
    told.packages[2].desired.name = "Off\r\nice\u{9b}31m\u{200b}".into();
    told.packages[2].note = "\x1b]52;c;AAAA\x07".into();
    app.hear(News::Status(Box::new(told)));
    app.selected = Some(PackageId(16));
    press(&mut app, "\n");
    for (width, height) in [(80, 24), (40, 10), (20, 5), (200, 50)] {
        let shown = picture(&app, width, height);
        let odd = |c: char| c != '\n' && (c.is_control() || "\u{202e}\u{200b}".contains(c));
        assert!(!shown.contains(odd), "{shown:?}");
    }
}

#[test]
fn every_size_can_be_drawn_in_every_state() {
    let mut app = app();
    let mut told = status();
    (told.activity, told.reboot_at) = (downloading(), Some(now() + TimeDelta::minutes(14)));
    told.postpone = Some(Postpone { by_s: 3_600, left: 1 });
    app.hear(News::Status(Box::new(told)));
    let dialogs = [
        None,
        Some(Dialog::Package(PackageId(16))),
        Some(Dialog::Confirm { package: PackageId(12), chosen: true }),
        Some(Dialog::Reboot),
        Some(Dialog::Notices { skip: 0 }),
        Some(Dialog::Help),
    ];
    for dialog in dialogs {
        app.dialog = dialog;
        for width in (1..60).chain([80, 200]) {
            for height in (1..30).step_by(3) {
                picture(&app, width, height);
            }
        }
    }
}

#[test]
fn the_cursor_stays_on_its_package_and_is_always_seen() {
    let mut app = app();
    press(&mut app, "\t");
    assert_eq!(app.selected, Some(PackageId(16)), "the first of the next part");
    let mut told = status();
    let all = DesiredState::ALL.into_iter().cycle();
    told.packages.extend((100..300).zip(all).map(|(id, state)| package(id, "Many", state, Rule::Unassigned {})));
    app.hear(News::Status(Box::new(told)));
    assert_eq!(app.selected, Some(PackageId(16)));
    for _ in 0..300 {
        press(&mut app, "j");
        let title = super::app::title(app.chosen_row().unwrap());
        for (width, height) in [(80, 24), (40, 10)] {
            let shown = picture(&app, width, height);
            assert!(shown.lines().any(|line| line.starts_with('▸') && line.contains(&title)), "{title}\n{shown}");
        }
    }
    app.hear(News::Status(Box::new(Status { packages: Vec::new(), ..status() })));
    assert_eq!(app.selected, None);
    assert_eq!(press(&mut app, "jkgG\n\t"), None);
    assert!(picture(&app, 80, 24).contains("Nothing is assigned"));
}
